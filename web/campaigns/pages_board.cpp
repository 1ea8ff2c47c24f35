// How a campaign stands, by unit and by reviewer, with bars and the same figures in a table.
#include <algorithm>

#include "web/campaigns/pages_campaigns.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {

using review::Board;
using review::Deed;

namespace {

constexpr int kBarStep = 44;
constexpr int kBarLength = 400;

int percent(int part, int whole) {
  return whole <= 0 ? 100 : static_cast<int>(std::int64_t{100} * part / whole);
}

/// A chart and the same figures as a table, of units or of systems.
View part_view(const Frame& frame, const Board& board,
               const std::vector<review::PartProgress>& parts, Word title, Word column) {
  const Language language = frame.language;
  std::vector<View> bars;
  std::vector<View> rows;
  int top = 0;
  for (const review::PartProgress& part : parts) {
    const int done = percent(part.answered, part.items);
    const std::string name = part.name.empty() ? say(language, Word::no_unit) : part.name;
    bars.push_back(
        View()
            .number("bar_y", top + 20)
            .number("text_y", top + 14)
            .number("bar_width", kBarLength * done / 100)
            .exact("bar_words", say(language, Word::bar_words,
                                    {{"unit", name}, {"percent", std::to_string(done)}})));
    rows.push_back(View()
                       .text("part", name)
                       .exact("part_subjects", show_number(language, part.subjects))
                       .exact("part_answered", say(language, Word::subject_progress,
                                                   {{"done", show_number(language, part.answered)},
                                                    {"all", show_number(language, part.items)}}))
                       .exact("part_removals", show_number(language, part.removals)));
    top += kBarStep;
  }
  return View()
      .exact("part_title", say(language, title))
      .exact("part_column", say(language, column))
      .exact("col_subjects", say(language, words_about(board.about).list))
      .number("chart_height", top > 0 ? top : 1)
      .exact("chart_label", say(language, Word::board_chart))
      .list("bars", std::move(bars))
      .list("rows", std::move(rows));
}

/// What the reviewers answer for comes first.
void add_parts(View& view, const Frame& frame, const Board& board) {
  std::vector<View> parts;
  // Accounts of no person, and roles, belong to no unit.
  if (board.about == review::About::people) {
    parts.push_back(part_view(frame, board, board.units, Word::board_units, Word::col_unit));
  }
  parts.push_back(part_view(frame, board, board.systems, Word::board_systems, Word::col_system));
  if (board.asks_owners) std::reverse(parts.begin(), parts.end());
  view.list("parts", std::move(parts));
}

std::string reviewer_state(const Frame& frame, const review::Task& task) {
  const Language language = frame.language;
  if (task.sign_off) {
    return say(language, Word::state_signed, {{"date", show_day(frame, task.sign_off->signed_at)}});
  }
  if (task.answered == task.items) return say(language, Word::state_ready);
  return say(language, task.answered == 0 ? Word::task_not_begun : Word::state_under_way);
}

void add_reviewers(View& view, const Frame& frame, const Board& board) {
  std::vector<View> reviewers;
  for (const review::Task& task : board.tasks) {
    reviewers.push_back(
        View()
            .text("reviewer_name", task.reviewer.name)
            .text("reviewer_unit", task.reviewer.unit)
            .exact("reviewer_subjects",
                   show_number(frame.language, static_cast<std::int64_t>(task.subjects.size())))
            .exact("reviewer_answered", say(frame.language, Word::subject_progress,
                                            {{"done", show_number(frame.language, task.answered)},
                                             {"all", show_number(frame.language, task.items)}}))
            .flag("reviewer_signed", task.sign_off.has_value())
            .exact("reviewer_state", reviewer_state(frame, task)));
  }
  view.exact("reviewer_column", say(frame.language, words_about(board.about).list))
      .list("reviewers", std::move(reviewers));
}

/// What the answers ask people to change in the policy files, and what was changed.
void add_policy_changes(View& view, const Frame& frame, const Board& board) {
  const Language language = frame.language;
  std::vector<View> changes;
  for (const review::PolicyChange& each : board.policy_changes) {
    changes.push_back(
        View()
            .text("change_role", each.role.name)
            .text("change_id", each.role.ref)
            .text("change_right", each.ref)
            .exact("change_words", say(language, Word::decided_line,
                                       {{"answer", answer_words(language, each.decision)},
                                        {"who", name_or_unknown(frame, each.decided_by_name)},
                                        {"when", show_day(frame, each.decision.decided_at)}}))
            .text("change_comment", each.decision.comment, 1000)
            .exact("change_stands", each.stands ? say(language, Word::change_stands) : "")
            .exact("change_gone", each.stands ? "" : say(language, Word::change_gone)));
  }
  view.flag("has_changes", !changes.empty());
  view.list("changes", std::move(changes));
}

void add_left_out(View& view, const Frame& frame, const Board& board) {
  std::vector<View> left_out;
  for (const review::LeftOut& each : board.left_out) left_out.push_back(left_out_view(frame, each));
  const auto count = static_cast<std::int64_t>(left_out.size());
  view.exact("left_out_words", count == 0
                                   ? say(frame.language, Word::board_left_out_none)
                                   : say_count(frame.language, Word::board_left_out_count, count))
      .flag("has_left_out", count > 0)
      .list("left_out", std::move(left_out));
}

std::string board_deadline(const Frame& frame, const core::Campaign& campaign) {
  if (campaign.closed_at) {
    return say(frame.language, Word::deadline_was, {{"date", core::show(campaign.deadline)}});
  }
  const auto left = campaign.deadline - frame.zone->date_of(frame.now);
  return deadline_words(frame.language, campaign.deadline, static_cast<int>(left.count()));
}

}  // namespace

