// Checks on the answers of a campaign: too quick, too late, about what has changed.
#include <algorithm>
#include <map>
#include <utility>

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "review/auditing/auditing.h"
#include "review/checks/review_checks.h"
#include "review/organisation/people.h"

namespace rettesnor::review::checks {

using reconcile::Draft;

namespace {

bool is_kept(const core::Decision& decision) {
  return decision.answer == core::Answer::keep || decision.answer == core::Answer::keep_until;
}

/// The most keeps within the minutes; `keeps` is ordered by time.
struct Burst {
  std::size_t first = 0;
  std::size_t count = 0;
};
Burst densest(const std::vector<const core::Decision*>& keeps, std::chrono::minutes within) {
  Burst most;
  std::size_t first = 0;
  for (std::size_t last = 0; last < keeps.size(); ++last) {
    while (keeps[last]->decided_at - keeps[first]->decided_at > within) ++first;
    if (last - first + 1 > most.count) most = {first, last - first + 1};
  }
  return most;
}

/// Of the main employment; an account and a role have none.
Index unit_of(const reconcile::AccessGraph& graph, const Holder& holder) {
  const Index main = holder.is_person() ? main_employment(graph, holder.person) : kNone;
  return main == kNone ? kNone : graph.employments[main].unit;
}

/// "42 s", "3 min": the same in both languages.
std::string show_span(std::chrono::seconds span) {
  if (span < std::chrono::minutes(1)) return std::to_string(span.count()) + " s";
  return std::to_string((span.count() + 59) / 60) + " min";
}

Finding rubberstamp(const ReviewInput& input, const Finding& blank, const core::Campaign& campaign,
                    const std::vector<const core::Decision*>& keeps, const Burst& burst) {
  const core::Decision& first = *keeps[burst.first];
  const core::Decision& last = *keeps[burst.first + burst.count - 1];
  const core::Thing who = thing_of_key(input.now, first.decided_by);
  std::int64_t together = 0;
  for (std::size_t i = burst.first; i < burst.first + burst.count; ++i) {
    if (keeps[i]->manner == core::Decision::Manner::bulk) ++together;
  }
  Draft draft(input.access, blank);
  draft.subject(who)
      .object(thing_of_campaign(campaign))
      .text("p", who.label)
      .number("n", static_cast<std::int64_t>(burst.count))
      .text("t", show_span(last.decided_at - first.decided_at))
      .note("first", first.decided_at)
      .note("last", last.decided_at)
      .note("kept_together", together)
      .note("kept_in_all", static_cast<std::int64_t>(keeps.size()));
  return draft.done();
}

}  // namespace

Findings review_rubberstamp(const ReviewInput& input, const Finding& blank) {
  Findings findings;
  const reconcile::AccessGraph& graph = input.graph();
  for (const core::Campaign& campaign : input.campaigns) {
    if (!is_recent(campaign, graph)) continue;
    // The thresholds of the day on which the campaign was opened: never retroactive.
    const core::Date day = graph.zone->date_of(campaign.opened_at);
    const std::chrono::minutes within(graph.policy->threshold("rubberstamp_minutes", day));
    const std::int64_t least = graph.policy->threshold("rubberstamp_rights", day);
    std::map<std::string, std::vector<const core::Decision*>> keeps;
    for (const core::Decision& decision : input.decisions) {
      if (decision.campaign == campaign.id && is_kept(decision)) {
        keeps[decision.decided_by].push_back(&decision);
      }
    }
    for (auto& [person, kept] : keeps) {
      std::stable_sort(kept.begin(), kept.end(),
                       [](const auto* a, const auto* b) { return a->decided_at < b->decided_at; });
      const Burst burst = densest(kept, within);
      if (static_cast<std::int64_t>(burst.count) < least) continue;
      findings.push_back(rubberstamp(input, blank, campaign, kept, burst));
    }
  }
  return findings;
}

Findings review_overdue(const ReviewInput& input, const Finding& blank) {
  Findings findings;
  const reconcile::AccessGraph& graph = input.graph();
  for (const OpenCampaign& open : input.open) {
    const CampaignRoom& room = *open.room;
    if (room.campaign.deadline >= graph.today) continue;
    struct Behind {
      std::int64_t items = 0;
      std::map<std::string, std::int64_t> of_reviewer;
    };
    const reconcile::AccessGraph& then = room.facts->graph();
    std::map<Index, Behind> behind;  // by unit
    for (const ListedPerson& listed : room.people) {
      const auto items = static_cast<std::int64_t>(listed.rights.size()) - room.done(listed);
      const Index place = unit_of(then, listed.holder);
      if (items == 0 || place == kNone) continue;
      Behind& unit = behind[place];
      unit.items += items;
      unit.of_reviewer[listed.asked.reviewer] += items;
    }
    for (const auto& [unit, late] : behind) {
      const reconcile::UnitNode& node = then.units[unit];
      std::vector<std::string> reviewers;
      for (const auto& [reviewer, items] : late.of_reviewer) {
        reviewers.push_back(thing_of_key(input.now, reviewer).label + ": " + std::to_string(items));
      }
      Draft draft(input.access, blank);
      draft.subject(reconcile::thing_of_unit(then, unit))
          .object(thing_of_campaign(room.campaign))
          .text("enhed", node.name.empty() ? node.id : node.name)
          .number("n", (graph.today - room.campaign.deadline).count())
          .note("deadline", room.campaign.deadline)
          .note("unanswered", late.items)
          .note_all("reviewers", reviewers);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

namespace {

bool holds(const reconcile::AccessGraph& graph, Index person, Index right) {
  const auto rights = graph.entitlements_of_person[person];
  return std::binary_search(rights.begin(), rights.end(), right);
}

/// What is otherwise than the list says; empty when nothing is.
std::string change_of(const MomentFacts& then, Index person, Index right, const MomentFacts& now,
                      Index person_now, Index right_now) {
  if (person_now == kNone || right_now == kNone || !holds(now.graph(), person_now, right_now)) {
    return "gone";
  }
  const auto accounts = [](const MomentFacts& at, Index who, Index what) {
    return reconcile::account_refs(at.graph(),
                                   reconcile::usable_accounts_with(at.graph(), who, what));
  };
  if (accounts(then, person, right) != accounts(now, person_now, right_now)) return "accounts";
  const auto verdict = [](const MomentFacts& at, Index who, Index what) {
    const auto standing = at.moment().expected.standing(who, what);
    return standing ? std::optional(standing->verdict) : std::nullopt;
  };
  if (verdict(then, person, right) != verdict(now, person_now, right_now)) return "reason";
  return {};
}

}  // namespace

Findings review_stale_snapshot(const ReviewInput& input, const Finding& blank) {
  std::map<std::pair<std::string, std::string>, Finding> newest;  // person, right
  if (input.open.empty()) return {};
  for (const OpenCampaign& open : input.open) {
    const CampaignRoom& room = *open.room;
    const MomentFacts& then = *room.facts;
    if (then.graph().snapshot->as_of.moment == input.graph().snapshot->as_of.moment) continue;
    for (const ListedPerson& listed : room.people) {
      if (!listed.holder.is_person()) continue;  // other checks look at accounts and roles
      const Index person = input.now.person(listed.key);
      for (const Index right : listed.rights) {
        const core::Thing what = reconcile::thing_of_entitlement(then.graph(), right);
        const std::string change = change_of(then, listed.holder.person, right, input.now, person,
                                             input.now.entitlement(what.key));
        if (change.empty()) continue;
        Draft draft(input.access, blank);
        draft.subject(reconcile::thing_of_person(then.graph(), listed.holder.person))
            .object(what)
            .text("s", then.graph().systems[then.graph().entitlements[right].system].name)
            .note("change", change)
            .note("campaign", room.campaign.name)
            .note("list_of", room.campaign.as_of)
            .note("known_now", input.graph().snapshot->as_of.moment);
        newest.insert_or_assign({listed.key, what.key}, draft.done());
      }
    }
  }
  Findings findings;
  for (auto& [place, finding] : newest) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace rettesnor::review::checks
