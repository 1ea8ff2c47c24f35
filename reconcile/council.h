// What elected members hold because of a body, and what they kept when they left it.
#pragma once

#include <string>
#include <vector>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// A [[body]] with its rights looked up; both lists ascending.
struct ElectedBody {
  const policies::Body* rule;
  std::string folded_name;
  std::vector<Index> equal;
  std::vector<Index> closed;
};
std::vector<ElectedBody> elected_bodies(const AccessGraph& graph);

/// A closed right of a body that a current person left and did not join again.
struct CommitteeRight {
  Index person;
  Index entitlement;
  const policies::Body* body;
  Date ended_on;
};
/// By (person, entitlement), one each.
std::vector<CommitteeRight> committee_rights_kept(const AccessGraph& graph);

/// Rights of current persons that only an ended mandate explains, and that are not in
/// committee_rights_kept(); by (person, entitlement).
std::vector<Standing> mandate_rights_kept(const CheckInput& input);

}  // namespace rettesnor::reconcile
