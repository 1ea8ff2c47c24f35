// Errors as values: what can go wrong is part of a function's type, and ignoring it does not
// compile.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

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

/// Names a sentence of the house's catalogue (words/): core knows none. Empty: there is none yet.
struct ErrorCode {
  std::string name = {};
  explicit operator bool() const { return !name.empty(); }
  auto operator<=>(const ErrorCode&) const = default;
};

/// What fills the sentence's placeholders, by name.
using ErrorValues = std::map<std::string, std::string>;

/// What was tried, on what, and what to do next; it never holds a secret. It becomes a sentence in
/// the reader's language at the edge (words/error.h).
struct Error {
  ErrorKind kind;
  /// English, of an error without a code; else the code and its values, as a machine may log them.
  std::string message;
  ErrorCode code = {};
  ErrorValues values = {};
  ErrorCode next = {};             ///< what to do, as a second line
  std::vector<Error> causes = {};  ///< `{cause}`: what went wrong below
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

[[nodiscard]] tl::unexpected<Error> fail(ErrorKind kind, ErrorCode code, ErrorValues values = {});
/// With what went wrong below, as `{cause}`.
[[nodiscard]] tl::unexpected<Error> fail(ErrorKind kind, ErrorCode code, ErrorValues values,
                                         Error cause);

/// The error as it is kept: canonical JSON of code, values and causes (docs/formats.md), or its
/// message when it has no code. words::told makes a sentence of either.
std::string kept(const Error& error);
std::string kept(ErrorCode code, ErrorValues values);

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
