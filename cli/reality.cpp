// Gathers names that a policy may speak of.
#include "cli/reality.h"

#include <set>

#include "core/record.h"

namespace rettesnor::cli {

policies::Reality reality_of(const core::Snapshot& snapshot) {
  policies::Reality reality;
  std::set<std::string> units, titles, functions, bodies, employee_nos, complete;
  std::set<policies::EntitlementRef> entitlements;
  for (const core::SnapshotSource& source : snapshot.sources) {
    if (source.last_complete && source.last_complete == source.last_applied) {
      complete.insert(source.system);
    }
  }
  const auto keep = [](std::set<std::string>& into, std::string_view value) {
    if (!value.empty()) into.emplace(value);
  };
  for (const core::SnapshotObject& object : snapshot.objects) {
    const core::RecordView record(object.record);
    switch (object.object_class) {
      case core::ObjectClass::unit:
        keep(units, object.natural_id);
        break;
      case core::ObjectClass::employment:
        keep(titles, record.get(core::Attribute::title));
        keep(functions, record.get(core::Attribute::function));
        keep(employee_nos, record.get(core::Attribute::employee_no));
        break;
      case core::ObjectClass::mandate:
        keep(bodies, record.get(core::Attribute::body));
        keep(functions, record.get(core::Attribute::function));
        break;
      case core::ObjectClass::entitlement:
        entitlements.insert({snapshot.sources[object.source].system,
                             std::string(record.get(core::Attribute::name))});
        break;
      case core::ObjectClass::person:
      case core::ObjectClass::engagement:
      case core::ObjectClass::account:
      case core::ObjectClass::grant:
        break;
    }
  }
  reality.entitlements.assign(entitlements.begin(), entitlements.end());
  reality.units.assign(units.begin(), units.end());
  reality.titles.assign(titles.begin(), titles.end());
  reality.functions.assign(functions.begin(), functions.end());
  reality.bodies.assign(bodies.begin(), bodies.end());
  reality.employee_nos.assign(employee_nos.begin(), employee_nos.end());
  reality.complete_systems.assign(complete.begin(), complete.end());
  return reality;
}

}  // namespace rettesnor::cli
