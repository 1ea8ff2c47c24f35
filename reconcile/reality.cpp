// Collects names and numbers from a snapshot's records.
#include "reconcile/reality.h"

#include <algorithm>
#include <set>
#include <string>

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;

void sort_out(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void keep(std::set<std::string, std::less<>>& list, std::string_view value) {
  if (!value.empty() && !list.contains(value)) list.emplace(value);
}

std::vector<std::string> complete_systems(const core::Snapshot& snapshot,
                                          const std::vector<bool>& tells_entitlements) {
  std::set<std::string> complete;
  std::set<std::string> holed;
  for (std::size_t s = 0; s < snapshot.sources.size(); ++s) {
    const core::SnapshotSource& source = snapshot.sources[s];
    if (tells_entitlements[s]) complete.insert(source.system);
    const bool has_hole =
        std::any_of(source.gaps.begin(), source.gaps.end(), [](const core::Gap& gap) {
          return gap.object_class == ObjectClass::entitlement &&
                 gap.list == core::ListKind::objects;
        });
    if (has_hole) holed.insert(source.system);
  }
  std::vector<std::string> out;
  std::set_difference(complete.begin(), complete.end(), holed.begin(), holed.end(),
                      std::back_inserter(out));
  return out;
}

}  // namespace

policies::Reality reality_of(const core::Snapshot& snapshot) {
  policies::Reality out;
  std::set<std::string, std::less<>> titles, functions, bodies;
  std::vector<bool> tells_entitlements(snapshot.sources.size());
  for (const core::SnapshotObject& o : snapshot.objects) {
    const core::RecordView record(o.record);
    switch (o.object_class) {
      case ObjectClass::unit:
        out.units.emplace_back(o.natural_id);
        break;
      case ObjectClass::employment:
        keep(titles, record.get(Attribute::title));
        keep(functions, record.get(Attribute::function));
        if (const auto no = record.get(Attribute::employee_no); !no.empty()) {
          out.employee_nos.emplace_back(no);
        }
        break;
      case ObjectClass::mandate:
        keep(functions, record.get(Attribute::function));
        keep(bodies, record.get(Attribute::body));
        break;
      case ObjectClass::entitlement: {
        tells_entitlements[o.source] = true;
        const std::string_view name = record.get(Attribute::name);
        out.entitlements.push_back(
            {snapshot.sources[o.source].system, std::string(name.empty() ? o.natural_id : name)});
        break;
      }
      case ObjectClass::person:
      case ObjectClass::engagement:
      case ObjectClass::account:
      case ObjectClass::grant:
        break;
    }
  }
  out.titles.assign(titles.begin(), titles.end());
  out.functions.assign(functions.begin(), functions.end());
  out.bodies.assign(bodies.begin(), bodies.end());
  sort_out(out.units);
  sort_out(out.employee_nos);
  std::sort(out.entitlements.begin(), out.entitlements.end());
  out.entitlements.erase(std::unique(out.entitlements.begin(), out.entitlements.end()),
                         out.entitlements.end());
  out.complete_systems = complete_systems(snapshot, tells_entitlements);
  return out;
}

}  // namespace rettesnor::reconcile
