// Shows who has what, and takes deputies.
#include "web/routes_access.h"

#include <map>

#include "core/text.h"
#include "review/people.h"
#include "web/addresses.h"
#include "web/routes_rows.h"

namespace rettesnor::web {
namespace {

using core::Result;
using Names = std::vector<std::pair<std::string, std::string>>;

bool may_arrange(const review::Authority& who) {
  return who.has(review::ProductRole::leader) || who.has(review::ProductRole::review_administrator);
}

/// Everybody the list mentions; for who may arrange something, also whom she can choose.
Names names_of(const Visit& visit, const std::vector<core::Deputyship>& deputyships) {
  std::map<std::string, std::string> names;
  for (const core::Deputyship& each : deputyships) {
    for (const std::string& key : {each.leader, each.deputy, each.arranged_by}) {
      names[key] = visit.reviews().name_of_person(key);
    }
  }
  const auto moment = visit.reviews().now();
  const std::size_t people = may_arrange(visit.reader()) ? moment->graph.persons.size() : 0;
  for (core::Index person = 0; person < people; ++person) {
    if (!moment->graph.persons[person].current) continue;
    review::PersonView view = review::person_view(moment->graph, person);
    names[std::move(view.key)] = std::move(view.name);
  }
  return {names.begin(), names.end()};
}

Result<std::string> deputies_html(const Visit& visit, const std::optional<Problem>& problem) {
  const auto deputyships = TRY(visit.reviews().deputyships(visit.reader()));
  return deputies_page(visit.frame, deputyships, names_of(visit, deputyships), problem);
}

Result<core::Deputyship> wish_in(const Visit& visit) {
  const Form& form = visit.form;
  const auto from = core::parse_date(form.get("from"));
  const auto to = core::parse_date(form.get("to"));
  if (!from || !to) {
    return core::fail(core::ErrorKind::invalid_input,
                      "Skriv begge dage, fx 02.11.2026 / write both days, e.g. 02.11.2026");
  }
  core::Deputyship wish;
  wish.leader = TRY(person_typed(visit, form.get("leader")));
  wish.deputy = TRY(person_typed(visit, form.get("deputy")));
  wish.from = *from;
  wish.to = *to;
  wish.reason = form.get("reason");
  wish.arranged_by = visit.reader().person();
  return wish;
}

Result<Answer> mine_html(Visit& visit, const std::optional<Problem>& problem) {
  const auto mine = TRY(visit.reviews().my_access(visit.reader(), visit.now));
  return page_answer(my_access_page(visit.frame, mine, problem), problem ? problem->status : 200);
}

}  // namespace

Result<Answer> show_mine(Visit& visit) {
  return mine_html(visit, std::nullopt);
}

Result<Answer> hand_back(Visit& visit) {
  const auto report = visit.reviews().hand_back(visit.reader(), visit.form.get("entitlement"),
                                                visit.form.get("comment"), visit.now);
  if (report) return see_other(std::string(kMine) + "#" + row_anchor(report->thing));
  return mine_html(visit, problem_of(visit.frame.language, report.error()));
}

Result<Answer> dispute_account(Visit& visit) {
  const auto report = visit.reviews().dispute_account(visit.reader(), visit.form.get("account"),
                                                      visit.form.get("comment"), visit.now);
  if (report) return see_other(std::string(kMine));
  return mine_html(visit, problem_of(visit.frame.language, report.error()));
}

Result<Answer> show_person(Visit& visit) {
  const std::string person = visit.query.get("person");
  const auto theirs = TRY(visit.reviews().access_of(visit.reader(), person, visit.now));
  return page_answer(person_page(visit.frame, theirs, std::nullopt));
}

Result<Answer> show_deputies(Visit& visit) {
  return page_answer(TRY(deputies_html(visit, std::nullopt)));
}

Result<Answer> arrange_deputy(Visit& visit) {
  const auto arranged = [&]() -> Result<core::Deputyship> {
    return visit.reviews().arrange_deputy(visit.reader(), TRY(wish_in(visit)), visit.now);
  }();
  if (arranged) return see_other(std::string(kDeputies));
  const Problem problem = problem_of(visit.frame.language, arranged.error());
  return page_answer(TRY(deputies_html(visit, problem)), problem.status);
}

Result<Answer> end_deputy(Visit& visit) {
  const auto ended = [&]() -> Result<core::Deputyship> {
    const auto from = core::parse_date(visit.form.get("from"));
    if (!from) {
      return core::fail(core::ErrorKind::invalid_input, "Hvilken aftale? / which arrangement?");
    }
    core::Deputyship wish;
    wish.leader = visit.form.get("leader");
    wish.deputy = visit.form.get("deputy");
    wish.from = *from;
    wish.reason = "ended_on_the_page";
    wish.ended_at = visit.now;
    return visit.reviews().arrange_deputy(visit.reader(), wish, visit.now);
  }();
  if (ended) return see_other(std::string(kDeputies));
  const Problem problem = problem_of(visit.frame.language, ended.error());
  return page_answer(TRY(deputies_html(visit, problem)), problem.status);
}

}  // namespace rettesnor::web
