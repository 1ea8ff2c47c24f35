// The findings, worst first: what to see of them, who has each, and a note on it.
#include <map>
#include <set>

#include "core/text.h"
#include "web/findings/pages_findings.h"
#include "web/orders/pages_orders.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"
#include "words/findings.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kFindingsShown = 300;

std::string_view badge_of(core::Severity severity) {
  if (severity <= core::Severity::high) return "badge-error";
  return severity == core::Severity::medium ? "badge-warning" : "badge-info";
}

std::vector<View> severity_options(Language language, const FindingsFilter& filter) {
  using core::Severity;
  std::vector<View> all{option_view("", say(language, Word::filter_any), filter.severity)};
  for (const Severity each :
       {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::notice}) {
    all.push_back(option_view(core::name_of(each), say(language, word_of(each)), filter.severity));
  }
  return all;
}

std::vector<View> code_options(Language language, const review::FindingBoard& board,
                               const FindingsFilter& filter) {
  std::map<std::string, std::string> titles;
  for (const review::BoardFinding& each : board.findings) {
    const std::string& code = each.tracked.finding.code;
    titles.emplace(words::finding_title(code, language), code);
  }
  if (!filter.code.empty()) {
    titles.emplace(words::finding_title(filter.code, language), filter.code);
  }
  std::vector<View> all{option_view("", say(language, Word::filter_any), filter.code)};
  for (const auto& [title, code] : titles) all.push_back(option_view(code, title, filter.code));
  return all;
}

/// All values there are, each once.
std::vector<View> value_options(Language language, const std::set<std::string>& values,
                                const std::string& chosen) {
  std::vector<View> all{option_view("", say(language, Word::filter_any), chosen)};
  for (const std::string& value : values) {
    if (!value.empty()) all.push_back(option_view(value, core::printable(value), chosen));
  }
  return all;
}

std::vector<View> mender_options(Language language, const review::FindingBoard& board, Word for_all,
                                 const std::string& chosen) {
  std::vector<View> all{option_view("", say(language, for_all), chosen)};
  for (const review::PersonView& mender : board.menders) {
    all.push_back(option_view(mender.key, core::printable(mender.name), chosen));
  }
  return all;
}

bool fits_place(const review::BoardFinding& each, const BoardFilter& filter) {
  if (!filter.finding.empty() && each.tracked.id != filter.finding) return false;
  if (!filter.system.empty() && each.system != filter.system) return false;
  if (!filter.unit.empty() && each.unit != filter.unit) return false;
  if (filter.assignee.empty()) return true;
  const std::string assignee = each.note ? each.note->assignee : "";
  return filter.assignee == "-" ? assignee.empty() : assignee == filter.assignee;
}

bool fits(const core::TrackedFinding& each, const std::string& sentence,
          const FindingsFilter& filter) {
  const core::Finding& finding = each.finding;
  if (!filter.severity.empty() && core::name_of(finding.severity) != filter.severity) return false;
  if (!filter.code.empty() && finding.code != filter.code) return false;
  if (filter.text.empty()) return true;
  const std::string wanted = core::fold(filter.text);
  for (const std::string& text : {finding.subject.label, finding.subject.ref, finding.object.label,
                                  finding.object.ref, sentence}) {
    if (core::fold(text).find(wanted) != std::string::npos) return true;
  }
  return false;
}

std::string about_words(Language language, const core::Finding& finding) {
  std::string about = finding.subject.label;
  if (!finding.object.label.empty()) about += " · " + finding.object.label;
  return say(language, Word::finding_about, {{"subject", about}});
}

std::string note_words(const Frame& frame, const review::BoardFinding& each) {
  if (!each.note) return {};
  const std::string when = show_day(frame, each.note->noted_at);
  if (!each.note->text.empty()) {
    return say(frame.language, Word::finding_noted,
               {{"who", each.noted_by_name}, {"when", when}, {"text", each.note->text}});
  }
  return say(frame.language, Word::finding_given,
             {{"who", each.noted_by_name}, {"when", when}, {"name", each.assignee_name}});
}

std::vector<View> order_views(const Frame& frame, const review::FindingOrders& orders) {
  std::vector<View> views;
  for (const auto& [order, state] : orders.orders) {
    views.push_back(View()
                        .exact("order_address", order_address(order))
                        .exact("order_name", order_name(frame.language, order))
                        .exact("order_state", order_state_words(frame.language, state)));
  }
  return views;
}

