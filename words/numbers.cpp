// Numbers with the separators of either language.
#include "words/numbers.h"

#include <cmath>
#include <cstdlib>

namespace rettesnor::words {

std::string show_number(Language language, std::int64_t n) {
  std::string digits = std::to_string(n);
  const std::size_t first = n < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3; at -= 3) {
    digits.insert(at - 3, 1, language == Language::danish ? '.' : ',');
  }
  return digits;
}

std::string show_decimal(Language language, double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  return (tenths < 0 && tenths > -10 ? "-" : "") + show_number(language, tenths / 10) +
         (language == Language::danish ? "," : ".") + std::to_string(std::llabs(tenths % 10));
}

}  // namespace rettesnor::words
