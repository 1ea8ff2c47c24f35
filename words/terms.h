// Values of placeholders that belong to a closed vocabulary.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "words/language.h"

namespace rettesnor::words {

struct Term {
  std::string_view placeholder;
  std::string_view value;  ///< as it is stored
  std::string_view danish;
  std::string_view english;
};
std::span<const Term> all_terms();

/// "employee" for {kategori}: "ansat". Nothing for a value that is no term.
std::optional<std::string_view> term(std::string_view placeholder, std::string_view value,
                                     Language language);

}  // namespace rettesnor::words
