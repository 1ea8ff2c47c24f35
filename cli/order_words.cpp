// Tells orders in words.
#include "cli/order_words.h"

#include <nlohmann/json.hpp>

#include "cli/output/json.h"

namespace rettesnor::cli {

using nlohmann::json;
using review::OrderState;

Word word_of(core::OrderAct act) {
  switch (act) {
    case core::OrderAct::remove_member:
      return Word::terminal_order_act_remove;
    case core::OrderAct::disable_account:
      return Word::terminal_order_act_disable;
    case core::OrderAct::strip_groups:
      return Word::terminal_order_act_strip;
    case core::OrderAct::manual:
      return Word::terminal_order_act_manual;
    case core::OrderAct::choose:
      return Word::terminal_order_act_choose;
    case core::OrderAct::restore:
      return Word::terminal_order_act_restore;
  }
  return Word::nothing;
}

Word word_of(OrderState state) {
  switch (state) {
    case OrderState::requested:
      return Word::terminal_order_state_requested;
    case OrderState::approved:
      return Word::terminal_order_state_approved;
    case OrderState::under_way:
      return Word::terminal_order_state_under_way;
    case OrderState::carried_out:
      return Word::terminal_order_state_carried_out;
    case OrderState::verified:
      return Word::terminal_order_state_verified;
    case OrderState::still_effective:
      return Word::terminal_order_state_still;
    case OrderState::reappeared:
      return Word::terminal_order_state_reappeared;
    case OrderState::failed:
      return Word::terminal_order_state_failed;
    case OrderState::declined:
      return Word::terminal_order_state_declined;
    case OrderState::cancelled:
      return Word::terminal_order_state_cancelled;
  }
  return Word::nothing;
}

Word word_of(core::OrderReason reason) {
  switch (reason) {
    case core::OrderReason::decision:
      return Word::terminal_order_reason_decision;
    case core::OrderReason::finding:
      return Word::terminal_order_reason_finding;
    case core::OrderReason::leaver:
      return Word::terminal_order_reason_leaver;
    case core::OrderReason::incident:
      return Word::terminal_order_reason_incident;
    case core::OrderReason::undo:
      return Word::terminal_order_reason_undo;
  }
  return Word::nothing;
}

Word word_of(core::OrderStep::Kind kind) {
  using Kind = core::OrderStep::Kind;
  switch (kind) {
    case Kind::approved:
      return Word::terminal_order_state_approved;
    case Kind::declined:
      return Word::terminal_order_state_declined;
    case Kind::cancelled:
      return Word::terminal_order_state_cancelled;
    case Kind::intent:
      return Word::terminal_order_state_under_way;
    case Kind::carried_out:
      return Word::terminal_order_state_carried_out;
    case Kind::failed:
      return Word::terminal_order_state_failed;
    case Kind::postponed:
      return Word::order_outcome_postponed;
    case Kind::verified:
      return Word::terminal_order_state_verified;
    case Kind::still_effective:
      return Word::terminal_order_state_still;
    case Kind::reappeared:
      return Word::terminal_order_state_reappeared;
  }
  return Word::nothing;
}

Word word_of(review::RunLine::Outcome outcome) {
  using Outcome = review::RunLine::Outcome;
  switch (outcome) {
    case Outcome::done:
      return Word::terminal_order_state_carried_out;
    case Outcome::would:
      return Word::order_outcome_would;
    case Outcome::postponed:
      return Word::order_outcome_postponed;
    case Outcome::failed:
      return Word::terminal_order_state_failed;
    case Outcome::held:
      return Word::order_outcome_held;
  }
  return Word::nothing;
}

std::string show_target(const Screen& screen, const core::Order& order) {
  const std::string right = order.group_ref.empty() ? order.right_ref : order.group_ref;
  return screen.text(word_of(order.act)) + " " + order.account_ref +
         (right.empty() ? "" : " ✕ " + right);
}

json json_of(const core::Order& order) {
  return {{"id", order.id.value},
          {"act", std::string(core::name_of(order.act))},
          {"source", order.source},
          {"system", order.system},
          {"account", order.account_ref},
          {"group", order.group_ref},
          {"right", order.right_ref},
          {"subject", order.subject},
          {"reason", std::string(core::name_of(order.reason))},
          {"cause", order.cause},
          {"words", order.words},
          {"instruction", order.instruction},
          {"risks", order.risks},
          {"approvals_needed", review::approvals_needed(order)},
          {"as_of", core::to_iso(order.as_of)},
          {"deadline", core::to_iso(order.deadline)},
          {"requested_by", order.requested_by},
          {"requested_for", order.requested_for},
          {"requested_at", core::to_iso(order.requested_at)}};
}

json json_of(const review::OrderView& view) {
  json order = json_of(view.story.order);
  order["state"] = std::string(review::name_of(view.state));
  order["overdue"] = view.overdue;
  order["approvals"] = view.approvals;
  order["steps"] = json::array();
  for (const core::OrderStep& step : view.story.steps) {
    order["steps"].push_back({{"number", step.number},
                              {"kind", std::string(core::name_of(step.kind))},
                              {"actor", step.actor},
                              {"at", core::to_iso(step.at)},
                              {"words", step.words},
                              {"detail", step.detail}});
  }
  return order;
}

}  // namespace rettesnor::cli
