// Rows that concern several people, a person's whole picture, a colleague's question, and reports.
#include "web/answers/pages_rows.h"
#include "web/answers/pages_review.h"

#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

using review::ReviewRow;
using review::RightChange;

std::string two_words(Language language, const ReviewRow& row) {
  if (!row.two_decide) return {};
  if (row.seat == core::Seat::second) {
    return say(language, Word::you_are_second, {{"name", row.other_reviewer}});
  }
  if (row.other_reviewer.empty()) return say(language, Word::two_decide_nobody);
  return say(language, Word::two_decide, {{"name", row.other_reviewer}});
}

std::string other_words(const Frame& frame, const ReviewRow& row) {
  if (!row.two_decide || row.other_reviewer.empty()) return {};
  if (!row.other) return say(frame.language, Word::other_silent);
  return say(frame.language, Word::other_said,
             {{"who", row.other_by_name}, {"answer", answer_words(frame.language, *row.other)}});
}

View ask_view(const Frame& frame, const review::ConsultLine& line) {
  const core::Consultation& consultation = line.consultation;
  const Language language = frame.language;
  return View()
      .exact("ask_words", say(language, Word::asked_line,
                              {{"asker", line.asked_by_name}, {"asked", line.asked_name}}))
      .text("question", consultation.question, 1000)
      .text("note", consultation.note, 1000)
      .exact("note_words", say(language, Word::asked_note, {{"asked", line.asked_name}}))
      .exact("silent_words", say(language, Word::asked_silent, {{"asked", line.asked_name}}));
}

View picture_view(const Frame& frame, const review::ReviewPage& page, std::string_view here) {
  View view = body_view(frame);
  view.text("campaign_name", page.campaign.name)
      .text("subject_name", page.subject.name)
      .text("subject_title", page.subject.title)
      .text("subject_unit", page.subject.unit)
      .exact("step_words",
             say(frame.language, Word::step,
                 {{"at", std::to_string(page.position)}, {"all", std::to_string(page.total)}}))
      .exact("task_address", task_address(page.campaign.id, page.reviewer.key))
      .flag("no_others", false)
      .list("others", {})
      .exact("since_words", "")
      .flag("no_changes", false)
      .list("changes", {});
  add_person_tabs(view, frame, page, here);
  return view;
}

std::string who_words(Language language, const review::OtherRight& other) {
  if (other.reason == "exempt") return say(language, Word::other_exempt);
  if (other.reason == "carried") return say(language, Word::other_carried);
  if (other.who.empty()) return say(language, Word::other_nobody);
  return say(language, Word::other_first, {{"who", other.who}});
}

View change_view(const Frame& frame, const RightChange& change) {
  const bool is_new = change.what == RightChange::What::granted;
  ReviewRow named;
  named.ref = change.ref;
  named.name = change.name;
  named.description = change.description;
  const std::string name = shown_name(named);
  return View()
      .exact("change_class", is_new ? "badge-info" : "badge-plain")
      .exact("change_words",
             say(frame.language, is_new ? Word::changes_granted : Word::changes_removed))
      .text("name", name)
      .text("ref", change.ref)
      .text("system", change.system)
      .text("description", name == change.description ? "" : change.description, 600)
      .exact("sensitivity", sensitivity_words(frame.language, change.sensitivity))
      .exact("change_since", change.since ? say(frame.language, Word::change_since,
                                                {{"date", show_day(frame, *change.since)}})
                                          : "");
}

Word kind_word(const std::string& kind) {
  if (kind == "left") return Word::report_left;
  if (kind == "not_my_employee") return Word::report_not_mine;
  return kind == "hand_back" ? Word::report_hand_back : Word::report_not_me;
}

}  // namespace

View course_view(const Frame& frame, const ReviewRow& row) {
  std::vector<View> consultations;
  for (const review::ConsultLine& line : row.consultations) {
    consultations.push_back(ask_view(frame, line));
  }
  return View()
      .exact("two_words", two_words(frame.language, row))
      .exact("other_words", other_words(frame, row))
      .exact("sent_words", row.sent_by_name.empty()
                               ? ""
                               : say(frame.language, Word::sent_here, {{"who", row.sent_by_name}}))
      .text("sent_why", row.sent_why, 1000)
      .text("handed_back",
            row.handed_back ? row.handed_back->comment.empty()
                                  ? show_day(frame, row.handed_back->reported_at)
                                  : row.handed_back->comment
                            : "",
            1000)
      .list("consultations", std::move(consultations));
}

