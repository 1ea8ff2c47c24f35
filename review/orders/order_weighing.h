// How dangerous an order is, how many people must approve it, and by when it is to be done.
#pragma once

#include <string>
#include <vector>

#include "core/named.h"
#include "core/order.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

using core::name_of;

/// Any of them asks for two people who approve (policy.md R07).
enum class Risk : std::uint8_t {
  privileged,   ///< the right, or something the account holds, is privileged
  bulk,         ///< more than orders_bulk_per_hour were requested within an hour
  last_holder,  ///< nobody else could use a critical right
  vendor,       ///< a vendor's person with an agreement that runs
  elected       ///< of the council or another elected body: never automatic
};
constexpr auto names_for(const Risk*) {
  using enum Risk;
  return std::to_array<core::Named<Risk>>({
      {privileged, "privileged"},
      {bulk, "bulk"},
      {last_holder, "last_holder"},
      {vendor, "vendor"},
      {elected, "elected"},
  });
}

/// Those of the target itself, in the order above; bulk is for who counts requests.
std::vector<Risk> risks_of(const MomentFacts& facts, const core::Order& order);
bool is_elected(const reconcile::AccessGraph& graph, Index person);
/// 2 with a risk; else 1, or 0 when the threshold orders_policy_approves says so and it is a
/// direct membership of an ordinary right that a decision removes.
int approvals_for(const MomentFacts& facts, const core::Order& order);
/// By the class of the target and the reason (policy.md A6). Hours run on; days are working days to
/// the end of the local day.
core::Timestamp deadline_of(const MomentFacts& facts, const core::Order& order,
                            core::Timestamp requested);
/// Monday to Friday.
core::Date working_days_later(core::Date day, int days);

}  // namespace rettesnor::review
