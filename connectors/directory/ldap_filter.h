// Search filters that no value can break out of (RFC 4515).
#pragma once

#include <string>
#include <string_view>

namespace rettesnor::connectors {

/// `* ( ) \ NUL` and every byte outside printable ASCII become \XX: one assertion value, literally.
std::string escape_filter_value(std::string_view bytes);
/// "(attribute=value)" with the value escaped. `attribute` comes from our own tables or settings
/// that were checked with is_attribute_name().
std::string equals_filter(std::string_view attribute, std::string_view value);
/// letters, digits and hyphens with options, or a dotted number: nothing that a filter could
/// misread.
bool is_attribute_name(std::string_view name);
/// Whether brackets are balanced and nothing follows: the shape of one filter.
bool is_one_filter(std::string_view filter);

}  // namespace rettesnor::connectors
