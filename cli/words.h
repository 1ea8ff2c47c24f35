// The catalogue's names, as commands use them.
#pragma once

#include "words/error.h"
#include "words/members.h"
#include "words/words.h"

namespace rettesnor::cli {

using words::Language;
using words::say;
using words::say_count;
using words::say_first;
using words::show_decimal;
using words::show_number;
using words::Values;
using words::Word;
using words::word_of;

}  // namespace rettesnor::cli
