// Where in which list a reviewer stands, and where she goes from there.
#include "web/list_place.h"

#include <algorithm>

#include "web/addresses.h"

namespace rettesnor::web {

using core::Result;

Result<Place> place_in(const Form& fields) {
  Place place{TRY(campaign_in(fields)), fields.get("reviewer"), fields.get("subject")};
  if (place.reviewer.empty()) {
    return core::fail(core::ErrorKind::invalid_input, "Hvis liste? / whose list?");
  }
  return place;
}

Result<Answer> page_with_problem(Visit& visit, const Place& place, const core::Error& error,
                                 const std::string& entitlement, const RowTyped& typed) {
  const auto page = visit.reviews().page(visit.reader(), place.campaign, place.reviewer,
                                         place.subject, visit.now);
  // Who may not see the page learns no more than that.
  if (!page) return error_answer(visit.frame, page.error());
  visit.frame.here = review_address(place.campaign, place.reviewer, place.subject);
  const Problem problem = problem_of(visit.frame.language, error, entitlement);
  return page_answer(review_page(visit.frame, *page, problem, typed), problem.status);
}

Result<Answer> onward(Visit& visit, const Place& place) {
  const review::Task task =
      TRY(visit.reviews().task(visit.reader(), place.campaign, place.reviewer, visit.now));
  const auto& subjects = task.subjects;
  const auto is_open = [](const auto& one) { return one.answered < one.items; };
  const auto here = std::find_if(subjects.begin(), subjects.end(),
                                 [&](const auto& one) { return one.subject.key == place.subject; });
  if (here != subjects.end() && is_open(*here)) {
    return see_other(review_address(place.campaign, place.reviewer, place.subject));
  }
  auto next = std::find_if(here, subjects.end(), is_open);
  if (next == subjects.end()) next = std::find_if(subjects.begin(), subjects.end(), is_open);
  if (next == subjects.end()) {
    return see_other(task_address(place.campaign, place.reviewer) + "#main");
  }
  return see_other(review_address(place.campaign, place.reviewer, next->subject.key) + "#main");
}

}  // namespace rettesnor::web
