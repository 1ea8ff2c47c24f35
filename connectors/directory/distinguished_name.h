// Distinguished names as text (RFC 4514): one spelling for one place, and what lies below what.
#pragma once

#include <string>
#include <string_view>

namespace rettesnor::connectors {

/// One canonical spelling: types lower-case and by their short name, values unescaped, folded
/// (case, NFC), inner spaces joined, outer spaces gone, parts of a multi-valued RDN sorted, every
/// special character as \XX. Never fails: what is no DN is folded as it stands. Linear in the
/// length. A raw "," therefore only stands between two RDNs, so that is_below() is a comparison of
/// ends.
std::string normalise_dn(std::string_view dn);

/// Both normalised. A place is below itself; everything is below "".
bool is_below(std::string_view normalised_dn, std::string_view normalised_base);

/// What follows the first RDN, as it is spelt; empty at the top.
std::string_view parent_of(std::string_view dn);

/// The unescaped value of the first RDN: "CN=Holm\, Mette,OU=…" → "Holm, Mette".
std::string first_value_of(std::string_view dn);

/// Safe in a message, and cut when it is long.
std::string shown_dn(std::string_view dn);

}  // namespace rettesnor::connectors
