// Opens, closes and shows campaigns.
#include "web/routes_campaigns.h"

#include <algorithm>

#include "web/addresses.h"

namespace rettesnor::web {
namespace {

using core::Result;

Result<Answer> new_campaign_with(const Visit& visit, const CampaignWish& wish,
                                 const std::optional<review::Preflight>& preflight,
                                 const std::optional<Problem>& problem) {
  return page_answer(new_campaign_page(visit.frame, wish, preflight, problem),
                     problem ? problem->status : 200);
}

/// An unticked box is not sent at all: the form says that it was shown.
CampaignWish wish_in(const Form& form) {
  CampaignWish wish{form.get("name"), core::parse_date(form.get("deadline"))};
  if (!form.get("options").empty()) wish.second_reviewer = form.get("second") == "yes";
  if (!form.get("kind").empty()) wish.kind = form.get("kind");
  wish.follows = whole_number(form.get("follows")).value_or(0);
  const auto months = whole_number(form.get("carry"));
  wish.carry_months = months ? static_cast<int>(std::min<std::int64_t>(*months, 1000)) : 0;
  return wish;
}

}  // namespace

Result<Answer> show_campaigns(Visit& visit) {
  return page_answer(campaigns_page(visit.frame, TRY(visit.reviews().campaigns(visit.reader()))));
}

Result<Answer> show_new_campaign(Visit& visit) {
  CampaignWish wish;
  wish.follows = whole_number(visit.query.get("follows")).value_or(0);
  return new_campaign_with(visit, wish, std::nullopt, std::nullopt);
}

Result<Answer> open_campaign(Visit& visit) {
  const CampaignWish wish = wish_in(visit.form);
  if (!wish.deadline) {
    const Problem problem{
        400, "Skriv fristen, fx 31.12.2026 / write the deadline, e.g. 31.12.2026", {}};
    return new_campaign_with(visit, wish, std::nullopt, problem);
  }
  const review::CampaignPlan plan{.name = wish.name,
                                  .kind = wish.kind,
                                  .deadline = *wish.deadline,
                                  .second_reviewer = wish.second_reviewer,
                                  .carry_months = wish.carry_months,
                                  .follows = core::CampaignId(wish.follows)};
  if (visit.form.get("confirm") == "yes") {
    const auto opened = visit.reviews().open(visit.reader(), plan, visit.now);
    if (opened) return see_other(campaign_address(kBoard, opened->id));
    return new_campaign_with(visit, wish, std::nullopt,
                             problem_of(visit.frame.language, opened.error()));
  }
  const auto preflight = visit.reviews().preflight(visit.reader(), plan, visit.now);
  if (!preflight) {
    return new_campaign_with(visit, wish, std::nullopt,
                             problem_of(visit.frame.language, preflight.error()));
  }
  return new_campaign_with(visit, wish, *preflight, std::nullopt);
}

Result<Answer> close_campaign(Visit& visit) {
  const core::CampaignId campaign = TRY(campaign_in(visit.form));
  const auto closed =
      visit.reviews().close(visit.reader(), campaign, visit.form.get("reason"), visit.now);
  if (closed) return see_other(campaign_address(kBoard, campaign));
  const auto board = visit.reviews().board(visit.reader(), campaign, visit.now);
  if (!board) return error_answer(visit.frame, board.error());
  visit.frame.here = campaign_address(kBoard, campaign);
  const Problem problem = problem_of(visit.frame.language, closed.error());
  return page_answer(board_page(visit.frame, *board, problem), problem.status);
}

Result<Answer> show_board(Visit& visit) {
  const core::CampaignId campaign = TRY(campaign_in(visit.query));
  const auto board = TRY(visit.reviews().board(visit.reader(), campaign, visit.now));
  return page_answer(board_page(visit.frame, board, std::nullopt));
}

Result<Answer> show_mails(Visit& visit) {
  constexpr std::size_t kMostShown = 300;
  return page_answer(
      mails_page(visit.frame, TRY(visit.reviews().mails(visit.reader(), kMostShown))));
}

}  // namespace rettesnor::web
