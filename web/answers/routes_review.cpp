// Shows a reviewer her list and takes her answers.
#include "web/answers/routes_review.h"
#include "review/accounts/accounts.h"
#include "web/answers/pages_review.h"

#include <algorithm>
#include <array>

#include "review/accounts/orphans.h"
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "web/answers/deadlines_calendar.h"
#include "web/answers/list_place.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<review::GivenAnswer> answer_in(const http::Form& form, const Place& place) {
  review::GivenAnswer given{.campaign = place.campaign,
                            .reviewer = place.reviewer,
                            .subject = place.subject,
                            .entitlement = form.get("entitlement"),
                            .comment = form.get("comment"),
                            .seen = form.get("seen"),
                            .idempotency_key = form.get("key")};
  const auto answer = core::value_named<core::Answer>(form.get("answer"));
  const auto version = http::whole_number(form.get("version"));
  if (!answer || !version) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::answer_not_understood);
  }
  given.answer = *answer;
  given.expected_version = *version;
  // Enter in the field of the day presses the first button, "keep": a day is never dropped.
  given.until = core::parse_date(form.get("until"));
  if (!given.until && given.answer == core::Answer::keep_until) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::last_day_missing);
  }
  return given;
}

/// "ENTITLEMENT|VERSION|SEEN|KEY"; the last three hold no bar.
Result<review::GivenAnswer> green_answer_in(std::string_view row, const Place& place,
                                            const std::string& comment) {
  std::array<std::string_view, 3> tail;
  for (std::size_t i = 3; i-- > 0;) {
    const std::size_t bar = row.rfind('|');
    if (bar == std::string_view::npos) {
      return words::refuse(core::ErrorKind::invalid_input, words::Refusal::row_not_understood);
    }
    tail[i] = row.substr(bar + 1);
    row = row.substr(0, bar);
  }
  const auto version = http::whole_number(tail[0]);
  if (!version) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::row_not_understood);
  }
  return review::GivenAnswer{.campaign = place.campaign,
                             .reviewer = place.reviewer,
                             .subject = place.subject,
                             .entitlement = std::string(row),
                             .expected_version = *version,
                             .answer = core::Answer::keep,
                             .comment = comment,
                             .manner = core::Decision::Manner::bulk,
                             .seen = std::string(tail[1]),
                             .idempotency_key = std::string(tail[2])};
}

}  // namespace

Result<http::Response> show_start(RequestContext& context) {
  const auto tasks = TRY(review::answers::tasks(context.look(), context.now));
  // Not everybody may see the campaigns; her own tasks name the ones that ask her something.
  const auto campaigns = review::campaigns::all(context.look());
  if (!campaigns && campaigns.error().kind != core::ErrorKind::refused) {
    return tl::unexpected(campaigns.error());
  }
  return page_answer(start_page(context.frame, tasks,
                                campaigns ? *campaigns : std::vector<core::Campaign>{},
                                TRY(review::answers::consultations(context.look())),
                                TRY(review::accounts::questions_to_owner(context.look())).size()));
}

Result<http::Response> show_review(RequestContext& context) {
  const Place place = TRY(place_in(context.query));
  const auto page =
      TRY(review::answers::page(context.look(), place.campaign, place.reviewer, place.subject));
  return page_answer(review_page(context.frame, page, std::nullopt));
}

Result<http::Response> give_answer(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  const std::string entitlement = context.form.get("entitlement");
  const auto given = answer_in(context.form, place);
  if (!given) return page_with_problem(context, place, given.error(), entitlement);
  const auto decision =
      review::answers::give(context.reviews(), context.reader(), *given, context.now);
  if (!decision) return page_with_problem(context, place, decision.error(), entitlement);
  return onward(context, place);
}

Result<http::Response> answer_green(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  std::vector<review::GivenAnswer> given;
  for (const std::string& row : context.form.all("row")) {
    given.push_back(TRY(green_answer_in(row, place, context.form.get("comment"))));
  }
  const auto decisions = review::answers::answer_together(context.enter(), given, context.now);
  if (!decisions) return page_with_problem(context, place, decisions.error(), "");
  return onward(context, place);
}

Result<http::Response> show_task(RequestContext& context) {
  const Place place = TRY(place_in(context.query));
  const auto task =
      TRY(review::answers::task(context.look(), place.campaign, place.reviewer, context.now));
  return page_answer(task_page(context.frame, task, std::nullopt));
}

Result<http::Response> sign_off(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  const auto signed_off =
      review::answers::sign_off(context.enter(), place.campaign, place.reviewer, context.now);
  if (signed_off) return see_other(task_address(place.campaign, place.reviewer));
  const auto task =
      review::answers::task(context.look(), place.campaign, place.reviewer, context.now);
  if (!task) return error_answer(context.frame, task.error());
  context.frame.here = task_address(place.campaign, place.reviewer);
  const Problem problem = problem_of(context.frame.language, signed_off.error());
  return page_answer(task_page(context.frame, *task, problem), problem.status);
}

Result<http::Response> download_deadlines(RequestContext& context) {
  const auto tasks = TRY(review::answers::tasks(context.look(), context.now));
  http::Response answer{
      200, {}, "text/calendar; charset=utf-8", deadlines_calendar(context.frame, tasks)};
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"deadlines.ics\"");
  return answer;
}

}  // namespace rettesnor::web
