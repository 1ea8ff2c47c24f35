// `campaign`: access reviews from the command line.
#include "cli/commands/campaign.h"

#include <nlohmann/json.hpp>

#include "cli/lookup.h"
#include "cli/order_room.h"
#include "cli/required.h"
#include "core/number.h"
#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/organisation/persons.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;
using nlohmann::json;

/// A whole number of at most six digits; empty on anything else.
std::optional<int> number_in(const std::string& text) {
  return core::number_in(text, 0, 999999);
}

/// Reviews as of now, and who acts in them.
struct Desk {
  std::shared_ptr<review::Desk> reviews;
  std::optional<review::Authority> who;
};

Result<Desk> desk_of(App& app, const std::string& by) {
  Desk desk{TRY(reviews_for(app)), std::nullopt};
  const core::Index person = TRY(find_decider(app, desk.reviews->now()->graph, by));
  const std::string key = reconcile::thing_of_person(desk.reviews->now()->graph, person).key;
  desk.who = TRY(review::organisation::authority(desk.reviews->look(), key));
  return desk;
}

std::string_view state_of(const core::Campaign& campaign) {
  if (!campaign.closed_at) return "open";
  return campaign.open_items_at_close == 0 ? "closed_complete" : "closed_incomplete";
}

json campaign_json(const core::Campaign& campaign) {
  return {{"campaign", campaign.id.value},
          {"name", campaign.name},
          {"kind", campaign.kind},
          {"follows", campaign.follows.value},
          {"state", state_of(campaign)},
          {"as_of", core::to_iso(campaign.as_of)},
          {"deadline", core::to_iso(campaign.deadline)},
          {"opened_by", campaign.opened_by},
          {"closed_by", campaign.closed_by},
          {"open_items", campaign.open_items_at_close},
          {"close_reason", campaign.close_reason},
          {"second_reviewer", campaign.second_reviewer},
          {"carry_months", campaign.carry_months}};
}

void show(Screen& screen, const core::Campaign& campaign, Tone tone) {
  const std::string number = std::to_string(campaign.id.value);
  const std::string deadline = core::show(campaign.deadline);
  const std::string state = words::state_of(screen.language(), campaign);
  screen.say(Word::campaign_line,
             {{"n", number}, {"name", campaign.name}, {"state", state}, {"deadline", deadline}},
             tone);
}

}  // namespace

Result<CampaignListOptions> campaign_list_options(App&, const Arguments&) {
  return CampaignListOptions{};
}

Result<ExitCode> run_campaign_list(App& app, const CampaignListOptions&) {
  store::Store& store = *TRY(app.store_with_history());
  const auto campaigns = TRY(store.campaigns());
  if (app.json()) {
    json list = json::array();
    for (const core::Campaign& campaign : campaigns) list.push_back(campaign_json(campaign));
    app.print({{"campaigns", list}, {"exit_code", 0}});
    return ExitCode::fine;
  }
  if (campaigns.empty()) app.screen().say(Word::campaigns_none);
  for (const core::Campaign& campaign : campaigns) show(app.screen(), campaign, Tone::plain);
  return ExitCode::fine;
}

Result<CampaignOpening> campaign_opening(App& app, const Arguments& arguments) {
  CampaignOpening opening;
  opening.name = arguments.get("NAME");
  opening.by = TRY(required(app, arguments, "--by"));
  opening.deadline = TRY(required_day(app, arguments, "--deadline"));
  opening.kind = arguments.find("--kind").value_or(opening.kind);
  if (const auto again = arguments.find("--again")) {
    const auto number = number_in(*again);
    if (!number || *number == 0) {
      return fail_with(app, ErrorKind::invalid_input, Word::campaign_bad_number,
                       Word::campaign_bad_number_next, {{"text", *again}});
    }
    opening.follows = core::CampaignId(*number);
  }
  if (arguments.has("--one-reviewer")) opening.second = CampaignOpening::Second::nobody;
  if (const auto months = arguments.find("--carry")) {
    const auto number = number_in(*months);
    if (!number) {
      return fail_with(app, ErrorKind::invalid_input, Word::campaign_bad_months,
                       Word::campaign_bad_months_next, {{"text", *months}});
    }
    opening.carry_months = *number;
  }
  return opening;
}

Result<ExitCode> run_campaign_open(App& app, const CampaignOpening& opening) {
  const Desk desk = TRY(desk_of(app, opening.by));
  review::CampaignPlan plan;
  plan.name = opening.name;
  plan.kind = opening.kind;
  plan.deadline = opening.deadline;
  plan.second_reviewer = opening.second == CampaignOpening::Second::asked;
  plan.carry_months = opening.carry_months;
  plan.follows = opening.follows;
  const core::Campaign campaign =
      TRY(review::campaigns::open(desk.reviews->enter(*desk.who), plan, app.now()));
  const review::Board board =
      TRY(review::campaigns::board(desk.reviews->look(*desk.who), campaign.id, app.now()));
  if (app.json()) {
    json document = campaign_json(campaign);
    document["items"] = board.items;
    document["reviewers"] = board.tasks.size();
    document["two_decide"] = board.two_decide;
    document["carried"] = board.carried;
    document["exit_code"] = 0;
    app.print(document);
    return ExitCode::fine;
  }
  show(app.screen(), campaign, Tone::good);
  const std::string items = std::to_string(board.items);
  const std::string reviewers = std::to_string(board.tasks.size());
  const std::string two = std::to_string(board.two_decide);
  const std::string carried = std::to_string(board.carried);
  app.screen().say(
      Word::campaign_opened,
      {{"items", items}, {"reviewers", reviewers}, {"two", two}, {"carried", carried}});
  return ExitCode::fine;
}

Result<CampaignClosing> campaign_closing(App& app, const Arguments& arguments) {
  const std::string text = arguments.get("N");
  const auto number = number_in(text);
  if (!number || *number == 0) {
    return fail_with(app, ErrorKind::invalid_input, Word::campaign_bad_number,
                     Word::campaign_bad_number_next, {{"text", text}});
  }
  CampaignClosing closing;
  closing.campaign = core::CampaignId(*number);
  closing.by = TRY(required(app, arguments, "--by"));
  closing.reason = arguments.get("--reason");
  return closing;
}

Result<ExitCode> run_campaign_close(App& app, const CampaignClosing& closing) {
  const Desk desk = TRY(desk_of(app, closing.by));
  const core::Campaign campaign = TRY(review::campaigns::close(
      desk.reviews->enter(*desk.who), closing.campaign, closing.reason, app.now()));
  if (app.json()) {
    json document = campaign_json(campaign);
    document["exit_code"] = 0;
    app.print(document);
    return ExitCode::fine;
  }
  show(app.screen(), campaign, campaign.open_items_at_close == 0 ? Tone::good : Tone::medium);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
