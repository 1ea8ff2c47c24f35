// The table of checks on how access is reviewed.
#include "review/checks/review_checks.h"

#include <utility>

#include "reconcile/calendar.h"
#include "reconcile/draft.h"

namespace rettesnor::review {

namespace {

using core::Severity;

constexpr ReviewCheck kChecks[] = {
    {"REVIEW_SELF_BLOCKED", Severity::notice, "P24", checks::review_self_blocked},
    {"REVIEW_RECIPROCAL", Severity::medium, "P24", checks::review_reciprocal},
    {"REVIEW_RUBBERSTAMP", Severity::medium, "P23", checks::review_rubberstamp},
    {"REVIEW_OVERDUE", Severity::high, "P29", checks::review_overdue},
    {"REVIEWER_LEFT", Severity::high, "P20", checks::reviewer_left},
    {"DELEGATION_INVALID", Severity::high, "P20", checks::delegation_invalid},
    {"REVIEW_STALE_SNAPSHOT", Severity::medium, "P8", checks::review_stale_snapshot},
    {"COVERAGE_GAP", Severity::high, "P29", checks::coverage_gap},
};

}  // namespace

std::span<const ReviewCheck> all_review_checks() {
  return kChecks;
}

Findings run_review_checks(const ReviewInput& input) {
  Findings findings;
  for (const ReviewCheck& check : kChecks) {
    Finding blank{};
    blank.code = check.code;
    blank.severity = check.severity;
    blank.clause = check.clause;
    for (Finding& finding : check.run(input, blank)) findings.push_back(std::move(finding));
  }
  return findings;
}

core::Thing thing_of_campaign(const core::Campaign& campaign) {
  const std::string number = std::to_string(campaign.id.value);
  core::Thing thing = reconcile::thing_named("campaign", "campaign/" + number, campaign.name);
  thing.ref = number;
  return thing;
}

core::Thing thing_of_key(const MomentFacts& now, const std::string& person) {
  const Index at = now.person(person);
  if (at != kNone) return reconcile::thing_of_person(now.graph(), at);
  return reconcile::thing_named("person", person, person);
}

bool is_recent(const core::Campaign& campaign, const reconcile::AccessGraph& now) {
  if (!campaign.closed_at) return true;
  return reconcile::months_later(now.zone->date_of(*campaign.closed_at), 12) > now.today;
}

}  // namespace rettesnor::review
