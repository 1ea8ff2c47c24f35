// Recognises what looks like a CPR number, so that it is found and never shown.
#pragma once

#include <string>
#include <string_view>

namespace rettesnor::core {

/// Six digits, a hyphen and four digits as a word of its own; or ten digits in a row of which the
/// first six are a real day (ddmmyy). Not a part of a longer number with hyphens, such as a SID.
bool looks_like_cpr(std::string_view text);

/// The text with every such number replaced by "xxxxxx-xxxx".
std::string without_cpr(std::string_view text);

/// Quick and generous: may `bytes` hold six digits in a row? Looks at every sixth byte only.
bool may_hold_cpr(std::string_view bytes);

}  // namespace rettesnor::core
