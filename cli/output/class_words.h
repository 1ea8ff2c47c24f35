// Nouns for the classes of objects, in one and many.
#pragma once

#include <cstdint>
#include <string>

#include "cli/words.h"
#include "core/record.h"

namespace rettesnor::cli {

/// "konto" / "konti".
std::string noun_of(Language language, core::ObjectClass object_class, std::int64_t n);

}  // namespace rettesnor::cli
