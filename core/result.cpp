// Makes errors of codes and values, and writes them down as they are kept.
#include "core/result.h"

#include <cstdio>
#include <string_view>

namespace rettesnor::core {
namespace {

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      static_cast<void>(
          std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c)));
      out += escaped;
    } else {
      out += c;
    }
  }
  out += '"';
}

/// Keys in order, no spaces, and nothing that is empty.
void write(std::string& out, const Error& error) {
  out += '{';
  if (!error.causes.empty()) {
    out += "\"causes\":[";
    for (std::size_t i = 0; i < error.causes.size(); ++i) {
      if (i > 0) out += ',';
      write(out, error.causes[i]);
    }
    out += "],";
  }
  out += error.code ? "\"code\":" : "\"message\":";
  quote(out, error.code ? error.code.name : error.message);
  if (error.next) {
    out += ",\"next\":";
    quote(out, error.next.name);
  }
  if (!error.values.empty()) {
    out += ",\"values\":{";
    bool first = true;
    for (const auto& [name, value] : error.values) {
      if (!first) out += ',';
      first = false;
      quote(out, name);
      out += ':';
      quote(out, value);
    }
    out += '}';
  }
  out += '}';
}

std::string logged(const ErrorCode& code, const ErrorValues& values) {
  std::string out = code.name;
  for (const auto& [name, value] : values) out.append(" ").append(name).append("=").append(value);
  return out;
}

}  // namespace

tl::unexpected<Error> fail(ErrorKind kind, ErrorCode code, ErrorValues values) {
  std::string message = logged(code, values);
  return tl::unexpected<Error>(
      Error{kind, std::move(message), std::move(code), std::move(values), {}, {}});
}

tl::unexpected<Error> fail(ErrorKind kind, ErrorCode code, ErrorValues values, Error cause) {
  std::string message = logged(code, values) + ": " + cause.message;
  return tl::unexpected<Error>(
      Error{kind, std::move(message), std::move(code), std::move(values), {}, {std::move(cause)}});
}

std::string kept(const Error& error) {
  if (!error.code) return error.message;
  std::string out;
  write(out, error);
  return out;
}

std::string kept(ErrorCode code, ErrorValues values) {
  return kept(Error{{}, {}, std::move(code), std::move(values), {}, {}});
}

}  // namespace rettesnor::core
