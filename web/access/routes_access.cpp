// Shows who has what, and takes deputies.
#include "web/access/routes_access.h"
#include "web/access/pages_access.h"

#include <map>

#include "core/text.h"
#include "review/accounts/accounts.h"
#include "review/answers/answers.h"
#include "review/organisation/deeds.h"
#include "review/organisation/moment.h"
#include "review/organisation/people.h"
#include "review/organisation/persons.h"
#include "web/orders/routes_orders.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;
using Names = std::vector<std::pair<std::string, std::string>>;

/// Everybody the list mentions; for who may arrange something, also whom she can choose.
Names names_of(const RequestContext& context, const std::vector<core::Deputyship>& deputyships) {
  std::map<std::string, std::string> names;
  for (const core::Deputyship& each : deputyships) {
    for (const std::string& key : {each.leader, each.deputy, each.arranged_by}) {
      names[key] = review::organisation::name_of_person(context.reviews().look(), key);
    }
  }
  const auto moment = context.reviews().now();
  const std::size_t people = review::may(context.reader(), review::Deed::arrange_deputies)
                                 ? moment->graph.persons.size()
                                 : 0;
  for (core::Index person = 0; person < people; ++person) {
    if (!moment->graph.persons[person].current) continue;
    review::PersonView view = review::person_view(moment->graph, person);
    names[std::move(view.key)] = std::move(view.name);
  }
  return {names.begin(), names.end()};
}

Result<std::string> deputies_html(const RequestContext& context,
                                  const std::optional<Problem>& problem) {
  const auto deputyships = TRY(review::organisation::deputyships(context.look()));
  return deputies_page(context.frame, deputyships, names_of(context, deputyships), problem);
}

Result<core::Deputyship> wish_in(const RequestContext& context) {
  const http::Form& form = context.form;
  const auto from = core::parse_date(form.get("from"));
  const auto to = core::parse_date(form.get("to"));
  if (!from || !to) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::both_days_missing);
  }
  core::Deputyship wish;
  wish.leader = TRY(person_typed(context, form.get("leader")));
  wish.deputy = TRY(person_typed(context, form.get("deputy")));
  wish.from = *from;
  wish.to = *to;
  wish.reason = form.get("reason");
  wish.arranged_by = context.reader().person();
  return wish;
}

Result<http::Response> mine_html(RequestContext& context, const std::optional<Problem>& problem) {
  const auto mine = TRY(review::accounts::my_access(context.look()));
  return page_answer(my_access_page(context.frame, mine, problem), problem ? problem->status : 200);
}

}  // namespace

Result<http::Response> show_mine(RequestContext& context) {
  return mine_html(context, std::nullopt);
}

Result<http::Response> hand_back(RequestContext& context) {
  const auto report = review::answers::hand_back(context.enter(), context.form.get("entitlement"),
                                                 context.form.get("comment"), context.now);
  if (report) return see_other(std::string(kMine) + "#" + row_anchor(report->thing));
  return mine_html(context, problem_of(context.frame.language, report.error()));
}

Result<http::Response> dispute_account(RequestContext& context) {
  const auto report = review::answers::dispute_account(context.enter(), context.form.get("account"),
                                                       context.form.get("comment"), context.now);
  if (report) return see_other(std::string(kMine));
  return mine_html(context, problem_of(context.frame.language, report.error()));
}

Result<http::Response> show_person(RequestContext& context) {
  const std::string person = context.query.get("person");
  const auto theirs = TRY(review::accounts::access_of(context.enter(), person, context.now));
  return page_answer(person_page(context.frame, theirs, std::nullopt));
}

Result<http::Response> show_deputies(RequestContext& context) {
  return page_answer(TRY(deputies_html(context, std::nullopt)));
}

Result<http::Response> arrange_deputy(RequestContext& context) {
  const auto arranged = [&]() -> Result<core::Deputyship> {
    const core::Deputyship wish = TRY(wish_in(context));
    return review::organisation::arrange_deputy(context.enter(), wish, context.now);
  }();
  if (arranged) return see_other(std::string(kDeputies));
  const Problem problem = problem_of(context.frame.language, arranged.error());
  return page_answer(TRY(deputies_html(context, problem)), problem.status);
}

Result<http::Response> end_deputy(RequestContext& context) {
  const auto ended = [&]() -> Result<core::Deputyship> {
    const auto from = core::parse_date(context.form.get("from"));
    if (!from) {
      return words::refuse(core::ErrorKind::invalid_input, words::Refusal::which_arrangement);
    }
    core::Deputyship wish;
    wish.leader = context.form.get("leader");
    wish.deputy = context.form.get("deputy");
    wish.from = *from;
    wish.reason = "ended_on_the_page";
    wish.ended_at = context.now;
    return review::organisation::arrange_deputy(context.enter(), wish, context.now);
  }();
  if (ended) return see_other(std::string(kDeputies));
  const Problem problem = problem_of(context.frame.language, ended.error());
  return page_answer(TRY(deputies_html(context, problem)), problem.status);
}

Result<http::Response> cut_access(RequestContext& context) {
  review::Orders& orders = *TRY(orders_of(context));
  const std::string person = context.form.get("person");
  const auto cut = orders.cut_access(context.reader(), person, context.form.get("incident"),
                                     context.form.get("why"), context.now);
  if (cut) return see_other(std::string(kOrders));
  context.frame.here = person_address(person);
  const Problem problem = problem_of(context.frame.language, cut.error());
  const auto theirs = TRY(review::accounts::access_of(context.enter(), person, context.now));
  return page_answer(person_page(context.frame, theirs, problem), problem.status);
}

}  // namespace rettesnor::web
