// The work list of orphaned accounts, and what IT can do about each.
#include "web/routes_orphans.h"

#include "web/addresses.h"
#include "web/pages_orphans.h"
#include "web/routes_orders.h"

namespace rettesnor::web {
namespace {

using core::Result;

/// Orders for the accounts themselves which are still under way, by "System/login".
Result<std::map<std::string, core::OrderId>> closing_orders(const Visit& visit) {
  std::map<std::string, core::OrderId> by_account;
  if (visit.premises.orders == nullptr) return by_account;
  const review::Orders& orders = *TRY(orders_of(visit));
  const review::OrderBoard board = TRY(orders.board(visit.reader(), visit.now));
  for (const review::OrderView& view : board.orders) {
    const core::Order& order = view.story.order;
    const bool is_closing = order.right.empty() && order.act != core::OrderAct::restore;
    if (!is_closing || review::is_closed(view.state)) continue;
    by_account.emplace(order.account_ref, order.id);
  }
  return by_account;
}

Result<Answer> list_answer(Visit& visit, const std::optional<Problem>& problem) {
  visit.frame.here = kOrphans;
  const auto lines = TRY(visit.reviews().orphans(visit.reader()));
  return page_answer(orphans_page(visit.frame, lines, TRY(closing_orders(visit)),
                                  visit.form.get("account"), problem),
                     problem ? problem->status : 200);
}

Result<std::vector<core::Order>> ask_to_close(const Visit& visit) {
  review::Orders& orders = *TRY(orders_of(visit));
  review::OrderWish wish;
  wish.account = visit.form.get("account");
  wish.words = visit.form.get("reason");
  return orders.request(visit.reader(), wish, visit.now);
}

Result<void> link(Visit& visit) {
  const std::string typed = visit.form.get("typed");
  review::AccountWord word;
  word.account = visit.form.get("account");
  word.person = typed.empty() ? visit.form.get("person") : visit.reviews().person_meant(typed).key;
  word.reason = visit.form.get("reason");
  TRY(visit.reviews().settle_account(visit.reader(), word, visit.now));
  return visit.reviews().refresh(visit.now);
}

}  // namespace

Result<Answer> show_orphans(Visit& visit) {
  return list_answer(visit, std::nullopt);
}

Result<Answer> close_orphan(Visit& visit) {
  const auto asked = ask_to_close(visit);
  if (!asked) return list_answer(visit, problem_of(visit.frame.language, asked.error()));
  return see_other(asked->empty() ? std::string(kOrphans) : order_address(asked->front().id));
}

Result<Answer> link_orphan(Visit& visit) {
  const auto done = link(visit);
  if (!done) return list_answer(visit, problem_of(visit.frame.language, done.error()));
  return see_other(std::string(kOrphans));
}

}  // namespace rettesnor::web
