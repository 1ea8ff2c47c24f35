// Passes bytes on between two TLS connections and looks at each message of the server.
#include "tests/support/ldap_fault_proxy.h"

#include <poll.h>

#include <optional>

namespace rettesnor::test {
namespace {

constexpr std::string_view kDisconnection = "1.3.6.1.4.1.1466.20036";

/// The operation that answers of this kind belong to ends with this one.
LdapOperation ending_of(LdapOperation operation) {
  return operation == LdapOperation::search_entry || operation == LdapOperation::search_reference
             ? LdapOperation::search_done
             : operation;
}

}  // namespace

struct LdapFaultProxy::Line {
  TlsStream& client;
  TlsStream& server;
  std::string pending;                   // bytes of the server that are no whole message yet
  std::optional<std::string> held_back;  // swap: comes after the next one
  std::set<std::int64_t> ended;          // operations that we have ended: the rest is not passed on
  std::string last_cookie;
};

std::string LdapFault::name() const {
  static constexpr const char* kNames[] = {
      "none", "cut",      "close", "truncate", "stall",   "drop",        "end_with",     "twice",
      "swap", "wrong_id", "huge",  "garbage",  "goodbye", "same_cookie", "forget_cookie"};
  std::string out = kNames[static_cast<std::size_t>(what)];
  if (what == What::end_with) out += " " + std::to_string(code);
  return out + " at message " + std::to_string(at);
}

LdapFaultProxy::LdapFaultProxy(int backend_port)
    : backend_port_(backend_port), server_([this](TlsStream& client) { serve(client); }) {}

void LdapFaultProxy::arm(const LdapFault& fault) {
  const std::lock_guard lock(guard_);
  fault_ = fault;
  seen_ = 0;
  struck_ = false;
}

void LdapFaultProxy::serve(TlsStream& client) {
  const auto server = TlsStream::connect(backend_port_);
  Line line{client, *server, {}, {}, {}, {}};
  for (;;) {
    pollfd wanted[] = {{client.socket(), POLLIN, 0}, {server->socket(), POLLIN, 0}};
    const bool waiting = client.has_buffered() || server->has_buffered();
    ::poll(wanted, 2, waiting ? 0 : -1);
    if (wanted[0].revents != 0 || client.has_buffered()) {
      const std::string bytes = client.read_some();
      if (bytes.empty() || !server->write(bytes)) return;
    }
    if (wanted[1].revents == 0 && !server->has_buffered()) continue;
    const std::string bytes = server->read_some();
    if (bytes.empty()) return client.end(TlsStream::Ending::reset);
    line.pending += bytes;
    std::string_view rest = line.pending;
    while (const auto whole = ber_front(rest)) {
      if (answer(line, rest.substr(0, whole->size)) == Next::over) return;
      rest.remove_prefix(whole->size);
    }
    line.pending.erase(0, line.pending.size() - rest.size());
  }
}

LdapFaultProxy::Next LdapFaultProxy::answer(Line& line, std::string_view message) {
  LdapFault fault;
  std::size_t number = 0;
  {
    const std::lock_guard lock(guard_);
    fault = fault_;
    number = seen_++;
  }
  const bool cookies =
      fault.what == LdapFault::What::same_cookie || fault.what == LdapFault::What::forget_cookie;
  if (!cookies && fault.what != LdapFault::What::none && number == fault.at) {
    struck_ = true;
    return strike(line, fault, message);
  }
  const auto parsed = read_message(message);
  if (parsed && line.ended.contains(parsed->id)) return Next::go_on;
  const std::string out = cookies && number >= fault.at ? with_other_cookie(line, fault, message)
                                                        : std::string(message);
  if (!line.client.write(out)) return Next::over;
  if (line.held_back && !line.client.write(*line.held_back)) return Next::over;
  line.held_back.reset();
  return Next::go_on;
}

std::string LdapFaultProxy::with_other_cookie(Line& line, const LdapFault& fault,
                                              std::string_view message) {
  const auto parsed = read_message(message);
  if (!parsed || parsed->operation != LdapOperation::search_done) return std::string(message);
  const auto cookie = paged_cookie(parsed->controls);
  if (!cookie) return std::string(message);
  const bool last = cookie->empty();
  if (!last) line.last_cookie = *cookie;
  if (fault.what == LdapFault::What::same_cookie && !last) return std::string(message);
  struck_ = true;
  return message_bytes(
      parsed->id, parsed->operation, parsed->body,
      paged_control(fault.what == LdapFault::What::same_cookie ? line.last_cookie : ""));
}

LdapFaultProxy::Next LdapFaultProxy::strike(Line& line, const LdapFault& fault,
                                            std::string_view message) {
  using What = LdapFault::What;
  const auto parsed = read_message(message);
  const std::int64_t id = parsed ? parsed->id : 0;
  const LdapOperation operation = parsed ? parsed->operation : LdapOperation::search_done;
  TlsStream& client = line.client;
  const auto over = [&](TlsStream::Ending how) {
    client.end(how);
    return Next::over;
  };
  switch (fault.what) {
    case What::cut:
      return over(TlsStream::Ending::reset);
    case What::close:
      return over(TlsStream::Ending::tls_notice);
    case What::truncate:
      client.write(message.substr(0, message.size() / 2));
      return over(TlsStream::Ending::reset);
    case What::stall:
      while (!client.read_some().empty()) continue;
      return Next::over;
    case What::drop:
      return Next::go_on;
    case What::end_with:
      line.ended.insert(id);
      client.write(message_bytes(id, ending_of(operation), result_body(fault.code, "as ordered")));
      return Next::go_on;
    case What::twice:
      client.write(message);
      client.write(message);
      return Next::go_on;
    case What::swap:
      line.held_back = std::string(message);
      return Next::go_on;
    case What::wrong_id:
      if (parsed) {
        client.write(message_bytes(id + 1000, operation, parsed->body, parsed->controls));
      }
      return Next::go_on;
    case What::huge:
      client.write(ber_header(0x30, 1ULL << 30U) + std::string(4096, 'x'));
      return Next::go_on;
    case What::garbage:
      client.write("HTTP/1.1 200 OK\r\n\r\n<html>");
      return Next::go_on;
    case What::goodbye:
      client.write(message_bytes(0, LdapOperation::extended_response,
                                 result_body(52, "shutting down") + ber(0x8A, kDisconnection)));
      return over(TlsStream::Ending::tls_notice);
    default:
      return Next::go_on;
  }
}

}  // namespace rettesnor::test
