// One pass over the rights that the sources tell, against the names that wait.
#include "reconcile/names_to_bind.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "core/text.h"
#include "policies/references.h"

namespace rettesnor::reconcile {
namespace {

bool is_bound(const core::Snapshot& snapshot, const policies::EntitlementRef& ref) {
  return std::ranges::any_of(snapshot.bindings, [&](const core::NameBinding& b) {
    return b.system == ref.system && b.name == ref.name &&
           std::ranges::any_of(snapshot.sources,
                               [&](const auto& source) { return source.name == b.source; });
  });
}

std::string_view name_of_right(const core::SnapshotObject& object) {
  const std::string_view name = core::RecordView(object.record).get(core::Attribute::name);
  return name.empty() ? object.natural_id : name;
}

}  // namespace

std::vector<policies::EntitlementRef> names_of_rights(const policies::Policy& policy) {
  std::vector<policies::EntitlementRef> names;
  for (const policies::Reference& reference : policies::references_of(policy)) {
    const policies::EntitlementRef* right = reference.right;
    if (right != nullptr && right->id.empty() && right->name != "*") names.push_back(*right);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<core::NameBinding> names_to_bind(const core::Snapshot& snapshot,
                                             const policies::Policy& policy, core::Timestamp at) {
  std::map<std::pair<std::string, std::string>, std::vector<core::Index>>
      waiting;  // by folded system and name
  std::vector<policies::EntitlementRef> refs;
  for (policies::EntitlementRef& ref : names_of_rights(policy)) {
    if (is_bound(snapshot, ref)) continue;
    waiting[{core::fold(ref.system), core::fold(ref.name)}];
    refs.push_back(std::move(ref));
  }
  if (refs.empty()) return {};
  std::vector<std::string> systems;
  for (const core::SnapshotSource& source : snapshot.sources) {
    systems.push_back(core::fold(source.system));
  }
  for (core::Index i = 0; i < snapshot.objects.size(); ++i) {
    const core::SnapshotObject& object = snapshot.objects[i];
    if (object.object_class != core::ObjectClass::entitlement) continue;
    const auto at_name = waiting.find({systems[object.source], core::fold(name_of_right(object))});
    if (at_name != waiting.end()) at_name->second.push_back(i);
  }
  std::vector<core::NameBinding> out;
  for (const policies::EntitlementRef& ref : refs) {
    const std::vector<core::Index>& folded =
        waiting[{core::fold(ref.system), core::fold(ref.name)}];
    std::vector<core::Index> meant;
    std::ranges::copy_if(folded, std::back_inserter(meant), [&](core::Index i) {
      return name_of_right(snapshot.objects[i]) == ref.name;
    });
    if (meant.empty()) meant = folded;
    if (meant.size() != 1) continue;
    const core::SnapshotObject& object = snapshot.objects[meant.front()];
    out.push_back({.system = ref.system,
                   .name = ref.name,
                   .source = snapshot.sources[object.source].name,
                   .natural_id = std::string(object.natural_id),
                   .called = std::string(name_of_right(object)),
                   .at = at});
  }
  return out;
}

}  // namespace rettesnor::reconcile
