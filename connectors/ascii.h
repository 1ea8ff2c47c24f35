// Small questions about bytes that every reader of foreign text asks.
#pragma once

#include <algorithm>
#include <string_view>

namespace rettesnor::connectors {

inline bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Without spaces (U+0020 alone) at both ends.
inline std::string_view without_outer_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace rettesnor::connectors
