// Looks terms up in their table.
#include "words/terms.h"

namespace rettesnor::words {
namespace {

constexpr Term kTerms[] = {
#define TERM(placeholder, value, danish, english) {#placeholder, value, danish, english},
#include "words/terms.inc"
#undef TERM
};

}  // namespace

std::span<const Term> all_terms() {
  return kTerms;
}

std::optional<std::string_view> term(std::string_view placeholder, std::string_view value,
                                     Language language) {
  for (const Term& row : kTerms) {
    if (row.placeholder == placeholder && row.value == value) {
      return language == Language::danish ? row.danish : row.english;
    }
  }
  return std::nullopt;
}

}  // namespace rettesnor::words
