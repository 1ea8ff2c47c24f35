// What would happen if a campaign were opened now, and why it may not be.
#include "review/campaigns/preflight.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "review/campaigns/review_rows.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

/// People and rights, and the capacities that the kind is about.
bool is_reviewed(const CampaignKind& kind, core::ObjectClass c) {
  switch (c) {
    case core::ObjectClass::unit:
    case core::ObjectClass::person:
    case core::ObjectClass::employment:
    case core::ObjectClass::account:
    case core::ObjectClass::entitlement:
      return true;
    default:
      return std::ranges::find(kind.told_by, c) != kind.told_by.end();
  }
}

/// Per source: does it tell of people or of rights? One that told nothing may do so.
std::vector<bool> feeding(const CampaignKind& kind, const core::Snapshot& snapshot) {
  std::vector<bool> feeds(snapshot.sources.size(), false);
  std::vector<bool> tells(snapshot.sources.size(), false);
  for (const core::SnapshotObject& object : snapshot.objects) {
    tells[object.source] = true;
    if (is_reviewed(kind, object.object_class)) feeds[object.source] = true;
  }
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    if (!tells[i]) feeds[i] = true;
  }
  return feeds;
}

bool is_stale(const reconcile::AccessGraph& graph, const core::SnapshotSource& source) {
  const Index system = graph.system_by_name(source.system);
  const policies::System* rule = system == kNone ? nullptr : graph.systems[system].rule;
  const std::int64_t limit = rule != nullptr && rule->stale_after_hours
                                 ? *rule->stale_after_hours
                                 : graph.policy->threshold("sync_stale_hours", graph.today);
  return !source.last_applied || graph.now - *source.last_applied > std::chrono::hours(limit);
}

/// The first hole in what is asked about, or null.
const core::Gap* hole_of(const CampaignKind& kind, const core::SnapshotSource& source) {
  const auto gap = std::find_if(source.gaps.begin(), source.gaps.end(), [&](const core::Gap& g) {
    return is_reviewed(kind, g.object_class) && !core::is_only_told(g);
  });
  return gap == source.gaps.end() ? nullptr : &*gap;
}

}  // namespace

std::vector<core::Error> refusals_of(const CampaignKind& kind, const MomentFacts& now) {
  const reconcile::AccessGraph& graph = now.graph();
  const core::Snapshot& snapshot = *graph.snapshot;
  std::vector<core::Error> refusals;
  const std::vector<bool> feeds = feeding(kind, snapshot);
  for (std::size_t i = 0; i < snapshot.sources.size(); ++i) {
    const core::SnapshotSource& source = snapshot.sources[i];
    if (!feeds[i]) continue;
    const auto add = [&](Refusal why, core::ErrorValues values) {
      values["source"] = source.name;
      refusals.push_back(refuse(core::ErrorKind::refused, why, std::move(values)).value());
    };
    if (source.last_outcome == core::PullOutcome::quarantined) {
      add(Refusal::order_source_quarantined, {});
    } else if (is_stale(graph, source)) {
      if (source.last_applied) {
        add(Refusal::order_source_stale, {{"when", graph.zone->show(*source.last_applied)}});
      } else {
        add(Refusal::order_source_unread, {});
      }
    } else if (const core::Gap* hole = hole_of(kind, source)) {
      add(Refusal::source_partial, {{"what", hole->what + " (" + hole->reason + ")"}});
    }
  }
  if (snapshot.sources.empty()) {
    refusals.push_back(refuse(core::ErrorKind::refused, Refusal::no_source_read).value());
  }
  return refusals;
}

Asked asked_by(const MomentFacts& now, const Route& route) {
  return {route.reviewer == kNone ? "" : now.key(route.reviewer), route.reason, 0};
}

void assign_everybody(CampaignRoom& room, const MomentFacts& now) {
  for (ListedPerson& listed : room.people) {
    const Holder holder = now.holder(listed.key);
    const Route route = holder.is_known() ? kind_of(room.campaign).route(now.graph(), holder)
                                          : fallback_of(now.graph(), kNone);
    listed.asked = asked_by(now, route);
  }
  const CampaignKind& kind = kind_of(room.campaign);
  if (kind.route_of_right != nullptr) {
    for (const std::string& key : room.rights()) {
      const Index right = now.entitlement(key);
      if (right == kNone) continue;
      const Route route = kind.route_of_right(now.graph(), right);
      if (route.reviewer != kNone) room.of_right[key] = asked_by(now, route);
    }
  }
  room.sort_into_lists();
}

Preflight preflight_of(const CampaignRoom& room, const MomentFacts& now) {
  const reconcile::AccessGraph& graph = room.facts->graph();
  Preflight preflight;
  preflight.refusals = refusals_of(kind_of(room.campaign), now);
  preflight.reviewers = static_cast<int>(room.lists.size());
  std::set<Index> rights;
  for (const ListedPerson& listed : room.people) {
    preflight.carried += static_cast<int>(listed.carried.size());
    if (listed.rights.empty()) continue;
    ++preflight.subjects;
    for (const Ask& ask : listed.asks) preflight.two_decide += ask.two ? 1 : 0;
    preflight.items += static_cast<int>(listed.rights.size());
    rights.insert(listed.rights.begin(), listed.rights.end());
    if (room.has_nobody_to_ask(listed)) {
      preflight.nobody_to_ask.push_back({person_view(graph, listed.holder), "nobody_to_ask"});
    }
  }
  for (const Index right : rights) {
    if (description_of(graph, right).empty()) ++preflight.undescribed;
  }
  for (const auto& [reviewer, list] : room.lists) {
    int rows = 0;
    for (const std::size_t place : list) {
      rows += static_cast<int>(room.people[place].rights.size());
    }
    preflight.largest_list = std::max(preflight.largest_list, rows);
  }
  return preflight;
}

}  // namespace rettesnor::review
