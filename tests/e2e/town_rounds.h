// The fixture town opened inside the test, with the rounds of `serve` run by a clock of the test's.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "policies/read_policy.h"
#include "review/organisation/persons.h"
#include "service/policy_watch.h"
#include "service/rounds.h"
#include "tests/review/review_words.h"
#include "tests/support/error_words.h"
#include "tests/support/mail_server.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {

class TownRounds {
 public:
  explicit TownRounds(service::RoundParts::Pulls pulls, const MailServer* mail = nullptr,
                      const std::string& more_settings = "") {
    town_.walk();
    if (!more_settings.empty()) {
      write_file(town_.settings(), read_file(town_.settings()) + more_settings);
    }
    settings_ = review::must(policies::read_settings(town_.settings()));
    zone_ =
        std::make_unique<core::LocalZone>(review::must(core::LocalZone::named(settings_.timezone)));
    store_ = std::make_unique<store::Store>(
        review::must(store::Store::open(settings_.data_folder + "/rettesnor.db")));
    auto policy = review::must(policies::read_policy(settings_.policy_folder));
    watch_ = std::make_unique<service::PolicyWatch>(settings_.policy_folder, policy.policy);
    reviews_ = std::make_unique<review::Desk>(
        *store_, *zone_, std::make_shared<const policies::Policy>(std::move(policy.policy)));
    review::must(reviews_->refresh(now));
    service::RoundParts parts{*store_, *reviews_, *zone_, settings_};
    parts.pulls = pulls;
    parts.changed_policy = [this] { return watch_->changed(); };
    parts.campaigns = policies::campaign_templates(settings_);
    parts.tell = [this](const core::Error& error) { troubles.push_back(test::english(error)); };
    if (mail != nullptr) parts.post.emplace(post_office(*mail));
    rounds_ = std::make_unique<service::Rounds>(std::move(parts), now);
  }

  ~TownRounds() { review::expect_whole_events(*store_); }

  void round() {
    // Every source delivers an export just before each round.
    date_exports(town_.path(), now);
    rounds_->run(now, {});
  }
  void round_at(const char* iso) {
    now = moment(iso);
    round();
  }
  /// "applied applied failed", the newest last.
  std::string outcomes(const std::string& source) const {
    std::string told;
    for (const auto& pull : review::must(store_->pulls(source, 100))) {
      told = std::string(core::name_of(pull.outcome)) + (told.empty() ? "" : " ") + told;
    }
    return told;
  }
  review::Authority as(const std::string& person) const {
    return review::must(review::organisation::authority(reviews_->look(), person));
  }
  /// A file of the newest delivery.
  std::filesystem::path file(const std::string& name) const {
    return town_.path() / "2026-11-02" / name;
  }

  store::Store& store() { return *store_; }
  review::Desk& reviews() { return *reviews_; }
  const core::LocalZone& zone() const { return *zone_; }
  const policies::Settings& settings() const { return settings_; }
  const TownProgram& program() const { return town_; }

  core::Timestamp now = moment("2026-11-02T07:00:00Z");
  std::vector<std::string> troubles;

 private:
  service::PostOffice post_office(const MailServer& server) const {
    policies::MailSettings mail{.server = server.url(),
                                .sender = "rettesnor@maagesund.example",
                                .user = MailServer::user(),
                                .password_file = server.password_file(),
                                .ca_file = server.ca_file(),
                                .base_url = "https://rettesnor.maagesund.example/",
                                .per_hour = 1000,
                                .per_run = 1000};
    const review::Letterhead head{.municipality = settings_.municipality,
                                  .base_url = mail.base_url};
    return {*store_, *reviews_, *zone_, mail, head, settings_.data_folder};
  }

  TownProgram town_;
  policies::Settings settings_;
  std::unique_ptr<core::LocalZone> zone_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<service::PolicyWatch> watch_;
  std::unique_ptr<review::Desk> reviews_;
  std::unique_ptr<service::Rounds> rounds_;
};

}  // namespace rettesnor::test
