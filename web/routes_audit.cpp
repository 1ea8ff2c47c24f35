// Shows the auditor every decision and the log; each look is itself in the log.
#include "web/routes_audit.h"

#include <algorithm>
#include <set>

#include "web/addresses.h"
#include "web/pages_auditor.h"
#include "web/routes_auditor.h"

namespace rettesnor::web {
namespace {

using core::Result;

constexpr std::size_t kEventsOnAPage = 100;

struct Decided {
  core::Campaign campaign;
  std::vector<review::DecisionLine> lines;
};

Result<Decided> decided_in(Visit& visit) {
  const core::CampaignId id = TRY(campaign_in(visit.query));
  const auto campaigns = TRY(visit.reviews().campaigns(visit.reader()));
  const auto found = std::find_if(campaigns.begin(), campaigns.end(),
                                  [&](const auto& one) { return one.id == id; });
  if (found == campaigns.end()) {
    return core::fail(core::ErrorKind::not_found,
                      "Der er ingen kampagne med det nummer / no campaign has that number");
  }
  return Decided{*found, TRY(visit.reviews().decisions(visit.reader(), id, visit.now))};
}

}  // namespace

Result<Answer> show_decisions(Visit& visit) {
  const Decided decided = TRY(decided_in(visit));
  return page_answer(decisions_page(visit.frame, decided.campaign, decided.lines));
}

Result<Answer> download_decisions(Visit& visit) {
  const Decided decided = TRY(decided_in(visit));
  return csv_answer(decisions_table(visit.frame, decided.campaign, decided.lines),
                    "decisions-" + std::to_string(decided.campaign.id.value));
}

Result<Answer> download_decisions_xlsx(Visit& visit) {
  const Decided decided = TRY(decided_in(visit));
  return xlsx_answer(decisions_table(visit.frame, decided.campaign, decided.lines),
                     "decisions-" + std::to_string(decided.campaign.id.value));
}

Result<Answer> show_log(Visit& visit) {
  const std::int64_t before = whole_number(visit.query.get("before")).value_or(0);
  const auto events = TRY(visit.reviews().log(visit.reader(), before, kEventsOnAPage, visit.now));
  std::set<std::string> keys;
  for (const core::LoggedEvent& event : events) keys.insert(event.actor);
  std::vector<std::pair<std::string, std::string>> names;
  for (const std::string& key : keys) names.emplace_back(key, visit.reviews().name_of_person(key));
  return page_answer(log_page(visit.frame, events, names));
}

}  // namespace rettesnor::web
