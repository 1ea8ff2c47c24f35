// Asking for orders: a right or an account, what a finding is about, everything of a person.
#include <algorithm>
#include <utility>

#include "review/orders/order_book.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using core::OrderAct;

namespace {

/// Her leader, the owner of the system, IT or the security lead.
core::Result<void> check_may_request(const Authority& who, const MomentFacts& now,
                                     const core::Order& order) {
  const Index subject = now.person(order.subject);
  const Index reader = now.person(who.person());
  if (!order.subject.empty() && order.subject == who.person()) {
    return refuse(ErrorKind::refused, Refusal::order_about_herself);
  }
  if (may(who, Deed::request_orders) ||
      owner_of_system(now.graph(), order.system) == who.person() ||
      (subject != kNone && reader != kNone && reports_to(now.graph(), subject, reader))) {
    return {};
  }
  return refuse(ErrorKind::refused, Refusal::order_may_not_request);
}

core::Result<core::TrackedFinding> open_finding(const store::Store& store, const std::string& id) {
  for (core::TrackedFinding& each : TRY(store.findings(store::Store::Which::open))) {
    if (each.id == id) return std::move(each);
  }
  return refuse(ErrorKind::not_found, Refusal::order_finding_gone);
}

/// What would end what the finding tells of; nothing but the acts and their targets is filled in.
std::vector<core::Order> orders_against(const MomentFacts& facts, const WritableSources& writable,
                                        const core::Finding& finding) {
  const reconcile::AccessGraph& graph = facts.graph();
  const FindingTarget target = target_of(finding);
  if (target.right.empty()) {
    const Index account = account_with_key(graph, target.account);
    if (account == kNone || !graph.accounts[account].enabled) return {};
    return {order_to_disable(graph, writable, account)};
  }
  const Index right = entitlement_with_key(graph, target.right);
  if (right == kNone) return {};
  std::vector<Index> accounts;
  if (target.account.empty()) {
    const Index person = facts.person(target.person);
    if (person != kNone) {
      const auto& hers = graph.accounts_of_person[person];
      accounts.assign(hers.begin(), hers.end());
    }
  } else if (const Index account = account_with_key(graph, target.account); account != kNone) {
    accounts.push_back(account);
  }
  std::vector<core::Order> orders;
  for (const Index account : accounts) {
    for (core::Order& order : orders_to_remove(graph, writable, account, right)) {
      orders.push_back(std::move(order));
    }
  }
  return orders;
}

}  // namespace

FindingTarget target_of(const core::Finding& finding) {
  FindingTarget target;
  const core::Thing& subject = finding.subject;
  const core::Thing& object = finding.object;
  if (subject.kind != "person" && subject.kind != "account") return target;
  if (object.kind == "entitlement") {
    (subject.kind == "person" ? target.person : target.account) = subject.key;
    target.right = object.key;
  } else if (object.kind == "account") {
    target.account = object.key;
  } else if (subject.kind == "account") {
    target.account = subject.key;
  }
  return target;
}

core::Result<core::Order> Orders::State::asked(const Authority& who, core::Order order,
                                               const OrderWish& wish,
                                               const std::string& words) const {
  const MomentFacts& facts = *TRY(newest());
  TRY(check_may_request(who, facts, order));
  TRY(check_orderable(order));
  order.reason = wish.reason;
  order.cause = wish.cause.empty() ? wish.account : wish.cause;
  order.words = words;
  order.requested_by = who.person();
  if (is_ordered(order)) return refuse(ErrorKind::conflict, Refusal::order_is_there);
  return order;
}

core::Result<std::vector<core::Order>> Orders::request(const Authority& who, const OrderWish& wish,
                                                       core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const std::string words = TRY(told_words(wish.words));
  const Index account = account_with_key(facts.graph(), wish.account);
  const Index right = wish.right.empty() ? kNone : entitlement_with_key(facts.graph(), wish.right);
  if (account == kNone || (!wish.right.empty() && right == kNone)) {
    return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  }
  std::vector<core::Order> orders;
  if (right == kNone) {
    orders.push_back(order_to_disable(facts.graph(), state_->writable, account));
  } else {
    orders = orders_to_remove(facts.graph(), state_->writable, account, right);
  }
  if (orders.empty()) return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  for (core::Order& order : orders) {
    order = TRY(state_->asked(who, std::move(order), wish, words));
  }
  return state_->keep(std::move(orders), now);
}

core::Result<std::vector<core::Order>> Orders::request_against(const Authority& who,
                                                               const std::string& finding,
                                                               const std::string& words,
                                                               core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const std::string why = TRY(told_words(words));
  const core::TrackedFinding tracked = TRY(open_finding(state_->store, finding));
  auto orders = orders_against(facts, state_->writable, tracked.finding);
  if (orders.empty()) return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  OrderWish wish;
  wish.cause = tracked.id;
  for (core::Order& order : orders) {
    order = TRY(state_->asked(who, std::move(order), wish, why));
  }
  return state_->keep(std::move(orders), now);
}

core::Result<std::vector<core::Order>> Orders::cut_access(const Authority& who,
                                                          const std::string& person,
                                                          const std::string& incident,
                                                          const std::string& words,
                                                          core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const std::string why = TRY(told_words(words));
  TRY(told_words(incident));
  const Index subject = facts.person(person);
  if (subject == kNone) return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  std::vector<core::Order> orders;
  for (const Index account : facts.graph().accounts_of_person[subject]) {
    if (!facts.graph().accounts[account].enabled) continue;
    core::Order order = order_to_disable(facts.graph(), state_->writable, account);
    TRY(check_may_request(who, facts, order));
    // Urgent or not: what is protected is closed by people who see what they do.
    if (!state_->check_orderable(order)) {
      order.act = OrderAct::manual;
      order.instruction = order.account_ref + " ✕";
    }
    order.reason = core::OrderReason::incident;
    order.cause = incident;
    order.words = why;
    order.requested_by = who.person();
    if (!state_->is_ordered(order)) orders.push_back(std::move(order));
  }
  if (orders.empty()) return refuse(ErrorKind::not_found, Refusal::order_nothing_there);
  return state_->keep(std::move(orders), now);
}

}  // namespace rettesnor::review
