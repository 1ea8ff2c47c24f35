// Parts of the bench about reviewing: opening, durable decisions under load, the log's share.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <thread>

#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/organisation/persons.h"
#include "store/bookkeeping.h"
#include "store/database.h"
#include "store/store.h"
#include "tests/bench/bench_moment.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/parts.h"
#include "tests/bench/review_town.h"

namespace rettesnor::bench {
namespace {

review::CampaignPlan plan() {
  return {.name = "Måling", .deadline = zone().date_of(kNow) + core::Days{30}};
}

struct Answered {
  std::vector<double> took_ms;
  std::size_t wrong = 0;
};

/// Every leader answers every row, each in a thread of her own.
Answered answer_all(review::Desk& reviews, core::CampaignId campaign, const ReviewTown& town) {
  Answered all;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (std::uint32_t leader = 1; leader <= town.leaders; ++leader) {
    threads.emplace_back([&, leader] {
      const auto who = must(review::organisation::authority(reviews.look(), leader_key(leader)));
      const auto page = must(review::answers::page(reviews.look(who), campaign, leader_key(leader),
                                                   employee_key(leader)));
      Answered mine;
      for (const review::ReviewRow& row : page.rows) {
        review::GivenAnswer given;
        given.campaign = campaign;
        given.reviewer = leader_key(leader);
        given.subject = employee_key(leader);
        given.entitlement = row.entitlement_key;
        given.answer = core::Answer::dont_know;
        given.seen = row.seen;
        given.idempotency_key = "bench-answer-key-" + std::to_string(leader) + "-" +
                                std::to_string(mine.took_ms.size());
        const double took = seconds([&] {
          if (!review::answers::give(reviews, who, given, kNow)) ++mine.wrong;
        });
        mine.took_ms.push_back(took * 1000);
      }
      const std::lock_guard lock(mutex);
      all.took_ms.insert(all.took_ms.end(), mine.took_ms.begin(), mine.took_ms.end());
      all.wrong += mine.wrong;
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(all.took_ms.begin(), all.took_ms.end());
  return all;
}

core::Decision invented_decision(core::CampaignId campaign, int number) {
  core::Decision given;
  given.campaign = campaign;
  given.subject = employee_key(1);
  given.entitlement = "Kataloget:G" + std::to_string(number);
  given.version = 1;
  given.decided_by = leader_key(1);
  given.decided_at = kNow;
  given.seen = std::string(64, 'a');
  given.idempotency_key = "bench-decision-" + std::to_string(number);
  return given;
}

}  // namespace

/// How long the program needs to open a campaign over a prepared store: "open_s", "items".
Numbers part_open_campaign(std::uint32_t persons, const std::string& path) {
  const BenchTown town = make_town(persons);
  auto policy = policy_of(town);
  policies::RoleAppointment administrator;
  administrator.role = "attesteringsadministrator";
  administrator.person = employee_no(first_employee(town));
  policy.appointments.push_back(administrator);
  Numbers numbers;
  auto store = must(store::Store::open(path));
  review::Desk reviews(store, zone(), std::make_shared<const policies::Policy>(std::move(policy)));
  must(reviews.refresh(kNow));
  const auto who = must(review::organisation::authority(
      reviews.look(), "Personale/" + person_id(first_employee(town))));
  numbers["preflight_s"] =
      seconds([&] { must(review::campaigns::preflight(reviews.look(who), plan(), kNow)); });
  core::Campaign campaign;
  numbers["open_s"] =
      seconds([&] { campaign = must(review::campaigns::open(reviews.enter(who), plan(), kNow)); });
  review::Board board;
  numbers["board_s"] = seconds(
      [&] { board = must(review::campaigns::board(reviews.look(who), campaign.id, kNow)); });
  numbers["items"] = static_cast<double>(board.items);
  return numbers;
}

/// 100 reviewers of 50 rows while a directory of `persons` is read into the same store:
/// "all_s", "p99_ms", "pulls", "lost".
Numbers part_decisions(std::uint32_t persons, const std::string& path) {
  std::filesystem::remove(path);
  const ReviewTown town{.leaders = 100, .rights = 50};
  const BenchTown other = make_town(persons);
  auto store = must(store::Store::open(path));
  fill(store, town, kNow - std::chrono::hours(1));
  review::Desk reviews(store, zone(), std::make_shared<const policies::Policy>(policy_of(town)));
  must(reviews.refresh(kNow));
  const auto who = must(review::organisation::authority(reviews.look(), leader_key(0)));
  const auto campaign = must(review::campaigns::open(reviews.enter(who), plan(), kNow));
  BenchTown next = other;
  for (std::size_t g = 0; g < next.members.size(); g += 3) {
    if (!next.members[g].empty()) next.members[g].pop_back();
  }
  std::atomic<bool> done{false};
  int pulls = 0;
  std::thread puller([&] {
    const store::SourceIdentity source{"kataloget", "ldap", "Kataloget"};
    while (!done) {
      ++pulls;
      const auto pull =
          directory_pull(pulls % 2 == 0 ? next : other, kNow + std::chrono::hours(pulls));
      must(store.apply(pull, source, {}, store::ApplyMode::apply));
    }
  });
  Numbers numbers;
  Answered answered;
  numbers["all_s"] = seconds([&] { answered = answer_all(reviews, campaign.id, town); });
  done = true;
  puller.join();
  numbers["pulls"] = pulls;
  numbers["p99_ms"] = answered.took_ms[answered.took_ms.size() * 99 / 100];
  numbers["answers"] = static_cast<double>(answered.took_ms.size());
  const auto kept = must(store.decisions(campaign.id)).size();
  numbers["lost"] =
      static_cast<double>(answered.took_ms.size() - kept) + static_cast<double>(answered.wrong);
  return numbers;
}

/// One decision with its event and mirror line against the decision's row alone, each in a
/// transaction of its own, interleaved: "logged_s", "bare_s".
Numbers part_append(const std::string& path) {
  constexpr int kRounds = 400;
  std::filesystem::remove(path);
  std::filesystem::remove(path + ".bare");
  auto store = must(store::Store::open(path));
  core::Campaign campaign;
  campaign.name = "Måling";
  campaign.kind = "manager";
  campaign.as_of = campaign.opened_at = kNow;
  campaign.opened_by = leader_key(0);
  const auto opened =
      must(store.open_campaign(campaign, {}, {audit::Kind::campaign_opened, "system", {}}));
  { must(store::Store::open(path + ".bare")); }
  const auto bare = must(store::Connection::open(path + ".bare"));
  {
    auto books = must(store::Bookkeeping::begin(bare));
    must(books.writer().execute(
        "INSERT INTO campaign (id, name, kind, as_of, opened_at, deadline, opened_by) VALUES "
        "(1, 'Måling', 'manager', 0, 0, 0, 'x')"));
    must(std::move(books).commit());
  }
  std::vector<double> logged, plain;
  for (int i = 0; i < kRounds; ++i) {
    const core::Decision given = invented_decision(opened.id, i);
    logged.push_back(seconds([&] {
      must(store.add_decision(given, {audit::Kind::decision,
                                      given.decided_by,
                                      {{"subject", given.subject},
                                       {"entitlement", given.entitlement},
                                       {"answer", "keep"},
                                       {"seen", given.seen}}}));
    }));
    plain.push_back(seconds([&] {
      auto books = must(store::Bookkeeping::begin(bare));
      must(books.writer().execute(
          "INSERT INTO decision (campaign, subject, entitlement, version, answer, until_day, "
          "comment, "
          "decided_by, on_behalf_of, decided_at, manner, seen, idempotency_key) VALUES (1, '" +
          given.subject + "', '" + given.entitlement + "', 1, 1, NULL, '', '" + given.decided_by +
          "', '', 0, 1, '" + given.seen + "', '" + given.idempotency_key + "')"));
      must(std::move(books).commit());
    }));
  }
  std::sort(logged.begin(), logged.end());
  std::sort(plain.begin(), plain.end());
  return {{"logged_s", logged[kRounds / 2]}, {"bare_s", plain[kRounds / 2]}};
}

}  // namespace rettesnor::bench
