// Escaping by a table of the safe characters, so that what is not known to be safe is escaped.
#include "connectors/directory/ldap_filter.h"

#include <algorithm>

#include "core/text.h"

namespace rettesnor::connectors {
std::string escape_filter_value(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '*' && c != '(' && c != ')' && c != '\\') {
      out += c;
    } else {
      out += '\\';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string equals_filter(std::string_view attribute, std::string_view value) {
  return "(" + std::string(attribute) + "=" + escape_filter_value(value) + ")";
}

bool is_attribute_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && core::is_letter_or_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return core::is_letter_or_digit(c) || c == '-' || c == ';' || c == '.';
         });
}

bool is_one_filter(std::string_view filter) {
  if (filter.size() < 3 || filter.front() != '(' || filter.back() != ')') return false;
  int depth = 0;
  for (std::size_t i = 0; i < filter.size(); ++i) {
    if (filter[i] == '\\') {
      i += 2;
      if (i >= filter.size()) return false;
    } else if (filter[i] == '(') {
      ++depth;
    } else if (filter[i] == ')' && --depth == 0) {
      return i + 1 == filter.size();
    }
  }
  return false;
}

}  // namespace rettesnor::connectors
