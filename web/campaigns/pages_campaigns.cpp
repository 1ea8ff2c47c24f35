// Campaigns: the list of them, and what a new one would mean.
#include "web/campaigns/pages_campaigns.h"
#include "review/campaigns/campaign_kind.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {

using review::Deed;

namespace {

std::vector<View> kind_options(Language language, const std::string& chosen) {
  std::vector<View> options;
  for (const review::CampaignKind& kind : review::campaign_kinds()) {
    options.push_back(View()
                          .exact("option_value", kind.name)
                          .exact("option_name", campaign_kind_words(language, kind.name))
                          .flag("option_on", kind.name == chosen));
  }
  return options;
}

}  // namespace

std::string campaigns_page(const Frame& frame, const std::vector<core::Campaign>& campaigns) {
  const Language language = frame.language;
  const bool auditor = may(frame, Deed::see_decisions);
  const bool board = may(frame, Deed::see_all_campaigns);
  const bool reads = may(frame, Deed::see_population);
  std::vector<View> views;
  for (const core::Campaign& each : campaigns) {
    views.push_back(
        View()
            .text("campaign_name", each.name)
            .text("campaign_kind", campaign_kind_words(language, each.kind))
            .exact("campaign_state", campaign_state(language, each))
            .exact("campaign_as_of", show_moment(frame, each.as_of))
            .exact("campaign_deadline", core::show(each.deadline))
            .exact("board_address", board ? campaign_address(kBoard, each.id) : "")
            .exact("board_label", say(language, Word::board_label, {{"name", each.name}}))
            .exact("decisions_address", auditor ? campaign_address(kDecisions, each.id) : "")
            .exact("population_address", reads ? campaign_address(kPopulation, each.id) : "")
            .exact("population_label", say(language, Word::population_label, {{"name", each.name}}))
            .exact("decisions_label", say(language, Word::decisions_label, {{"name", each.name}})));
  }
  View view = body_view(frame);
  view.flag("may_open", may(frame, Deed::open_campaigns))
      .flag("no_campaigns", campaigns.empty())
      .flag("has_campaigns", !campaigns.empty())
      .list("campaigns", std::move(views));
  return framed(frame, say(language, Word::campaigns), "campaigns", std::move(view));
}

std::string new_campaign_page(const Frame& frame, const CampaignWish& wish,
                              const std::optional<review::Preflight>& preflight,
                              const std::optional<Problem>& problem) {
  const Language language = frame.language;
  const review::Preflight seen = preflight.value_or(review::Preflight{});
  std::vector<View> refusals;
  for (const core::Error& each : seen.refusals) {
    refusals.push_back(View().text("refusal", sentence(each, frame.language), 600));
  }
  std::vector<View> nobody;
  for (const review::LeftOut& each : seen.nobody_to_ask) {
    nobody.push_back(left_out_view(frame, each));
  }
  const bool may = preflight && seen.refusals.empty() && seen.items > 0;
  View view = body_view(frame, problem);
  view.text("name", wish.name)
      .text("kind", wish.kind)
      .list("kinds", kind_options(language, wish.kind))
      .exact("deadline", wish.deadline ? core::to_iso(*wish.deadline) : "")
      .flag("second", wish.second_reviewer)
      .number("carry", wish.carry_months)
      .exact("follows", wish.follows > 0 ? std::to_string(wish.follows) : "")
      .exact("two_decide", show_number(language, seen.two_decide))
      .exact("carried", show_number(language, seen.carried))
      .exact("check_class", may ? "button-secondary" : "button-primary")
      .flag("preflight", preflight.has_value())
      .flag("refused", !seen.refusals.empty())
      .list("refusals", std::move(refusals))
      .exact("reviewers", show_number(language, seen.reviewers))
      .exact("subjects", show_number(language, seen.subjects))
      .exact("items", show_number(language, seen.items))
      .exact("largest", show_number(language, seen.largest_list))
      .exact("undescribed", show_number(language, seen.undescribed))
      .flag("has_nobody", !seen.nobody_to_ask.empty())
      .list("nobody", std::move(nobody))
      .flag("may_confirm", may);
  return framed(frame, say(language, Word::campaign_new), "new_campaign", std::move(view));
}

}  // namespace rettesnor::web
