// Speaks just enough LDAP to be believed, then hands the pen to the test.
#include "tests/support/hostile_ldap_server.h"

#include <algorithm>

namespace rettesnor::test {

const std::string HostileAnswer::kNoCookie;

bool HostileAnswer::raw(std::string_view bytes) {
  return client_.write(bytes);
}

bool HostileAnswer::entry(std::string_view dn, const LdapAttributes& attributes) {
  return raw(message_bytes(id_, LdapOperation::search_entry, entry_body(dn, attributes)));
}

bool HostileAnswer::reference(std::string_view url) {
  return raw(message_bytes(id_, LdapOperation::search_reference, ber_text(url)));
}

bool HostileAnswer::done(int code, const std::string* cookie, std::string_view referral) {
  return raw(message_bytes(id_, LdapOperation::search_done,
                           result_body(code, code == 0 ? "" : "as ordered", referral),
                           cookie == nullptr ? "" : paged_control(*cookie)));
}

bool HostileAnswer::flood(std::uint64_t size, char fill) {
  const std::string piece(65536, fill);
  while (size > 0) {
    const auto now = std::min<std::uint64_t>(size, piece.size());
    if (!raw(std::string_view(piece).substr(0, static_cast<std::size_t>(now)))) return false;
    size -= now;
  }
  return true;
}

HostileLdapServer::HostileLdapServer(Flavour flavour, Search search)
    : flavour_(flavour),
      search_(std::move(search)),
      server_([this](TlsStream& client) { serve(client); }) {}

void HostileLdapServer::serve(TlsStream& client) {
  std::string pending;
  for (std::string bytes = client.read_some(); !bytes.empty(); bytes = client.read_some()) {
    pending += bytes;
    while (const auto whole = ber_front(pending)) {
      if (!answer(client, std::string_view(pending).substr(0, whole->size))) return;
      pending.erase(0, whole->size);
    }
  }
}

bool HostileLdapServer::answer(TlsStream& client, std::string_view bytes) {
  const auto message = read_message(bytes);
  if (!message) return false;
  HostileAnswer pen(client, message->id);
  switch (message->operation) {
    case LdapOperation::bind_request:
      return pen.raw(message_bytes(message->id, LdapOperation::bind_response, result_body(0)));
    case LdapOperation::search_request: {
      const SearchRequest request = read_search(*message);
      if (request.base.empty() && request.scope == 0) {
        tell_root(pen);
      } else {
        ++searches_;
        search_(request, pen);
      }
      return true;
    }
    case LdapOperation::unbind_request:
      return false;
    default:
      return true;
  }
}

void HostileLdapServer::tell_root(HostileAnswer& answer) const {
  LdapAttributes root = {{"namingContexts", {base_dn()}},
                         {"supportedLDAPVersion", {"3"}},
                         {"supportedControl", {"1.2.840.113556.1.4.319"}}};
  if (flavour_ == Flavour::active_directory) {
    root.push_back({"defaultNamingContext", {base_dn()}});
    root.push_back({"supportedCapabilities", {"1.2.840.113556.1.4.800"}});
  }
  answer.entry("", root);
  answer.done();
}

}  // namespace rettesnor::test
