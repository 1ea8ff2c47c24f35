// The check on rights that nobody has reviewed for too long.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "reconcile/calendar.h"
#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "review/campaigns/advice.h"
#include "review/checks/review_checks.h"

namespace rettesnor::review::checks {

using reconcile::Draft;

namespace {

/// A say on the right itself; "not mine" and "don't know" are none.
bool is_answer(const core::Decision& decision) {
  return decision.answer != core::Answer::not_mine && decision.answer != core::Answer::dont_know;
}

using Answered = std::map<std::string, std::map<std::string, core::Timestamp>>;

/// Person → right → the last answer on it, by the newest version of each campaign.
Answered last_answers(const std::vector<core::Decision>& decisions) {
  Answered answered;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const core::Decision& decision = decisions[i];
    const bool is_newest = i + 1 == decisions.size() ||
                           decisions[i + 1].campaign != decision.campaign ||
                           decisions[i + 1].subject != decision.subject ||
                           decisions[i + 1].entitlement != decision.entitlement;
    if (!is_newest || !is_answer(decision)) continue;
    core::Timestamp& last = answered[decision.subject][decision.entitlement];
    last = std::max(last, decision.decided_at);
  }
  return answered;
}

/// Works for somebody else and for nobody here.
bool is_vendors(const reconcile::AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  for (Index i = node.employment_begin; i < node.employment_end; ++i) {
    if (graph.employments[i].current) return false;
  }
  for (Index i = node.engagement_begin; i < node.engagement_end; ++i) {
    const reconcile::EngagementNode& engagement = graph.engagements[i];
    if (engagement.current && engagement.kind == "vendor") return true;
  }
  return false;
}

struct Limit {
  std::string_view threshold;
  std::int64_t months;
};

class Limits {
 public:
  explicit Limits(const reconcile::AccessGraph& graph) : graph_(graph) {}

  /// The shortest of those that fit.
  Limit of(Index person, Index right) const {
    Limit limit = limit_of("review_months_ordinary");
    const auto shorten = [&](std::string_view name) {
      const Limit other = limit_of(name);
      if (other.months < limit.months) limit = other;
    };
    const Sensitivity sensitivity = sensitivity_of(graph_, right);
    const policies::System* system = graph_.systems[graph_.entitlements[right].system].rule;
    if (sensitivity == Sensitivity::privileged || sensitivity == Sensitivity::extra_sensitive) {
      shorten("review_months_privileged");
    }
    if (reconcile::weighs_as_sensitive(graph_, right)) shorten("review_months_sensitive");
    if (system != nullptr && system->classification == policies::Classification::confidential) {
      shorten("review_months_confidential");
    }
    if (is_vendors(graph_, person)) shorten("review_months_vendor");
    return limit;
  }

 private:
  Limit limit_of(std::string_view name) const {
    return {name, graph_.policy->threshold(name, graph_.today)};
  }
  const reconcile::AccessGraph& graph_;
};

/// The first that any of her accounts had it; empty when it was there from the first pull.
std::optional<core::Timestamp> had_since(const ReviewInput& input, Index person, Index right) {
  std::optional<core::Timestamp> since;
  for (const Index account : reconcile::usable_accounts_with(input.graph(), person, right)) {
    const auto seen =
        reconcile::right_first_seen(input.graph(), input.access.facts, account, right);
    if (!seen) return std::nullopt;
    if (!since || *seen < *since) since = seen;
  }
  return since;
}

struct Gap {
  std::int64_t months = 0;
  std::int64_t rights = 0;
  std::int64_t never = 0;
  std::optional<core::Timestamp> oldest;  ///< answer
  std::vector<std::string> examples;
};

}  // namespace

Findings coverage_gap(const ReviewInput& input, const Finding& blank) {
  // Until a first campaign is over nothing could have been reviewed.
  if (std::none_of(input.campaigns.begin(), input.campaigns.end(),
                   [](const core::Campaign& campaign) { return campaign.closed_at.has_value(); })) {
    return {};
  }
  const reconcile::AccessGraph& graph = input.graph();
  const Answered answered = last_answers(input.decisions);
  const Limits limits(graph);
  const auto is_due = [&](core::Timestamp from, const Limit& limit) {
    return reconcile::months_later(graph.zone->date_of(from), static_cast<int>(limit.months)) <
           graph.today;
  };
  std::map<std::pair<Index, std::string_view>, Gap> gaps;  // system, threshold
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const auto hers = answered.find(input.now.key(person));
    for (const Index right : graph.entitlements_of_person[person]) {
      if (reconcile::is_review_exempt(graph, right)) continue;
      const Limit limit = limits.of(person, right);
      std::optional<core::Timestamp> last;
      if (hers != answered.end()) {
        const auto at = hers->second.find(reconcile::thing_of_entitlement(graph, right).key);
        if (at != hers->second.end()) last = at->second;
      }
      const auto from = last ? last : had_since(input, person, right);
      if (from && !is_due(*from, limit)) continue;
      Gap& gap = gaps[{graph.entitlements[right].system, limit.threshold}];
      gap.months = limit.months;
      ++gap.rights;
      if (!last) ++gap.never;
      if (last && (!gap.oldest || *last < *gap.oldest)) gap.oldest = last;
      if (gap.examples.size() < 5) {
        gap.examples.push_back(reconcile::thing_of_person(graph, person).ref + " " +
                               reconcile::thing_of_entitlement(graph, right).ref);
      }
    }
  }
  Findings findings;
  for (const auto& [place, gap] : gaps) {
    Draft draft(input.access, blank);
    draft.subject(reconcile::thing_of_system(graph, place.first))
        .object(reconcile::thing_named("threshold", place.second, place.second))
        .system(place.first)
        .number("n", gap.rights)
        .number("m", gap.months)
        .note("never_reviewed", gap.never)
        .note_all("examples", gap.examples);
    if (gap.oldest) draft.note("oldest_answer", *gap.oldest);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::review::checks
