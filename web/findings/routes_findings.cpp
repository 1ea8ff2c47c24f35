// Shows the findings to those who mend, and takes notes on them.
#include "web/findings/routes_findings.h"

#include "core/text.h"
#include "review/checks/findings.h"
#include "web/findings/pages_findings.h"
#include "web/orders/routes_orders.h"
#include "web/parts/addresses.h"

namespace rettesnor::web {
namespace {

using core::Result;

BoardFilter board_filter(const http::Form& query) {
  BoardFilter filter;
  filter.plain = {query.get("severity"), query.get("code"), core::fold(query.get("text"))};
  filter.system = query.get("system");
  filter.unit = query.get("unit");
  filter.assignee = query.get("assignee");
  filter.finding = query.get("finding");
  return filter;
}

}  // namespace

Result<http::Response> show_finding_board(RequestContext& context) {
  const auto board = TRY(review::checks::finding_board(context.look()));
  const auto orders = TRY(orders_of_findings(context, board));
  return page_answer(
      finding_board_page(context.frame, board, orders, board_filter(context.query), std::nullopt));
}

Result<http::Response> note_finding(RequestContext& context) {
  const http::Form& form = context.form;
  const auto noted = review::checks::note_finding(
      context.enter(), form.get("finding"), form.get("assignee"), form.get("text"), context.now);
  if (noted) return see_other(safe_return(form.get("back")));
  const Problem problem = problem_of(context.frame.language, noted.error());
  const auto board = TRY(review::checks::finding_board(context.look()));
  const auto orders = TRY(orders_of_findings(context, board));
  return page_answer(finding_board_page(context.frame, board, orders, {}, problem), problem.status);
}

Result<http::Response> order_against_finding(RequestContext& context) {
  review::Orders& orders = *TRY(orders_of(context));
  const std::string finding = context.form.get("finding");
  const auto asked =
      orders.request_against(context.reader(), finding, context.form.get("why"), context.now);
  if (asked) return see_other(finding_address(finding));
  context.frame.here = finding_address(finding);
  const Problem problem = problem_of(context.frame.language, asked.error());
  const auto board = TRY(review::checks::finding_board(context.look()));
  BoardFilter filter;
  filter.finding = finding;
  return page_answer(finding_board_page(context.frame, board,
                                        TRY(orders_of_findings(context, board)), filter, problem),
                     problem.status);
}

}  // namespace rettesnor::web
