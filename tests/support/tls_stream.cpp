// OpenSSL over blocking sockets, one thread a connection.
#include "tests/support/tls_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace rettesnor::test {
namespace {

SSL_CTX* context_of(void* pointer) {
  return static_cast<SSL_CTX*>(pointer);
}
SSL* ssl_of(void* pointer) {
  return static_cast<SSL*>(pointer);
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

void send_at_once(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

SSL_CTX* client_context() {
  static SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  return context;
}

}  // namespace

TlsStream::TlsStream(int socket, void* context)
    : socket_(socket), ssl_(SSL_new(context_of(context))) {
  SSL_set_fd(ssl_of(ssl_), socket_);
  send_at_once(socket_);
  const bool client = context == client_context();
  if ((client ? SSL_connect(ssl_of(ssl_)) : SSL_accept(ssl_of(ssl_))) != 1) {
    SSL_free(ssl_of(ssl_));
    ::close(socket_);
    throw std::runtime_error("TLS handshake failed");
  }
}

TlsStream::~TlsStream() {
  SSL_free(ssl_of(ssl_));
  ::close(socket_);
}

std::unique_ptr<TlsStream> TlsStream::connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    throw std::runtime_error("nobody listens on " + std::to_string(port));
  }
  return std::make_unique<TlsStream>(socket, client_context());
}

std::string TlsStream::read_some() {
  std::string bytes(65536, '\0');
  const int got = SSL_read(ssl_of(ssl_), bytes.data(), static_cast<int>(bytes.size()));
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool TlsStream::write(std::string_view bytes) {
  return bytes.empty() || SSL_write(ssl_of(ssl_), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool TlsStream::has_buffered() const {
  return SSL_has_pending(ssl_of(ssl_)) == 1;
}

void TlsStream::end(Ending how) {
  if (how == Ending::tls_notice) {
    SSL_shutdown(ssl_of(ssl_));
    ::shutdown(socket_, SHUT_WR);
    return;
  }
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::shutdown(socket_, SHUT_RDWR);
}

TlsServer::TlsServer(Serve serve)
    : serve_(std::move(serve)),
      folder_("rettesnor-tls"),
      context_(SSL_CTX_new(TLS_server_method())),
      listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  ::signal(SIGPIPE, SIG_IGN);
  write_file(ca_file(), authority_.certificate_pem());
  authority_.issue(folder_.path(), "server");
  SSL_CTX_use_certificate_chain_file(context_of(context_), folder_.file("server.crt").c_str());
  SSL_CTX_use_PrivateKey_file(context_of(context_), folder_.file("server.key").c_str(),
                              SSL_FILETYPE_PEM);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening_, raw, size) != 0 || ::getsockname(listening_, raw, &size) != 0 ||
      ::listen(listening_, 64) != 0) {
    throw std::runtime_error("cannot listen on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

void TlsServer::accept_all() {
  while (!stopping_) {
    pollfd wanted{listening_, POLLIN, 0};
    if (::poll(&wanted, 1, 50) != 1) continue;
    const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    connections_.remove_if([](const std::unique_ptr<Connection>& c) {
      if (!c->done) return false;
      c->thread.join();
      ::close(c->socket);
      return true;
    });
    auto& connection = connections_.emplace_back(std::make_unique<Connection>());
    connection->socket = ::dup(socket);
    connection->thread = std::thread([this, socket, c = connection.get()] {
      try {
        TlsStream stream(socket, context_);
        serve_(stream);
      } catch (const std::exception&) {
        // The other side left during the handshake, or the server behind is gone: so is this one.
      }
      c->done = true;
    });
  }
}

void TlsServer::stop() {
  if (stopping_.exchange(true)) return;
  accepting_.join();
  for (const auto& connection : connections_) ::shutdown(connection->socket, SHUT_RDWR);
  for (const auto& connection : connections_) {
    connection->thread.join();
    ::close(connection->socket);
  }
  ::close(listening_);
  SSL_CTX_free(context_of(context_));
}

TlsServer::~TlsServer() {
  stop();
}

}  // namespace rettesnor::test
