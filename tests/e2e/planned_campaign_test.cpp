// Campaigns that the settings plan: opened when their time comes, or the administrator is told why
// not.
#include <gmock/gmock.h>

#include "tests/e2e/town_rounds.h"

namespace rettesnor {
namespace {

using service::RoundParts;
using test::TownRounds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPlan =
    "\n[[campaign]]\nname = \"Halvårlig\"\nfirst_deadline = \"2026-12-05\"\nevery_months = 6\n"
    "lead_days = 30\n";

std::vector<std::string> campaigns(TownRounds& town) {
  std::vector<std::string> names;
  for (const core::Campaign& campaign : review::must(town.store().campaigns())) {
    names.push_back(campaign.name + " by " + campaign.opened_by);
  }
  return names;
}

TEST(PlannedCampaign, OpensOnItsDayOnceAndTellsThoseWhoAreAsked) {
  const test::MailServer server;
  TownRounds town(RoundParts::Pulls::on, &server, kPlan);
  town.round_at("2026-11-04T22:59:00Z");
  EXPECT_THAT(campaigns(town), IsEmpty());
  town.round_at("2026-11-04T23:01:00Z");
  EXPECT_THAT(campaigns(town), ElementsAre("Halvårlig 2026-12 by system"));
  EXPECT_GT(server.mails().size(), 10U);
  town.round_at("2026-11-05T01:00:00Z");
  town.round_at("2026-11-06T01:00:00Z");
  EXPECT_EQ(campaigns(town).size(), 1U);
  EXPECT_THAT(town.troubles, IsEmpty());
}

TEST(PlannedCampaign, WhenASourceIsInQuarantineTheAdministratorIsToldOnceAndItOpensLater) {
  const test::MailServer server;
  TownRounds town(RoundParts::Pulls::on, &server, kPlan);
  const std::string rows = test::read_file(town.file("hr/ansatte.csv"));
  test::write_file(town.file("hr/ansatte.csv"),
                   rows.substr(0, rows.find('\n', rows.size() / 2) + 1));
  town.round_at("2026-11-05T01:00:00Z");
  ASSERT_EQ(town.outcomes("hr"), "applied applied quarantined");
  town.round_at("2026-11-05T07:00:00Z");
  EXPECT_THAT(campaigns(town), IsEmpty());
  const auto mails = server.mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_THAT(mails[0].subject, HasSubstr("Halvårlig 2026-12"));
  EXPECT_THAT(mails[0].text, HasSubstr("karantæne"));
  EXPECT_EQ(review::must(town.store().events_about(audit::Kind::campaign_not_opened, "", 9)).size(),
            1U);
  test::write_file(town.file("hr/ansatte.csv"), rows);
  town.round_at("2026-11-06T01:00:00Z");
  EXPECT_THAT(campaigns(town), ElementsAre("Halvårlig 2026-12 by system"));
}

TEST(PlannedCampaign, OneAboutEventsOpensWhenSomethingHappenedAndIsSilentOtherwise) {
  const std::string plan =
      "\n[[campaign]]\nname = \"Hændelser\"\nkind = \"events\"\n"
      "first_deadline = \"2026-11-11\"\nevery_days = 1\nlead_days = 1\ncarry_months = 6\n";
  const test::MailServer server;
  TownRounds town(RoundParts::Pulls::on, &server, plan);
  town.round_at("2026-11-10T01:00:00Z");
  EXPECT_THAT(campaigns(town), ElementsAre("Hændelser 2026-11-11 by system"));
  EXPECT_FALSE(server.mails().empty());
  // The first is still open, and nothing has happened that it does not ask about.
  town.round_at("2026-11-12T01:00:00Z");
  EXPECT_EQ(campaigns(town).size(), 1U);
  EXPECT_THAT(town.troubles, IsEmpty());
}

}  // namespace
}  // namespace rettesnor
