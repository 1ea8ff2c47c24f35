// Where in which list a reviewer stands, and where she goes from there.
#include "web/answers/list_place.h"
#include "review/answers/answers.h"
#include "web/answers/pages_review.h"

#include <algorithm>

#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {

using core::Result;

Result<Place> place_in(const http::Form& fields) {
  Place place{TRY(campaign_in(fields)), fields.get("reviewer"), fields.get("subject")};
  if (place.reviewer.empty()) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::whose_list);
  }
  return place;
}

Result<http::Response> page_with_problem(RequestContext& context, const Place& place,
                                         const core::Error& error, const std::string& entitlement,
                                         const RowTyped& typed) {
  const auto page =
      review::answers::page(context.look(), place.campaign, place.reviewer, place.subject);
  // Who may not see the page learns no more than that.
  if (!page) return error_answer(context.frame, page.error());
  context.frame.here = review_address(place.campaign, place.reviewer, place.subject);
  const Problem problem = problem_of(context.frame.language, error, entitlement);
  return page_answer(review_page(context.frame, *page, problem, typed), problem.status);
}

Result<http::Response> onward(RequestContext& context, const Place& place) {
  const review::Task task =
      TRY(review::answers::task(context.look(), place.campaign, place.reviewer, context.now));
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
