// The work list of orphaned accounts, and what IT can do about each.
#include "web/accounts/routes_orphans.h"

#include "review/accounts/accounts.h"
#include "review/organisation/persons.h"
#include "web/accounts/pages_orphans.h"
#include "web/orders/routes_orders.h"
#include "web/parts/addresses.h"

namespace rettesnor::web {
namespace {

using core::Result;

/// Orders for the accounts themselves which are still under way, by "System/login".
Result<std::map<std::string, core::OrderId>> closing_orders(const RequestContext& context) {
  std::map<std::string, core::OrderId> by_account;
  if (context.server.orders == nullptr) return by_account;
  const review::Orders& orders = *TRY(orders_of(context));
  const review::OrderBoard board = TRY(orders.board(context.reader(), context.now));
  for (const review::OrderView& view : board.orders) {
    const core::Order& order = view.story.order;
    const bool is_closing = order.right.empty() && order.act != core::OrderAct::restore;
    if (!is_closing || review::is_closed(view.state)) continue;
    by_account.emplace(order.account_ref, order.id);
  }
  return by_account;
}

Result<http::Response> orphans_answer(RequestContext& context,
                                      const std::optional<Problem>& problem) {
  context.frame.here = kOrphans;
  OrphanLists lists;
  lists.work = TRY(review::accounts::orphans(context.look()));
  lists.accepted = TRY(review::accounts::accepted_accounts(context.look()));
  lists.closing = TRY(closing_orders(context));
  const OrphanForm written{context.form.get("account"), context.form.get("typed"),
                           context.form.get("until"), context.form.get("reason")};
  return page_answer(orphans_page(context.frame, lists, written, problem),
                     problem ? problem->status : 200);
}

Result<std::vector<core::Order>> ask_to_close(const RequestContext& context) {
  review::Orders& orders = *TRY(orders_of(context));
  review::OrderWish wish;
  wish.account = context.form.get("account");
  wish.words = context.form.get("reason");
  return orders.request(context.reader(), wish, context.now);
}

/// `until`: the day to which the account may stand as nobody's; empty: it is the person's.
Result<void> settle(RequestContext& context, std::optional<core::Date> until) {
  const std::string typed = context.form.get("typed");
  review::AccountWord word;
  word.account = context.form.get("account");
  word.person = typed.empty()
                    ? context.form.get("person")
                    : review::organisation::person_meant(context.reviews().look(), typed).key;
  word.reason = context.form.get("reason");
  word.accepted_until = until;
  TRY(review::accounts::settle_account(context.enter(), word, context.now));
  return context.reviews().refresh(context.now);
}

}  // namespace

Result<http::Response> show_orphans(RequestContext& context) {
  return orphans_answer(context, std::nullopt);
}

Result<http::Response> close_orphan(RequestContext& context) {
  const auto asked = ask_to_close(context);
  if (!asked) return orphans_answer(context, problem_of(context.frame.language, asked.error()));
  return see_other(asked->empty() ? std::string(kOrphans) : order_address(asked->front().id));
}

Result<http::Response> link_orphan(RequestContext& context) {
  const auto done = settle(context, std::nullopt);
  if (!done) return orphans_answer(context, problem_of(context.frame.language, done.error()));
  return see_other(std::string(kOrphans));
}

Result<http::Response> ask_owner_of_orphan(RequestContext& context) {
  const auto asked = review::accounts::ask_owner(context.enter(), context.form.get("account"),
                                                 context.form.get("reason"), context.now);
  if (!asked) return orphans_answer(context, problem_of(context.frame.language, asked.error()));
  return see_other(std::string(kOrphans));
}

Result<http::Response> accept_orphan(RequestContext& context) {
  // What is no day lies in the past.
  const auto until = core::parse_date(context.form.get("until")).value_or(core::Date());
  const auto done = settle(context, until);
  if (!done) return orphans_answer(context, problem_of(context.frame.language, done.error()));
  return see_other(std::string(kOrphans));
}

}  // namespace rettesnor::web
