// The short names of the languages.
#include "words/language.h"

namespace rettesnor::words {

std::string_view short_name(Language language) {
  return language == Language::danish ? "da" : "en";
}

std::optional<Language> language_named(std::string_view short_name) {
  if (short_name == "da") return Language::danish;
  if (short_name == "en") return Language::english;
  return std::nullopt;
}

}  // namespace rettesnor::words
