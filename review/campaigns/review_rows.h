// One right of one holder as a row of a page.
#pragma once

#include "review/campaigns/review_row.h"
#include "review/organisation/holder.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// All but the answers. The holder has the right at the moment.
ReviewRow review_row(const MomentFacts& facts, const Holder& holder, Index entitlement);
/// Plain Danish, as the policy tells it, else as the source does; may be empty.
std::string description_of(const reconcile::AccessGraph& graph, Index entitlement);
/// The page's order: what is advised against first, then the more sensitive, then by system and
/// name.
void order_by_risk(std::vector<ReviewRow>& rows);

}  // namespace rettesnor::review
