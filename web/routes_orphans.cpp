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
  OrphanLists lists;
  lists.work = TRY(visit.reviews().orphans(visit.reader()));
  lists.accepted = TRY(visit.reviews().accepted_accounts(visit.reader()));
  lists.closing = TRY(closing_orders(visit));
  const OrphanForm written{visit.form.get("account"), visit.form.get("typed"),
                           visit.form.get("until"), visit.form.get("reason")};
  return page_answer(orphans_page(visit.frame, lists, written, problem),
                     problem ? problem->status : 200);
}

Result<std::vector<core::Order>> ask_to_close(const Visit& visit) {
  review::Orders& orders = *TRY(orders_of(visit));
  review::OrderWish wish;
  wish.account = visit.form.get("account");
  wish.words = visit.form.get("reason");
  return orders.request(visit.reader(), wish, visit.now);
}

/// `until`: the day to which the account may stand as nobody's; empty: it is the person's.
Result<void> settle(Visit& visit, std::optional<core::Date> until) {
  const std::string typed = visit.form.get("typed");
  review::AccountWord word;
  word.account = visit.form.get("account");
  word.person = typed.empty() ? visit.form.get("person") : visit.reviews().person_meant(typed).key;
  word.reason = visit.form.get("reason");
  word.accepted_until = until;
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
  const auto done = settle(visit, std::nullopt);
  if (!done) return list_answer(visit, problem_of(visit.frame.language, done.error()));
  return see_other(std::string(kOrphans));
}

Result<Answer> ask_owner_of_orphan(Visit& visit) {
  const auto asked = visit.reviews().ask_owner(visit.reader(), visit.form.get("account"),
                                               visit.form.get("reason"), visit.now);
  if (!asked) return list_answer(visit, problem_of(visit.frame.language, asked.error()));
  return see_other(std::string(kOrphans));
}

Result<Answer> accept_orphan(Visit& visit) {
  // What is no day lies in the past.
  const auto until = core::parse_date(visit.form.get("until")).value_or(core::Date());
  const auto done = settle(visit, until);
  if (!done) return list_answer(visit, problem_of(visit.frame.language, done.error()));
  return see_other(std::string(kOrphans));
}

}  // namespace rettesnor::web
