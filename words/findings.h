// The sentences of the findings catalogue, in Danish and English.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/finding.h"
#include "words/language.h"

namespace rettesnor::words {

/// A row of the catalogue; the placeholders' values stand in Finding::values.
struct FindingWords {
  std::string_view code;
  int number;  ///< in the catalogue: 1 to 87, in order
  std::string_view danish;
  std::string_view english;
  std::string_view danish_title;  ///< three or four plain words: "Forældreløs konto"
  std::string_view english_title;

  std::string_view title(Language language) const {
    return language == Language::danish ? danish_title : english_title;
  }
};

std::span<const FindingWords> all_finding_words();
/// Null when the code is unknown.
const FindingWords* words_of(std::string_view code);
/// The finding's title, or the code when it is unknown.
std::string finding_title(std::string_view code, Language language);
/// The finding's sentence, printable in a terminal; a placeholder without a value shows as "?".
std::string sentence(const core::Finding& finding, Language language);

}  // namespace rettesnor::words
