// What an order is worth now: folded from the acts on it, and who had which part in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/named.h"
#include "core/order.h"
#include "core/order_file.h"

namespace rettesnor::review {

using core::name_of;

enum class OrderState : std::uint8_t {
  requested,
  approved,
  under_way,  ///< an intent without an outcome: nobody knows yet whether it was done
  carried_out,
  verified,
  still_effective,
  reappeared,
  failed,
  declined,
  cancelled
};
constexpr auto names_for(const OrderState*) {
  using enum OrderState;
  return std::to_array<core::Named<OrderState>>({
      {requested, "requested"},
      {approved, "approved"},
      {under_way, "under_way"},
      {carried_out, "carried_out"},
      {verified, "verified"},
      {still_effective, "still_effective"},
      {reappeared, "reappeared"},
      {failed, "failed"},
      {declined, "declined"},
      {cancelled, "cancelled"},
  });
}

/// Nobody has two of these in one order.
enum class OrderPart : std::uint8_t { requested, approved, carried_out, verified };

struct OrderStory {
  core::Order order;
  std::vector<core::OrderStep> steps;       ///< in their order
  std::vector<core::OrderFile> files = {};  ///< that prove steps, in the same order; without bytes
};

OrderState state_of(const OrderStory& story);
/// Nothing more is to be done by people or program; a verified one is still watched.
bool is_closed(OrderState state);
/// On its way: asking for the same once more would be in vain.
bool is_pending(OrderState state);
/// Distinct people who approved, and how many are needed (the policy file counts as one).
int approvals_of(const OrderStory& story);
int approvals_needed(const core::Order& order);
/// Has `person` a part in the order other than `part`, herself or as whom somebody stood in for?
bool has_other_part(const OrderStory& story, const std::string& person, OrderPart part);
bool has_part(const OrderStory& story, const std::string& person, OrderPart part);
/// The newest step of the kind, or null.
const core::OrderStep* newest(const OrderStory& story, core::OrderStep::Kind kind);
/// What restore() needs to put it back, also of an act that was done in part; empty: nothing.
std::string image_of(const OrderStory& story);
/// The same, when it has something to put back.
std::string image_to_restore(const OrderStory& story);
/// How often it was tried in vain since it was approved.
int tries_in_vain(const OrderStory& story);

}  // namespace rettesnor::review
