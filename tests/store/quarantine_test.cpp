// The breaker, and the two people who may let a pull through.
#include <filesystem>

#include <gtest/gtest.h>

#include "store/history/breaker.h"
#include "store/log/event_origin.h"
#include "store/log/log_mirror.h"
#include "tests/store/store_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::store {
namespace {

using Names = std::set<std::string>;

class Quarantine : public StoreTest {
 protected:
  /// 100 accounts a0 … a99, all of them members of G.
  void fill(Store& store) {
    std::vector<std::string> members;
    for (int i = 0; i < 100; ++i) members.push_back("a" + std::to_string(i));
    applied(store, Told(1).accounts("a", 0, 100).group("G", members));
  }
  /// Half of the accounts are gone.
  static Told half(int hours) {
    Told told(hours);
    std::vector<std::string> members;
    for (int i = 0; i < 50; ++i) members.push_back("a" + std::to_string(i));
    told.accounts("a", 0, 50).group("G", members);
    return told;
  }
  core::PullId hold(Store& store, int hours) {
    Told told = half(hours);
    const ApplyResult result = applied(store, told);
    EXPECT_EQ(result.outcome, PullOutcome::quarantined);
    return *result.pull;
  }
  /// "kind by actor: name=value …" for each event, oldest first.
  static std::vector<std::string> log_of(const Store& store) {
    std::vector<std::string> lines;
    const auto events = store.events(0, 100);
    for (const core::LoggedEvent& logged : *events) {
      std::string line = logged.kind + " by " + logged.actor + ":";
      const auto event = audit::read_event(logged.bytes);
      for (const auto& [name, value] : event->facts) line += " " + name + "=" + value;
      lines.insert(lines.begin(), line);
    }
    return lines;
  }
};

TEST_F(Quarantine, RemovingMoreThanTheLimitChangesNothingAndWaits) {
  Store store = open();
  fill(store);
  Told told = half(2);
  const ApplyResult result = applied(store, told);
  EXPECT_EQ(result.outcome, PullOutcome::quarantined);
  ASSERT_EQ(result.breaker_reasons.size(), 1u);
  EXPECT_EQ(test::english(result.breaker_reasons[0]),
            "accounts: 50 of 100 would be removed (50.0 %); the limit is 5 % "
            "(breaker_removed_percent)");
  ASSERT_FALSE(result.lines.empty());
  EXPECT_EQ(result.lines[0].what, ChangeLine::What::removed);
  EXPECT_EQ(result.lines[0].natural_id, "a50");
  const core::Snapshot now = seen(store, 2);
  EXPECT_EQ(ids_of(now, ObjectClass::account).size(), 100u);
  EXPECT_EQ(memberships_of(now).size(), 100u);
  EXPECT_EQ(now.sources[0].last_outcome, PullOutcome::quarantined);
  EXPECT_EQ(now.sources[0].last_applied, at(1));
  EXPECT_EQ(now.sources[0].quarantined_removals, 50);
  EXPECT_EQ(now.sources[0].quarantined_total, 101);
  EXPECT_NE(test::english(now.sources[0].last_trouble).find("50 of 100"), std::string::npos);
  ASSERT_EQ(store.quarantined()->size(), 1u);
}

TEST(Breaker, WhicheverLimitIsMetFirstCountsAndASmallClassHasOne) {
  struct Case {
    JudgedList what;
    std::int64_t had;
    std::int64_t removed;
    bool trips;
  };
  using enum JudgedList;
  const Case cases[] = {
      // Of a council of five one may go on a normal day, and no more.
      {objects_of_a_class, 5, 1, false},
      {objects_of_a_class, 5, 2, true},
      {objects_of_a_class, 5, 4, true},
      {objects_of_a_class, 2, 1, false},
      {objects_of_a_class, 3, 2, true},
      {objects_of_a_class, 30, 1, false},
      {objects_of_a_class, 30, 2, true},
      // Staff of a small town: five per cent.
      {objects_of_a_class, 40, 2, false},
      {objects_of_a_class, 40, 3, true},
      {objects_of_a_class, 40, 19, true},
      {objects_of_a_class, 40, 20, true},
      {objects_of_a_class, 100, 5, false},
      {objects_of_a_class, 100, 6, true},
      // A large class: twenty, whatever the percentage.
      {objects_of_a_class, 1000, 20, false},
      {objects_of_a_class, 1000, 21, true},
      // All objects: a person and her unit may go together.
      {objects_of_all_classes, 15, 2, false},
      {objects_of_all_classes, 15, 3, true},
      {objects_of_all_classes, 1000, 21, true},
      // Memberships: what one person has may go; a large directory loses some every day.
      {memberships, 14, 10, false},
      {memberships, 14, 11, true},
      {memberships, 1000, 50, false},
      {memberships, 1000, 51, true},
      {memberships, 100000, 500, false},
      {memberships, 100000, 501, true},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(one.removed > allowance(one.what, one.had, {}).removals, one.trips)
        << one.removed << " of " << one.had;
  }
}

TEST_F(Quarantine, TheReasonSaysWhichOfTheLimitsWasMet) {
  Store store = open();
  applied(store, Told(1).accounts("a", 0, 1000));
  Told told(2);
  told.accounts("a", 21, 1000);
  const ApplyResult result = applied(store, told);
  ASSERT_EQ(result.breaker_reasons.size(), 1u);
  EXPECT_EQ(test::english(result.breaker_reasons[0]),
            "accounts: 21 of 1000 would be removed (2.1 %); the limit is 20 at a time "
            "(breaker_removed_count)");
}

TEST_F(Quarantine, EachStandingLimitChangesWhatWaits) {
  const auto outcome = [this](const BreakerLimits& limits) {
    Store store = open();
    applied(store, Told(1)
                       .accounts("a", 0, 50, {{Attribute::department, "Skoler"}})
                       .accounts("b", 0, 950, {{Attribute::department, "Havn"}}));
    Told told(2);
    told.accounts("a", 10, 50, {{Attribute::department, "Skoler"}})
        .accounts("b", 0, 950, {{Attribute::department, "Havn"}});
    return store.apply(told.pull(), kCatalogue, {}, ApplyMode::dry_run, limits)->outcome;
  };
  EXPECT_EQ(outcome({}), PullOutcome::applied);
  EXPECT_EQ(outcome({.removed_count = 9}), PullOutcome::quarantined);
  EXPECT_EQ(outcome({.removed_percent = 0.5}), PullOutcome::quarantined);
  EXPECT_EQ(outcome({.unit_percent = 19}), PullOutcome::quarantined);
}

TEST_F(Quarantine, SmallClassesThatEachLoseOneWaitTogether) {
  Store store = open();
  const auto town = [](int hours, int from) {
    Told told(hours);
    told.accounts("a", from, 5);
    for (int i = from; i < 5; ++i) {
      told.group("G" + std::to_string(i));
      told.object(ObjectClass::unit, "U" + std::to_string(i), {{Attribute::name, "U"}});
    }
    told.is(ObjectClass::unit, Completeness::complete);
    return told;
  };
  Told first = town(1, 0);
  applied(store, first);
  Told second = town(2, 1);
  const ApplyResult result = applied(store, second);
  ASSERT_EQ(result.breaker_reasons.size(), 1u);
  EXPECT_TRUE(test::english(result.breaker_reasons[0]).starts_with("objects in all: 3 of 15"));
}

TEST_F(Quarantine, GrantsThatEndWithTheirAccountDoNotWait) {
  Store store = open();
  const auto town = [](int hours, int from) {
    Told told(hours);
    told.accounts("a", from, 5);
    for (int a = from; a < 5; ++a) {
      for (int g = 0; g < 12; ++g) {
        told.object(ObjectClass::grant, std::to_string(a) + "/" + std::to_string(g),
                    {{Attribute::account, "a" + std::to_string(a)},
                     {Attribute::entitlement, "G" + std::to_string(g)}});
      }
    }
    told.is(ObjectClass::grant, Completeness::complete);
    return told;
  };
  Told first = town(1, 0);
  applied(store, first);
  Told second = town(2, 1);
  EXPECT_EQ(applied(store, second).outcome, PullOutcome::applied);
}

TEST_F(Quarantine, LimitsCanBeRaisedForOnePull) {
  Store store = open();
  fill(store);
  Told told = half(2);
  EXPECT_EQ(applied(store, told, kCatalogue, raised(BreakerLimits{}.raised_to(60))).outcome,
            PullOutcome::applied);
}

TEST_F(Quarantine, AClassThatIsSuddenlyEmptyAlwaysWaits) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  Told empty(2);
  const ApplyResult result =
      applied(store, empty, kCatalogue, raised(BreakerLimits{}.raised_to(100)));
  EXPECT_EQ(result.outcome, PullOutcome::quarantined);
  EXPECT_EQ(seen(store, 2).objects.size(), 1u);
}

