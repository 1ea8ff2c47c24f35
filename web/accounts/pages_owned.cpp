// The page where who owns a system answers about accounts there.
#include "web/accounts/pages_owned.h"

#include "web/accounts/pages_orphans.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::vector<View> answer_views(Language language, bool can_stand,
                               const std::optional<core::OwnerVerdict>& chosen) {
  using enum core::OwnerVerdict;
  std::vector<View> views;
  for (const auto& [verdict, word] : {std::pair{close, Word::owned_close},
                                      {stands, Word::owned_stands},
                                      {unknown, Word::owned_unknown}}) {
    if (verdict == stands && !can_stand) continue;
    View view;
    view.exact("verdict", std::string(core::name_of(verdict)))
        .exact("answer_words", say(language, word))
        .flag("chosen", chosen == verdict);
    views.push_back(std::move(view));
  }
  return views;
}

View question_view(const Frame& frame, const review::OwnerQuestionView& told,
                   const OwnedForm& written) {
  const Language language = frame.language;
  const review::Orphan& orphan = told.orphan;
  const bool is_written = written.question == told.question.id;
  const bool can_stand = orphan.person.kind.empty();
  View view = situation_view(language, orphan, told.person);
  view.exact("anchor", "s-" + std::to_string(told.question.id))
      .number("id", told.question.id)
      .exact("asked_words",
             say(language, Word::owned_asked,
                 {{"who", told.asked_by}, {"date", show_day(frame, told.question.asked_at)}}))
      .text("question", told.question.words, 1000)
      .text("rights", joined(told.rights), 1000)
      .exact("use_words", told.last_use ? use_words(language, *told.last_use) : "")
      .flag("can_stand", can_stand)
      .list("answers",
            answer_views(language, can_stand, is_written ? written.verdict : std::nullopt))
      .text("written_words", is_written ? written.words : "", 1000)
      .text("written_until", is_written ? written.until : "");
  return view;
}

}  // namespace

std::string owned_page(const Frame& frame, const std::vector<review::OwnerQuestionView>& questions,
                       const OwnedForm& written, Thanks thanks,
                       const std::optional<Problem>& problem) {
  std::vector<View> views;
  for (const review::OwnerQuestionView& each : questions) {
    views.push_back(question_view(frame, each, written));
  }
  View view = body_view(frame, problem);
  view.flag("thanks", thanks == Thanks::said && !problem)
      .flag("no_questions", questions.empty())
      .flag("has_questions", !questions.empty())
      .list("questions", std::move(views));
  return framed(frame, say(frame.language, Word::owned), "owned", std::move(view));
}

}  // namespace rettesnor::web
