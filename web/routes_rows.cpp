// Sends rows on, asks colleagues, answers for whole persons, and shows the whole picture.
#include "web/routes_rows.h"

#include "review/refusal.h"
#include "web/addresses.h"
#include "web/list_place.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<review::RowWish> wish_in(const Visit& visit, const Place& place) {
  review::RowWish wish;
  wish.campaign = place.campaign;
  wish.reviewer = place.reviewer;
  wish.subject = place.subject;
  wish.entitlement = visit.form.get("entitlement");
  wish.text = visit.form.get("text");
  // Who may not touch the list learns nothing about who is called what.
  TRY(visit.reviews().task(visit.reader(), place.campaign, place.reviewer, visit.now));
  wish.to = TRY(person_typed(visit, visit.form.get("to")));
  return wish;
}

Result<Answer> row_again(Visit& visit, const Place& place, const core::Error& error) {
  return page_with_problem(visit, place, error, visit.form.get("entitlement"),
                           {visit.form.get("to"), visit.form.get("text")});
}

Result<std::int64_t> consultation_in(const Form& fields) {
  const auto id = whole_number(fields.get("id"));
  if (id && *id > 0) return *id;
  return core::fail(core::ErrorKind::invalid_input,
                    "Spørgsmålets nummer mangler / the question's number is missing");
}

}  // namespace

Result<std::string> person_typed(const Visit& visit, const std::string& typed) {
  const review::PersonMeant meant = visit.reviews().person_meant(typed);
  if (meant.candidates == 1) return meant.key;
  if (meant.candidates == 0) {
    return refuse(core::ErrorKind::invalid_input, review::Refusal::nobody_meant, {{"who", typed}});
  }
  return refuse(core::ErrorKind::invalid_input, review::Refusal::several_meant,
                {{"who", typed}, {"n", std::to_string(meant.candidates)}});
}

Result<Answer> answer_person(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  const std::string what = visit.form.get("what");
  if (what != "left" && what != "not_my_employee") {
    return core::fail(core::ErrorKind::invalid_input,
                      "Svaret kan ikke forstås / the answer is not understood");
  }
  const review::WholePerson given{.campaign = place.campaign,
                                  .reviewer = place.reviewer,
                                  .subject = place.subject,
                                  .what = what == "left"
                                              ? review::WholePerson::What::left
                                              : review::WholePerson::What::not_my_employee,
                                  .reason = visit.form.get("reason"),
                                  .idempotency_key = visit.form.get("key")};
  const auto decisions = visit.reviews().answer_person(visit.reader(), given, visit.now);
  if (!decisions) return page_with_problem(visit, place, decisions.error(), "");
  return onward(visit, place);
}

Result<Answer> forward_row(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  const auto sent = [&]() -> Result<core::RowAssignment> {
    const review::RowWish wish = TRY(wish_in(visit, place));
    return visit.reviews().forward(visit.reader(), wish, visit.now);
  }();
  if (!sent) return row_again(visit, place, sent.error());
  auto next = onward(visit, place);
  // It was the last row of her list.
  if (!next && next.error().kind == core::ErrorKind::not_found) {
    return see_other(std::string(kStart));
  }
  return next;
}

Result<Answer> consult_colleague(Visit& visit) {
  const Place place = TRY(place_in(visit.form));
  const auto asked = [&]() -> Result<core::Consultation> {
    const review::RowWish wish = TRY(wish_in(visit, place));
    return visit.reviews().consult(visit.reader(), wish, visit.now);
  }();
  if (!asked) return row_again(visit, place, asked.error());
  return see_other(review_address(place.campaign, place.reviewer, place.subject));
}

Result<Answer> show_picture(Visit& visit) {
  const Place place = TRY(place_in(visit.query));
  const auto page = TRY(visit.reviews().page(visit.reader(), place.campaign, place.reviewer,
                                             place.subject, visit.now));
  if (visit.query.get("view") == "changes") {
    return page_answer(
        changes_page(visit.frame, page,
                     TRY(visit.reviews().changes(visit.reader(), place.campaign, place.reviewer,
                                                 page.subject.key))));
  }
  return page_answer(
      others_page(visit.frame, page,
                  TRY(visit.reviews().other_rights(visit.reader(), place.campaign, place.reviewer,
                                                   page.subject.key))));
}

Result<Answer> show_consultation(Visit& visit) {
  const std::int64_t id = TRY(consultation_in(visit.query));
  const auto page = TRY(visit.reviews().consultation(visit.reader(), id));
  return page_answer(consult_page(visit.frame, page, std::nullopt));
}

Result<Answer> give_advice(Visit& visit) {
  const std::int64_t id = TRY(consultation_in(visit.form));
  const auto given = visit.reviews().advise(visit.reader(), id, visit.form.get("note"), visit.now);
  if (given) return see_other(advise_address(id));
  const auto page = visit.reviews().consultation(visit.reader(), id);
  if (!page) return error_answer(visit.frame, page.error());
  visit.frame.here = advise_address(id);
  const Problem problem = problem_of(visit.frame.language, given.error());
  return page_answer(consult_page(visit.frame, *page, problem), problem.status);
}

Result<Answer> show_reports(Visit& visit) {
  return page_answer(reports_page(visit.frame, TRY(visit.reviews().reports(visit.reader()))));
}

}  // namespace rettesnor::web
