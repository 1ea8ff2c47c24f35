// A reviewer's list as a whole: who is left, the signature, and the receipt.
#include "web/answers/pages_review.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

View subject_view(const Frame& frame, const review::Task& task,
                  const review::SubjectProgress& progress) {
  const Language language = frame.language;
  return View()
      .text("subject_name", progress.subject.name)
      .text("subject_title", progress.subject.title)
      .text("subject_unit", progress.subject.unit)
      .exact("subject_address",
             review_address(task.campaign.id, task.reviewer.key, progress.subject.key))
      .exact("subject_progress", say(language, Word::subject_progress,
                                     {{"done", std::to_string(progress.answered)},
                                      {"all", std::to_string(progress.items)}}))
      .flag("subject_done", progress.answered == progress.items)
      .exact("serious",
             progress.serious > 0 ? say_count(language, Word::serious, progress.serious) : "");
}

/// Who signed; "X for Y" when a deputy did.
std::string signer(const Frame& frame, const review::Task& task) {
  if (!task.sign_off || task.sign_off->signed_by == task.reviewer.key) {
    return name_or_unknown(frame, task.reviewer.name);
  }
  return say(frame.language, Word::receipt_for,
             {{"who", task.signed_by_name}, {"whom", task.reviewer.name}});
}

void add_receipt(View& view, const Frame& frame, const review::Task& task) {
  const auto& sign_off = task.sign_off;
  view.flag("receipt", sign_off.has_value())
      .exact("receipt_who", signer(frame, task))
      .exact("receipt_when", sign_off ? show_moment(frame, sign_off->signed_at) : "")
      .exact("receipt_items", sign_off ? show_number(frame.language, sign_off->items) : "")
      .text("receipt_digest", sign_off ? sign_off->digest.substr(0, 16) : "");
}

}  // namespace

std::string task_page(const Frame& frame, const review::Task& task,
                      const std::optional<Problem>& problem) {
  const Language language = frame.language;
  const AboutWords words = words_about(task.about);
  const bool done = task.sign_off.has_value() || task.campaign.closed_at.has_value();
  const bool all = task.answered >= task.items;
  const int left = task.items - task.answered;
  std::vector<View> subjects;
  for (const review::SubjectProgress& each : task.subjects) {
    subjects.push_back(subject_view(frame, task, each));
  }
  View view = body_view(frame, problem);
  view.text("campaign_name", task.campaign.name)
      .exact("campaign_kind", campaign_kind_words(language, task.campaign.kind))
      .number("campaign", task.campaign.id.value)
      .exact("reviewer", task.reviewer.key)
      .exact("list_words", task.on_behalf
                               ? say(language, Word::list_of_other, {{"name", task.reviewer.name}})
                               : say(language, Word::list_of))
      .exact("for_whom",
             task.on_behalf ? say(language, Word::for_whom, {{"name", task.reviewer.name}}) : "")
      .number("items", task.items > 0 ? task.items : 1)
      .number("answered", task.answered)
      .exact("progress_words", say(language, Word::progress,
                                   {{"done", show_number(language, task.answered)},
                                    {"all", show_number(language, task.items)}}))
      .exact("deadline_words",
             done
                 ? say(language, Word::deadline_was, {{"date", core::show(task.campaign.deadline)}})
                 : deadline_words(language, task.campaign.deadline, task.days_left))
      .exact("second_words",
             task.as_second > 0 ? say_count(language, Word::second_words, task.as_second) : "")
      .exact("waiting_words",
             task.waiting > 0 ? say_count(language, Word::waiting_words, task.waiting) : "")
      .flag("may_sign", !done && all)
      .exact("not_yet", !done && !all ? say_count(language, Word::not_yet, left) : "")
      .exact("review_address", review_address(task.campaign.id, task.reviewer.key))
      .exact("go_words", say(language, task.answered == 0 ? Word::go_begin : Word::go_on))
      .exact("list_title", say(language, words.list))
      .exact("col_subject", say(language, words.subject))
      .exact("col_place", say(language, words.place))
      .list("subjects", std::move(subjects));
  add_receipt(view, frame, task);
  const std::string title = view.shown("campaign_name");
  return framed(frame, title, "task", std::move(view));
}

}  // namespace rettesnor::web
