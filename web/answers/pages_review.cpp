// One person of a reviewer's list, with an answer on each right.
#include <algorithm>

#include "core/digest.h"
#include "web/answers/pages_review.h"
#include "web/answers/pages_rows.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

using review::About;
using review::Advice;
using review::AdviceReason;
using review::ReviewPage;
using review::ReviewRow;

Word reason_word(AdviceReason reason) {
  switch (reason) {
    case AdviceReason::sod_conflict:
      return Word::reason_sod;
    case AdviceReason::left_unit:
      return Word::reason_left;
    case AdviceReason::expired:
      return Word::reason_expired;
    case AdviceReason::unused:
      return Word::reason_unused;
    case AdviceReason::unexplained:
      return Word::reason_unexplained;
    case AdviceReason::privileged:
      return Word::reason_privileged;
    case AdviceReason::nobody_by_role:
      return Word::reason_nobody_by_role;
    case AdviceReason::few_peers:
      return Word::reason_few_peers;
    case AdviceReason::expected:
      return Word::reason_expected;
    case AdviceReason::allowed:
      return Word::reason_allowed;
    case AdviceReason::authorized:
      return Word::reason_authorized;
    case AdviceReason::usual:
      return Word::reason_usual;
  }
  return Word::reason_usual;
}

Word advice_word(Advice advice) {
  if (advice == Advice::keep) return Word::advice_keep;
  return advice == Advice::remove ? Word::advice_remove : Word::advice_look;
}

std::string_view tone_of(const ReviewRow& row) {
  if (row.advice == Advice::remove) return "tone-remove";
  if (row.advice == Advice::look) return "tone-look";
  return row.bulk_allowed ? "tone-green" : "tone-plain";
}

/// The newest of either seat, which an answer must follow.
std::int64_t version_of(const ReviewRow& row) {
  const std::int64_t own = row.decision ? row.decision->version : 0;
  return std::max(row.version, own);
}

/// The same answer on the same version of the same item is the same press of a button.
std::string key_of(const ReviewPage& page, const ReviewRow& row) {
  const std::int64_t version = version_of(row);
  return core::to_hex(
      core::sha256(std::to_string(page.campaign.id.value) + '\n' + page.reviewer.key + '\n' +
                   page.subject.key + '\n' + row.entitlement_key + '\n' + std::to_string(version) +
                   '\n' + row.seen),
      16);
}

std::string peer_words(Language language, const ReviewPage& page, const ReviewRow& row) {
  if (page.about == About::accounts) return {};
  if (page.about == About::roles) {
    return say(
        language, Word::given_by_role,
        {{"some", std::to_string(row.peers_with)}, {"all", std::to_string(row.peers_total)}});
  }
  if (row.peers_total <= 0) return say(language, Word::peers_none);
  return say(language, Word::peers,
             {{"some", std::to_string(row.peers_with)}, {"all", std::to_string(row.peers_total)}});
}

Word comment_word(const ReviewRow& row) {
  if (row.advice == Advice::remove) return Word::comment_label_keep;
  if (row.verdict == reconcile::Verdict::expected) return Word::comment_label_remove;
  return Word::col_comment;
}

View conflict_views(const ReviewRow& row) {
  std::vector<View> conflicts;
  for (const std::string& each : row.conflicts) {
    conflicts.push_back(View().text("conflict", each, 300));
  }
  return View().list("conflicts", std::move(conflicts));
}

/// What stands in the third column: advice, the answer that is there, and the forms.
View answer_view(const Frame& frame, const ReviewPage& page, const ReviewRow& row) {
  const Language language = frame.language;
  const bool is_keep = row.decision && row.decision->answer == core::Answer::keep;
  const bool is_remove = row.decision && row.decision->answer == core::Answer::remove;
  const bool standing = page.signed_off || page.campaign.closed_at.has_value();
  View view;
  view.exact("advice_words", row.decision ? "" : say(language, advice_word(row.advice)))
      .exact("reason_words", say(language, reason_word(row.reason)))
      .exact("answered_words", row.decision
                                   ? say(language, Word::you_answered,
                                         {{"answer", answer_words(language, *row.decision)}})
                                   : "")
      .text("comment_said", row.decision ? row.decision->comment : "", 1000)
      .exact("answered_by", row.decision
                                ? say(language, Word::by_when,
                                      {{"who", name_or_unknown(frame, row.decided_by_name)},
                                       {"when", show_moment(frame, row.decision->decided_at)}})
                                : "")
      .flag("may_answer", !standing)
      .flag("is_keep", is_keep)
      .flag("is_remove", is_remove)
      .exact("keep_class", is_keep ? "button-primary" : "button-secondary")
      .exact("remove_class", is_remove ? "button-primary" : "button-secondary")
      .exact("keep_label", say(language, Word::keep_label, {{"name", shown_name(row)}}))
      .exact("remove_label", say(language, Word::remove_label, {{"name", shown_name(row)}}))
      .exact("comment_label", say(language, comment_word(row)));
  return view;
}

