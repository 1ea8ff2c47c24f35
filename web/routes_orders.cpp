// Orders: asking for them, the board, one order, people's word on it, and the brake.
#include "web/routes_orders.h"

#include "web/addresses.h"
#include "web/pages_orders.h"

namespace rettesnor::web {
namespace {

using core::Result;
using review::Orders;
using review::OrderView;

Result<core::OrderId> order_in(const Form& fields) {
  const auto number = whole_number(fields.get("order"));
  if (number && *number > 0) return core::OrderId{*number};
  return core::fail(core::ErrorKind::invalid_input,
                    "Ordrens nummer mangler / the order's number is missing");
}

Result<Answer> board_answer(const Visit& visit, const Orders& orders,
                            const std::vector<review::RunLine>& ran,
                            const std::optional<Problem>& problem) {
  const auto board = TRY(orders.board(visit.reader(), visit.now));
  const std::string stopped_by =
      board.brake ? visit.reviews().name_of_person(board.brake->by) : std::string();
  return page_answer(orders_page(visit.frame, board, stopped_by, ran, problem),
                     problem ? problem->status : 200);
}

/// One order carried out, as the run of all of them does it.
Result<OrderView> carry_out(Orders& orders, const Visit& visit, core::OrderId order) {
  review::RunPlan plan;
  plan.only = {order};
  TRY(orders.run(visit.reader(), plan, visit.now));
  return orders.order(visit.reader(), order, visit.now);
}

Result<OrderView> act(Orders& orders, const Visit& visit, core::OrderId order) {
  const std::string deed = visit.form.get("deed");
  const std::string why = visit.form.get("why");
  const review::Authority& who = visit.reader();
  if (deed == "approve") return orders.approve(who, order, why, visit.now);
  if (deed == "decline") return orders.decline(who, order, why, visit.now);
  if (deed == "cancel") return orders.cancel(who, order, why, visit.now);
  if (deed == "confirm") return orders.confirm(who, order, why, visit.now);
  if (deed == "carry_out") return carry_out(orders, visit, order);
  if (deed == "choose") {
    const core::Order chosen =
        TRY(orders.choose(who, order, visit.form.get("group"), visit.form.get("inner"), visit.now));
    return orders.order(who, chosen.id, visit.now);
  }
  if (deed == "undo") {
    const core::Order undone = TRY(orders.undo(who, order, why, visit.now));
    return orders.order(who, undone.id, visit.now);
  }
  return core::fail(core::ErrorKind::invalid_input, "Vælg en handling / choose an act");
}

core::Error no_orders() {
  return {core::ErrorKind::unreachable, "This server was started without orders"};
}

Result<OrderView> report(Orders& orders, Visit& visit, core::OrderId order) {
  review::HandProof proof{visit.form.get("why")};
  if (visit.file) {
    proof.file = TRY(review::proof_file(visit.file->name, std::move(visit.file->bytes)));
  }
  return orders.report(visit.reader(), order, proof, visit.now);
}

/// `filename*` for who reads UTF-8 (RFC 6266), a plain name for the others.
std::string disposition_of(const core::OrderFile& file) {
  const std::string ending = file.name.substr(std::min(file.name.rfind('.'), file.name.size()));
  return "attachment; filename=\"order-" + std::to_string(file.order.value) + "-" +
         std::to_string(file.step) + ending + "\"; filename*=UTF-8''" + encode(file.name);
}

}  // namespace

Result<review::Orders*> orders_of(const Visit& visit) {
  if (visit.premises.orders == nullptr) {
    return tl::unexpected(no_orders());
  }
  TRY(visit.premises.orders->refresh(visit.reviews().now()));
  return visit.premises.orders;
}

Result<FindingOrdersById> orders_of_findings(const Visit& visit,
                                             const review::FindingBoard& board) {
  if (visit.premises.orders == nullptr) return FindingOrdersById{};
  std::vector<const core::TrackedFinding*> findings;
  for (const review::BoardFinding& each : board.findings) findings.push_back(&each.tracked);
  const Orders& orders = *TRY(orders_of(visit));
  return orders.of_findings(visit.reader(), findings);
}

Result<std::vector<OrderView>> orders_because_of(const Visit& visit, const std::string& cause) {
  if (visit.premises.orders == nullptr) return std::vector<OrderView>{};
  const Orders& orders = *TRY(orders_of(visit));
  return orders.because_of(visit.reader(), cause, visit.now);
}

Result<Answer> order_against_finding(Visit& visit) {
  Orders& orders = *TRY(orders_of(visit));
  const std::string finding = visit.form.get("finding");
  const auto asked =
      orders.request_against(visit.reader(), finding, visit.form.get("why"), visit.now);
  if (asked) return see_other(finding_address(finding));
  visit.frame.here = finding_address(finding);
  const Problem problem = problem_of(visit.frame.language, asked.error());
  const auto board = TRY(visit.reviews().finding_board(visit.reader()));
  BoardFilter filter;
  filter.finding = finding;
  return page_answer(finding_board_page(visit.frame, board, TRY(orders_of_findings(visit, board)),
                                        filter, problem),
                     problem.status);
}

Result<Answer> cut_access(Visit& visit) {
  Orders& orders = *TRY(orders_of(visit));
  const std::string person = visit.form.get("person");
  const auto cut = orders.cut_access(visit.reader(), person, visit.form.get("incident"),
                                     visit.form.get("why"), visit.now);
  if (cut) return see_other(std::string(kOrders));
  visit.frame.here = person_address(person);
  const Problem problem = problem_of(visit.frame.language, cut.error());
  const auto theirs = TRY(visit.reviews().access_of(visit.reader(), person, visit.now));
  return page_answer(person_page(visit.frame, theirs, problem), problem.status);
}

Result<Answer> show_orders(Visit& visit) {
  const Orders& orders = *TRY(orders_of(visit));
  return board_answer(visit, orders, {}, std::nullopt);
}

Result<Answer> show_order(Visit& visit) {
  const Orders& orders = *TRY(orders_of(visit));
  const core::OrderId order = TRY(order_in(visit.query));
  const OrderView view = TRY(orders.order(visit.reader(), order, visit.now));
  return page_answer(order_page(visit.frame, view, std::nullopt));
}

Result<Answer> act_on_order(Visit& visit) {
  Orders& orders = *TRY(orders_of(visit));
  const core::OrderId order = TRY(order_in(visit.form));
  // Who may not see it is told nothing of it.
  const OrderView before = TRY(orders.order(visit.reader(), order, visit.now));
  const auto after = act(orders, visit, order);
  if (after) return see_other(order_address(after->story.order.id));
  visit.frame.here = order_address(order);
  const Problem problem = problem_of(visit.frame.language, after.error());
  return page_answer(order_page(visit.frame, before, problem), problem.status);
}

Result<Answer> report_order(Visit& visit) {
  Orders& orders = *TRY(orders_of(visit));
  const core::OrderId order = TRY(order_in(visit.form));
  const OrderView before = TRY(orders.order(visit.reader(), order, visit.now));
  const auto after = report(orders, visit, order);
  if (after) return see_other(order_address(order));
  visit.frame.here = order_address(order);
  const Problem problem = problem_of(visit.frame.language, after.error());
  return page_answer(order_page(visit.frame, before, problem, visit.form.get("why")),
                     problem.status);
}

Result<Answer> download_order_file(Visit& visit) {
  const Orders& orders = *TRY(orders_of(visit));
  const core::OrderId order = TRY(order_in(visit.query));
  const std::int64_t step = whole_number(visit.query.get("step")).value_or(0);
  core::OrderFile file = TRY(orders.proof(visit.reader(), order, step, visit.now));
  Answer answer{200, {}, file.media_type, std::move(file.bytes)};
  answer.headers.emplace_back("Content-Disposition", disposition_of(file));
  answer.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return answer;
}

Result<Answer> run_orders(Visit& visit) {
  Orders& orders = *TRY(orders_of(visit));
  visit.frame.here = kOrders;
  review::RunPlan plan;
  if (visit.form.get("mode") != "run") plan.mode = review::RunPlan::Mode::dry_run;
  const auto ran = orders.run(visit.reader(), plan, visit.now);
  if (ran) return board_answer(visit, orders, *ran, std::nullopt);
  return board_answer(visit, orders, {}, problem_of(visit.frame.language, ran.error()));
}

Result<Answer> brake_orders(Visit& visit) {
  // Not brought up to date first: that would wait for the run that is to be stopped.
  if (visit.premises.orders == nullptr) return tl::unexpected(no_orders());
  Orders& orders = *visit.premises.orders;
  const std::string why = visit.form.get("why");
  const auto moved = visit.form.get("position") == "released"
                         ? orders.start(visit.reader(), why, visit.now)
                         : orders.stop(visit.reader(), why, visit.now);
  if (moved) return see_other(std::string(kOrders));
  visit.frame.here = kOrders;
  return board_answer(visit, *TRY(orders_of(visit)), {},
                      problem_of(visit.frame.language, moved.error()));
}

}  // namespace rettesnor::web
