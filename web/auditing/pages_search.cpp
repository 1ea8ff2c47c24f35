// The auditor's search across campaigns, and everything about one answer.
#include <algorithm>

#include "web/auditing/pages_auditor.h"
#include "web/orders/pages_orders.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kAnswersShown = 200;
constexpr std::size_t kMark = 12;  // characters of a hash that are shown

std::vector<View> answer_options(Language language, const std::string& chosen) {
  std::vector<View> all{option_view("", say(language, Word::filter_any), chosen)};
  for (const auto& [answer, word] : {std::pair{core::Answer::keep, Word::answer_keep},
                                     {core::Answer::remove, Word::answer_remove},
                                     {core::Answer::keep_until, Word::answer_keep_plain},
                                     {core::Answer::reduce, Word::answer_reduce},
                                     {core::Answer::not_mine, Word::answer_not_mine},
                                     {core::Answer::dont_know, Word::answer_dont_know}}) {
    all.push_back(option_view(core::name_of(answer), say(language, word), chosen));
  }
  return all;
}

std::vector<View> campaign_options(Language language, const std::vector<core::Campaign>& campaigns,
                                   const std::string& chosen) {
  std::vector<View> all{option_view("", say(language, Word::filter_any), chosen)};
  for (const core::Campaign& each : campaigns) {
    all.push_back(option_view(std::to_string(each.id.value), each.name, chosen));
  }
  return all;
}

std::vector<View> system_options(Language language, const std::vector<std::string>& systems,
                                 const std::string& chosen) {
  std::vector<View> all{option_view("", say(language, Word::filter_any), chosen)};
  for (const std::string& each : systems) all.push_back(option_view(each, each, chosen));
  return all;
}

std::string query_of(const SearchFields& fields) {
  std::string query = "?";
  for (const auto& [name, value] :
       {std::pair<const char*, const std::string&>{"person", fields.person},
        {"reviewer", fields.reviewer},
        {"system", fields.system},
        {"right", fields.right},
        {"answer", fields.answer},
        {"from", fields.from},
        {"to", fields.to},
        {"campaign", fields.campaign}}) {
    if (value.empty()) continue;
    if (query.size() > 1) query += '&';
    query += std::string(name) + "=" + encode(value);
  }
  return query;
}

std::string now_words(Language language, review::RightNow now) {
  switch (now) {
    case review::RightNow::held:
      return say(language, Word::now_held);
    case review::RightNow::gone:
      return say(language, Word::now_gone);
    case review::RightNow::unknown:
      return say(language, Word::now_unknown);
  }
  return {};
}

View found_view(const Frame& frame, const review::FoundDecision& found) {
  const core::Decision& decision = found.line.decision;
  return View()
      .exact("when", show_moment(frame, decision.decided_at))
      .text("subject_name", found.line.subject.name)
      .text("right", found.line.entitlement_ref)
      .exact("answer", answer_words(frame.language, decision))
      .flag("superseded", !found.line.newest)
      .exact("by", by_whom(frame, found.line))
      .text("comment", decision.comment, 1000)
      .text("campaign_name", found.campaign.name)
      .exact("now_words", now_words(frame.language, found.now))
      .exact("story_address",
             story_address(found.campaign.id, decision.subject, decision.entitlement))
      .exact("story_label",
             say(frame.language, Word::story_open_link,
                 {{"right", found.line.entitlement_ref}, {"name", found.line.subject.name}}));
}

std::string since_words(const Frame& frame, const review::DecisionStory& story) {
  const std::string& name = story.subject.name;
  switch (story.now) {
    case review::RightNow::held:
      return say(frame.language, Word::story_held, {{"name", name}});
    case review::RightNow::gone:
      if (story.gone_since) {
        const std::string when = show_moment(frame, *story.gone_since);
        return say(frame.language, Word::story_gone_since, {{"name", name}, {"when", when}});
      }
      return say(frame.language, Word::story_gone, {{"name", name}});
    case review::RightNow::unknown:
      return say(frame.language, Word::story_unknown);
  }
  return {};
}

