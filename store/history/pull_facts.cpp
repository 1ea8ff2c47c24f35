// Facts about a pull that taking it in, holding it back and letting it through share.
#include "store/history/pull_facts.h"

#include <algorithm>

namespace rettesnor::store {

using core::Completeness;
using core::PullOutcome;

std::optional<PullCourse> newest_in_history(const std::vector<PullCourse>& pulls) {
  const auto found = std::find_if(pulls.rbegin(), pulls.rend(), [](const PullCourse& pull) {
    return pull.became_history.has_value();
  });
  return found == pulls.rend() ? std::nullopt : std::optional(*found);
}

std::optional<PullCourse> waiting_in(const std::vector<PullCourse>& pulls) {
  const auto found = std::find_if(pulls.rbegin(), pulls.rend(), [](const PullCourse& pull) {
    return pull.outcome == PullOutcome::quarantined;
  });
  return found == pulls.rend() ? std::nullopt : std::optional(*found);
}

PullPlan::Beginning beginning_of(const std::vector<PullCourse>& pulls) {
  return newest_in_history(pulls) ? PullPlan::Beginning::later
                                  : PullPlan::Beginning::first_of_source;
}

PullReport report_on(const core::Pull& pull, const PullPlan& plan) {
  PullReport report;
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    const ClassTally& tally = plan.classes[static_cast<std::size_t>(c)];
    if (tally.completeness == Completeness::not_read) continue;
    report.objects_before += tally.had;
    report.classes.push_back({.object_class = c,
                              .completeness = tally.completeness,
                              .seen = tally.seen,
                              .added = tally.added,
                              .changed = tally.changed,
                              .removed = tally.removed,
                              .withheld = tally.withheld,
                              .data_from = pull.data_from(c)});
  }
  report.members_seen = plan.members_seen;
  report.members_added = plan.members_added;
  report.members_removed = plan.members_removed;
  report.gaps = pull.gaps();
  for (const OlderData& older : plan.older) {
    report.gaps.push_back(
        {older.object_class, std::string(core::name_of(older.object_class)),
         core::kept(core::ErrorCode{"data_older"},
                    {{"from", core::to_iso(older.from)}, {"before", core::to_iso(older.before)}})});
  }
  for (const core::Index at : plan.unseen) {
    const core::Pull::Held& held = pull.held()[at];
    report.unbelieved.push_back({held.object_class, held.natural_id, held.clues});
  }
  report.rejected = pull.rejected();
  report.clock_skew_seconds = pull.clock_skew_seconds();
  return report;
}

std::string trouble_in(const core::Pull& pull, const PullReport& report) {
  const auto hinders = [](const core::Gap& gap) { return !core::is_only_told(gap); };
  const auto gap = std::find_if(report.gaps.begin(), report.gaps.end(), hinders);
  if (gap != report.gaps.end()) {
    core::ErrorValues values{{"what", gap->what}, {"reason", gap->reason}};
    const auto more = std::count_if(gap, report.gaps.end(), hinders) - 1;
    if (more > 0) values["n"] = std::to_string(more);
    return core::kept(core::ErrorCode{"pull_gap"}, std::move(values));
  }
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    if (pull.completeness(c) != Completeness::partial) continue;
    return std::string(core::name_of(c)) + ": not read to the end";
  }
  std::size_t partial = 0;
  std::string first;
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const core::MemberList list = pull.member_list(i);
    if (list.completeness == Completeness::complete) continue;
    if (++partial == 1) first = pull.object(list.entitlement).natural_id;
  }
  if (partial == 0) return "";
  return "members of " + first + ": not read to the end" +
         (partial > 1 ? " (and of " + std::to_string(partial - 1) + " more)" : "");
}

Whole wholeness_of(const core::Pull& pull, const PullReport& report) {
  return trouble_in(pull, report).empty() ? Whole::gapless : Whole::holes;
}

ApplyResult result_from(PullOutcome outcome, const PullReport& report) {
  return {.outcome = outcome,
          .pull = std::nullopt,
          .classes = report.classes,
          .members_seen = report.members_seen,
          .members_added = report.members_added,
          .members_removed = report.members_removed,
          .breaker_reasons = report.breaker_reasons,
          .lines = {}};
}

}  // namespace rettesnor::store
