// Shows a finding as a sentence: its values, with closed vocabulary and numbers in the language.
#include "words/findings.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "words/error.h"
#include "words/fill.h"
#include "words/terms.h"

namespace rettesnor::words {
namespace {

constexpr FindingWords kFindings[] = {
#define FINDING(code, number, danish, english, danish_title, english_title) \
  {#code, number, danish, english, danish_title, english_title},
#include "words/findings.inc"
#undef FINDING
};

/// "1.234" → "1,234"; anything else stays as it is.
std::string english_number(std::string value) {
  const std::size_t first = value.find('.');
  if (first == std::string::npos || first == 0 || first > 3) return value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_separator = i >= first && (i - first) % 4 == 0;
    if (is_separator ? value[i] != '.' : (value[i] < '0' || value[i] > '9')) return value;
  }
  if ((value.size() - first) % 4 != 0) return value;
  std::replace(value.begin(), value.end(), '.', ',');
  return value;
}

std::optional<std::string> value_of(const core::Finding& finding, std::string_view name,
                                    Language language) {
  const auto found = finding.values.find(std::string(name));
  if (found == finding.values.end() || found->second.empty()) return std::nullopt;
  if (const auto known = term(name, found->second, language)) return std::string(*known);
  std::string shown = core::printable(told(found->second, language));
  const bool is_number = name == "n" || name == "m" || name == "t";
  return is_number && language == Language::english ? english_number(std::move(shown)) : shown;
}

}  // namespace

std::span<const FindingWords> all_finding_words() {
  return kFindings;
}

const FindingWords* words_of(std::string_view code) {
  const auto* const found = std::ranges::find(kFindings, code, &FindingWords::code);
  return found == std::end(kFindings) ? nullptr : found;
}

std::string finding_title(std::string_view code, Language language) {
  const FindingWords* const words = words_of(code);
  return words == nullptr ? core::printable(code) : std::string(words->title(language));
}

std::string sentence(const core::Finding& finding, Language language) {
  const FindingWords* const words = words_of(finding.code);
  if (words == nullptr) return core::printable(finding.code);
  return fill(language == Language::danish ? words->danish : words->english, language,
              [&](std::string_view name) { return value_of(finding, name, language); },
              {.mark = "?"});
}

}  // namespace rettesnor::words
