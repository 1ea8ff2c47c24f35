// Finds an object of a pull by class and natural id, without copying one.
#include "store/history/pull_lookup.h"

#include <bit>
#include <functional>
#include <string>

#include "core/text.h"

namespace rettesnor::store {
namespace {

std::uint64_t hash_of(core::ObjectClass c, std::string_view natural_id) {
  const std::uint64_t text = std::hash<std::string_view>{}(natural_id);
  return (text ^ static_cast<std::uint64_t>(c)) * 0x9e37'79b9'7f4a'7c15ull;
}

bool is_known(core::ObjectClass c) {
  for (const core::ObjectClass known : core::kAllObjectClasses) {
    if (known == c) return true;
  }
  return false;
}

}  // namespace

std::size_t PullLookup::slot_of(std::uint64_t hash, core::ObjectClass c,
                                std::string_view natural_id) const {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = hash & mask;
  while (slots_[at].index != core::kNone) {
    if (slots_[at].tag == tag) {
      const core::PulledObject object = pull_->object(slots_[at].index);
      if (object.object_class == c && object.natural_id == natural_id) return at;
    }
    at = (at + 1) & mask;
  }
  return at;
}

core::Result<PullLookup> PullLookup::over(const core::Pull& pull) {
  PullLookup lookup(pull);
  const std::size_t room = std::bit_ceil(pull.size() + pull.size() / 2 + 8);
  lookup.slots_.assign(room, Slot{0, core::kNone});
  for (core::PullIndex i = 0; i < pull.size(); ++i) {
    const core::PulledObject object = pull.object(i);
    if (!is_known(object.object_class)) {
      return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"pull_class_unknown"},
                        {{"source", pull.source()},
                         {"number", std::to_string(static_cast<int>(object.object_class))}});
    }
    const std::uint64_t hash = hash_of(object.object_class, object.natural_id);
    const std::size_t at = lookup.slot_of(hash, object.object_class, object.natural_id);
    if (lookup.slots_[at].index != core::kNone) {
      return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"pull_object_twice"},
                        {{"source", pull.source()},
                         {"thing", std::string(core::name_of(object.object_class))},
                         {"key", core::printable(object.natural_id)}});
    }
    lookup.slots_[at] = {static_cast<std::uint32_t>(hash >> 32), i};
  }
  return lookup;
}

core::PullIndex PullLookup::find(core::ObjectClass c, std::string_view natural_id) const {
  return slots_[slot_of(hash_of(c, natural_id), c, natural_id)].index;
}

}  // namespace rettesnor::store
