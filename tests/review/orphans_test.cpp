// The work list of open accounts that nobody rightly stands behind.
#include "review/accounts/orphans.h"
#include "review/accounts/accounts.h"
#include "review/organisation/moment.h"

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

TEST(Orphans, WhoVanishedWithoutAWordIsAPersonsDecision) {
  const auto town = built(gone(person("kai").employed("Top"), "2026-10-20T06:00:00Z"),
                          account("kai", "K").of("kai"));
  const auto orphans = orphans_of(town.graph());
  ASSERT_EQ(orphans.size(), 1U);
  EXPECT_EQ(orphans.front().situation, OrphanSituation::vanished);
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
  const auto lines = must(accounts::orphans(stage.review().look(stage.as("ida"))));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().orphan.situation, OrphanSituation::unclear);
  ASSERT_EQ(lines.front().candidates.size(), 2U);
  const std::string account = key_of_only(lines);
  must(accounts::settle_account(stage.review().enter(stage.as("ida")),
                                {account, key_of("anna"), "badge 7"}, later(1)));
  must(stage.review().refresh(later(2)));
  EXPECT_TRUE(must(accounts::orphans(stage.review().look(stage.as("ida")))).empty());
  const auto told = must(stage.store().events(0, 100));
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(std::count_if(told.begin(), told.end(),
                          [](const core::LoggedEvent& one) { return one.kind == "link_settled"; }),
            1);
}

TEST(OrphanDesk, NobodyGivesHerselfAnAccountAndOnlyItSaysAnything) {
  Stage stage(two_of_a_name());
  auto& review = stage.review();
  const std::string account = key_of_only(must(accounts::orphans(review.look(stage.as("ida")))));
  const auto refused = [&](const std::string& who, const AccountWord& word) {
    const auto done = accounts::settle_account(review.enter(stage.as(who)), word, later(1));
    return done ? std::nullopt : std::optional(done.error().kind);
  };
  EXPECT_EQ(refused("ida", {account, key_of("ida"), "mine"}), ErrorKind::refused);
  EXPECT_EQ(refused("boss", {account, key_of("anna"), "hers"}), ErrorKind::refused);
  EXPECT_EQ(refused("ida", {account, key_of("anna"), " "}), ErrorKind::invalid_input);
  EXPECT_EQ(refused("ida", {account, "nobody", "x"}), ErrorKind::not_found);
  EXPECT_EQ(refused("ida", {"no account", key_of("anna"), "x"}), ErrorKind::not_found);
  EXPECT_FALSE(accounts::orphans(review.look(stage.as("boss"))));
  EXPECT_EQ(must(accounts::orphans(review.look(stage.as("ida")))).size(), 1U);
}

/// It is lent out at the desk; ida is IT and lea is here.
Town scanner_town() {
  Town town = two_of_a_name();
  town.with(person("lea").employed("Top"), account("scan", "K"),
            person("old").employed("Top").until("2026-09-30"), account("anna", "K").of("anna"));
  return town;
}

std::string key_of_account(Stage& stage, const std::string& ref) {
  for (const OrphanLine& line : must(accounts::orphans(stage.review().look(stage.as("ida"))))) {
    if (line.orphan.account.ref == ref) return line.orphan.account.key;
  }
  return {};
}

TEST(OrphanDesk, LetsAnAccountStandUntilADayAndListsItAgainAfterwards) {
  Stage stage(scanner_town());
  auto& review = stage.review();
  const std::string scan = key_of_account(stage, "K/scan");
  must(accounts::settle_account(review.enter(stage.as("ida")),
                                {scan, key_of("lea"), "scanner", day("2026-11-10")}, later(1)));
  must(review.refresh(later(2)));
  EXPECT_EQ(key_of_account(stage, "K/scan"), "");
  const auto accepted = must(accounts::accepted_accounts(review.look(stage.as("ida"))));
  ASSERT_EQ(accepted.size(), 1U);
  EXPECT_EQ(accepted.front().answers.key, key_of("lea"));
  EXPECT_EQ(accepted.front().reason, "scanner");
  EXPECT_EQ(accepted.front().until, day("2026-11-10"));
  EXPECT_NE(accepted.front().decided_by, key_of("ida")) << "a name, not a key";
  EXPECT_TRUE(accepted.front().holds);
  const auto events = must(stage.store().events(0, 100));
  EXPECT_EQ(events.back().kind, "account_accepted");
  EXPECT_NE(events.back().bytes.find("2026-11-10"), std::string::npos);

  must(review.refresh(later(24 * 9)));
  EXPECT_EQ(key_of_account(stage, "K/scan"), scan);
  EXPECT_FALSE(must(accounts::accepted_accounts(review.look(stage.as("ida")))).front().holds);
}

TEST(OrphanDesk, LetsNothingStandThatItShouldNot) {
  Stage stage(scanner_town());
  auto& review = stage.review();
  const std::string scan = key_of_account(stage, "K/scan");
  const auto refused = [&](const std::string& who, const AccountWord& word) {
    const auto done = accounts::settle_account(review.enter(stage.as(who)), word, later(1));
    return done ? std::nullopt : std::optional(done.error().kind);
  };
  const auto in_time = day("2026-12-31");
  EXPECT_EQ(refused("ida", {scan, key_of("ida"), "mine", in_time}), ErrorKind::refused);
  EXPECT_EQ(refused("boss", {scan, key_of("lea"), "x", in_time}), ErrorKind::refused);
  EXPECT_EQ(refused("ida", {scan, key_of("lea"), "", in_time}), ErrorKind::invalid_input);
  EXPECT_EQ(refused("ida", {scan, key_of("lea"), "x", day("2026-11-01")}),
            ErrorKind::invalid_input);
  EXPECT_EQ(refused("ida", {scan, key_of("lea"), "x", day("2027-11-04")}),
            ErrorKind::invalid_input);
  EXPECT_EQ(refused("ida", {scan, key_of("old"), "x", in_time}), ErrorKind::invalid_input);
  const AccountWord hers{core::Thing{}.key, key_of("lea"), "x", in_time};
  EXPECT_EQ(refused("ida", hers), ErrorKind::not_found);
  const auto& graph = review.now()->graph;
  for (core::Index a = 0; a < graph.accounts.size(); ++a) {
    if (graph.accounts[a].person == core::kNone) continue;
    EXPECT_EQ(
        refused("ida", {reconcile::thing_of_account(graph, a).key, key_of("lea"), "x", in_time}),
        ErrorKind::conflict);
  }
  EXPECT_EQ(refused("ida", {scan, key_of("lea"), "x", day("2027-11-03")}), std::nullopt)
      << "a year is not too long";
  EXPECT_FALSE(accounts::accepted_accounts(review.look(stage.as("boss"))));
}

}  // namespace
}  // namespace rettesnor::review
