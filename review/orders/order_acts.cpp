// People's word on orders: undo, approve, decline, cancel, report, confirm, stop.
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "review/orders/order_book.h"
#include "review/orders/order_weighing.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using core::OrderAct;
using Kind = core::OrderStep::Kind;

namespace {

constexpr std::size_t kLongestWords = 2000;

}  // namespace

core::Result<std::string> told_words(const std::string& told) {
  if (told.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse(ErrorKind::invalid_input, Refusal::order_say_why);
  }
  if (told.size() > kLongestWords) {
    return refuse(ErrorKind::invalid_input, Refusal::order_words_long);
  }
  return core::to_valid_utf8(told);
}

core::Result<void> check_fits(const OrderStory& story, std::initializer_list<OrderState> fit) {
  const OrderState state = state_of(story);
  if (std::find(fit.begin(), fit.end(), state) != fit.end()) return {};
  return refuse(
      ErrorKind::conflict, Refusal::order_not_now,
      {{"n", std::to_string(story.order.id.value)}, {"state", std::string(name_of(state))}});
}

core::Result<core::Order> Orders::undo(const Authority& who, core::OrderId id,
                                       const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  const OrderStory& story = *TRY(state_->story(id));
  const std::string why = TRY(told_words(words));
  const std::string image = image_to_restore(story);
  if (image.empty()) return refuse(ErrorKind::conflict, Refusal::order_nothing_to_undo);
  if (!may(who, Deed::undo_orders)) {
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
  TRY(check_fits(story, {OrderState::requested}));
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
  TRY(check_fits(story, {OrderState::requested, OrderState::approved}));
  const std::string why = TRY(told_words(words));
  TRY(state_->take(story, Kind::declined, who.person(), why, "", now));
  return state_->view(who, story, now);
}

core::Result<OrderView> Orders::cancel(const Authority& who, core::OrderId id,
                                       const std::string& words, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderStory& story = *TRY(state_->story(id));
  if (!may(who, Deed::cancel_orders) && !has_part(story, who.person(), OrderPart::requested)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_cancel);
  }
  TRY(check_fits(story, {OrderState::requested, OrderState::approved, OrderState::failed}));
  const std::string why = TRY(told_words(words));
  TRY(state_->take(story, Kind::cancelled, who.person(), why, "", now));
  return state_->view(who, story, now);
}

core::Result<OrderView> Orders::report(const Authority& who, core::OrderId id,
                                       const HandProof& proof, core::Timestamp now) {
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
  TRY(check_fits(story, {OrderState::approved}));
  const std::string told = TRY(told_words(proof.words));
  TRY(state_->take_by_hand(story, who.person(), told, proof.file, now));
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
  TRY(check_fits(story, {OrderState::carried_out}));
  const std::string told = TRY(told_words(words));
  TRY(state_->take(story, Kind::verified, who.person(), told, "", now));
  return state_->view(who, story, now);
}

core::Result<void> Orders::stop(const Authority& who, const std::string& words,
                                core::Timestamp now) {
  if (!may(who, Deed::stop_orders)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_stop);
  }
  const std::string why = TRY(told_words(words));
  // A run that is going on holds the lock: it sees this before its next order.
  state_->stopping = true;
  const std::lock_guard lock(state_->mutex);
  state_->stopping = false;
  const core::OrderBrake brake{core::OrderBrake::Position::pulled, who.person(), why, now};
  TRY(state_->store.set_order_brake(brake,
                                    {audit::Kind::orders_stopped, who.person(), {{"words", why}}}));
  state_->brake = brake;
  return {};
}

core::Result<void> Orders::start(const Authority& who, const std::string& words,
                                 core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  if (!may(who, Deed::stop_orders)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_stop);
  }
  const std::string why = TRY(told_words(words));
  const core::OrderBrake brake{core::OrderBrake::Position::released, who.person(), why, now};
  TRY(state_->store.set_order_brake(brake,
                                    {audit::Kind::orders_started, who.person(), {{"words", why}}}));
  state_->brake = brake;
  return {};
}

}  // namespace rettesnor::review
