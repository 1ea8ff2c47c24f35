// Picks what is still to be said of people out of what history no longer holds.
#include "reconcile/remembered.h"

#include <algorithm>
#include <tuple>

#include "reconcile/text_index.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;

bool tells_of_people(ObjectClass c) {
  switch (c) {
    case ObjectClass::unit:
    case ObjectClass::person:
    case ObjectClass::employment:
    case ObjectClass::mandate:
    case ObjectClass::engagement:
      return true;
    case ObjectClass::account:
    case ObjectClass::entitlement:
    case ObjectClass::grant:
      return false;
  }
  return false;
}

/// Was told, and is told otherwise: what nobody had said says nothing about where she was.
bool is_other(std::string_view before, std::string_view after) {
  return !before.empty() && !folded_equal(before, after);
}

}  // namespace

std::vector<RememberedObject> remembered_people(const core::Snapshot& snapshot) {
  std::vector<RememberedObject> remembered;
  for (const core::VanishedObject& v : snapshot.vanished) {
    if (!tells_of_people(v.object_class)) continue;
    remembered.push_back(
        {{core::ObjectId(0), v.source, v.object_class, v.natural_id, v.record, v.first_seen},
         v.gone});
  }
  return remembered;
}

Index find_remembered(const std::vector<RememberedObject>& remembered, Index source, ObjectClass c,
                      std::string_view natural_id) {
  const auto key = [](const RememberedObject& r) {
    return std::tuple(r.object.source, r.object.object_class, r.object.natural_id);
  };
  const auto wanted = std::tuple(source, c, natural_id);
  const auto at =
      std::lower_bound(remembered.begin(), remembered.end(), wanted,
                       [&](const RememberedObject& r, const auto& w) { return key(r) < w; });
  if (at == remembered.end() || key(*at) != wanted) return kNone;
  return static_cast<Index>(at - remembered.begin());
}

std::vector<FormerState> former_states(const core::Snapshot& snapshot) {
  std::vector<FormerState> states;
  const std::vector<core::FactChange>& changes = snapshot.fact_changes;
  for (std::size_t begin = 0, end = 0; begin < changes.size(); begin = end) {
    const Index object = changes[begin].object;
    while (end < changes.size() && changes[end].object == object) ++end;
    if (snapshot.objects[object].object_class != ObjectClass::employment) continue;
    const core::RecordView record(snapshot.objects[object].record);
    std::string_view unit = record.get(Attribute::unit);
    std::string_view title = record.get(Attribute::title);
    for (std::size_t i = end; i > begin;) {
      const Timestamp seen = changes[i - 1].seen;
      bool moved = false;
      for (; i > begin && changes[i - 1].seen == seen; --i) {
        const core::FactChange& change = changes[i - 1];
        if (change.attribute != Attribute::unit && change.attribute != Attribute::title) continue;
        moved |= is_other(change.before, change.after);
        (change.attribute == Attribute::unit ? unit : title) = change.before;
      }
      if (moved) states.push_back({object, unit, title, seen});
    }
  }
  return states;
}

}  // namespace rettesnor::reconcile
