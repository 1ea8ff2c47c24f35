// What speaks for and against a right, in one word and its strongest reason.
#pragma once

#include <string>
#include <vector>

#include "review/campaigns/review_row.h"
#include "review/organisation/holder.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// How many others of the unit of her main employment have the right too.
struct Peers {
  int with = 0;
  int total = 0;
};
/// None of an account. Of a role: who has the right by it, of all who have it.
Peers peers_of(const MomentFacts& facts, const Holder& holder, Index entitlement);

/// Over her usable accounts that have the right: the latest day; never only when all say so.
struct Use {
  LastUse last;
  std::optional<std::int64_t> certainly_unused_days;  ///< of the account used last
};
Use use_of(const MomentFacts& facts, const Holder& holder, Index entitlement);

/// "S1: oprette kreditor og godkende betaling" for each rule that this right is a part of and that
/// she holds both sides of.
/// None of an account.
std::vector<std::string> conflicts_of(const MomentFacts& facts, const Holder& holder,
                                      Index entitlement);

Sensitivity sensitivity_of(const reconcile::AccessGraph& graph, Index entitlement);

struct Judgement {
  Advice advice;
  AdviceReason reason;
};
Judgement judge(const MomentFacts& facts, const Holder& holder, Index entitlement,
                reconcile::Verdict verdict);
/// Of an account: authorized while it stands in the register, expired when that is over.
reconcile::Verdict verdict_of(const MomentFacts& facts, const Holder& holder, Index entitlement);

}  // namespace rettesnor::review
