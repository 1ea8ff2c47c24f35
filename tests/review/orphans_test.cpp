// The work list of open accounts that nobody rightly stands behind.
#include "review/orphans.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

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

}  // namespace
}  // namespace rettesnor::review
