// Folds the acts on an order.
#include "review/orders/order_state.h"

#include <algorithm>
#include <set>

#include "connectors/writing/before_image.h"

namespace rettesnor::review {

using Kind = core::OrderStep::Kind;

namespace {

/// Whether `person` is among the two, when she is a person at all.
bool is_one_of(const std::string& person, const std::string& actor, const std::string& behalf) {
  return !person.empty() && person != core::kProgram && person != core::kPolicyFile &&
         (person == actor || person == behalf);
}

}  // namespace

OrderState state_of(const OrderStory& story) {
  if (story.steps.empty()) return OrderState::requested;
  switch (story.steps.back().kind) {
    case Kind::approved:
      return approvals_of(story) >= approvals_needed(story.order) ? OrderState::approved
                                                                  : OrderState::requested;
    case Kind::declined:
      return OrderState::declined;
    case Kind::cancelled:
      return OrderState::cancelled;
    case Kind::intent:
      return OrderState::under_way;
    case Kind::carried_out:
      return OrderState::carried_out;
    case Kind::failed:
      return OrderState::failed;
    case Kind::postponed:
      return OrderState::approved;
    case Kind::verified:
      return OrderState::verified;
    case Kind::still_effective:
      return OrderState::still_effective;
    case Kind::reappeared:
      return OrderState::reappeared;
  }
  return OrderState::requested;
}

bool is_closed(OrderState state) {
  return state == OrderState::verified || state == OrderState::declined ||
         state == OrderState::cancelled;
}

bool is_pending(OrderState state) {
  return state == OrderState::requested || state == OrderState::approved ||
         state == OrderState::under_way || state == OrderState::carried_out;
}

int approvals_of(const OrderStory& story) {
  std::set<std::string> people;
  for (const core::OrderStep& step : story.steps) {
    if (step.kind == Kind::approved) people.insert(step.actor);
  }
  return static_cast<int>(people.size());
}

int approvals_needed(const core::Order& order) {
  return std::max(order.approvals, 1);
}

bool has_part(const OrderStory& story, const std::string& person, OrderPart part) {
  if (part == OrderPart::requested) {
    return is_one_of(person, story.order.requested_by, story.order.requested_for);
  }
  return std::any_of(story.steps.begin(), story.steps.end(), [&](const core::OrderStep& step) {
    const bool counts = part == OrderPart::approved ? step.kind == Kind::approved
                        : part == OrderPart::verified
                            ? step.kind == Kind::verified
                            : step.kind == Kind::intent || step.kind == Kind::carried_out;
    return counts && is_one_of(person, step.actor, step.on_behalf_of);
  });
}

bool has_other_part(const OrderStory& story, const std::string& person, OrderPart part) {
  for (const OrderPart other :
       {OrderPart::requested, OrderPart::approved, OrderPart::carried_out, OrderPart::verified}) {
    if (other != part && has_part(story, person, other)) return true;
  }
  return false;
}

const core::OrderStep* newest(const OrderStory& story, Kind kind) {
  const auto found =
      std::find_if(story.steps.rbegin(), story.steps.rend(),
                   [kind](const core::OrderStep& step) { return step.kind == kind; });
  return found == story.steps.rend() ? nullptr : &*found;
}

std::string image_of(const OrderStory& story) {
  if (story.order.act == core::OrderAct::manual || story.order.act == core::OrderAct::restore) {
    return {};
  }
  const auto found =
      std::find_if(story.steps.rbegin(), story.steps.rend(), [](const core::OrderStep& step) {
        return (step.kind == Kind::carried_out || step.kind == Kind::failed) &&
               !step.detail.empty();
      });
  return found == story.steps.rend() ? std::string() : found->detail;
}

std::string image_to_restore(const OrderStory& story) {
  const std::string image = image_of(story);
  const auto read = connectors::read_before_image(image);
  return read && read->changes.empty() ? std::string() : image;
}

int tries_in_vain(const OrderStory& story) {
  return static_cast<int>(
      std::count_if(story.steps.begin(), story.steps.end(),
                    [](const core::OrderStep& step) { return step.kind == Kind::postponed; }));
}

}  // namespace rettesnor::review