/// The row whose turn it is when `at` is answered: the next open one below, else the end.
std::string next_anchor(const ReviewPage& page, std::size_t at) {
  for (std::size_t i = at + 1; i < page.rows.size(); ++i) {
    if (!page.rows[i].decision) return row_anchor(page.rows[i].entitlement_key);
  }
  for (std::size_t i = 0; i < at; ++i) {
    if (!page.rows[i].decision) return row_anchor(page.rows[i].entitlement_key);
  }
  return "done";
}

View row_view(const Frame& frame, const ReviewPage& page, std::size_t at,
              const std::optional<Problem>& problem, const RowTyped& typed) {
  const ReviewRow& row = page.rows[at];
  const bool has_problem = problem && problem->entitlement == row.entitlement_key;
  View view = right_view(frame, row);
  view.merge(answer_view(frame, page, row))
      .merge(conflict_views(row))
      .merge(course_view(frame, row));
  const bool has_typed = has_problem && !(typed.to.empty() && typed.text.empty());
  // An answer that is changed leaves the reader where she is.
  const std::string anchor = row.decision ? row_anchor(row.entitlement_key) : next_anchor(page, at);
  view.exact("tone", row.decision ? "tone-done" : tone_of(row))
      .flag("open", !row.decision)
      .exact("answer_action", std::string(kAnswer) + "#" + anchor)
      .exact("peer_label",
             say(frame.language, page.about == About::roles ? Word::fact_given : Word::fact_peers))
      .exact("peer_words", peer_words(frame.language, page, row));
  if (page.about == About::roles) view.exact("since_words", "");
  view.exact("previous_words", previous_words(frame, row))
      .exact("entitlement", row.entitlement_key)
      .number("version", version_of(row))
      .exact("forward_action", std::string(kForward) + "#" + anchor)
      .exact("consult_action", std::string(kConsult) + "#" + row_anchor(row.entitlement_key))
      .flag("may_forward", row.seat == core::Seat::first)
      .flag("open_to", has_typed)
      .text("to_typed", has_typed ? typed.to : "")
      .text("text_typed", has_typed ? typed.text : "", 1000)
      .exact("seen", row.seen)
      .exact("key", key_of(page, row))
      .text("row_problem", has_problem ? problem->message : "", 600)
      // With a problem on the page no other row can be the address's target, so that the browser
      // stays at the row that needs her.
      .flag("anchored", !problem || has_problem)
      .flag("open_details", has_problem && !has_typed);
  return view;
}

void add_green(View& view, const Frame& frame, const ReviewPage& page) {
  std::vector<View> rows;
  for (const ReviewRow& row : page.rows) {
    if (row.decision || !row.bulk_allowed) continue;
    rows.push_back(View().exact("green_row", row.entitlement_key + "|" +
                                                 std::to_string(version_of(row)) + "|" + row.seen +
                                                 "|" + key_of(page, row)));
  }
  // Afterwards the first row is next that is not answered with these.
  std::string next = "done";
  for (const ReviewRow& row : page.rows) {
    if (row.decision || row.bulk_allowed) continue;
    next = row_anchor(row.entitlement_key);
    break;
  }
  const auto count = static_cast<std::int64_t>(rows.size());
  const bool shown = count > 0 && !page.signed_off && !page.campaign.closed_at.has_value();
  view.exact("green_action", std::string(kAnswerGreen) + "#" + next)
      .flag("green_count", shown)
      .exact("green_words", say_count(frame.language, Word::green_words, count))
      .exact("green_button", say_count(frame.language, Word::green_button, count))
      .list("green_rows", std::move(rows));
}

void add_carried(View& view, const Frame& frame, const ReviewPage& page) {
  std::vector<View> carried;
  for (const ReviewRow& row : page.carried) {
    carried.push_back(View()
                          .text("name", shown_name(row))
                          .text("system", row.system)
                          .text("ref", row.ref)
                          .exact("previous_words", previous_words(frame, row)));
  }
  const auto count = static_cast<std::int64_t>(carried.size());
  view.flag("has_carried", count > 0)
      .exact("carried_words", say_count(frame.language, Word::carried_words, count))
      .list("carried", std::move(carried));
}

/// One word about the whole person, and the report when it was given.
void add_whole_person(View& view, const Frame& frame, const ReviewPage& page) {
  const bool standing = page.signed_off || page.campaign.closed_at.has_value();
  std::string course = page.reviewer.key + '\n' + page.subject.key;
  for (const ReviewRow& row : page.rows) {
    course += '\n' + row.entitlement_key + ' ' + std::to_string(version_of(row));
  }
  std::string reported;
  if (page.reported) {
    reported = say(frame.language,
                   page.reported->kind == "left" ? Word::reported_left : Word::reported_not_mine);
  }
  view.flag("person_form", !standing && !page.rows.empty() && page.about == About::people)
      .flag("person_problem", false)
      .exact("person_key",
             core::to_hex(core::sha256(std::to_string(page.campaign.id.value) + '\n' + course), 16))
      .exact("reported_words", reported)
      .text("reported_why", page.reported ? page.reported->comment : "", 1000);
}

