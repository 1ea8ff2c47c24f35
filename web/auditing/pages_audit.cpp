// The auditor's pages: every answer of a campaign, and the log.
#include <algorithm>
#include <map>

#include "core/digest.h"
#include "web/auditing/pages_auditor.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

Word event_word(const std::string& kind) {
  static const std::map<std::string, Word> words{
      {"decision", Word::event_decision},
      {"signed_off", Word::event_sign_off},
      {"campaign_opened", Word::event_campaign_opened},
      {"campaign_closed", Word::event_campaign_closed},
      {"looked_at_person", Word::event_looked},
      {"auditor_looked", Word::event_audit},
      {"signed_in", Word::event_signed_in},
      {"signed_out", Word::event_signed_out},
      {"sign_in_failed", Word::event_sign_in_failed},
      {"sign_in_unknown", Word::event_sign_in_unknown},
      {"break_glass_used", Word::event_break_glass},
      {"deputy_arranged", Word::event_deputy},
      {"deputy_ended", Word::event_deputy_ended},
      {"rerouted", Word::event_rerouted},
      {"order_requested", Word::event_order_requested},
      {"order_approved", Word::event_order_approved},
      {"order_declined", Word::event_order_declined},
      {"order_cancelled", Word::event_order_cancelled},
      {"order_intent", Word::event_order_intent},
      {"order_carried_out", Word::event_order_carried_out},
      {"order_failed", Word::event_order_failed},
      {"order_postponed", Word::event_order_postponed},
      {"order_verified", Word::event_order_verified},
      {"order_still_effective", Word::event_order_still_effective},
      {"order_reappeared", Word::event_order_reappeared},
      {"orders_stopped", Word::event_orders_stopped},
      {"orders_started", Word::event_orders_started},
      {"orders_dry_run", Word::event_orders_dry_run},
      {"link_settled", Word::event_link_settled},
      {"account_accepted", Word::event_account_accepted},
      {"owner_asked", Word::event_owner_asked},
      {"owner_answered", Word::event_owner_answered},
      {"finding_noted", Word::event_finding_noted},
      {"second_asked", Word::event_second},
      {"row_forwarded", Word::event_forwarded},
      {"row_returned", Word::event_returned},
      {"consulted", Word::event_consulted},
      {"consult_noted", Word::event_noted},
      {"person_reported", Word::event_person},
      {"handed_back", Word::event_hand_back},
      {"account_disputed", Word::event_disputed},
      {"mail_queued", Word::event_mail_queued},
      {"mail_sent", Word::event_mail_sent},
      {"mail_deferred", Word::event_mail_deferred},
      {"mail_failed", Word::event_mail_failed},
      {"mail_dropped", Word::event_mail_dropped},
      {"mail_stopped", Word::event_mail_stopped},
      {"mail_started", Word::event_mail_started},
      {"round_failed", Word::event_round_failed},
      {"campaign_not_opened", Word::event_campaign_not_opened},
  };
  const auto found = words.find(kind);
  return found == words.end() ? Word::event_other : found->second;
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
                        .exact("what", say(frame.language, event_word(event.kind)))
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
