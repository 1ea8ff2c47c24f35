// The one filler of placeholders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "words/language.h"

namespace rettesnor::words {

/// Characters of a value that are shown; what is longer is cut (core::printable).
inline constexpr std::size_t kLongestValue = 2000;

/// The value of a placeholder, already safe to show; nothing when there is none.
using ValueOf = std::function<std::optional<std::string>(std::string_view name)>;

/// What stands for a placeholder that has no value: "{name}" as it is written, or this mark.
struct Missing {
  std::string_view mark = {};
};

/// In a sentence
///   `{d}`              is the value of d;
///   `{n|dag|dage}`     is the first word when n is 1, else the second;
///   `{p's}`            is the value in the genitive: "Mette Holms", "Jens'", "Mette Holm's";
///   `{?d}`             is nothing, and asks for a value of d;
///   `[{d} …|… {e}|…]`  is the first part of which every value is there, or nothing. Brackets
///                      without a placeholder are brackets.
/// A value is never read as a placeholder.
std::string fill(std::string_view sentence, Language language, const ValueOf& value_of,
                 Missing missing = {});

/// Of "a|b" outside braces and brackets the first for exactly one, else the second; a sentence
/// without a bar is both.
std::string_view form_for(std::string_view sentence, std::int64_t n);

/// The first letter, also one of two bytes (æ ø å), as a capital.
std::string with_capital(std::string text);

}  // namespace rettesnor::words
