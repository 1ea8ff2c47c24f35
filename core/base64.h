// Base64 and base64url (RFC 4648, chapters 4 and 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rettesnor::core {

/// With padding.
std::string to_base64(std::string_view bytes);
/// The alphabet of addresses and tokens, without padding (RFC 7515, appendix C).
std::string to_base64url(std::string_view bytes);

/// Nothing unless every letter is of the alphabet, the padding is as it must be and no bits are
/// left over.
std::optional<std::string> from_base64(std::string_view text);

/// At least one byte in base64url without padding: what may be given to a library that does not
/// look for itself.
bool is_base64url(std::string_view text);

}  // namespace rettesnor::core
