// Opens, closes and shows campaigns.
#include "web/campaigns/routes_campaigns.h"
#include "review/campaigns/campaigns.h"
#include "review/mail/mail_lists.h"
#include "web/campaigns/pages_campaigns.h"

#include <algorithm>

#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<http::Response> new_campaign_with(const RequestContext& context, const CampaignWish& wish,
                                         const std::optional<review::Preflight>& preflight,
                                         const std::optional<Problem>& problem) {
  return page_answer(new_campaign_page(context.frame, wish, preflight, problem),
                     problem ? problem->status : 200);
}

/// An unticked box is not sent at all: the form says that it was shown.
CampaignWish wish_in(const http::Form& form) {
  CampaignWish wish{form.get("name"), core::parse_date(form.get("deadline"))};
  if (!form.get("options").empty()) wish.second_reviewer = form.get("second") == "yes";
  if (!form.get("kind").empty()) wish.kind = form.get("kind");
  wish.follows = http::whole_number(form.get("follows")).value_or(0);
  const auto months = http::whole_number(form.get("carry"));
  wish.carry_months = months ? static_cast<int>(std::min<std::int64_t>(*months, 1000)) : 0;
  return wish;
}

}  // namespace

Result<http::Response> show_campaigns(RequestContext& context) {
  return page_answer(campaigns_page(context.frame, TRY(review::campaigns::all(context.look()))));
}

Result<http::Response> show_new_campaign(RequestContext& context) {
  CampaignWish wish;
  wish.follows = http::whole_number(context.query.get("follows")).value_or(0);
  return new_campaign_with(context, wish, std::nullopt, std::nullopt);
}

Result<http::Response> open_campaign(RequestContext& context) {
  const CampaignWish wish = wish_in(context.form);
  if (!wish.deadline) {
    const Problem problem = problem_of(
        context.frame.language,
        words::refuse(core::ErrorKind::invalid_input, words::Refusal::write_deadline).value());
    return new_campaign_with(context, wish, std::nullopt, problem);
  }
  const review::CampaignPlan plan{.name = wish.name,
                                  .kind = wish.kind,
                                  .deadline = *wish.deadline,
                                  .second_reviewer = wish.second_reviewer,
                                  .carry_months = wish.carry_months,
                                  .follows = core::CampaignId(wish.follows)};
  if (context.form.get("confirm") == "yes") {
    const auto opened = review::campaigns::open(context.enter(), plan, context.now);
    if (opened) return see_other(campaign_address(kBoard, opened->id));
    return new_campaign_with(context, wish, std::nullopt,
                             problem_of(context.frame.language, opened.error()));
  }
  const auto preflight = review::campaigns::preflight(context.look(), plan, context.now);
  if (!preflight) {
    return new_campaign_with(context, wish, std::nullopt,
                             problem_of(context.frame.language, preflight.error()));
  }
  return new_campaign_with(context, wish, *preflight, std::nullopt);
}

Result<http::Response> close_campaign(RequestContext& context) {
  const core::CampaignId campaign = TRY(campaign_in(context.form));
  const auto closed =
      review::campaigns::close(context.enter(), campaign, context.form.get("reason"), context.now);
  if (closed) return see_other(campaign_address(kBoard, campaign));
  const auto board = review::campaigns::board(context.look(campaign), campaign, context.now);
  if (!board) return error_answer(context.frame, board.error());
  context.frame.here = campaign_address(kBoard, campaign);
  const Problem problem = problem_of(context.frame.language, closed.error());
  return page_answer(board_page(context.frame, *board, problem), problem.status);
}

Result<http::Response> show_board(RequestContext& context) {
  const core::CampaignId campaign = TRY(campaign_in(context.query));
  const auto board = TRY(review::campaigns::board(context.look(campaign), campaign, context.now));
  return page_answer(board_page(context.frame, board, std::nullopt));
}

Result<http::Response> show_mails(RequestContext& context) {
  constexpr std::size_t kMostShown = 300;
  return page_answer(
      mails_page(context.frame, TRY(review::mail::mails(context.look(), kMostShown))));
}

}  // namespace rettesnor::web
