// Orders: asking for them, the board, one order, people's word on it, and the brake.
#include "web/orders/routes_orders.h"

#include "review/organisation/moment.h"
#include "review/organisation/persons.h"
#include "web/orders/pages_orders.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;
using review::Orders;
using review::OrderView;

Result<core::OrderId> order_in(const http::Form& fields) {
  const auto number = http::whole_number(fields.get("order"));
  if (number && *number > 0) return core::OrderId{*number};
  return words::refuse(core::ErrorKind::invalid_input, words::Refusal::order_number_missing);
}

Result<http::Response> board_answer(const RequestContext& context, const Orders& orders,
                                    const std::vector<review::RunLine>& ran,
                                    const std::optional<Problem>& problem) {
  const auto board = TRY(orders.board(context.reader(), context.now));
  const std::string stopped_by =
      board.brake ? review::organisation::name_of_person(context.reviews().look(), board.brake->by)
                  : std::string();
  return page_answer(orders_page(context.frame, board, stopped_by, ran, problem),
                     problem ? problem->status : 200);
}

/// One order carried out, as the run of all of them does it.
Result<OrderView> carry_out(Orders& orders, const RequestContext& context, core::OrderId order) {
  review::RunPlan plan;
  plan.only = {order};
  TRY(orders.run(context.reader(), plan, context.now));
  return orders.order(context.reader(), order, context.now);
}

Result<OrderView> act(Orders& orders, const RequestContext& context, core::OrderId order) {
  const std::string deed = context.form.get("deed");
  const std::string why = context.form.get("why");
  const review::Authority& who = context.reader();
  if (deed == "approve") return orders.approve(who, order, why, context.now);
  if (deed == "decline") return orders.decline(who, order, why, context.now);
  if (deed == "cancel") return orders.cancel(who, order, why, context.now);
  if (deed == "confirm") return orders.confirm(who, order, why, context.now);
  if (deed == "carry_out") return carry_out(orders, context, order);
  if (deed == "choose") {
    const core::Order chosen = TRY(orders.choose(who, order, context.form.get("group"),
                                                 context.form.get("inner"), context.now));
    return orders.order(who, chosen.id, context.now);
  }
  if (deed == "undo") {
    const core::Order undone = TRY(orders.undo(who, order, why, context.now));
    return orders.order(who, undone.id, context.now);
  }
  return words::refuse(core::ErrorKind::invalid_input, words::Refusal::choose_act);
}

tl::unexpected<core::Error> no_orders() {
  return words::refuse(core::ErrorKind::unreachable, words::Refusal::no_orders_here);
}

Result<OrderView> report(Orders& orders, RequestContext& context, core::OrderId order) {
  review::HandProof proof{context.form.get("why")};
  if (context.file) {
    proof.file = TRY(review::proof_file(context.file->name, std::move(context.file->bytes)));
  }
  return orders.report(context.reader(), order, proof, context.now);
}

/// `filename*` for who reads UTF-8 (RFC 6266), a plain name for the others.
std::string disposition_of(const core::OrderFile& file) {
  const std::string ending = file.name.substr(std::min(file.name.rfind('.'), file.name.size()));
  return "attachment; filename=\"order-" + std::to_string(file.order.value) + "-" +
         std::to_string(file.step) + ending + "\"; filename*=UTF-8''" + encode(file.name);
}

}  // namespace

Result<review::Orders*> orders_of(const RequestContext& context) {
  if (context.server.orders == nullptr) {
    return no_orders();
  }
  TRY(context.server.orders->refresh(context.reviews().now()));
  return context.server.orders;
}

Result<FindingOrdersById> orders_of_findings(const RequestContext& context,
                                             const review::FindingBoard& board) {
  if (context.server.orders == nullptr) return FindingOrdersById{};
  std::vector<const core::TrackedFinding*> findings;
  for (const review::BoardFinding& each : board.findings) findings.push_back(&each.tracked);
  const Orders& orders = *TRY(orders_of(context));
  return orders.of_findings(context.reader(), findings);
}

Result<std::vector<OrderView>> orders_because_of(const RequestContext& context,
                                                 const std::string& cause) {
  if (context.server.orders == nullptr) return std::vector<OrderView>{};
  const Orders& orders = *TRY(orders_of(context));
  return orders.because_of(context.reader(), cause, context.now);
}

Result<http::Response> show_orders(RequestContext& context) {
  const Orders& orders = *TRY(orders_of(context));
  return board_answer(context, orders, {}, std::nullopt);
}

Result<http::Response> show_order(RequestContext& context) {
  const Orders& orders = *TRY(orders_of(context));
  const core::OrderId order = TRY(order_in(context.query));
  const OrderView view = TRY(orders.order(context.reader(), order, context.now));
  return page_answer(order_page(context.frame, view, std::nullopt));
}

Result<http::Response> act_on_order(RequestContext& context) {
  Orders& orders = *TRY(orders_of(context));
  const core::OrderId order = TRY(order_in(context.form));
  // Who may not see it is told nothing of it.
  const OrderView before = TRY(orders.order(context.reader(), order, context.now));
  const auto after = act(orders, context, order);
  if (after) return see_other(order_address(after->story.order.id));
  context.frame.here = order_address(order);
  const Problem problem = problem_of(context.frame.language, after.error());
  return page_answer(order_page(context.frame, before, problem), problem.status);
}

Result<http::Response> report_order(RequestContext& context) {
  Orders& orders = *TRY(orders_of(context));
  const core::OrderId order = TRY(order_in(context.form));
  const OrderView before = TRY(orders.order(context.reader(), order, context.now));
  const auto after = report(orders, context, order);
  if (after) return see_other(order_address(order));
  context.frame.here = order_address(order);
  const Problem problem = problem_of(context.frame.language, after.error());
  return page_answer(order_page(context.frame, before, problem, context.form.get("why")),
                     problem.status);
}

Result<http::Response> download_order_file(RequestContext& context) {
  const Orders& orders = *TRY(orders_of(context));
  const core::OrderId order = TRY(order_in(context.query));
  const std::int64_t step = http::whole_number(context.query.get("step")).value_or(0);
  core::OrderFile file = TRY(orders.proof(context.reader(), order, step, context.now));
  http::Response answer{200, {}, file.media_type, std::move(file.bytes)};
  answer.headers.emplace_back("Content-Disposition", disposition_of(file));
  answer.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return answer;
}

Result<http::Response> run_orders(RequestContext& context) {
  Orders& orders = *TRY(orders_of(context));
  context.frame.here = kOrders;
  review::RunPlan plan;
  if (context.form.get("mode") != "run") plan.mode = review::RunPlan::Mode::dry_run;
  const auto ran = orders.run(context.reader(), plan, context.now);
  if (ran) return board_answer(context, orders, *ran, std::nullopt);
  return board_answer(context, orders, {}, problem_of(context.frame.language, ran.error()));
}

Result<http::Response> brake_orders(RequestContext& context) {
  // Not brought up to date first: that would wait for the run that is to be stopped.
  if (context.server.orders == nullptr) return no_orders();
  Orders& orders = *context.server.orders;
  const std::string why = context.form.get("why");
  const auto moved = context.form.get("position") == "released"
                         ? orders.start(context.reader(), why, context.now)
                         : orders.stop(context.reader(), why, context.now);
  if (moved) return see_other(std::string(kOrders));
  context.frame.here = kOrders;
  return board_answer(context, *TRY(orders_of(context)), {},
                      problem_of(context.frame.language, moved.error()));
}

}  // namespace rettesnor::web
