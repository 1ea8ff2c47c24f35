// The two languages in which everything is said.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rettesnor::words {

enum class Language : std::uint8_t { danish, english };

/// "da", "en": as in settings, cookies and HTML.
std::string_view short_name(Language language);
std::optional<Language> language_named(std::string_view short_name);

}  // namespace rettesnor::words
