// Numbers as readers of either language write them. Days and moments: core/time.
#pragma once

#include <cstdint>
#include <string>

#include "words/language.h"

namespace rettesnor::words {

/// "6.000" in Danish, "6,000" in English.
std::string show_number(Language language, std::int64_t n);
/// One decimal: "5,4" / "5.4".
std::string show_decimal(Language language, double value);

}  // namespace rettesnor::words
