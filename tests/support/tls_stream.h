// TLS connections on loopback for servers that the tests write themselves.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "tests/support/scratch.h"
#include "tests/support/test_certificates.h"

namespace rettesnor::test {

/// One connection. Used by one thread; stop() of the server it belongs to ends its waiting.
class TlsStream {
 public:
  /// Takes the socket. Throws std::runtime_error when the handshake fails.
  TlsStream(int socket, void* context);
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;
  ~TlsStream();
  /// To a server on 127.0.0.1, without asking who it is.
  static std::unique_ptr<TlsStream> connect(int port);

  /// What came, up to 64 KiB; empty at the end or when the connection broke.
  std::string read_some();
  /// False when the other side is gone.
  bool write(std::string_view bytes);
  /// True when read_some() has something to give without waiting on the socket.
  bool has_buffered() const;
  int socket() const { return socket_; }
  enum class Ending { tls_notice, reset };
  void end(Ending how);

 private:
  int socket_;
  void* ssl_;  // SSL
};

/// Listens on 127.0.0.1 and serves each connection on a thread of its own.
class TlsServer {
 public:
  using Serve = std::function<void(TlsStream&)>;
  explicit TlsServer(Serve serve);
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer();  ///< stop()

  int port() const { return port_; }
  std::string ldaps_url() const { return "ldaps://127.0.0.1:" + std::to_string(port_); }
  std::string ca_file() const { return folder_.file("ca.crt"); }
  /// Breaks all connections and waits for their threads.
  void stop();

 private:
  struct Connection {
    int socket;
    std::atomic<bool> done = false;
    std::thread thread;
  };
  void accept_all();

  Serve serve_;
  ScratchFolder folder_;
  TestAuthority authority_;
  void* context_;  // SSL_CTX
  int listening_;
  int port_;
  std::atomic<bool> stopping_ = false;
  std::list<std::unique_ptr<Connection>> connections_;
  std::thread accepting_;
};

}  // namespace rettesnor::test
