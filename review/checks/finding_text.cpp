// Passes on what the catalogue of findings says.
#include "review/checks/finding_text.h"

#include "reconcile/finding_words.h"

namespace rettesnor::review {

std::string finding_title(std::string_view code, TextLanguage language) {
  const reconcile::FindingWords* words = reconcile::words_of(code);
  if (!words) return std::string(code);
  return std::string(language == TextLanguage::danish ? words->danish_title : words->english_title);
}

std::string finding_sentence(const core::Finding& finding, TextLanguage language) {
  return reconcile::sentence(finding, language == TextLanguage::danish
                                          ? reconcile::Language::danish
                                          : reconcile::Language::english);
}

}  // namespace rettesnor::review
