// Asking for orders, and people's word on them: approve, decline, cancel, report, confirm, stop.
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "review/order_book.h"
#include "review/order_weighing.h"
#include "review/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using core::OrderAct;
using Kind = core::OrderStep::Kind;

namespace {

constexpr std::size_t kLongestWords = 2000;

core::Result<std::string> words_in(const std::string& told) {
  if (told.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse(ErrorKind::invalid_input, Refusal::order_say_why);
  }
  if (told.size() > kLongestWords) {
    return refuse(ErrorKind::invalid_input, Refusal::order_words_long);
  }
  return core::to_valid_utf8(told);
}

core::Result<void> check_state(const OrderStory& story, std::initializer_list<OrderState> fit) {
  const OrderState state = state_of(story);
  if (std::find(fit.begin(), fit.end(), state) != fit.end()) return {};
  return refuse(
      ErrorKind::conflict, Refusal::order_not_now,
      {{"n", std::to_string(story.order.id.value)}, {"state", std::string(name_of(state))}});
}

/// Her leader, the owner of the system, IT or the security lead.
core::Result<void> check_may_request(const Authority& who, const MomentFacts& now,
                                     const core::Order& order) {
  const Index subject = now.person(order.subject);
  const Index reader = now.person(who.person());
  if (!order.subject.empty() && order.subject == who.person()) {
    return refuse(ErrorKind::refused, Refusal::order_about_herself);
  }
  if (who.has(ProductRole::it_operations) || who.has(ProductRole::security_lead) ||
      owner_of_system(now.graph(), order.system) == who.person() ||
      (subject != kNone && reader != kNone && reports_to(now.graph(), subject, reader))) {
    return {};
  }
  return refuse(ErrorKind::refused, Refusal::order_may_not_request);
}

}  // namespace

core::Result<std::vector<core::Order>> Orders::request(const Authority& who, const OrderWish& wish,
                                                       core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const std::string words = TRY(words_in(wish.words));
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
    TRY(check_may_request(who, facts, order));
    TRY(state_->check_orderable(order));
    order.reason = wish.reason;
    order.cause = wish.cause.empty() ? wish.account : wish.cause;
    order.words = words;
    order.requested_by = who.person();
    if (state_->is_ordered(order)) return refuse(ErrorKind::conflict, Refusal::order_is_there);
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
  const std::string why = TRY(words_in(words));
  TRY(words_in(incident));
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

core::Result<core::Order> Orders::choose(const Authority& who, core::OrderId id,
                                         const std::string& group_ref, const std::string& inner_ref,
                                         core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  const reconcile::AccessGraph& graph = facts.graph();
  OrderStory& story = *TRY(state_->story(id));
  TRY(check_state(story, {OrderState::requested}));
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
    const std::string inner =
        way.inner == kNone ? "" : reconcile::thing_of_entitlement(graph, way.inner).ref;
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

core::Result<core::Order> Orders::undo(const Authority& who, core::OrderId id,
                                       const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  const OrderStory& story = *TRY(state_->story(id));
  const std::string why = TRY(words_in(words));
  const std::string image = image_of(story);
  if (image.empty()) return refuse(ErrorKind::conflict, Refusal::order_nothing_to_undo);
  if (!who.has(ProductRole::it_operations) && !who.has(ProductRole::security_lead)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_request);
  }
  if (story.order.subject == who.person()) {
    return refuse(ErrorKind::refused, Refusal::order_about_herself);
  }
  core::Order order = story.order;
  order.id = core::OrderId(0);
  order.act = OrderAct::restore;
  order.group.clear();
  order.risks.clear();
  order.instruction.clear();
  order.before_image = image;
  order.reason = core::OrderReason::undo;
  order.cause = std::to_string(id.value);
  order.words = why;
  order.requested_by = who.person();
  order.requested_for.clear();
  if (state_->is_ordered(order)) return refuse(ErrorKind::conflict, Refusal::order_is_there);
  std::vector<core::Order> wanted;
  wanted.push_back(std::move(order));
  return TRY(state_->keep(std::move(wanted), now)).front();
}

core::Result<OrderView> Orders::approve(const Authority& who, core::OrderId id,
                                        const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderStory& story = *TRY(state_->story(id));
  if (story.order.act == OrderAct::choose) {
    return refuse(ErrorKind::conflict, Refusal::order_choose_first);
  }
  if (!state_->may_approve(who, story.order)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_approve);
  }
  TRY(state_->check_apart(who, story, OrderPart::approved));
  TRY(check_state(story, {OrderState::requested}));
  if (has_part(story, who.person(), OrderPart::approved)) {
    return refuse(ErrorKind::refused, Refusal::order_approved_twice);
  }
  TRY(state_->take(story, Kind::approved, who.person(), core::to_valid_utf8(words), "", now));
  if (story.order.reason == core::OrderReason::incident &&
      state_of(story) == OrderState::approved && story.order.act != OrderAct::manual) {
    RunPlan plan;
    plan.only = {id};
    TRY(state_->carry_out(std::string(core::kProgram), plan, now));
  }
  return state_->view(who, *TRY(state_->story(id)), now);
}

