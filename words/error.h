// An error as a sentence in the reader's language.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "words/language.h"
#include "words/words.h"

namespace rettesnor::words {

/// A row of the words can be an error's sentence as well.
core::ErrorCode code_of(Word word);

/// One line, and a second when the error says what to do next. Of an error without a code its own
/// message. Values are safe to print (core::printable).
std::string sentence(const core::Error& error, Language language);

/// What core::kept wrote, as a sentence, wherever it stands in a text; all else as it is: what was
/// kept before errors had codes.
std::string told(std::string_view kept, Language language);

}  // namespace rettesnor::words