/// What asking would take, or nothing when there is nothing to ask for.
std::string ask_words(Language language, const core::Finding& finding,
                      const review::FindingTarget& target) {
  if (!target.right.empty()) {
    return say(language, Word::finding_ask_right,
               {{"right", finding.object.ref}, {"who", finding.subject.label}});
  }
  if (target.account.empty()) return {};
  const core::Thing& account = finding.object.kind == "account" ? finding.object : finding.subject;
  return say_first(language, Word::order_act_disable_account, {{"what", account.ref}});
}

View finding_view(const Frame& frame, const review::FindingBoard& board,
                  const review::BoardFinding& each, const review::FindingOrders& orders,
                  const std::string& sentence, bool may_note) {
  const Language language = frame.language;
  const core::Finding& finding = each.tracked.finding;
  const std::string assignee = each.note ? each.note->assignee : "";
  const std::string ask = ask_words(language, finding, orders.target);
  return View()
      .exact("severity_class", core::name_of(finding.severity))
      .exact("severity_badge", badge_of(finding.severity))
      .exact("severity", say(language, word_of(finding.severity)))
      .text("finding_title", words::finding_title(finding.code, language))
      .text("code", finding.code)
      .text("sentence", sentence, 1000)
      .text("about", about_words(language, finding), 400)
      .text("place", each.unit)
      .exact("seen_words",
             say(language, Word::seen_since, {{"date", show_day(frame, each.tracked.first_seen)}}))
      .text("rule", finding.rule)
      .exact("covered", finding.covered_by.empty() ? "" : say(language, Word::covered))
      .text("assignee", each.assignee_name.empty()
                            ? ""
                            : say(language, Word::finding_with, {{"name", each.assignee_name}}))
      .text("note", note_words(frame, each), 1200)
      .flag("has_orders", !orders.orders.empty())
      .list("orders", order_views(frame, orders))
      .flag("may_ask", !ask.empty())
      .text("ask", ask, 400)
      .flag("may_note", may_note)
      .exact("finding", each.tracked.id)
      .exact("csrf", frame.csrf)
      .exact("back", frame.here)
      .list("menders", mender_options(language, board, Word::filter_nobody, assignee));
}

}  // namespace

std::string finding_board_page(const Frame& frame, const review::FindingBoard& board,
                               const FindingOrdersById& orders, const BoardFilter& filter,
                               const std::optional<Problem>& problem) {
  const Language language = frame.language;
  const bool may_note = may(frame, review::Deed::note_findings);
  std::vector<View> views;
  std::set<std::string> systems;
  std::set<std::string> units;
  std::int64_t fitting = 0;
  for (const review::BoardFinding& each : board.findings) {
    systems.insert(each.system);
    units.insert(each.unit);
    const std::string sentence = words::sentence(each.tracked.finding, language);
    if (!fits_place(each, filter) || !fits(each.tracked, sentence, filter.plain)) continue;
    ++fitting;
    if (views.size() < kFindingsShown) {
      const auto of = orders.find(each.tracked.id);
      views.push_back(finding_view(frame, board, each,
                                   of == orders.end() ? review::FindingOrders{} : of->second,
                                   sentence, may_note));
    }
  }
  auto menders = mender_options(language, board, Word::filter_any, filter.assignee);
  menders.push_back(option_view("-", say(language, Word::filter_nobody), filter.assignee));
  const auto shown = static_cast<std::int64_t>(views.size());
  View view = body_view(frame, problem);
  view.text("text", filter.plain.text, 100)
      .list("severities", severity_options(language, filter.plain))
      .list("codes", code_options(language, board, filter.plain))
      .list("systems", value_options(language, systems, filter.system))
      .list("units", value_options(language, units, filter.unit))
      .list("assignees", std::move(menders))
      .exact("count_words", say_count(language, Word::findings_count, fitting))
      .exact("more_words", fitting > shown ? say(language, Word::findings_more,
                                                 {{"shown", show_number(language, shown)}})
                                           : "")
      .list("findings", std::move(views));
  return framed(frame, say(language, Word::findings), "findings", std::move(view));
}

}  // namespace rettesnor::web
