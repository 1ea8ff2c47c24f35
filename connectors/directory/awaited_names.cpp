// One string for all texts, one index to find them by.
#include "connectors/directory/awaited_names.h"

#include <algorithm>

namespace rettesnor::connectors {

core::Index AwaitedNames::await(std::string_view dn) {
  const NameKey key = key_of(dn);
  core::Index known = index_.find(key);
  if (known == core::kNone) {
    known = static_cast<core::Index>(names_.size());
    Name name;
    name.at = text_.size();
    name.size = static_cast<std::uint32_t>(dn.size());
    names_.push_back(name);
    text_.append(dn);
    index_.put(key, known);
  }
  return known;
}

bool AwaitedNames::any_open() const {
  return std::any_of(names_.begin(), names_.end(),
                     [](const Name& name) { return name.state == State::open; });
}

}  // namespace rettesnor::connectors
