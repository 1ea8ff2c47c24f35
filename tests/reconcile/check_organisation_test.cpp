// Findings about leaders, critical rights and backup persons.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/checks.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReviewerMissing, AVacantUnitNamesTheNextLeaderAbove) {
  const auto town =
      built(unit("Center").led_by("n-chef"), person("chef").named("Chefen").employed("Center"),
            unit("Afd").under("Center"), person("b").employed("Afd"), unit("Tom").under("Center"));
  EXPECT_THAT(told(town, "REVIEWER_MISSING"), ElementsAre("Afd"));
  EXPECT_EQ(only(town, "REVIEWER_MISSING").evidence.at("next_leader_above"), "Chefen");
}

TEST(ReviewerMissing, ALeaderWhoLeftIsNone) {
  const auto led_until = [](std::string_view last_day) {
    return built(unit("Afd").led_by("n-chef"), person("chef").employed("Top").until(last_day),
                 unit("Top").closed("2026-01-01"), person("b").employed("Afd"));
  };
  EXPECT_THAT(told(led_until("2026-11-02"), "REVIEWER_MISSING"), IsEmpty());
  EXPECT_THAT(told(led_until("2026-11-01"), "REVIEWER_MISSING"), ElementsAre("Afd"));
}

TEST(ReviewerMissing, AClosedUnitNeedsNone) {
  const auto closed = [](std::string_view last_day) {
    return built(unit("Afd").closed(last_day), person("b").employed("Afd"));
  };
  EXPECT_THAT(told(closed("2026-11-02"), "REVIEWER_MISSING"), ElementsAre("Afd"));
  EXPECT_THAT(told(closed("2026-11-01"), "REVIEWER_MISSING"), IsEmpty());
}

TEST(ManagerCycle, ARingOfThreeIsOneFinding) {
  const auto town = built(unit("A").led_by("n-c"), unit("B").led_by("n-a"), unit("C").led_by("n-b"),
                          person("a").employed("A"), person("b").employed("B"),
                          person("c").employed("C"), person("d").employed("A"));
  EXPECT_THAT(told(town, "MANAGER_CYCLE"), ElementsAre("a"));
  EXPECT_EQ(only(town, "MANAGER_CYCLE").values.at("liste"), "a → c → b → a");
}

TEST(ManagerCycle, ALeaderOfHerOwnUnitAnswersToTheUnitAbove) {
  const auto town = built(unit("Top").led_by("n-top"), unit("A").under("Top").led_by("n-a"),
                          unit("Side").led_by("n-side"), person("top").employed("Side"),
                          person("side").employed("Side"), person("a").employed("A"));
  EXPECT_THAT(told(town, "MANAGER_CYCLE"), IsEmpty());
}

TEST(ManagerCycle, OnlyThePrimaryEmploymentCounts) {
  const auto leads = [](auto make_primary) {
    auto b = person("b").employed("X").employed("B");
    make_primary(b);
    return built(unit("A").led_by("n-b"), unit("B").led_by("n-a"), unit("X"),
                 person("a").employed("A"), b);
  };
  EXPECT_THAT(told(leads([](auto& b) { b.primary(); }), "MANAGER_CYCLE"), ElementsAre("a"));
  EXPECT_THAT(told(leads([](auto&) {}), "MANAGER_CYCLE"), IsEmpty());
}

TEST(ManagerCycle, UnitsThatAreEachOthersParentsAreOneToo) {
  const auto led =
      built(unit("A").under("B").led_by("n-a"), unit("B").under("A"), person("a").employed("A"));
  EXPECT_THAT(told(led, "MANAGER_CYCLE"), ElementsAre("a"));
  const auto vacant = built(unit("A").under("B"), unit("B").under("A"));
  EXPECT_THAT(told(vacant, "MANAGER_CYCLE"), ElementsAre("A"));
}

Piece critical(std::string_view right) {
  return about(right, [](auto& rule) { rule.critical = true; });
}

