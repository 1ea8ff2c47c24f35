// Which network a request comes from.
#pragma once

#include <string>
#include <string_view>

#include "http/exchange.h"

namespace rettesnor::http {

enum class Peers {
  direct,  ///< whoever connects is whoever asks
  proxied  ///< a proxy of ours connects; the last X-Forwarded-For is what it saw
};

/// An IPv4 address, or the first 64 bits of an IPv6 one; empty when it is unknown.
std::string peer_of(const Request& request, Peers peers);
/// The same of the other end of a socket; empty for a Unix socket.
std::string peer_of_socket(int descriptor);

}  // namespace rettesnor::http