core::Result<OrderView> Orders::decline(const Authority& who, core::OrderId id,
                                        const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderStory& story = *TRY(state_->story(id));
  if (!state_->may_approve(who, story.order)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_approve);
  }
  TRY(check_state(story, {OrderState::requested, OrderState::approved}));
  const std::string why = TRY(words_in(words));
  TRY(state_->take(story, Kind::declined, who.person(), why, "", now));
  return state_->view(who, story, now);
}

core::Result<OrderView> Orders::cancel(const Authority& who, core::OrderId id,
                                       const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderStory& story = *TRY(state_->story(id));
  if (!who.has(ProductRole::it_operations) &&
      !has_part(story, who.person(), OrderPart::requested)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_cancel);
  }
  TRY(check_state(story, {OrderState::requested, OrderState::approved, OrderState::failed}));
  const std::string why = TRY(words_in(words));
  TRY(state_->take(story, Kind::cancelled, who.person(), why, "", now));
  return state_->view(who, story, now);
}

core::Result<OrderView> Orders::report(const Authority& who, core::OrderId id,
                                       const std::string& proof, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderStory& story = *TRY(state_->story(id));
  if (story.order.act != OrderAct::manual) {
    return refuse(ErrorKind::conflict, Refusal::order_not_by_hand);
  }
  if (!state_->may_report(who, story.order)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_carry_out);
  }
  TRY(state_->check_apart(who, story, OrderPart::carried_out));
  TRY(check_state(story, {OrderState::approved}));
  const std::string told = TRY(words_in(proof));
  TRY(state_->take(story, Kind::intent, who.person(), "", "", now));
  TRY(state_->take(story, Kind::carried_out, who.person(), told, "", now));
  return state_->view(who, story, now);
}

core::Result<OrderView> Orders::confirm(const Authority& who, core::OrderId id,
                                        const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const reconcile::AccessGraph& graph = TRY(state_->newest())->graph();
  OrderStory& story = *TRY(state_->story(id));
  if (story.order.act != OrderAct::manual) {
    return refuse(ErrorKind::conflict, Refusal::order_proved_by_program);
  }
  const auto& sources = graph.snapshot->sources;
  // Where a source tells of the system, a later reading proves it, never a word.
  if (std::any_of(sources.begin(), sources.end(), [&](const core::SnapshotSource& each) {
        return each.name == story.order.source;
      })) {
    return refuse(ErrorKind::conflict, Refusal::order_proved_by_program);
  }
  if (!state_->may_report(who, story.order) && !state_->may_approve(who, story.order)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_carry_out);
  }
  TRY(state_->check_apart(who, story, OrderPart::verified));
  TRY(check_state(story, {OrderState::carried_out}));
  const std::string told = TRY(words_in(words));
  TRY(state_->take(story, Kind::verified, who.person(), told, "", now));
  return state_->view(who, story, now);
}

core::Result<void> Orders::stop(const Authority& who, const std::string& words,
                                core::Timestamp now) {
  if (!who.has(ProductRole::it_operations) && !who.has(ProductRole::security_lead)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_stop);
  }
  const std::string why = TRY(words_in(words));
  // A run that is going on holds the lock: it sees this before its next order.
  state_->stopping = true;
  const std::lock_guard lock(state_->mutex);
  state_->stopping = false;
  const core::OrderBrake brake{core::OrderBrake::Position::pulled, who.person(), why, now};
  TRY(state_->store.set_order_brake(brake, {"orders_stopped", who.person(), {{"words", why}}}));
  state_->brake = brake;
  return {};
}

core::Result<void> Orders::start(const Authority& who, const std::string& words,
                                 core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  if (!who.has(ProductRole::it_operations) && !who.has(ProductRole::security_lead)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_stop);
  }
  const std::string why = TRY(words_in(words));
  const core::OrderBrake brake{core::OrderBrake::Position::released, who.person(), why, now};
  TRY(state_->store.set_order_brake(brake, {"orders_started", who.person(), {{"words", why}}}));
  state_->brake = brake;
  return {};
}

}  // namespace rettesnor::review
