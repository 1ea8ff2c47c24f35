// A row of a catalogue: one sentence or term in both languages.
#pragma once

#include <string_view>

#include "words/language.h"

namespace rettesnor::words {

struct WordRow {
  std::string_view name;
  std::string_view danish;
  std::string_view english;

  std::string_view in(Language language) const {
    return language == Language::danish ? danish : english;
  }
};

}  // namespace rettesnor::words