View version_view(const Frame& frame, const review::DecisionStory::Version& version) {
  const core::Decision& decision = version.line.decision;
  const bool bulk = decision.manner == core::Decision::Manner::bulk;
  return View()
      .exact("when", show_moment(frame, decision.decided_at))
      .exact("answer", answer_words(frame.language, decision))
      .flag("superseded", !version.line.newest)
      .exact("by", by_whom(frame, version.line))
      .exact("manner", say(frame.language, bulk ? Word::manner_bulk : Word::manner_single))
      .text("comment", decision.comment, 4000)
      .exact("saw", say(frame.language, version.saw_this ? Word::saw_this : Word::saw_other,
                        {{"mark", decision.seen.substr(0, kMark)}}));
}

}  // namespace

std::string search_page(const Frame& frame, const SearchFields& fields,
                        const review::SearchResult& result) {
  const Language language = frame.language;
  std::vector<View> lines;
  const std::size_t shown = std::min(result.found.size(), kAnswersShown);
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(found_view(frame, result.found[i]));
  const std::string query = query_of(fields);
  View view = body_view(frame);
  view.text("person", fields.person)
      .text("reviewer", fields.reviewer)
      .text("right", fields.right)
      .text("from", fields.from, 20)
      .text("to", fields.to, 20)
      .list("answers", answer_options(language, fields.answer))
      .list("systems", system_options(language, result.systems, fields.system))
      .list("campaigns", campaign_options(language, result.campaigns, fields.campaign))
      .exact("count_words",
             say_count(language, Word::search_count, static_cast<std::int64_t>(result.found.size()),
                       {{"all", show_number(language, result.looked_through)}}))
      .exact("more_words",
             shown < result.found.size()
                 ? say(language, Word::search_more,
                       {{"shown", show_number(language, static_cast<std::int64_t>(shown))}})
                 : "")
      .exact("csv_address", std::string(kSearchCsv) + query)
      .exact("xlsx_address", std::string(kSearchXlsx) + query)
      .flag("no_lines", lines.empty())
      .flag("has_lines", !lines.empty());
  view.list("lines", std::move(lines));
  return framed(frame, say(language, Word::search), "search", std::move(view));
}

std::string story_page(const Frame& frame, const review::DecisionStory& story,
                       const std::vector<review::OrderView>& orders) {
  const Language language = frame.language;
  std::vector<View> ordered;
  for (const review::OrderView& order : orders) ordered.push_back(order_line(frame, order));
  std::vector<View> versions;
  for (const auto& version : story.versions) versions.push_back(version_view(frame, version));
  std::vector<View> elsewhere;
  for (const auto& found : story.elsewhere) elsewhere.push_back(found_view(frame, found));
  std::vector<View> rows;
  if (story.shown) rows.push_back(right_view(frame, *story.shown));
  const std::string right = story.shown ? story.shown->ref : "";
  const std::string title =
      say(language, Word::story_of, {{"right", right}, {"name", story.subject.name}});
  View view = body_view(frame);
  view.text("campaign_name", story.campaign.name)
      .exact("campaign_kind", campaign_kind_words(frame.language, story.campaign.kind))
      .text("heading", title, 400)
      .exact("shown_lead", say(language, Word::story_shown_lead,
                               {{"when", show_moment(frame, story.campaign.as_of)}}))
      .text("asked",
            story.reviewer.key.empty() ? say(language, Word::story_nobody) : story.reviewer.name)
      .list("rows", std::move(rows))
      .flag("unanswered", versions.empty())
      .flag("answered", !versions.empty());
  view.list("versions", std::move(versions))
      .exact("since", since_words(frame, story))
      .flag("has_orders", !ordered.empty());
  view.list("orders", std::move(ordered))
      .flag("no_elsewhere", elsewhere.empty())
      .flag("has_elsewhere", !elsewhere.empty());
  view.list("elsewhere", std::move(elsewhere));
  return framed(frame, say(language, Word::story), "story", std::move(view));
}

TableFile search_table(const Frame& frame, const review::SearchResult& result) {
  static const std::vector<review::DecisionLine> kNone;
  TableFile table = decisions_table(frame, {}, kNone);
  table.name = say(frame.language, Word::search);
  table.head.push_back(say(frame.language, Word::col_now));
  table.head.push_back(say(frame.language, Word::col_saw));
  table.rows = result.found.size();
  table.row = [&frame, &result](std::size_t at) {
    const review::FoundDecision& found = result.found[at];
    auto cells = decision_cells(frame, found.campaign, found.line);
    cells.push_back(now_words(frame.language, found.now));
    cells.push_back(found.line.decision.seen);
    return cells;
  };
  return table;
}

}  // namespace rettesnor::web
