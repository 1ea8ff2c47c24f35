// A whole campaign on the fixture town with a fast clock: who gets which mail on which day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/mail/mail_lists.h"
#include "tests/e2e/town_rounds.h"

namespace rettesnor {
namespace {

class MailedTown : public test::TownRounds {
 public:
  explicit MailedTown(const test::MailServer& server)
      : TownRounds(service::RoundParts::Pulls::off, &server) {}

  /// Looks every six hours until the end of that day.
  void until(const char* day) {
    for (; zone().date_of(now) <= test::day(day); now += std::chrono::hours(6)) {
      round();
      for (const core::Mail& mail : review::must(store().mails(store::Store::MailChoice::all))) {
        if (!seen_.insert(mail.id).second) continue;
        days[core::to_iso(zone().date_of(now))].insert(mail.person);
      }
    }
  }
  core::CampaignId open(const char* deadline) {
    return review::must(review::campaigns::open(reviews().enter(as("Personale/P0005")),
                                                {"Efterår", "manager", test::day(deadline)}, now))
        .id;
  }
  /// Answers all of the list with "don't know" and signs it.
  void finish(const std::string& reviewer, core::CampaignId campaign) {
    const auto who = as(reviewer);
    int answers = 0;
    for (const auto& subject :
         review::must(review::answers::task(reviews().look(who), campaign, reviewer, now))
             .subjects) {
      const auto page = review::must(
          review::answers::page(reviews().look(who), campaign, reviewer, subject.subject.key));
      for (const review::ReviewRow& row : page.rows) {
        review::GivenAnswer given;
        given.campaign = campaign;
        given.reviewer = reviewer;
        given.subject = subject.subject.key;
        given.entitlement = row.entitlement_key;
        given.answer = core::Answer::dont_know;
        given.seen = row.seen;
        given.idempotency_key = "finishing-the-list-" + std::to_string(++answers);
        review::must(review::answers::give(reviews(), who, given, now));
      }
    }
    review::must(review::answers::sign_off(reviews().enter(who), campaign, reviewer, now));
  }
  std::set<std::string> unfinished() {
    std::set<std::string> reviewers;
    for (const auto& list : review::must(review::mail::open_lists(reviews().look())))
      reviewers.insert(list.reviewer);
    return reviewers;
  }

  std::map<std::string, std::set<std::string>> days;  ///< day → who was written to

 private:
  std::set<std::int64_t> seen_;
};

TEST(MailCampaign, FromTheOpeningToTheEscalationOnTheTown) {
  const test::MailServer server;
  MailedTown town(server);
  const auto campaign = town.open("2026-12-02");
  const auto asked = town.unfinished();
  ASSERT_GT(asked.size(), 10U);
  town.until("2026-11-20");
  EXPECT_EQ(town.days.at("2026-11-02"), asked);
  EXPECT_EQ(town.days.at("2026-11-12"), asked);
  town.finish("Personale/P0084", campaign);
  const auto left = town.unfinished();
  EXPECT_EQ(left.size() + 1, asked.size());
  town.until("2026-12-31");
  EXPECT_EQ(town.days.at("2026-11-22"), left);
  EXPECT_EQ(town.days.at("2026-11-29"), left);
  EXPECT_EQ(town.days.at("2026-12-07"), left);
  const auto& told = town.days.at("2026-12-09");
  for (const std::string& reviewer : left) EXPECT_TRUE(told.contains(reviewer)) << reviewer;
  std::set<std::string> days;
  for (const auto& [day, people] : town.days) days.insert(day);
  EXPECT_EQ(days, (std::set<std::string>{"2026-11-02", "2026-11-12", "2026-11-22", "2026-11-29",
                                         "2026-12-07", "2026-12-09"}));
  EXPECT_TRUE(town.troubles.empty()) << town.troubles.front();
  std::size_t written = 0;
  for (const auto& [day, people] : town.days) written += people.size();
  EXPECT_EQ(server.mails().size(), written) << "every one of them arrived, once";
}

}  // namespace
}  // namespace rettesnor
