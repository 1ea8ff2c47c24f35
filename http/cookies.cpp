// Reads the Cookie header and writes Set-Cookie.
#include "http/cookies.h"

#include <algorithm>

namespace rettesnor::http {
namespace {

std::string cookie(Transport transport, std::string_view name, std::string_view value) {
  std::string out(name);
  out += "=";
  out += value;
  out += "; Path=/; HttpOnly; SameSite=Lax";
  if (transport == Transport::secure) out += "; Secure";
  return out;
}

}  // namespace

std::string_view cookie_in(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view one = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      return one.substr(name.size() + 1);
    }
  }
  return {};
}

std::string_view session_cookie(Transport transport) {
  return transport == Transport::secure ? "__Host-rettesnor" : "rettesnor";
}

std::string set_session_cookie(Transport transport, std::string_view value) {
  return cookie(transport, session_cookie(transport), value);
}

std::string end_session_cookie(Transport transport) {
  return cookie(transport, session_cookie(transport), "") + "; Max-Age=0";
}

std::string set_language_cookie(Transport transport, std::string_view language) {
  return cookie(transport, kLanguageCookie, language) + "; Max-Age=31536000";
}

}  // namespace rettesnor::http
