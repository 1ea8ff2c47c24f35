// Looking up attributes by name in the order in which they came: entries are short.
#include "connectors/directory/directory_entry.h"

#include <algorithm>

#include "core/text.h"

namespace rettesnor::connectors {
bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return x == y || core::lower_ascii(x) == core::lower_ascii(y);
         });
}

void DirectoryEntry::clear() {
  dn = {};
  attributes.clear();
  values.clear();
  continues = false;
}

std::span<const std::string_view> DirectoryEntry::all(std::string_view name) const {
  for (const Attribute& attribute : attributes) {
    if (same_name(attribute.name, name)) return values_of(attribute);
  }
  return {};
}

std::string_view DirectoryEntry::first(std::string_view name) const {
  const auto found = all(name);
  return found.empty() ? std::string_view() : found.front();
}

}  // namespace rettesnor::connectors
