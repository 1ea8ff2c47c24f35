// Shows a reviewer her list and takes her answers.
#include "web/routes_review.h"

#include <algorithm>
#include <array>

#include "review/orphans.h"
#include "web/addresses.h"
#include "web/deadlines_calendar.h"
#include "web/list_place.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<review::GivenAnswer> answer_in(const Form& form, const Place& place) {
  review::GivenAnswer given{.campaign = place.campaign,
                            .reviewer = place.reviewer,
                            .subject = place.subject,
                            .entitlement = form.get("entitlement"),
                            .comment = form.get("comment"),
                            .seen = form.get("seen"),
                            .idempotency_key = form.get("key")};
  const auto answer = core::answer_named(form.get("answer"));
  const auto version = whole_number(form.get("version"));
  if (!answer || !version) {
    return core::fail(core::ErrorKind::invalid_input,
                      "Svaret kan ikke forstås / the answer is not understood");
  }
  given.answer = *answer;
  given.expected_version = *version;
  // Enter in the field of the day presses the first button, "keep": a day is never dropped.
  given.until = core::parse_date(form.get("until"));
  if (!given.until && given.answer == core::Answer::keep_until) {
    return core::fail(core::ErrorKind::invalid_input,
                      "Skriv den sidste dag, fx 31.12.2026 / write the last day, e.g. 31.12.2026");
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
      return core::fail(core::ErrorKind::invalid_input,
                        "En række kan ikke forstås / a row is not understood");
    }
    tail[i] = row.substr(bar + 1);
    row = row.substr(0, bar);
  }
  const auto version = whole_number(tail[0]);
  if (!version) {
    return core::fail(core::ErrorKind::invalid_input,
                      "En række kan ikke forstås / a row is not understood");
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

Result<Answer> show_start(Visit& visit) {
  const auto tasks = TRY(visit.reviews().tasks(visit.reader(), visit.now));
  // Not everybody may see the campaigns; her own tasks name the ones that ask her something.
  const auto campaigns = visit.reviews().campaigns(visit.reader());
  if (!campaigns && campaigns.error().kind != core::ErrorKind::refused) {
    return tl::unexpected(campaigns.error());
  }
  return page_answer(start_page(visit.frame, tasks,
                                campaigns ? *campaigns : std::vector<core::Campaign>{},
                                TRY(visit.reviews().consultations(visit.reader())),
                                TRY(visit.reviews().questions_to_owner(visit.reader())).size()));
}

Result<Answer> show_review(Visit& visit) {
  const Place place = TRY(place_in(visit.query));
  const auto page = TRY(visit.reviews().page(visit.reader(), place.campaign, place.reviewer,
                                             place.subject, visit.now));
  return page_answer(review_page(visit.frame, page, std::nullopt));
}

Result<Answer> give_answer(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  const std::string entitlement = visit.form.get("entitlement");
  const auto given = answer_in(visit.form, place);
  if (!given) return page_with_problem(visit, place, given.error(), entitlement);
  const auto decision = visit.reviews().answer(visit.reader(), *given, visit.now);
  if (!decision) return page_with_problem(visit, place, decision.error(), entitlement);
  return onward(visit, place);
}

Result<Answer> answer_green(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  std::vector<review::GivenAnswer> given;
  for (const std::string& row : visit.form.all("row")) {
    given.push_back(TRY(green_answer_in(row, place, visit.form.get("comment"))));
  }
  const auto decisions = visit.reviews().answer_together(visit.reader(), given, visit.now);
  if (!decisions) return page_with_problem(visit, place, decisions.error(), "");
  return onward(visit, place);
}

Result<Answer> show_task(Visit& visit) {
  const Place place = TRY(place_in(visit.query));
  const auto task =
      TRY(visit.reviews().task(visit.reader(), place.campaign, place.reviewer, visit.now));
  return page_answer(task_page(visit.frame, task, std::nullopt));
}

Result<Answer> sign_off(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  const auto signed_off =
      visit.reviews().sign_off(visit.reader(), place.campaign, place.reviewer, visit.now);
  if (signed_off) return see_other(task_address(place.campaign, place.reviewer));
  const auto task = visit.reviews().task(visit.reader(), place.campaign, place.reviewer, visit.now);
  if (!task) return error_answer(visit.frame, task.error());
  visit.frame.here = task_address(place.campaign, place.reviewer);
  const Problem problem = problem_of(visit.frame.language, signed_off.error());
  return page_answer(task_page(visit.frame, *task, problem), problem.status);
}

Result<Answer> download_deadlines(Visit& visit) {
  const auto tasks = TRY(visit.reviews().tasks(visit.reader(), visit.now));
  Answer answer{200, {}, "text/calendar; charset=utf-8", deadlines_calendar(visit.frame, tasks)};
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"deadlines.ics\"");
  return answer;
}

}  // namespace rettesnor::web
