// What IT asks who owns a system about accounts there, and what she answers.
#include "web/accounts/routes_owned.h"

#include "review/accounts/accounts.h"
#include "web/accounts/pages_owned.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<http::Response> questions_answer(RequestContext& context,
                                        const std::optional<Problem>& problem) {
  const auto questions = TRY(review::accounts::questions_to_owner(context.look()));
  const OwnedForm written{http::whole_number(context.form.get("question")).value_or(0),
                          core::value_named<core::OwnerVerdict>(context.form.get("answer")),
                          context.form.get("words"), context.form.get("until")};
  const Thanks thanks = context.query.get("answered").empty() ? Thanks::unsaid : Thanks::said;
  return page_answer(owned_page(context.frame, questions, written, thanks, problem),
                     problem ? problem->status : 200);
}

Result<void> answer(RequestContext& context) {
  const auto question = http::whole_number(context.form.get("question"));
  const auto verdict = core::value_named<core::OwnerVerdict>(context.form.get("answer"));
  if (!question || !verdict) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::choose_answer);
  }
  review::OwnerReply reply;
  reply.question = *question;
  reply.verdict = *verdict;
  reply.words = context.form.get("words");
  reply.until = core::parse_date(context.form.get("until"));
  TRY(review::accounts::answer_as_owner(context.enter(), reply, context.now));
  return context.reviews().refresh(context.now);
}

}  // namespace

Result<http::Response> show_owned(RequestContext& context) {
  return questions_answer(context, std::nullopt);
}

Result<http::Response> answer_owned(RequestContext& context) {
  const auto done = answer(context);
  if (!done) return questions_answer(context, problem_of(context.frame.language, done.error()));
  return see_other(std::string(kOwned) + "?answered=1");
}

}  // namespace rettesnor::web