TEST_F(Quarantine, ALossOfMembershipsAloneWaits) {
  Store store = open();
  fill(store);
  Told told(2);
  told.accounts("a", 0, 100).group("G", {"a1"});
  const ApplyResult result = applied(store, told);
  EXPECT_EQ(result.outcome, PullOutcome::quarantined);
  EXPECT_TRUE(test::english(result.breaker_reasons[0]).starts_with("assignments: 99 of 100 would"));
}

TEST_F(Quarantine, AnEntitlementThatTakesItsMembershipsAlongWaits) {
  Store store = open();
  std::vector<std::string> members;
  for (int i = 0; i < 100; ++i) members.push_back("a" + std::to_string(i));
  applied(store, Told(1).accounts("a", 0, 100).group("F", {"a1"}).group("G", members));
  Told told(2);
  told.accounts("a", 0, 100).group("F", {"a1"});
  EXPECT_EQ(applied(store, told).outcome, PullOutcome::quarantined);
}

TEST_F(Quarantine, MembershipsOfAccountsThatMayGoDoNotWait) {
  Store store = open();
  std::vector<std::string> all;
  std::vector<std::string> rest;
  for (int i = 0; i < 100; ++i) all.push_back("a" + std::to_string(i));
  for (int i = 5; i < 100; ++i) rest.push_back("a" + std::to_string(i));
  applied(store, Told(1).accounts("a", 0, 100).group("F", all).group("G", all));
  Told told(2);
  told.accounts("a", 5, 100).group("F", rest).group("G", rest);
  EXPECT_EQ(applied(store, told).outcome, PullOutcome::applied);
}

