// Compares names word by word.
#include "reconcile/name_fit.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/text.h"

namespace rettesnor::reconcile {
namespace {

using Words = std::vector<std::string>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "Holm, Anne Marie (REGN)" as "Anne Marie Holm".
std::string told_plainly(std::string_view name) {
  std::string text;
  int depth = 0;
  for (const char c : name) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) text += c == '.' || c == '_' || c == '/' ? ' ' : c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos) return text;
  return text.substr(comma + 1) + " " + text.substr(0, comma);
}

/// The words of a name that can be words of a name.
Words words_of(std::string_view name) {
  Words words;
  std::string word;
  const std::string folded = core::fold_loosely(told_plainly(name)) + " ";
  for (const char c : folded) {
    if (c != ' ') {
      word += c;
      continue;
    }
    if (!word.empty() && std::none_of(word.begin(), word.end(), is_digit)) words.push_back(word);
    word.clear();
  }
  return words;
}

/// As codepoints count for a short form, bytes are near enough: folding levelled most letters.
bool can_be(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a == b || ((a.size() == 1 || a.size() >= 3) && b.starts_with(a));
}

/// How many words of the shorter name stand in the longer one, each once.
std::size_t shared(const Words& shorter, const Words& longer) {
  std::vector<bool> taken(longer.size());
  std::size_t count = 0;
  for (const std::string& word : shorter) {
    for (std::size_t i = 0; i < longer.size(); ++i) {
      if (taken[i] || !can_be(word, longer[i])) continue;
      taken[i] = true;
      ++count;
      break;
    }
  }
  return count;
}

bool says_who(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const auto& word) { return word.size() > 1; });
}

}  // namespace

bool names_differ_clearly(std::string_view a, std::string_view b, Married married) {
  if (a == b) return false;
  Words shorter = words_of(a);
  Words longer = words_of(b);
  if (!says_who(shorter) || !says_who(longer)) return false;
  if (shorter.size() > longer.size()) std::swap(shorter, longer);
  const std::size_t common = shared(shorter, longer);
  if (common >= 2 || common == shorter.size()) return false;
  return common == 0 || married == Married::no || !can_be(shorter.front(), longer.front());
}

}  // namespace rettesnor::reconcile
