// Tells English in a Danish text, and words that guess a gender.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace rettesnor::test {

/// The first of `words` in the text.
template <std::size_t N>
std::string first_of(std::string_view text, const std::array<std::string_view, N>& words) {
  std::string word;
  bool is_placeholder = false;
  const auto is_letter = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  for (const char c : std::string(text) + " ") {
    if (c == '{') is_placeholder = true;
    if (c == '}') is_placeholder = false;
    if (is_placeholder) continue;
    if (is_letter(c)) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      continue;
    }
    if (std::ranges::find(words, word) != words.end()) return word;
    word.clear();
  }
  return {};
}

/// The first English word that is no Danish one, or nothing; names of options and of placeholders
/// are nobody's language.
inline std::string english_in(std::string_view text) {
  static constexpr std::array<std::string_view, 27> kEnglish = {
      "the",   "is",     "are",  "not", "this",  "that",  "these",  "with",  "from",
      "and",   "was",    "were", "has", "there", "which", "cannot", "could", "its",
      "would", "nobody", "your", "you", "must",  "what",  "been",   "does",  "somebody"};
  return first_of(text, kEnglish);
}

inline std::string gender_in(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kGendered = {
      "hun", "hende", "hendes", "hans", "ham", "she", "hers", "herself", "his", "him", "himself"};
  return first_of(text, kGendered);
}

}  // namespace rettesnor::test
