// Tells orders in words.
#include "cli/order_words.h"

#include <nlohmann/json.hpp>

#include "cli/output/json.h"

namespace rettesnor::cli {

using nlohmann::json;
using review::OrderState;

Word word_of(OrderState state) {
  return words::named("order_state", review::name_of(state));
}

Word word_of(review::RunLine::Outcome outcome) {
  using Outcome = review::RunLine::Outcome;
  switch (outcome) {
    case Outcome::done:
      return Word::order_state_carried_out;
    case Outcome::would:
      return Word::order_would;
    case Outcome::postponed:
      return Word::order_step_postponed;
    case Outcome::failed:
      return Word::order_state_failed;
    case Outcome::held:
      return Word::order_held;
  }
  return Word::nothing;
}

std::string show_target(const Screen& screen, const core::Order& order) {
  const std::string right = order.group_ref.empty() ? order.right_ref : order.group_ref;
  const std::string what = order.account_ref + (right.empty() ? "" : " ✕ " + right);
  return screen.text(word_of(order.act), {{"what", what}});
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
