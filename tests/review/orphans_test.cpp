// The work list of open accounts that nobody rightly stands behind.
#include "review/orphans.h"

#include <gtest/gtest.h>

#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

using namespace test;

std::string list_of(const BuiltTown& town) {
  std::string list;
  for (const Orphan& orphan : orphans_of(town.graph())) {
    list += orphan.account.ref + " " + std::string(name_of(orphan.situation)) + "\n";
  }
  return list;
}

TEST(Orphans, AccessFromOutsideComesFirstThenTheMostUrgent) {
  const auto town =
      built(person("old").employed("Top").until("2026-09-30"), account("old", "K").of("old"),
            account("old", "VPN").of("old"),
            person("rel").employed("Top").released_at("2026-10-30T16:00:00Z"),
            account("rel", "K").of("rel"), account("stray", "K"), person("ada").employed("Top"),
            account("ada", "K").of("ada"),
            test::system("VPN", [](policies::System& vpn) { vpn.remote_access = true; }));
  EXPECT_EQ(list_of(town), "VPN/old left\nK/rel released\nK/old left\nK/stray nobody\n");
}

TEST(Orphans, WhatIsAcceptedIsLeftOutUntilItsDay) {
  const auto accepted = [](std::string_view until) {
    return registered("K", "scan", "service", [until](policies::RegisteredAccount& account) {
      account.accepted_until = day(until);
    });
  };
  EXPECT_EQ(list_of(built(account("scan", "K"), accepted("2026-11-02"))), "");
  EXPECT_EQ(list_of(built(account("scan", "K"), accepted("2026-11-01"))), "K/scan nobody\n");
}

TEST(Orphans, ClosedAccountsAndWhomAHumanCalledNobodysAreNoWork) {
  EXPECT_EQ(list_of(built(person("old").employed("Top").until("2026-09-30"),
                          account("old", "K").of("old").disabled(), account("printer", "K"),
                          settled("K", "printer", ""))),
            "");
}

TEST(Orphans, WhoIsElectedIsAPersonsDecision) {
  const auto town =
      built(person("kai").elected("Byråd").until("2025-12-31"), account("kai", "K").of("kai"));
  const auto orphans = orphans_of(town.graph());
  ASSERT_EQ(orphans.size(), 1U);
  EXPECT_EQ(orphans.front().situation, OrphanSituation::mandate_ended);
  EXPECT_EQ(orphans.front().closing, Orphan::Closing::person);
}

/// alm fits two of the same name; ida is IT.
Town two_of_a_name() {
  Town town;
  town.with(unit("Top").led_by("n-boss"), person("boss").employed("Top"),
            person("anna").named("Anna Holm").employed("Top"),
            person("anne").named("Anna Holm").employed("Top"), person("ida").employed("Top"),
            appointed_as("IT-drift", "ida"), account("alm", "K").named("Anna Holm"));
  return town;
}

std::string key_of_only(const std::vector<OrphanLine>& lines) {
  return lines.size() == 1 ? lines.front().orphan.account.key : "";
}

TEST(OrphanDesk, ShowsWhomItMayBeSideBySideAndTakesAWord) {
  Stage stage(two_of_a_name());
  const auto lines = must(stage.review().orphans(stage.as("ida")));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().orphan.situation, OrphanSituation::unclear);
  ASSERT_EQ(lines.front().candidates.size(), 2U);
  const std::string account = key_of_only(lines);
  must(stage.review().settle_account(stage.as("ida"), {account, key_of("anna"), "badge 7"},
                                     later(1)));
  must(stage.review().refresh(later(2)));
  EXPECT_TRUE(must(stage.review().orphans(stage.as("ida"))).empty());
  const auto told = must(stage.store().events(0, 100));
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(std::count_if(told.begin(), told.end(),
                          [](const core::LoggedEvent& one) { return one.kind == "link_settled"; }),
            1);
}

TEST(OrphanDesk, NobodyGivesHerselfAnAccountAndOnlyItSaysAnything) {
  Stage stage(two_of_a_name());
  auto& review = stage.review();
  const std::string account = key_of_only(must(review.orphans(stage.as("ida"))));
  const auto refused = [&](const std::string& who, const AccountWord& word) {
    const auto done = review.settle_account(stage.as(who), word, later(1));
    return done ? std::nullopt : std::optional(done.error().kind);
  };
  EXPECT_EQ(refused("ida", {account, key_of("ida"), "mine"}), ErrorKind::refused);
  EXPECT_EQ(refused("boss", {account, key_of("anna"), "hers"}), ErrorKind::refused);
  EXPECT_EQ(refused("ida", {account, key_of("anna"), " "}), ErrorKind::invalid_input);
  EXPECT_EQ(refused("ida", {account, "nobody", "x"}), ErrorKind::not_found);
  EXPECT_EQ(refused("ida", {"no account", key_of("anna"), "x"}), ErrorKind::not_found);
  EXPECT_FALSE(review.orphans(stage.as("boss")));
  EXPECT_EQ(must(review.orphans(stage.as("ida"))).size(), 1U);
}

}  // namespace
}  // namespace rettesnor::review
