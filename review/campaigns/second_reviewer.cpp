// Who decides beside the leader about a right that is privileged or extra sensitive.
#include "review/campaigns/second_reviewer.h"

#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

const policies::System* system_of(const MomentFacts& now, const MomentFacts& then,
                                  Index entitlement) {
  const reconcile::AccessGraph& graph = then.graph();
  const Index system =
      now.graph().system_by_name(graph.systems[graph.entitlements[entitlement].system].name);
  return system == kNone ? nullptr : now.graph().systems[system].rule;
}

}  // namespace

SecondReviewer second_reviewer_of(const MomentFacts& now, const CampaignRoom& room,
                                  const ListedPerson& listed, std::size_t right,
                                  const std::string& first) {
  const auto may = [&](Index person) {
    return person != kNone && now.graph().persons[person].current &&
           !now.is_same(now.key(person), listed.key) && !now.is_same(now.key(person), first) &&
           !room.may_not_answer(listed, right, now.key(person)) &&
           !is_appointed_auditor(now.graph(), person);
  };
  if (const policies::System* system = system_of(now, *room.facts, listed.rights[right])) {
    const Index owner = now.graph().person_by_employee_no(system->owner);
    if (!system->owner.empty() && may(owner)) return {now.key(owner), "owner"};
    const Index responsible = now.graph().person_by_employee_no(system->responsible);
    if (!system->responsible.empty() && may(responsible)) {
      return {now.key(responsible), "responsible"};
    }
  }
  for (const Index lead : appointed(now.graph(), "informationssikkerhedsleder")) {
    if (may(lead)) return {now.key(lead), "security_lead"};
  }
  return {"", "nobody"};
}

}  // namespace rettesnor::review
