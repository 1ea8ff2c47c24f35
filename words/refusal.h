// Why something was not done: the rows that errors name.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "words/catalogue.h"

namespace rettesnor::words {

/// The rows stand in refusals.inc. Folders that know no words name them as core::ErrorCode{"…"};
/// the lint looks for each of those names here.
enum class Refusal {
#define REFUSAL(name, danish, english) name,
#include "words/refusals.inc"
#undef REFUSAL
};

std::span<const WordRow> all_refusals();
std::string_view name_of(Refusal why);
std::optional<Refusal> refusal_named(std::string_view name);
core::ErrorCode code_of(Refusal why);

/// `values` fill the placeholders; words/error.h makes the sentence.
tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   core::ErrorValues values = {});

}  // namespace rettesnor::words
