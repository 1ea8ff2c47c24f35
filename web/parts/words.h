// The catalogue's names, as pages use them.
#pragma once

#include "words/words.h"

namespace rettesnor::web {

using words::Language;
using words::say;
using words::say_count;
using words::show_number;
using words::Values;
using words::Word;
using words::word_named;

}  // namespace rettesnor::web
