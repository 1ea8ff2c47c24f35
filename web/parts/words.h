// The catalogue's names, as pages use them.
#pragma once

#include "words/error.h"
#include "words/members.h"
#include "words/words.h"

namespace rettesnor::web {

using words::Language;
using words::say;
using words::say_count;
using words::say_first;
using words::show_number;
using words::Values;
using words::Word;
using words::word_named;
using words::word_of;

}  // namespace rettesnor::web