std::string board_page(const Frame& frame, const Board& board,
                       const std::optional<Problem>& problem) {
  const Language language = frame.language;
  const int open = board.items - board.answered;
  View view = body_view(frame, problem);
  view.text("campaign_name", board.campaign.name)
      .number("campaign", board.campaign.id.value)
      .exact("campaign_kind", campaign_kind_words(language, board.campaign.kind))
      .exact("campaign_state", campaign_state(language, board.campaign))
      .exact("followed_address", board.campaign.follows.value > 0
                                     ? campaign_address(kBoard, board.campaign.follows)
                                     : "")
      .flag("may_follow",
            board.campaign.open_items_at_close > 0 && may(frame, Deed::open_campaigns))
      .exact("follow_words",
             say_count(language, Word::follow_words, board.campaign.open_items_at_close))
      .exact("follow_address", follow_up_address(board.campaign.id))
      .exact("deadline_words", board_deadline(frame, board.campaign))
      .exact("closed_words", board.campaign.closed_at
                                 ? say(language, Word::closed_by,
                                       {{"when", show_moment(frame, *board.campaign.closed_at)},
                                        {"who", name_or_unknown(frame, board.closed_by_name)}})
                                 : "")
      .exact("closed_class",
             board.campaign.open_items_at_close > 0 ? "alert-warning" : "alert-info")
      .exact("reason_words",
             say(language, board.campaign.open_items_at_close > 0 ? Word::closed_incomplete
                                                                  : Word::close_remark))
      .text("close_reason", board.campaign.close_reason, 600)
      .exact("two_decide", board.two_decide > 0 ? show_number(language, board.two_decide) : "")
      .exact("two_waiting", show_number(language, board.two_waiting))
      .exact("carried", board.carried > 0 ? show_number(language, board.carried) : "")
      .exact("nobody_second",
             board.nobody_second > 0
                 ? say_count(language, Word::board_nobody_second, board.nobody_second)
                 : "")
      .exact("items", show_number(language, board.items))
      .exact("answered", show_number(language, board.answered))
      .exact("open_items", show_number(language, open))
      .exact("removals", show_number(language, board.removals))
      .flag("may_close", !board.campaign.closed_at && may(frame, Deed::close_campaigns))
      .flag("reason_needed", open > 0)
      .exact("close_words", open == 0 ? say(language, Word::close_complete)
                                      : say_count(language, Word::close_incomplete, open));
  add_parts(view, frame, board);
  add_reviewers(view, frame, board);
  add_policy_changes(view, frame, board);
  add_left_out(view, frame, board);
  const std::string title = view.shown("campaign_name");
  return framed(frame, title, "board", std::move(view));
}

}  // namespace rettesnor::web
