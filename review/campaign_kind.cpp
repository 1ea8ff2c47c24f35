// The kinds of campaign: who is in one, which of their rights are asked about, and who is asked.
#include "review/campaign_kind.h"

#include <algorithm>
#include <array>

#include "review/advice.h"
#include "review/people.h"

namespace rettesnor::review {

namespace {

using core::Index;
using core::kNone;
using reconcile::AccessGraph;

bool is_employed(const AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  return main != kNone && graph.employments[main].current;
}

bool is_employed_leader(const AccessGraph& graph, Index person) {
  return is_employed(graph, person) && leads_a_unit(graph, person);
}

bool holds_office(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  return std::any_of(graph.mandates.begin() + node.mandate_begin,
                     graph.mandates.begin() + node.mandate_end,
                     [](const reconcile::MandateNode& each) { return each.current; });
}

bool is_engaged(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  return !is_employed(graph, person) &&
         std::any_of(graph.engagements.begin() + node.engagement_begin,
                     graph.engagements.begin() + node.engagement_end,
                     [](const reconcile::EngagementNode& each) { return each.current; });
}

bool is_any(const AccessGraph&, Index) {
  return true;
}

bool is_serious(const AccessGraph& graph, Index entitlement) {
  return sensitivity_of(graph, entitlement) >= Sensitivity::extra_sensitive;
}

/// Who ordered her work, while that one is here.
Route route_to_sponsor(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  for (Index i = node.engagement_begin; i < node.engagement_end; ++i) {
    const reconcile::EngagementNode& each = graph.engagements[i];
    if (!each.current || each.sponsor == kNone || each.sponsor == person) continue;
    if (graph.persons[each.sponsor].current) return {each.sponsor, RouteReason::sponsor};
  }
  return fallback_of(graph, person);
}

constexpr std::array<CampaignKind, 5> kKinds = {{
    {"manager", is_employed, is_any, route_of},
    {"leaders", is_employed_leader, is_any, route_of},
    {"privileged", is_employed, is_serious, route_of},
    {"external", is_engaged, is_any, route_to_sponsor},
    {"elected", holds_office, is_any, fallback_of},
}};

}  // namespace

std::span<const CampaignKind> campaign_kinds() {
  return kKinds;
}

const CampaignKind* campaign_kind(std::string_view name) {
  const auto kind = std::ranges::find(kKinds, name, &CampaignKind::name);
  return kind == kKinds.end() ? nullptr : &*kind;
}

}  // namespace rettesnor::review
