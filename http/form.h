// Fields of a form or a query; application/x-www-form-urlencoded is read by ourselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace rettesnor::http {

inline constexpr std::size_t kMostFields = 10'000;

/// In the order in which they were sent. Immutable.
class Form {
 public:
  Form() = default;
  /// invalid_input when there are more than 10,000 fields, or a name or value is not UTF-8 or holds
  /// a NUL. "+" is a space; a "%" without two hex digits stands for itself.
  static core::Result<Form> parse(std::string_view text);
  /// Of fields that stand for themselves; the same limits.
  static core::Result<Form> of(std::vector<std::pair<std::string, std::string>>&& fields);
  /// The first of that name, or empty.
  std::string get(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;

 private:
  core::Result<void> add(std::string name, std::string value);
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// Digits only, at most 18; empty on anything else.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace rettesnor::http
