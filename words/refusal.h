// Why something was not done, as an Error that a reader of either language understands.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "words/catalogue.h"

namespace rettesnor::words {

/// The rows stand in refusals.inc.
enum class Refusal {
#define REFUSAL(name, danish, english) name,
#include "words/refusals.inc"
#undef REFUSAL
};

std::span<const WordRow> all_refusals();

/// `values` fill the placeholders of both sentences.
tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values = {});

}  // namespace rettesnor::words
