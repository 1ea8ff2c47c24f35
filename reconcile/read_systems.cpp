// Every system that a source, the policy or a conveyance names, once, by name.
#include "reconcile/read_systems.h"

#include <algorithm>
#include <map>

#include "core/text.h"

namespace rettesnor::reconcile {

void read_systems(AccessGraph& graph) {
  struct Row {
    std::string_view name;
    const policies::System* rule = nullptr;
    Index source = kNone;
  };
  std::map<std::string, Row> rows;  // by folded name
  for (Index s = 0; s < graph.snapshot->sources.size(); ++s) {
    const std::string& name = graph.snapshot->sources[s].system;
    Row& row = rows[core::fold(name)];
    if (row.source != kNone) continue;
    row.name = name;
    row.source = s;
  }
  for (const policies::System& rule : graph.policy->systems) {
    Row& row = rows[core::fold(rule.name)];
    if (row.name.empty()) row.name = rule.name;
    if (row.rule == nullptr) row.rule = &rule;
  }
  for (const policies::Conveyance& c : graph.policy->conveyances) {
    for (const policies::EntitlementRef* ref : {&c.group, &c.entitlement}) {
      Row& row = rows[core::fold(ref->system)];
      if (row.name.empty()) row.name = ref->system;
    }
  }
  std::vector<SystemNode> systems;
  for (const auto& [folded, row] : rows) systems.push_back({row.name, row.rule, row.source});
  std::sort(systems.begin(), systems.end(),
            [](const SystemNode& a, const SystemNode& b) { return a.name < b.name; });
  graph.systems = std::move(systems);
}

}  // namespace rettesnor::reconcile
