// Puts socket, guard, sessions and routes together.
#include "web/server.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include "core/order_file.h"
#include "core/text.h"
#include "http/admission_guard.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "web/router.h"
#include "web/routes.h"
#include "web/sessions/sessions.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

/// Bytes for the fields and the lines between the parts of a form with a file.
constexpr std::size_t kFormAroundFile = 64 * 1024;

/// "[::1]:8080" → "::1"; "localhost:8080" → "localhost".
std::string name_in(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(1, host.find(']') - 1));
  return core::lower_ascii(host.substr(0, host.find(':')));
}

std::function<bool(std::string_view)> our_hosts(const ServerSettings& settings) {
  std::vector<std::string> names = settings.names;
  names.push_back(settings.address);
  if (http::is_loopback(settings.address)) {
    names.insert(names.end(), {"localhost", "127.0.0.1", "::1"});
  }
  return [names](std::string_view host) {
    return std::find(names.begin(), names.end(), name_in(host)) != names.end();
  };
}

Result<void> may_start(const ServerSettings& settings) {
  const bool loopback = http::is_loopback(settings.address);
  if (!loopback && settings.certificate_file.empty()) {
    return words::refuse(ErrorKind::invalid_input, words::Refusal::needs_tls,
                         {{"address", settings.address}});
  }
  if (!loopback && settings.demo == ServerSettings::Demo::personas) {
    return words::refuse(ErrorKind::refused, words::Refusal::demo_only_here);
  }
  return {};
}

class RunningServer : public Server {
 public:
  RunningServer(const ServerSettings& settings, review::Desk& reviews, const core::LocalZone& zone,
                std::function<core::Timestamp()> clock, WaysIn ways, review::Orders* orders)
      : doorkeeper_(std::move(ways), zone),
        sessions_(doorkeeper_.ways.idle, doorkeeper_.ways.longest),
        premises_{settings,
                  reviews,
                  orders,
                  zone,
                  sessions_,
                  doorkeeper_,
                  transport_of(settings),
                  peers_of(settings)},
        door_(premises_, std::move(clock)) {}
  ~RunningServer() override { stop(); }

  Result<void> begin() {
    const ServerSettings& settings = premises_.settings;
    std::optional<http::TlsIdentity> identity;
    if (!settings.certificate_file.empty()) {
      identity = TRY(http::TlsIdentity::load(settings.certificate_file, settings.key_file));
    }
    http::ConnectionLoopSettings loop;
    loop.is_our_host = our_hosts(settings);
    loop.limits.upload_path = upload_path();
    loop.limits.upload = core::kLargestOrderFile + kFormAroundFile;
    http::ListeningSocket socket =
        TRY(http::ListeningSocket::open(settings.address, settings.port));
    guard_ = TRY(http::AdmissionGuard::start(
        std::move(socket), std::move(identity), loop, settings.workers,
        [this](const http::Request& request) { return door_.answer(request); }));
    return {};
  }

  std::string url() const override {
    const http::ListeningSocket& socket = guard_->socket();
    if (socket.is_unix()) return socket.address();
    const std::string& address = socket.address();
    const bool v6 = address.find(':') != std::string::npos;
    return (premises_.settings.certificate_file.empty() ? "http://" : "https://") +
           (v6 ? "[" + address + "]" : address) + ":" + std::to_string(socket.port()) + "/";
  }

  void stop() override {
    if (guard_) guard_->stop();
  }

 private:
  static http::Transport transport_of(const ServerSettings& settings) {
    const bool proxied = !settings.names.empty();
    return proxied || !settings.certificate_file.empty() ? http::Transport::secure
                                                         : http::Transport::loopback;
  }

  static http::Peers peers_of(const ServerSettings& settings) {
    const bool proxied = settings.certificate_file.empty() && !settings.names.empty();
    return proxied ? http::Peers::proxied : http::Peers::direct;
  }

  SignInServices doorkeeper_;
  Sessions sessions_;
  ServerContext premises_;
  Router door_;
  std::unique_ptr<http::AdmissionGuard> guard_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerSettings& settings, review::Desk& reviews,
                                              const core::LocalZone& zone,
                                              std::function<core::Timestamp()> clock, WaysIn ways,
                                              review::Orders* orders) {
  TRY(may_start(settings));
  // OpenSSL writes to a socket that the other side may have closed.
  std::signal(SIGPIPE, SIG_IGN);
  // A file at its limit is an error of that one write (EFBIG), never the end of the server.
  std::signal(SIGXFSZ, SIG_IGN);
  auto server = std::make_unique<RunningServer>(settings, reviews, zone, std::move(clock),
                                                std::move(ways), orders);
  TRY(server->begin());
  return server;
}

}  // namespace rettesnor::web