TEST_F(Quarantine, ADepartmentThatLosesTooManyOfItsAccountsWaits) {
  Store store = open();
  applied(store, Told(1)
                     .accounts("a", 0, 10, {{Attribute::department, "Jobcenter"}})
                     .accounts("b", 0, 90, {{Attribute::department, "Skoler"}}));
  Told three(2);
  three.accounts("a", 3, 10, {{Attribute::department, "Jobcenter"}})
      .accounts("b", 0, 90, {{Attribute::department, "Skoler"}});
  EXPECT_EQ(store.apply(three.pull(), kCatalogue, {}, ApplyMode::dry_run)->outcome,
            PullOutcome::applied);
  Told four(2);
  four.accounts("a", 4, 10, {{Attribute::department, "Jobcenter"}})
      .accounts("b", 0, 90, {{Attribute::department, "Skoler"}});
  const ApplyResult result = applied(store, four);
  EXPECT_EQ(result.outcome, PullOutcome::quarantined);
  EXPECT_EQ(
      test::english(result.breaker_reasons[0]),
      "accounts in department Jobcenter: 4 of 10 would be removed (40.0 %); the limit for one "
      "department is 30 % (breaker_unit_percent)");
}

TEST_F(Quarantine, ASmallDepartmentOrAMoveToAnotherOneDoesNotWait) {
  Store store = open();
  applied(store, Told(1)
                     .accounts("a", 0, 9, {{Attribute::department, "Arkiv"}})
                     .accounts("b", 0, 200, {{Attribute::department, "Skoler"}}));
  Told told(2);
  told.account("a0", {{Attribute::department, "Arkiv"}})
      .accounts("b", 0, 200, {{Attribute::department, "Havn"}});
  EXPECT_EQ(applied(store, told).outcome, PullOutcome::applied);
}

