// The board of orders, and one order with its whole story.
#include "web/orders/pages_orders.h"

#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"
#include "words/findings.h"

namespace rettesnor::web {
namespace {

using review::Deed;
using review::OrderDeeds;
using review::OrderState;

Word state_word(OrderState state) {
  return words::named("order_state", review::name_of(state));
}

Word outcome_word(review::RunLine::Outcome outcome) {
  switch (outcome) {
    case review::RunLine::Outcome::done:
      return Word::order_state_carried_out;
    case review::RunLine::Outcome::would:
      return Word::order_would;
    case review::RunLine::Outcome::postponed:
      return Word::order_step_postponed;
    case review::RunLine::Outcome::failed:
      return Word::order_state_failed;
    case review::RunLine::Outcome::held:
      return Word::order_held;
  }
  return Word::order_held;
}

struct DeedRow {
  OrderDeeds::Deed deed;
  std::string_view value;
  Word words;
  std::string_view look;
};

constexpr DeedRow kDeeds[] = {
    {OrderDeeds::approve, "approve", Word::order_approve, "button-primary"},
    {OrderDeeds::carry_out, "carry_out", Word::order_carry, "button-primary"},
    {OrderDeeds::report, "report", Word::order_report, "button-primary"},
    {OrderDeeds::confirm, "confirm", Word::order_confirm, "button-primary"},
    {OrderDeeds::decline, "decline", Word::order_decline, "button-secondary"},
    {OrderDeeds::cancel, "cancel", Word::order_cancel, "button-secondary"},
    {OrderDeeds::undo, "undo", Word::order_undo, "button-secondary"},
};

/// "Kataloget/meho ✕ Kataloget:G_Drift".
std::string what_of(const core::Order& order) {
  const std::string& right = order.group_ref.empty() ? order.right_ref : order.group_ref;
  return order.account_ref + (right.empty() ? "" : " ✕ " + right);
}

/// What both pages tell of an order.
View order_view(const Frame& frame, const review::OrderView& order) {
  const core::Order& told = order.story.order;
  const std::string target = what_of(told);
  View view;
  view.exact("order_address", order_address(told.id))
      .exact("order_name", order_name(frame.language, told.id))
      .text("what", say_first(frame.language, word_of(told.act), {{"what", target}}), 300)
      .text("about", told.subject.empty() ? "" : order.subject.name)
      .exact("state", order_state_words(frame.language, order.state))
      .exact("due", show_moment(frame, told.deadline))
      .exact("overdue", order.overdue ? say(frame.language, Word::order_overdue) : "");
  return view;
}

std::string deeds_words(Language language, const OrderDeeds& deeds) {
  std::string words;
  for (const DeedRow& row : kDeeds) {
    if (deeds.has(row.deed)) words += (words.empty() ? "" : ", ") + say(language, row.words);
  }
  if (deeds.has(OrderDeeds::choose)) {
    words = say(language, Word::order_choose) + (words.empty() ? "" : ", ") + words;
  }
  return words.empty() ? say(language, Word::order_nothing_yours) : words;
}

std::string actor_words(Language language, const std::string& actor, const std::string& name) {
  if (actor == core::kProgram) return say(language, Word::order_program);
  if (actor == core::kPolicyFile) return say(language, Word::order_policy);
  return name;
}

/// What was there before is for putting it back, not for reading.
bool holds_image(core::OrderStep::Kind kind) {
  return kind == core::OrderStep::Kind::intent || kind == core::OrderStep::Kind::carried_out;
}

std::vector<View> file_views(const Frame& frame, const review::OrderView& order,
                             std::int64_t step) {
  std::vector<View> files;
  for (const core::OrderFile& file : order.story.files) {
    if (file.step != step) continue;
    const std::string size = show_number(frame.language, (file.size + 1023) / 1024);
    files.push_back(
        View()
            .exact("file_address", order_file_address(file.order, file.step))
            .text("file_name", file.name)
            .exact("file_size", say(frame.language, Word::order_file_size, {{"kb", size}}))
            .exact("file_digest", file.sha256));
  }
  return files;
}

std::vector<View> step_views(const Frame& frame, const review::OrderView& order) {
  std::vector<View> steps;
  for (std::size_t i = 0; i < order.story.steps.size(); ++i) {
    const core::OrderStep& step = order.story.steps[i];
    const std::string when = show_moment(frame, step.at);
    const std::string what = say(frame.language, word_of(step.kind));
    const std::string who = actor_words(frame.language, step.actor, order.step_names[i]);
    View view;
    view.text("step",
              say(frame.language, Word::order_step, {{"when", when}, {"who", who}, {"what", what}}),
              300)
        .list("step_files", file_views(frame, order, step.number))
        .text("step_words", words::told(step.words, frame.language), 600)
        .text("step_detail",
              holds_image(step.kind) ? std::string() : words::told(step.detail, frame.language),
              400);
    steps.push_back(std::move(view));
  }
  return steps;
}

std::string way_words(Language language, const review::WayView& way) {
  const auto number = [&](std::size_t n) {
    return show_number(language, static_cast<std::int64_t>(n));
  };
  std::string words = say(language, Word::order_way_hits,
                          {{"people", number(way.people)}, {"rights", number(way.rights)}});
  if (!way.owner.empty()) words += say(language, Word::order_way_owner, {{"name", way.owner}});
  return words;
}

std::vector<View> way_views(const Frame& frame, const review::OrderView& order) {
  std::vector<View> views;
  for (const review::WayView& way : order.ways) {
    const std::string member = way.inner.empty() ? order.story.order.account_ref : way.inner;
    views.push_back(View()
                        .text("way_ends", member + " ✕ " + way.group, 300)
                        .text("way_path", way.path, 400)
                        .text("way_words", way_words(frame.language, way), 300)
                        .flag("way_hers", way.hers)
                        .exact("way_group", way.group)
                        .exact("way_inner", way.inner)
                        .exact("way_order", std::to_string(order.story.order.id.value))
                        .exact("csrf", frame.csrf));
  }
  return views;
}

/// Does the instruction tell more than what the heading names?
bool says_more(const core::Order& order) {
  return !order.instruction.empty() && order.instruction != what_of(order);
}

/// What to do by hand, line by line.
std::vector<View> instruction_views(const std::string& instruction) {
  std::vector<View> lines;
  for (std::string_view rest = instruction; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(View().text("line", rest.substr(0, end), 400));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

/// Because of which it was asked for, with a way to it for who sees findings.
View& add_finding(View& view, const Frame& frame,
                  const std::optional<core::TrackedFinding>& tracked) {
  if (!tracked) return view.flag("has_finding", false);
  return view.flag("has_finding", true)
      .exact("finding_address", finding_address(tracked->id))
      .text("finding_title", words::finding_title(tracked->finding.code, frame.language))
      .text("finding_sentence", words::sentence(tracked->finding, frame.language), 1000)
      .exact("finding_over", tracked->resolved_at
                                 ? say(frame.language, Word::order_finding_over,
                                       {{"when", show_day(frame, *tracked->resolved_at)}})
                                 : "");
}

}  // namespace

std::string order_name(Language language, core::OrderId order) {
  const std::string number = std::to_string(order.value);
  return say(language, Word::order_number, {{"n", number}});
}

std::string order_state_words(Language language, OrderState state) {
  return say_first(language, state_word(state));
}

View order_line(const Frame& frame, const review::OrderView& order) {
  const auto& steps = order.story.steps;
  View view = order_view(frame, order);
  return view.exact("last", steps.empty() ? "" : show_moment(frame, steps.back().at));
}

std::string orders_page(const Frame& frame, const review::OrderBoard& board,
                        const std::string& stopped_by, const std::vector<review::RunLine>& ran,
                        const std::optional<Problem>& problem) {
  const Language language = frame.language;
  std::vector<View> views;
  for (const review::OrderView& order : board.orders) {
    View view = order_view(frame, order);
    view.exact("yours", deeds_words(language, order.deeds));
    views.push_back(std::move(view));
  }
  std::vector<View> lines;
  for (const review::RunLine& line : ran) {
    const std::string outcome = say(language, outcome_word(line.outcome));
    lines.push_back(View()
                        .exact("line_what", order_name(language, line.order) + ", " + outcome)
                        .text("line_words", words::told(line.sentence, language), 600));
  }
  const bool is_stopped =
      board.brake && board.brake->position == core::OrderBrake::Position::pulled;
  std::string stopped;
  if (is_stopped) {
    stopped =
        say(language, Word::orders_stopped_by, {{"who", stopped_by}, {"why", board.brake->words}});
  }
  View view = body_view(frame, problem);
  view.text("stopped", stopped, 700).flag("has_lines", !lines.empty());
  view.list("lines", std::move(lines))
      .flag("may_run", may(frame, Deed::carry_out_orders) && !is_stopped)
      .flag("may_stop", may(frame, Deed::stop_orders))
      .exact("brake_value", is_stopped ? "released" : "pulled")
      .exact("brake_words", say(language, is_stopped ? Word::orders_start : Word::orders_stop))
      .flag("no_orders", views.empty())
      .flag("has_orders", !views.empty());
  view.list("orders", std::move(views));
  return framed(frame, say(language, Word::orders), "orders", std::move(view));
}

std::string order_page(const Frame& frame, const review::OrderView& order,
                       const std::optional<Problem>& problem, const std::string& told_words) {
  const Language language = frame.language;
  const core::Order& told = order.story.order;
  std::vector<View> deeds;
  for (const DeedRow& row : kDeeds) {
    if (!order.deeds.has(row.deed) || row.deed == OrderDeeds::report) continue;
    deeds.push_back(View()
                        .exact("deed_value", row.value)
                        .exact("deed_class", row.look)
                        .exact("deed_words", say(language, row.words)));
  }
  const std::string asked_at = show_moment(frame, told.requested_at);
  // What an incident or another order is known by; the rest are keys that say nothing to a reader.
  const bool is_told =
      told.reason == core::OrderReason::incident || told.reason == core::OrderReason::undo;
  const std::string reason =
      say(language, word_of(told.reason)) + (is_told ? " " + told.cause : "");
  const std::string has = show_number(language, order.approvals);
  const std::string needs = show_number(language, order.needed);
  std::vector<View> ways = way_views(frame, order);
  const bool is_choice = told.act == core::OrderAct::choose && order.state == OrderState::requested;
  View view = body_view(frame, problem);
  view.merge(order_view(frame, order));
  view.exact("order_number", std::to_string(told.id.value))
      .exact("approvals", say(language, Word::order_approvals, {{"has", has}, {"needs", needs}}))
      .text("two", told.risks.empty() ? "" : say(language, Word::order_two, {{"why", told.risks}}))
      .exact("choose", is_choice ? say(language, Word::order_choose_hint) : "")
      .flag("has_instruction", !is_choice && says_more(told))
      .list("instruction", instruction_views(told.instruction))
      .flag("has_ways", !ways.empty());
  view.list("ways", std::move(ways))
      .flag("has_report", order.deeds.has(OrderDeeds::report))
      .text("told_words", told_words, 2000)
      .flag("has_deeds", !deeds.empty());
  view.list("deeds", std::move(deeds))
      .text("asked",
            say(language, Word::order_asked,
                {{"who", actor_words(language, told.requested_by, order.requested_by_name)},
                 {"when", asked_at},
                 {"reason", reason}}),
            500)
      .text("asked_words", told.words, 600)
      .list("steps", step_views(frame, order));
  add_finding(view, frame, order.finding);
  return framed(frame, order_name(language, told.id), "order", std::move(view));
}

}  // namespace rettesnor::web