std::string route_words(Language language, review::RouteReason route) {
  switch (route) {
    case review::RouteReason::higher_leader:
      return say(language, Word::route_higher);
    case review::RouteReason::sponsor:
      return say(language, Word::route_sponsor);
    case review::RouteReason::owner:
      return say(language, Word::route_owner);
    case review::RouteReason::account_owner:
      return say(language, Word::route_account_owner);
    case review::RouteReason::responsible:
      return say(language, Word::route_responsible);
    case review::RouteReason::fallback:
      return say(language, Word::route_fallback);
    case review::RouteReason::leader:
    case review::RouteReason::nobody:
      return {};
  }
  return {};
}

std::string standing_words(Language language, const ReviewPage& page) {
  if (page.signed_off) return say(language, Word::signed_note);
  return page.campaign.closed_at ? say(language, Word::closed_note) : "";
}

void add_person(View& view, const Frame& frame, const ReviewPage& page) {
  const Language language = frame.language;
  const AboutWords words = words_about(page.about);
  const auto answered = std::ranges::count_if(
      page.rows, [](const ReviewRow& row) { return row.decision.has_value(); });
  const auto items = static_cast<std::int64_t>(page.rows.size());
  const bool done = items > 0 && answered == items && !page.signed_off && !page.campaign.closed_at;
  view.text("subject_name", page.subject.name)
      .text("subject_title", words.lead ? say(language, *words.lead, {{"where", page.subject.unit}})
                                        : page.subject.title)
      .text("subject_unit", words.lead ? "" : page.subject.unit)
      .exact("step_words",
             say(language, words.step,
                 {{"at", std::to_string(page.position)}, {"all", std::to_string(page.total)}}))
      .exact("for_whom",
             page.on_behalf ? say(language, Word::for_whom, {{"name", page.reviewer.name}}) : "")
      .exact("route_words", route_words(language, page.route))
      .number("items", std::max<std::int64_t>(items, 1))
      .number("answered", answered)
      .exact("progress_words",
             say(language, Word::progress,
                 {{"done", std::to_string(answered)}, {"all", std::to_string(items)}}))
      .exact("signed_words", standing_words(language, page))
      .exact("person_done",
             done ? say(language, Word::person_done, {{"name", page.subject.name}}) : "")
      .flag("no_rows", items == 0);
}

}  // namespace

std::string previous_words(const Frame& frame, const ReviewRow& row) {
  if (!row.previous) return say(frame.language, Word::previous_none);
  return say(frame.language, Word::decided_line,
             {{"answer", answer_words(frame.language, *row.previous)},
              {"who", name_or_unknown(frame, row.previous_by_name)},
              {"when", show_day(frame, row.previous->decided_at)}});
}

std::string review_page(const Frame& frame, const ReviewPage& page,
                        const std::optional<Problem>& problem) {
  return review_page(frame, page, problem, {});
}

std::string review_page(const Frame& frame, const ReviewPage& page,
                        const std::optional<Problem>& problem, const RowTyped& typed) {
  View view = body_view(frame, problem);
  const core::CampaignId campaign = page.campaign.id;
  const auto person = [&](const std::optional<std::string>& key) {
    return key ? review_address(campaign, page.reviewer.key, *key) : std::string();
  };
  view.number("campaign", campaign.value)
      .exact("reviewer", page.reviewer.key)
      .exact("subject", page.subject.key)
      .text("campaign_name", page.campaign.name)
      .exact("task_address", task_address(campaign, page.reviewer.key))
      .exact("access_address", person_address(page.subject.key))
      .exact("previous_address", person(page.previous_subject))
      .exact("next_address", person(page.next_subject))
      .exact("next_label", say(frame.language, words_about(page.about).next))
      .exact("next_words", say(frame.language, Word::next_words));
  view.flag("whole", !problem).flag("sees_person", page.sees_person);
  add_person(view, frame, page);
  add_green(view, frame, page);
  add_carried(view, frame, page);
  add_whole_person(view, frame, page);
  add_person_tabs(view, frame, page, "");
  std::vector<View> rows;
  for (std::size_t at = 0; at < page.rows.size(); ++at) {
    rows.push_back(row_view(frame, page, at, problem, typed));
  }
  view.list("rows", std::move(rows));
  const std::string title = view.shown("subject_name");
  return framed(frame, title, "review", std::move(view));
}

}  // namespace rettesnor::web