TEST_F(Quarantine, AUnitThatLosesTooManyEmploymentsWaits) {
  Store store = open();
  const auto employments = [](Told& told, int from, int to, const std::string& unit) {
    for (int i = from; i < to; ++i) {
      told.object(ObjectClass::employment, unit + std::to_string(i), {{Attribute::unit, unit}});
    }
    told.is(ObjectClass::employment, Completeness::complete);
  };
  Told first(1);
  employments(first, 0, 12, "U1");
  employments(first, 0, 80, "U2");
  applied(store, first);
  Told second(2);
  employments(second, 4, 12, "U1");
  employments(second, 0, 80, "U2");
  EXPECT_EQ(applied(store, second).outcome, PullOutcome::quarantined);
}

TEST_F(Quarantine, ItCanBeInspectedAndStillChangesNothing) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  const auto inspected = store.inspect_quarantined(held);
  ASSERT_TRUE(inspected);
  EXPECT_EQ(class_of(inspected->classes, ObjectClass::account).removed, 50);
  EXPECT_EQ(inspected->members_removed, 50);
  EXPECT_EQ(inspected->lines.size(), 100u);
  EXPECT_EQ(inspected->breaker_reasons.size(), 1u);
  EXPECT_EQ(seen(store, 9).objects.size(), 101u);
}

TEST_F(Quarantine, TwoDifferentPeopleReleaseItAndItIsHistoryFromThen) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  const auto first = store.release(held, "p1", at(3));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->outcome, PullOutcome::quarantined);
  EXPECT_EQ(first->released_by, std::vector<std::string>{"p1"});
  EXPECT_EQ(seen(store, 3).objects.size(), 101u);
  const auto second = store.release(held, "p2", at(5));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->outcome, PullOutcome::released);
  EXPECT_EQ(second->released_by, (std::vector<std::string>{"p1", "p2"}));
  EXPECT_EQ(seen(store, 5).objects.size(), 51u);
  EXPECT_EQ(memberships_of(seen(store, 5)).size(), 50u);
  EXPECT_EQ(seen(store, 5).sources[0].last_outcome, PullOutcome::released);
  EXPECT_EQ(seen(store, 5).sources[0].quarantined_removals, 0);
  // What was known at 4 is still what is told of 4.
  EXPECT_EQ(seen(store, 4).objects.size(), 101u);
  EXPECT_EQ(memberships_of(seen(store, 4)).size(), 100u);
  EXPECT_EQ(seen(store, 4).sources[0].last_outcome, PullOutcome::quarantined);
  EXPECT_EQ(seen(store, 4).sources[0].quarantined_removals, 50);
  EXPECT_TRUE(store.quarantined()->empty());
}