TEST(SingleHolder, CountsPersonsNotAccounts) {
  const auto ole = person("ole").named("Ole Lund").employed("IT");
  const auto one = built(ole, account("ole", "S").of("ole").member_of("G"),
                         account("adm-ole", "S").of("ole").kind("admin").member_of("G"),
                         group("G", "S"), critical("S:G"));
  EXPECT_THAT(told(one, "SINGLE_HOLDER"), ElementsAre("S:G > ole"));
  const auto two =
      built(ole, account("ole", "S").of("ole").member_of("G"), person("bo").employed("IT"),
            account("bo", "S").of("bo").member_of("G"), group("G", "S"), critical("S:G"));
  EXPECT_THAT(told(two, "SINGLE_HOLDER"), IsEmpty());
}

TEST(SingleHolder, NobodyHasNoObjectAndThreeMayBeAsked) {
  EXPECT_THAT(told(built(group("G", "S"), critical("S:G")), "SINGLE_HOLDER"), ElementsAre("S:G"));
  const auto town = built(person("a").employed("IT"), account("a", "S").of("a").member_of("G"),
                          person("b").employed("IT"), account("b", "S").of("b").member_of("G"),
                          group("G", "S"), about("S:G", [](auto& rule) { rule.min_holders = 3; }));
  EXPECT_THAT(told(town, "SINGLE_HOLDER"), ElementsAre("S:G"));
}

TEST(SingleHolder, ARightThatWasNeverReadIsUnknownNotUnheld) {
  const auto town = built(account("x", "S"), critical("Ulæst:G"), system("Ulæst"));
  EXPECT_THAT(told(town, "SINGLE_HOLDER"), IsEmpty());
}

/// "ole" is the named backup of S:G; `shape` says what is wrong with him.
template <class... More>
BuiltTown with_backup(const Person& ole, const More&... more) {
  return built(ole, person("bo").employed("IT"), account("bo", "S").of("bo").member_of("G"),
               group("G", "S"),
               about("S:G",
                     [](auto& rule) {
                       rule.critical = true;
                       rule.backups = {"n-ole"};
                     }),
               more...);
}

std::string reason(const BuiltTown& town) {
  const auto findings = findings_of(town, "BACKUP_NOT_READY");
  return findings.empty() ? "" : findings.front().values.at("grund");
}

TEST(BackupNotReady, SaysWhy) {
  const auto ole = person("ole").employed("IT");
  const auto able = account("ole", "S").of("ole").member_of("G");
  EXPECT_EQ(reason(with_backup(ole, able)), "");
  EXPECT_EQ(reason(with_backup(ole)), "har ikke rettigheden");
  EXPECT_EQ(reason(with_backup(ole, account("ole", "S").of("ole").disabled().member_of("G"))),
            "ingen aktiv konto");
  EXPECT_EQ(reason(with_backup(person("ole").employed("IT").until("2026-11-01"), able)),
            "fratrådt");
  EXPECT_EQ(reason(with_backup(person("bob").employed("IT"))), "ukendt person");
}

TEST(BackupNotReady, LeaveAndSilenceHaveTheirLimits) {
  const auto away = [](std::string_view until) {
    return reason(with_backup(person("ole").employed("IT").status("ORLOV").leave_until(until),
                              account("ole", "S").of("ole").member_of("G")));
  };
  EXPECT_EQ(away("2026-11-16"), "");
  EXPECT_EQ(away("2026-11-17"), "orlov");
  const auto used = [](std::string_view iso) {
    return reason(with_backup(person("ole").employed("IT"),
                              account("ole", "S").of("ole").member_of("G").last_used(iso)));
  };
  EXPECT_EQ(used("2026-05-06T07:00:00Z"), "");  // 180 days
  EXPECT_EQ(used("2026-05-05T07:00:00Z"), "ikke logget på");
}

TEST(BackupNotReady, WithoutNamesTheHoldersAreTheBackups) {
  const auto holders = [](std::string_view status) {
    return built(person("a").employed("IT"), account("a", "S").of("a").member_of("G"),
                 person("b").employed("IT").status(status),
                 account("b", "S").of("b").member_of("G"), group("G", "S"), critical("S:G"));
  };
  EXPECT_THAT(told(holders("AKTIV"), "BACKUP_NOT_READY"), IsEmpty());
  EXPECT_THAT(told(holders("ORLOV"), "BACKUP_NOT_READY"), ElementsAre("S:G > b"));
  EXPECT_THAT(told(holders("ORLOV"), "SINGLE_HOLDER"), IsEmpty());
}

}  // namespace
}  // namespace rettesnor::reconcile
