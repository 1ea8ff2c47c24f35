// A whole campaign on the fixture town with a fast clock: who gets which mail on which day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "cli/rounds.h"
#include "policies/read_policy.h"
#include "tests/review/review_words.h"
#include "tests/support/mail_server.h"
#include "tests/support/town_program.h"

namespace rettesnor {
namespace {

using review::must;

class MailedTown {
 public:
  MailedTown() {
    town_.walk();
    settings_ = must(policies::read_settings(town_.settings()));
    zone_ = std::make_unique<core::LocalZone>(must(core::LocalZone::named(settings_.timezone)));
    store_ = std::make_unique<store::Store>(
        must(store::Store::open(settings_.data_folder + "/rettesnor.db")));
    auto policy = must(policies::read_policy(settings_.policy_folder));
    reviews_ = std::make_unique<review::Recertification>(
        *store_, *zone_, std::make_shared<const policies::Policy>(std::move(policy.policy)));
    must(reviews_->refresh(now));
    policies::MailSettings mail{.server = server.url(),
                                .sender = "rettesnor@maagesund.example",
                                .user = test::MailServer::user(),
                                .password_file = server.password_file(),
                                .ca_file = server.ca_file(),
                                .base_url = "https://rettesnor.maagesund.example/",
                                .per_hour = 1000,
                                .per_run = 1000};
    cli::PostOffice post{*store_,
                         *reviews_,
                         *zone_,
                         mail,
                         {.municipality = settings_.municipality, .base_url = mail.base_url},
                         settings_.data_folder};
    rounds_ = std::make_unique<cli::Rounds>(
        cli::RoundParts{*store_, *reviews_, *zone_, settings_, std::move(post),
                        cli::RoundParts::Pulls::off,
                        [this](const core::Error& error) { troubles.push_back(error.message); }},
        now);
  }

  /// Looks every six hours until the end of that day.
  void until(const char* day) {
    for (; zone_->date_of(now) <= test::day(day); now += std::chrono::hours(6)) {
      rounds_->run(now, {});
      for (const core::Mail& mail : must(store_->mails(store::Store::MailChoice::all))) {
        if (!seen_.insert(mail.id).second) continue;
        days[core::to_iso(zone_->date_of(now))].insert(mail.person);
      }
    }
  }
  core::CampaignId open(const char* deadline) {
    return must(reviews_->open(as("Personale/P0005"), {"Efterår", "manager", test::day(deadline)},
                               now))
        .id;
  }
  review::Authority as(const std::string& person) const {
    return must(reviews_->authority(person, now));
  }
  /// Answers all of the list with "don't know" and signs it.
  void finish(const std::string& reviewer, core::CampaignId campaign) {
    const auto who = as(reviewer);
    int answers = 0;
    for (const auto& subject : must(reviews_->task(who, campaign, reviewer, now)).subjects) {
      const auto page = must(reviews_->page(who, campaign, reviewer, subject.subject.key, now));
      for (const review::ReviewRow& row : page.rows) {
        review::GivenAnswer given;
        given.campaign = campaign;
        given.reviewer = reviewer;
        given.subject = subject.subject.key;
        given.entitlement = row.entitlement_key;
        given.answer = core::Answer::dont_know;
        given.seen = row.seen;
        given.idempotency_key = "finishing-the-list-" + std::to_string(++answers);
        must(reviews_->answer(who, given, now));
      }
    }
    must(reviews_->sign_off(who, campaign, reviewer, now));
  }
  std::set<std::string> unfinished() const {
    std::set<std::string> reviewers;
    for (const auto& list : must(reviews_->open_lists())) reviewers.insert(list.reviewer);
    return reviewers;
  }

  test::MailServer server;
  core::Timestamp now = test::moment("2026-11-02T07:00:00Z");
  std::map<std::string, std::set<std::string>> days;  ///< day → who was written to
  std::vector<std::string> troubles;

 private:
  test::TownProgram town_;
  policies::Settings settings_;
  std::unique_ptr<core::LocalZone> zone_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<review::Recertification> reviews_;
  std::unique_ptr<cli::Rounds> rounds_;
  std::set<std::int64_t> seen_;
};

TEST(MailCampaign, FromTheOpeningToTheEscalationOnTheTown) {
  MailedTown town;
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
  EXPECT_EQ(town.server.mails().size(), written) << "every one of them arrived, once";
}

}  // namespace
}  // namespace rettesnor
