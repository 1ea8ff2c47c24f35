// What IT asks who owns a system about accounts there, and what she answers.
#include "web/routes_owned.h"

#include "web/addresses.h"
#include "web/pages_owned.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<Answer> list_answer(Visit& visit, const std::optional<Problem>& problem) {
  const auto questions = TRY(visit.reviews().questions_to_owner(visit.reader()));
  const OwnedForm written{whole_number(visit.form.get("question")).value_or(0),
                          core::owner_verdict_named(visit.form.get("answer")),
                          visit.form.get("words"), visit.form.get("until")};
  const Thanks thanks = visit.query.get("answered").empty() ? Thanks::unsaid : Thanks::said;
  return page_answer(owned_page(visit.frame, questions, written, thanks, problem),
                     problem ? problem->status : 200);
}

Result<void> answer(Visit& visit) {
  const auto question = whole_number(visit.form.get("question"));
  const auto verdict = core::owner_verdict_named(visit.form.get("answer"));
  if (!question || !verdict) {
    return core::fail(core::ErrorKind::invalid_input, "Vælg et svar / Choose an answer");
  }
  review::OwnerReply reply;
  reply.question = *question;
  reply.verdict = *verdict;
  reply.words = visit.form.get("words");
  reply.until = core::parse_date(visit.form.get("until"));
  TRY(visit.reviews().answer_as_owner(visit.reader(), reply, visit.now));
  return visit.reviews().refresh(visit.now);
}

}  // namespace

Result<Answer> show_owned(Visit& visit) {
  return list_answer(visit, std::nullopt);
}

Result<Answer> answer_owned(Visit& visit) {
  const auto done = answer(visit);
  if (!done) return list_answer(visit, problem_of(visit.frame.language, done.error()));
  return see_other(std::string(kOwned) + "?answered=1");
}

}  // namespace rettesnor::web
