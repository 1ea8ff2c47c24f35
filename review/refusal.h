// Why something was not done, as an Error that a reader of either language understands.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::review {

enum class Refusal {
#define REFUSAL(name, danish, english) name,
#include "review/refusals.inc"
#undef REFUSAL
};

/// `values` fill "{name}" in both sentences.
tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values = {});

}  // namespace rettesnor::review
