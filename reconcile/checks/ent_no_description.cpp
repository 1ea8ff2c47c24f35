// A right in use whose meaning nobody wrote down.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string_view>

#include "core/text.h"
#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

std::string_view description_of(const AccessGraph& graph, const EntitlementNode& node) {
  if (node.rule != nullptr && !node.rule->description.empty()) return node.rule->description;
  if (node.object == kNone) return {};
  return core::RecordView(graph.snapshot->objects[node.object].record)
      .get(core::Attribute::description);
}

}  // namespace

Findings ent_no_description(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const EntitlementNode& node = graph.entitlements[e];
    const auto holders = graph.persons_of_entitlement[e];
    if (holders.empty() || is_review_exempt(graph, e)) continue;
    const std::string_view description = core::trimmed(description_of(graph, node));
    if (!description.empty() && core::fold(description) != core::fold(core::trimmed(node.name)))
      continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, e))
                           .right(e)
                           .note("description", description)
                           .note("holders", static_cast<std::int64_t>(holders.size()))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
