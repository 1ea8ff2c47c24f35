// Addresses of sockets and of a proxy's header.
#include "http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace rettesnor::http {
namespace {

std::string shown(const in6_addr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr inner{};
    std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
    inet_ntop(AF_INET, &inner, text.data(), text.size());
    return text.data();
  }
  in6_addr network = address;
  std::fill_n(network.s6_addr + 8, 8, std::uint8_t{0});
  inet_ntop(AF_INET6, &network, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

/// Empty for what is no address.
std::string network_of(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return address;
  in6_addr six{};
  return inet_pton(AF_INET6, address.c_str(), &six) == 1 ? shown(six) : std::string{};
}

}  // namespace

std::string peer_of(const Request& request, Peers peers) {
  if (peers == Peers::direct) return request.peer;
  std::string_view last;
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") last = value;
  }
  if (const std::size_t comma = last.rfind(','); comma != std::string_view::npos) {
    last.remove_prefix(comma + 1);
  }
  last.remove_prefix(std::min(last.find_first_not_of(' '), last.size()));
  return network_of(std::string(last));
}

std::string peer_of_socket(int descriptor) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0) return {};
  if (name.ss_family == AF_INET6) {
    return shown(reinterpret_cast<const sockaddr_in6*>(&name)->sin6_addr);
  }
  if (name.ss_family != AF_INET) return {};
  std::array<char, INET_ADDRSTRLEN> text{};
  inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&name)->sin_addr, text.data(),
            text.size());
  return text.data();
}

}  // namespace rettesnor::http