TEST_F(Quarantine, EveryWordAndEveryRaisedLimitStandsInTheLog) {
  Store store = open();
  fill(store);
  const std::string held = std::to_string(hold(store, 2).value);
  {
    const EventOrigin origin({{"via", "terminal"}, {"os_user", "ag"}});
    ASSERT_TRUE(store.release(core::PullId(std::stoll(held)), "HR/ada", at(3), "they moved"));
  }
  ASSERT_TRUE(store.release(core::PullId(std::stoll(held)), "HR/bob", at(4), "so they did"));
  Told none(5);
  none.accounts("a", 0, 3);
  const std::string second = std::to_string(applied(store, none).pull->value);
  ASSERT_TRUE(store.reject(core::PullId(std::stoll(second)), "HR/bob", "half a file", at(6)));
  Told few(7);
  few.accounts("a", 0, 20).group("G", {"a1"});
  const auto third = applied(store, few, kCatalogue,
                             Raise{BreakerLimits{}.raised_to(62.5), "HR/ada", "moved", at(7)});
  EXPECT_EQ(
      log_of(store),
      (std::vector<std::string>{
          "quarantine_release by HR/ada: os_user=ag outcome=quarantined pull=" + held +
              " reason=they moved source=kataloget via=terminal word=1",
          "quarantine_release by HR/bob: outcome=released pull=" + held +
              " reason=so they did source=kataloget word=2",
          "quarantine_rejection by HR/bob: pull=" + second + " reason=half a file source=kataloget",
          "limit_raised by HR/ada: outcome=applied percent=62.5 pull=" +
              std::to_string(third.pull->value) + " reason=moved source=kataloget"}));
}

TEST_F(Quarantine, AWordThatCannotBeLoggedIsNotTaken) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  std::filesystem::create_directory(log_mirror_path(path()));
  EXPECT_EQ(store.release(held, "p1", at(3)).error().kind, core::ErrorKind::unreachable);
  EXPECT_EQ(store.reject(held, "p1", "why", at(3)).error().kind, core::ErrorKind::unreachable);
  Told told = half(4);
  EXPECT_EQ(
      store.apply(told.pull(), kCatalogue, raised(BreakerLimits{}.raised_to(60)), ApplyMode::apply)
          .error()
          .kind,
      core::ErrorKind::unreachable);
  ASSERT_EQ(store.quarantined()->size(), 1u);
  EXPECT_TRUE(store.quarantined()->front().released_by.empty());
  EXPECT_TRUE(log_of(store).empty());
}

TEST_F(Quarantine, ALimitThatIsRaisedToLookOnlyIsNoEvent) {
  Store store = open();
  fill(store);
  Told told = half(2);
  ASSERT_TRUE(store.apply(told.pull(), kCatalogue, raised(BreakerLimits{}.raised_to(60)),
                          ApplyMode::dry_run));
  EXPECT_TRUE(log_of(store).empty());
}

TEST_F(Quarantine, TheSamePersonTwiceIsRefused) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  ASSERT_TRUE(store.release(held, "p1", at(3)));
  const auto again = store.release(held, "p1", at(4));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, core::ErrorKind::refused);
  EXPECT_EQ(store.release(held, "", at(4)).error().kind, core::ErrorKind::invalid_input);
  EXPECT_EQ(seen(store, 9).objects.size(), 101u);
}

