// Sends rows on, asks colleagues, answers for whole persons, and shows the whole picture.
#include "web/answers/routes_rows.h"
#include "review/answers/answers.h"
#include "web/answers/pages_review.h"

#include "review/refusal.h"
#include "web/answers/list_place.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<review::RowWish> wish_in(const RequestContext& context, const Place& place) {
  review::RowWish wish;
  wish.campaign = place.campaign;
  wish.reviewer = place.reviewer;
  wish.subject = place.subject;
  wish.entitlement = context.form.get("entitlement");
  wish.text = context.form.get("text");
  // Who may not touch the list learns nothing about who is called what.
  TRY(review::answers::task(context.look(), place.campaign, place.reviewer, context.now));
  wish.to = TRY(person_typed(context, context.form.get("to")));
  return wish;
}

Result<http::Response> row_again(RequestContext& context, const Place& place,
                                 const core::Error& error) {
  return page_with_problem(context, place, error, context.form.get("entitlement"),
                           {context.form.get("to"), context.form.get("text")});
}

Result<std::int64_t> consultation_in(const http::Form& fields) {
  const auto id = http::whole_number(fields.get("id"));
  if (id && *id > 0) return *id;
  return words::refuse(core::ErrorKind::invalid_input, words::Refusal::question_number_missing);
}

}  // namespace

Result<http::Response> answer_person(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  const std::string what = context.form.get("what");
  if (what != "left" && what != "not_my_employee") {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::answer_not_understood);
  }
  const review::WholePerson given{.campaign = place.campaign,
                                  .reviewer = place.reviewer,
                                  .subject = place.subject,
                                  .what = what == "left"
                                              ? review::WholePerson::What::left
                                              : review::WholePerson::What::not_my_employee,
                                  .reason = context.form.get("reason"),
                                  .idempotency_key = context.form.get("key")};
  const auto decisions = review::answers::answer_person(context.enter(), given, context.now);
  if (!decisions) return page_with_problem(context, place, decisions.error(), "");
  return onward(context, place);
}

Result<http::Response> forward_row(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  const auto sent = [&]() -> Result<core::RowAssignment> {
    const review::RowWish wish = TRY(wish_in(context, place));
    return review::answers::forward(context.enter(), wish, context.now);
  }();
  if (!sent) return row_again(context, place, sent.error());
  auto next = onward(context, place);
  // It was the last row of her list.
  if (!next && next.error().kind == core::ErrorKind::not_found) {
    return see_other(std::string(kStart));
  }
  return next;
}

Result<http::Response> consult_colleague(RequestContext& context) {
  const Place place = TRY(place_in(context.form));
  const auto asked = [&]() -> Result<core::Consultation> {
    const review::RowWish wish = TRY(wish_in(context, place));
    return review::answers::consult(context.enter(), wish, context.now);
  }();
  if (!asked) return row_again(context, place, asked.error());
  return see_other(review_address(place.campaign, place.reviewer, place.subject));
}

Result<http::Response> show_picture(RequestContext& context) {
  const Place place = TRY(place_in(context.query));
  const auto page =
      TRY(review::answers::page(context.look(), place.campaign, place.reviewer, place.subject));
  if (context.query.get("view") == "changes") {
    return page_answer(
        changes_page(context.frame, page,
                     TRY(review::answers::changes(context.look(), place.campaign, place.reviewer,
                                                  page.subject.key))));
  }
  return page_answer(
      others_page(context.frame, page,
                  TRY(review::answers::other_rights(context.look(), place.campaign, place.reviewer,
                                                    page.subject.key))));
}

Result<http::Response> show_consultation(RequestContext& context) {
  const std::int64_t id = TRY(consultation_in(context.query));
  const auto page = TRY(review::answers::consultation(context.look(), id));
  return page_answer(consult_page(context.frame, page, std::nullopt));
}

Result<http::Response> give_advice(RequestContext& context) {
  const std::int64_t id = TRY(consultation_in(context.form));
  const auto given =
      review::answers::advise(context.enter(), id, context.form.get("note"), context.now);
  if (given) return see_other(advise_address(id));
  const auto page = review::answers::consultation(context.look(), id);
  if (!page) return error_answer(context.frame, page.error());
  context.frame.here = advise_address(id);
  const Problem problem = problem_of(context.frame.language, given.error());
  return page_answer(consult_page(context.frame, *page, problem), problem.status);
}

Result<http::Response> show_reports(RequestContext& context) {
  return page_answer(reports_page(context.frame, TRY(review::answers::reports(context.look()))));
}

}  // namespace rettesnor::web
