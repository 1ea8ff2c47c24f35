// Cookies as they come and as they are set.
#pragma once

#include <string>
#include <string_view>

namespace rettesnor::http {

/// The value of the first cookie of that name in a Cookie header, or empty.
std::string_view cookie_in(std::string_view header, std::string_view name);

enum class Transport {
  secure,   ///< TLS here, or a proxy in front that speaks it
  loopback  ///< plain http to this machine itself
};
/// "__Host-rettesnor" when the transport is secure. Not every browser keeps a Secure cookie that
/// came over plain http from this machine, so there it is "rettesnor".
std::string_view session_cookie(Transport transport);
inline constexpr std::string_view kLanguageCookie = "rettesnor-language";

/// Lasts as long as the browser stays open.
std::string set_session_cookie(Transport transport, std::string_view value);
std::string end_session_cookie(Transport transport);
/// Lasts a year; holds "da" or "en" and nothing about anybody.
std::string set_language_cookie(Transport transport, std::string_view language);

}  // namespace rettesnor::http
