// What comes through nesting: the ways in which it could end, and the owner's choice among them.
#include <algorithm>
#include <utility>

#include "review/orders/order_book.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using core::OrderAct;
using Kind = core::OrderStep::Kind;

namespace {

/// The group that is the member, or empty: the account itself.
std::string inner_of(const reconcile::AccessGraph& graph, const WayOut& way) {
  return way.inner == kNone ? "" : reconcile::thing_of_entitlement(graph, way.inner).ref;
}

std::vector<WayOut> ways_of(const reconcile::AccessGraph& graph, const core::Order& order) {
  const Index account = account_of(graph, order);
  const Index right = entitlement_with_key(graph, order.right);
  if (account == kNone || right == kNone) return {};
  return ways_out(graph, account, right);
}

}  // namespace

std::vector<WayView> Orders::State::ways(const Authority& who, const OrderStory& story) const {
  if (story.order.act != OrderAct::choose || state_of(story) != OrderState::requested) return {};
  const reconcile::AccessGraph& graph = now->graph();
  const bool is_apart = check_apart(who, story, OrderPart::requested).has_value();
  const bool approver = may_approve(who, story.order);
  std::vector<WayView> views;
  for (const WayOut& way : ways_of(graph, story.order)) {
    WayView view;
    view.group = reconcile::thing_of_entitlement(graph, way.group).ref;
    view.inner = inner_of(graph, way);
    view.path = show(way.path);
    view.people = way.people;
    view.rights = way.rights;
    if (way.owner != kNone) view.owner = name(now->key(way.owner));
    const bool is_owner = way.owner != kNone && now->key(way.owner) == who.person();
    view.hers = is_apart && (approver || is_owner);
    views.push_back(std::move(view));
  }
  return views;
}

bool Orders::State::owns_a_way(const Authority& who, const core::Order& order) const {
  if (!group_owners.contains(who.person())) return false;
  const auto ways = ways_of(now->graph(), order);
  return std::any_of(ways.begin(), ways.end(), [&](const WayOut& way) {
    return way.owner != kNone && now->key(way.owner) == who.person();
  });
}

core::Result<core::Order> Orders::choose(const Authority& who, core::OrderId id,
                                         const std::string& group_ref, const std::string& inner_ref,
                                         core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const reconcile::AccessGraph& graph = facts.graph();
  OrderStory& story = *TRY(state_->story(id));
  TRY(check_fits(story, {OrderState::requested}));
  if (story.order.act != OrderAct::choose) {
    return refuse(ErrorKind::conflict, Refusal::order_no_choice);
  }
  TRY(state_->check_apart(who, story, OrderPart::requested));
  const Index account = account_of(graph, story.order);
  const Index right = entitlement_with_key(graph, story.order.right);
  if (account == kNone || right == kNone) {
    return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  }
  for (const WayOut& way : ways_out(graph, account, right)) {
    const core::Thing group = reconcile::thing_of_entitlement(graph, way.group);
    const std::string inner = inner_of(graph, way);
    if (group.ref != group_ref || inner != inner_ref) continue;
    const bool is_owner = way.owner != kNone && facts.key(way.owner) == who.person();
    if (!is_owner && !state_->may_approve(who, story.order)) {
      return refuse(ErrorKind::refused, Refusal::order_may_not_choose);
    }
    core::Order order = story.order;
    order.id = core::OrderId(0);
    order.risks.clear();
    order.act =
        state_->writable.contains(order.source) ? OrderAct::remove_member : OrderAct::manual;
    if (order.act == OrderAct::remove_member) {
      order.group = graph.entitlements[way.group].natural_id;
      order.group_ref = group.ref;
    }
    order.instruction = show(way.path) + "\n" + (inner.empty() ? story.order.account_ref : inner) +
                        " ✕ " + group.ref;
    if (way.inner != kNone) {
      order.account = graph.entitlements[way.inner].natural_id;
      order.account_ref = inner;
      order.expected_login.clear();
    }
    order.requested_for =
        story.order.requested_by == core::kProgram ? "" : story.order.requested_by;
    order.requested_by = who.person();
    TRY(state_->check_orderable(order));
    std::vector<core::Order> wanted;
    wanted.push_back(std::move(order));
    const auto kept = TRY(state_->keep(std::move(wanted), now));
    OrderStory& chosen = *TRY(state_->story(id));
    TRY(state_->take(chosen, Kind::cancelled, who.person(),
                     "→ " + std::to_string(kept.front().id.value), "", now));
    return kept.front();
  }
  return refuse(ErrorKind::not_found, Refusal::order_no_such_way);
}

}  // namespace rettesnor::review