TEST_F(Quarantine, WhatIsDecidedOrUnknownCannotBeReleased) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  const auto rejected = store.reject(held, "p1", "wrong folder", at(3));
  ASSERT_TRUE(rejected);
  EXPECT_EQ(rejected->outcome, PullOutcome::rejected);
  EXPECT_EQ(rejected->trouble, "rejected by p1: wrong folder");
  EXPECT_EQ(store.release(held, "p2", at(4)).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(store.reject(held, "p2", "", at(4)).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(store.inspect_quarantined(held).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(store.release(core::PullId(99), "p2", at(4)).error().kind, core::ErrorKind::not_found);
  EXPECT_EQ(seen(store, 9).objects.size(), 101u);
  EXPECT_EQ(seen(store, 2).sources[0].last_outcome, PullOutcome::quarantined);
  EXPECT_EQ(test::english(seen(store, 2).sources[0].last_trouble),
            "accounts: 50 of 100 would be removed (50.0 %); the limit is 5 % "
            "(breaker_removed_percent)");
  EXPECT_EQ(seen(store, 3).sources[0].last_outcome, PullOutcome::rejected);
}

TEST_F(Quarantine, ANewPullReplacesTheWaitingOne) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  std::vector<std::string> members;
  for (int i = 0; i < 100; ++i) members.push_back("a" + std::to_string(i));
  applied(store, Told(3).accounts("a", 0, 100).group("G", members));
  EXPECT_TRUE(store.quarantined()->empty());
  const auto pulls = store.pulls("", 10);
  EXPECT_EQ((*pulls)[1].outcome, PullOutcome::rejected);
  EXPECT_EQ((*pulls)[1].trouble, "superseded by pull 3");
  EXPECT_EQ(store.release(held, "p1", at(4)).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(seen(store, 3).sources[0].quarantined_removals, 0);
  EXPECT_EQ(seen(store, 2).sources[0].quarantined_removals, 50);
}

TEST_F(Quarantine, AnOlderPullDoesNotReplaceTheWaitingOne) {
  Store store = open();
  fill(store);
  hold(store, 4);
  Told older(3);
  older.accounts("a", 0, 100).group("G");
  EXPECT_EQ(store.apply(older.pull(), kCatalogue, {}, ApplyMode::apply).error().kind,
            core::ErrorKind::conflict);
  EXPECT_EQ(store.quarantined()->size(), 1u);
}

TEST_F(Quarantine, AFailureMeanwhileLeavesItWaiting) {
  Store store = open();
  fill(store);
  const core::PullId held = hold(store, 2);
  ASSERT_TRUE(store.record_failure(kCatalogue, at(3), "timeout"));
  EXPECT_EQ(seen(store, 3).sources[0].quarantined_removals, 50);
  EXPECT_EQ(seen(store, 3).sources[0].last_outcome, PullOutcome::failed);
  ASSERT_TRUE(store.release(held, "p1", at(4)));
  ASSERT_TRUE(store.release(held, "p2", at(4)));
  EXPECT_EQ(seen(store, 4).objects.size(), 51u);
}

TEST_F(Quarantine, EverythingAboutThePullSurvivesTheWait) {
  Store store = open();
  applied(store, Told(1).accounts("a", 0, 100).account("h").account("z").group("G", {"z"}));
  Told told(2);
  told.accounts("a", 0, 10, {{Attribute::title, "lærer"}, {Attribute::mail, "x@y.dk"}})
      .held(ObjectClass::account, "h")
      .object(ObjectClass::unit, "u1", {{Attribute::name, "Havn"}})
      .group("G", {"a1"}, Completeness::partial)
      .group("H", {"G", "a1", "a9"})
      .gap(ObjectClass::unit, "units");
  told.pull().add_rejected({"f.csv", 3, "no key"});
  told.pull().set_clock_skew(-12);
  const core::PullId held = *applied(store, told).pull;
  ASSERT_TRUE(store.release(held, "p1", at(3)));
  ASSERT_TRUE(store.release(held, "p2", at(3)));
  const core::Snapshot now = seen(store, 3);
  EXPECT_EQ(ids_of(now, ObjectClass::account).size(), 11u);
  EXPECT_EQ(memberships_of(now), (Names{"G < a1", "H < G", "H < a1", "H < a9"}));
  EXPECT_EQ(objects_of(now)["kataloget account a1"],
            record_of({{Attribute::title, "lærer"}, {Attribute::mail, "x@y.dk"}}));
  EXPECT_EQ(now.sources[0].clock_skew_seconds, -12);
  EXPECT_EQ(now.sources[0].rejected.size(), 1u);
  EXPECT_EQ(now.sources[0].gaps.size(), 1u);
  EXPECT_EQ(
      now.sources[0].last_trouble,
      core::kept(core::ErrorCode{"pull_gap"}, {{"what", "units"}, {"reason", "connection lost"}}));
  EXPECT_EQ(now.sources[0].last_complete, at(1));
}

}  // namespace
}  // namespace rettesnor::store
