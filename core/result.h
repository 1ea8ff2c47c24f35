// Errors as values: what can go wrong is part of a function's type, and ignoring it does not
// compile.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

#include "core/named.h"

namespace rettesnor::core {

/// Answers "what can the caller do about it?", not "which library failed".
enum class ErrorKind {
  invalid_input,  ///< The caller's file, argument or setting is wrong; mend it and try again.
  unauthorized,   ///< We are not who the other side wants; mend the credential.
  refused,        ///< We are known but may not; mend the rights, never try harder.
  unreachable,    ///< Nobody answered, or too late; trying later may help.
  not_found,      ///< What was asked for by name is not there.
  conflict,       ///< Somebody else changed it meanwhile; read again and decide anew.
  corrupt,        ///< What came back cannot be what it claims to be; do not use any of it.
  unsupported,    ///< The other side, or this version, cannot do this.
};

constexpr auto names_for(const ErrorKind*) {
  using enum ErrorKind;
  return std::to_array<Named<ErrorKind>>({
      {invalid_input, "invalid_input"},
      {unauthorized, "unauthorized"},
      {refused, "refused"},
      {unreachable, "unreachable"},
      {not_found, "not_found"},
      {conflict, "conflict"},
      {corrupt, "corrupt"},
      {unsupported, "unsupported"},
  });
}

/// `message` names what was tried, on what, and what to do next. It never holds a secret.
struct Error {
  ErrorKind kind;
  std::string message;
  std::string danish = {};  ///< the same for a Danish reader, where one may see it; else empty
};

/// Either a value or an Error. Nodiscard as a type, so that no call can forget it.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(tl::expected<T, Error>&& other) : tl::expected<T, Error>(std::move(other)) {}
};

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

/// What TRY hands on; nothing for a Result<void>.
template <class T>
T take_value(tl::expected<T, Error>&& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace rettesnor::core

/// `auto x = TRY(f());` takes the value, or returns f's Error from the enclosing function.
#define TRY(expression)                                      \
  __extension__({                                            \
    auto try_result_ = (expression);                         \
    if (!try_result_) {                                      \
      return tl::unexpected(std::move(try_result_).error()); \
    }                                                        \
    ::rettesnor::core::take_value(std::move(try_result_));   \
  })
