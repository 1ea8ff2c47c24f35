// Finds an object by its name among millions: 16 bytes a name, no text kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/id.h"

namespace rettesnor::connectors {

/// 96 bits of a keyed hash. Two different names are taken for one with a chance below 2^-50 at ten
/// million names; the key is new in every process, so that nobody can choose names that collide.
struct NameKey {
  std::uint64_t high;
  std::uint32_t low;
  friend bool operator==(const NameKey&, const NameKey&) = default;
};
NameKey key_of(std::string_view name);

/// Name → number. Open addressing, at most three quarters full.
class MemberIndex {
 public:
  /// A later word on the same name replaces the earlier one.
  void put(NameKey name, core::Index value);
  /// kNone when nobody told the name.
  core::Index find(NameKey name) const;
  void prefetch(NameKey name) const;
  std::size_t size() const { return used_; }
  /// Calls `change(Index&)` for each value.
  template <class Change>
  void each(Change change) {
    for (Slot& slot : slots_) {
      if (slot.value != core::kNone) change(slot.value);
    }
  }

 private:
  struct Slot {
    std::uint64_t high = 0;
    std::uint32_t low = 0;
    core::Index value = core::kNone;
  };
  void grow();
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace rettesnor::connectors
