// What a route gets and gives: a request that was let in, and the answer to it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rettesnor::http {

/// Names are lower-case; values are as they were sent, without spaces around them.
using HeaderLines = std::vector<std::pair<std::string, std::string>>;

/// Made by the admission guard alone: within its limits, and addressed to us.
struct Request {
  std::string method;  ///< "GET", "HEAD" or "POST"
  std::string target;  ///< path and query, still percent-encoded, at most 4 KiB
  HeaderLines headers;
  std::string body;       ///< as RequestLimits; empty unless it is a POST
  std::string peer = {};  ///< network of whoever connects; empty over a Unix socket

  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
  /// Without the "?".
  std::string_view query() const {
    const std::size_t mark = target.find('?');
    return mark == std::string::npos ? std::string_view{}
                                     : std::string_view(target).substr(mark + 1);
  }
  /// The first of that lower-case name, or empty.
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

struct Response {
  int status = 200;
  HeaderLines headers;  ///< without Content-Type and Content-Length
  std::string media_type;
  std::string body;
};

}  // namespace rettesnor::http
