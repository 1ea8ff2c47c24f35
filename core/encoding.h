// Text in the encodings of other programs, as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace rettesnor::core {

/// What stands where bytes were no character.
inline constexpr std::string_view kUnreadable = "\xEF\xBF\xBD";

/// Any name that ICU knows: "windows-1252", "UTF-16LE", "ibm865".
bool knows_encoding(const std::string& name);
/// Bytes that are no character of the encoding become kUnreadable; so does all of the text when the
/// encoding is unknown.
std::string to_utf8(std::string_view bytes, const std::string& encoding);

}  // namespace rettesnor::core
