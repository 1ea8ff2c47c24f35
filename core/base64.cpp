// Three bytes are four letters of six bits.
#include "core/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rettesnor::core {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> values_of(std::string_view letters) {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    table[static_cast<unsigned char>(letters[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

enum class Padding : std::uint8_t { with, without };

std::string encode(std::string_view bytes, std::string_view letters, Padding padding) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      if (k <= n) {
        out += letters[(group >> (18 - 6 * k)) & 63U];
      } else if (padding == Padding::with) {
        out += '=';
      }
    }
  }
  return out;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  return encode(bytes, kLetters, Padding::with);
}

std::string to_base64url(std::string_view bytes) {
  return encode(bytes, kUrlLetters, Padding::without);
}

std::optional<std::string> from_base64(std::string_view text) {
  static constexpr auto kValues = values_of(kLetters);
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t group = 0;
    const std::size_t pad = i + 4 == text.size() ? padding : 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto value = kValues[static_cast<unsigned char>(text[i + k])];
      if (value < 0 && k < 4 - pad) return std::nullopt;
      group = group << 6U | (k < 4 - pad ? static_cast<std::uint32_t>(value) : 0U);
    }
    if ((pad == 1 && (group & 0xFFU) != 0) || (pad == 2 && (group & 0xFFFFU) != 0)) {
      return std::nullopt;
    }
    out += static_cast<char>(group >> 16U & 0xFFU);
    if (pad < 2) out += static_cast<char>(group >> 8U & 0xFFU);
    if (pad < 1) out += static_cast<char>(group & 0xFFU);
  }
  return out;
}

bool is_base64url(std::string_view text) {
  static constexpr auto kValues = values_of(kUrlLetters);
  return text.size() > 1 && text.size() % 4 != 1 && std::ranges::all_of(text, [](char c) {
           return kValues[static_cast<unsigned char>(c)] >= 0;
         });
}

}  // namespace rettesnor::core
