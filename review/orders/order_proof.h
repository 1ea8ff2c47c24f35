// What one moment shows of an order that was carried out: pure, and never a click.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/order.h"
#include "review/orders/order_state.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

struct Proof {
  enum class Found : std::uint8_t {
    gone,       ///< by no path any longer
    effective,  ///< still, or again; `path` says how
    untold      ///< no source tells of it
  } found = Found::untold;
  std::string path;
};

/// Expands anew: what was removed directly may still come through a nested group. For a restored
/// right `effective` is what was wanted. A membership is gone only by a list that was read and does
/// not hold it: a group that is not there (of a
/// stripped account: any that it was taken off), or whose list emptied at once beyond what `all`
/// took out of it, tells nothing. An account that is not there tells nothing of its closing either,
/// and in a `vague` source nothing at all: it may be one of the members that nobody is.
Proof proof_of(const reconcile::AccessGraph& graph, const OrderStory& story,
               const std::vector<OrderStory>& all, const std::set<std::string>& vague);

}  // namespace rettesnor::review
