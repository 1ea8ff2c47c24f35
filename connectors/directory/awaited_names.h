// Names of members whom nobody has told yet, each kept once, and what became of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/member_index.h"
#include "core/id.h"

namespace rettesnor::connectors {

/// Grows with the names that are unknown when they are met, not with the memberships.
class AwaitedNames {
 public:
  enum class State : std::uint8_t {
    open,     ///< nobody has told it yet
    found,    ///< it is an object of the pull
    nothing,  ///< it is there, but neither account nor group
    gone,     ///< nobody is there, or we may not see it
    unknown,  ///< we could not look
  };
  struct Name {
    State state = State::open;
    bool is_member = false;           ///< of a group, not only somebody's manager
    core::Index found = core::kNone;  ///< position in the pull
    std::size_t at = 0;
    std::uint32_t size = 0;
  };

  /// The number of this name; new ones are open.
  core::Index await(std::string_view dn);
  core::Index find(std::string_view dn) const { return index_.find(key_of(dn)); }
  std::string_view text_of(const Name& name) const {
    return std::string_view(text_).substr(name.at, name.size);
  }
  Name& operator[](core::Index number) { return names_[number]; }
  const Name& operator[](core::Index number) const { return names_[number]; }
  std::size_t size() const { return names_.size(); }
  auto begin() { return names_.begin(); }
  auto end() { return names_.end(); }
  auto begin() const { return names_.begin(); }
  auto end() const { return names_.end(); }
  bool any_open() const;

 private:
  std::vector<Name> names_;
  MemberIndex index_;
  std::string text_;
};

}  // namespace rettesnor::connectors
