// The auditor's pages: every answer of a campaign, and the log.
#include <algorithm>
#include <map>

#include "audit/kinds.h"
#include "core/digest.h"
#include "web/auditing/pages_auditor.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

/// What a newer program logged stands here by its name.
std::string event_words(Language language, const std::string& name) {
  const auto kind = audit::kind_named(name);
  if (!kind) return name;
  const audit::KindRow& row = audit::row_of(*kind);
  return std::string(language == Language::danish ? row.danish : row.english);
}

}  // namespace

std::string decisions_page(const Frame& frame, const core::Campaign& campaign,
                           const std::vector<review::DecisionLine>& lines) {
  const Language language = frame.language;
  std::vector<View> views;
  for (const review::DecisionLine& line : lines) {
    views.push_back(View()
                        .exact("when", show_moment(frame, line.decision.decided_at))
                        .text("subject_name", line.subject.name)
                        .text("right", line.entitlement_ref)
                        .exact("answer", answer_words(language, line.decision))
                        .exact("by", by_whom(frame, line))
                        .text("comment", line.decision.comment, 1000)
                        .flag("superseded", !line.newest));
  }
  View view = body_view(frame);
  view.text("campaign_name", campaign.name)
      .exact("campaign_kind", campaign_kind_words(frame.language, campaign.kind))
      .exact("count_words",
             say_count(language, Word::answers_count, static_cast<std::int64_t>(lines.size())))
      .exact("csv_address", campaign_address(kDecisionsCsv, campaign.id))
      .exact("xlsx_address", campaign_address(kDecisionsXlsx, campaign.id))
      .list("lines", std::move(views));
  return framed(frame, say(language, Word::decisions), "decisions", std::move(view));
}

std::string log_page(const Frame& frame, const std::vector<core::LoggedEvent>& events,
                     const std::vector<std::pair<std::string, std::string>>& names) {
  const std::map<std::string, std::string> name_of(names.begin(), names.end());
  std::vector<View> views;
  for (const core::LoggedEvent& event : events) {
    const auto found = name_of.find(event.actor);
    std::string actor = found == name_of.end() ? event.actor : found->second;
    if (event.actor == "system") actor = say(frame.language, Word::system_actor);
    views.push_back(View()
                        .number("sequence", event.sequence)
                        .exact("when", show_moment(frame, event.at))
                        .text("what", event_words(frame.language, event.kind))
                        .text("kind", event.kind)
                        .text("actor", actor)
                        .exact("hash", core::to_hex(event.hash).substr(0, 12))
                        .text("bytes", event.bytes, 4000));
  }
  View view = body_view(frame);
  const bool older = !events.empty() && events.back().sequence > 1;
  view.flag("no_events", events.empty())
      .list("events", std::move(views))
      .exact("older_address",
             older ? std::string(kLog) + "?before=" + std::to_string(events.back().sequence) : "");
  return framed(frame, say(frame.language, Word::log), "log", std::move(view));
}

}  // namespace rettesnor::web