void add_person_tabs(View& view, const Frame&, const review::ReviewPage& page,
                     std::string_view here) {
  const auto picture = [&](std::string_view which) {
    return picture_address(page.campaign.id, page.reviewer.key, page.subject.key, which);
  };
  view.exact("decide_address",
             review_address(page.campaign.id, page.reviewer.key, page.subject.key))
      .exact("others_address", picture("others"))
      .exact("changes_address", picture("changes"))
      .flag("at_decide", here.empty())
      .flag("at_others", here == "others")
      .flag("at_changes", here == "changes");
}

std::string others_page(const Frame& frame, const review::ReviewPage& page,
                        const std::vector<review::OtherRight>& others) {
  View view = picture_view(frame, page, "others");
  std::vector<View> rows;
  for (const review::OtherRight& other : others) {
    rows.push_back(
        right_view(frame, other.row).exact("who_words", who_words(frame.language, other)));
  }
  view.flag("no_others", others.empty()).list("others", std::move(rows));
  const std::string title = view.shown("subject_name");
  return framed(frame, title, "picture", std::move(view));
}

std::string changes_page(const Frame& frame, const review::ReviewPage& page,
                         const review::PersonChanges& changes) {
  View view = picture_view(frame, page, "changes");
  std::vector<View> rows;
  for (const RightChange& change : changes.changes) rows.push_back(change_view(frame, change));
  view.exact("since_words", changes.since ? say(frame.language, Word::changes_since,
                                                {{"name", changes.campaign_name},
                                                 {"date", show_day(frame, *changes.since)}})
                                          : say(frame.language, Word::changes_first))
      .flag("no_changes", changes.since && changes.changes.empty())
      .list("changes", std::move(rows));
  const std::string title = view.shown("subject_name");
  return framed(frame, title, "picture", std::move(view));
}

std::string consult_page(const Frame& frame, const review::ConsultPage& page,
                         const std::optional<Problem>& problem) {
  const Language language = frame.language;
  const core::Consultation& consultation = page.line.consultation;
  const bool is_closed = page.campaign.closed_at.has_value();
  View view = body_view(frame, problem);
  view.merge(right_view(frame, page.row))
      .exact("lead_words", say(language, Word::consult_lead,
                               {{"asker", page.line.asked_by_name}, {"name", page.subject.name}}))
      .text("question", consultation.question, 1000)
      .text("note", consultation.note, 1000)
      .exact("done_words", consultation.noted_at ? say(language, Word::consult_done,
                                                       {{"asker", page.line.asked_by_name}})
                                                 : "")
      .flag("closed", is_closed && !consultation.noted_at)
      .flag("may_note", !is_closed && !consultation.noted_at)
      .number("id", consultation.id)
      .exact("note_label",
             say(language, Word::consult_note_label, {{"asker", page.line.asked_by_name}}));
  return framed(frame, say(language, Word::consult_title), "consult", std::move(view));
}

std::string reports_page(const Frame& frame, const std::vector<review::ReportLine>& lines) {
  std::vector<View> rows;
  for (const review::ReportLine& line : lines) {
    rows.push_back(View()
                       .text("subject_name", line.subject.name)
                       .text("subject_unit", line.subject.unit)
                       .exact("kind_words", say(frame.language, kind_word(line.report.kind)))
                       .text("thing", line.thing)
                       .text("comment", line.report.comment, 1000)
                       .exact("reported_by", name_or_unknown(frame, line.reported_by_name))
                       .exact("reported_at", show_moment(frame, line.report.reported_at)));
  }
  View view = body_view(frame);
  view.flag("no_reports", lines.empty())
      .flag("has_reports", !lines.empty())
      .list("reports", std::move(rows));
  return framed(frame, say(frame.language, Word::reports), "reports", std::move(view));
}

}  // namespace rettesnor::web
