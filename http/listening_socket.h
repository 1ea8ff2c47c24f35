// The socket that connections come in on: TCP or Unix, ours alone.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::http {

/// "127.0.0.1" and the rest of 127/8, "::1", "localhost", and Unix sockets ("unix:/path").
bool is_loopback(std::string_view address);
/// Is it short enough for the file of a Unix socket?
bool fits_socket(std::string_view path);

/// Owns the descriptor and, of a Unix socket, the file.
class ListeningSocket {
 public:
  /// `address`: an IPv4 or IPv6 address, "localhost", or "unix:/path" (`port` counts for nothing;
  /// `mode` is that of its file). Port 0: the system chooses. Nobody else can listen on the same
  /// port beside us. conflict when somebody does already; invalid_input when the address cannot be
  /// ours.
  static core::Result<ListeningSocket> open(const std::string& address, int port,
                                            mode_t mode = 0660);
  ListeningSocket(ListeningSocket&& other) noexcept;
  ListeningSocket& operator=(ListeningSocket&& other) noexcept;
  ~ListeningSocket();

  /// From here on nobody can connect; port() and address() stay.
  void close();

  int descriptor() const { return descriptor_; }
  int port() const { return port_; }  ///< 0 of a Unix socket
  const std::string& address() const { return address_; }
  bool is_unix() const { return address_.starts_with("unix:"); }

 private:
  ListeningSocket() = default;
  int descriptor_ = -1;
  int port_ = 0;
  std::string address_;
  std::string path_;
};

}  // namespace rettesnor::http
