// Finds an object of a pull by class and natural id, without copying one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/pull.h"
#include "core/result.h"

namespace rettesnor::store {

/// Open addressing over positions in the pull, which must outlive it. 16 bytes an object at most.
class PullLookup {
 public:
  /// corrupt when (class, natural id) occurs twice or a class is unknown.
  static core::Result<PullLookup> over(const core::Pull& pull);
  /// kNone when the pull does not hold it.
  core::PullIndex find(core::ObjectClass c, std::string_view natural_id) const;

 private:
  struct Slot {
    std::uint32_t tag;  // upper half of the hash, so that most misses touch this array only
    core::PullIndex index;
  };
  explicit PullLookup(const core::Pull& pull) : pull_(&pull) {}
  std::size_t slot_of(std::uint64_t hash, core::ObjectClass c, std::string_view natural_id) const;

  const core::Pull* pull_;
  std::vector<Slot> slots_;
};

}  // namespace rettesnor::store
