// Shows the auditor every decision and the log; each look is itself in the log.
#include "web/auditing/routes_audit.h"
#include "review/auditing/looks.h"
#include "review/campaigns/campaigns.h"
#include "review/organisation/persons.h"
#include "web/parts/file_answers.h"

#include <algorithm>
#include <set>

#include "web/auditing/pages_auditor.h"
#include "web/auditing/routes_auditor.h"
#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

constexpr std::size_t kEventsOnAPage = 100;

struct Decided {
  core::Campaign campaign;
  std::vector<review::DecisionLine> lines;
};

Result<Decided> decided_in(RequestContext& context) {
  const core::CampaignId id = TRY(campaign_in(context.query));
  const auto campaigns = TRY(review::campaigns::all(context.look()));
  const auto found = std::find_if(campaigns.begin(), campaigns.end(),
                                  [&](const auto& one) { return one.id == id; });
  if (found == campaigns.end()) {
    return words::refuse(core::ErrorKind::not_found, words::Refusal::no_campaign_numbered);
  }
  return Decided{*found, TRY(review::auditing::decisions(context.enter(id), id, context.now))};
}

}  // namespace

Result<http::Response> show_decisions(RequestContext& context) {
  const Decided decided = TRY(decided_in(context));
  return page_answer(decisions_page(context.frame, decided.campaign, decided.lines));
}

Result<http::Response> download_decisions(RequestContext& context) {
  const Decided decided = TRY(decided_in(context));
  return csv_answer(decisions_table(context.frame, decided.campaign, decided.lines),
                    "decisions-" + std::to_string(decided.campaign.id.value));
}

Result<http::Response> download_decisions_xlsx(RequestContext& context) {
  const Decided decided = TRY(decided_in(context));
  return xlsx_answer(decisions_table(context.frame, decided.campaign, decided.lines),
                     "decisions-" + std::to_string(decided.campaign.id.value));
}

Result<http::Response> show_log(RequestContext& context) {
  const std::int64_t before = http::whole_number(context.query.get("before")).value_or(0);
  const auto events =
      TRY(review::auditing::log(context.enter(), before, kEventsOnAPage, context.now));
  std::set<std::string> keys;
  for (const core::LoggedEvent& event : events) keys.insert(event.actor);
  std::vector<std::pair<std::string, std::string>> names;
  for (const std::string& key : keys)
    names.emplace_back(key, review::organisation::name_of_person(context.reviews().look(), key));
  return page_answer(log_page(context.frame, events, names));
}

}  // namespace rettesnor::web
