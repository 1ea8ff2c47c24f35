// What a pull does to history.
#include <gtest/gtest.h>

#include "store/database.h"
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

using Names = std::set<std::string>;

class Apply : public StoreTest {};

TEST_F(Apply, AFirstPullIsThereAsOfItsMomentAndNotBefore) {
  Store store = open();
  const ApplyResult result =
      applied(store, Told(1).account("ada").account("bo").group("G", {"ada", "bo"}));
  EXPECT_EQ(result.outcome, PullOutcome::applied);
  EXPECT_EQ(class_of(result.classes, ObjectClass::account).added, 2);
  EXPECT_EQ(result.members_added, 2);
  const core::Snapshot now = seen(store, 1);
  EXPECT_EQ(ids_of(now, ObjectClass::account), (Names{"ada", "bo"}));
  EXPECT_EQ(memberships_of(now), (Names{"G < ada", "G < bo"}));
  EXPECT_TRUE(now.changes.empty());
  ASSERT_EQ(now.sources.size(), 1u);
  EXPECT_EQ(now.sources[0].system, "Kataloget");
  EXPECT_EQ(now.sources[0].last_applied, at(1));
  EXPECT_EQ(now.sources[0].last_complete, at(1));
  EXPECT_TRUE(seen(store, 0).sources.empty());
  EXPECT_TRUE(seen(store, 0).objects.empty());
}

TEST_F(Apply, APullCountsFromWhenItWasFinished) {
  Store store = open();
  Told told(1);
  told.account("ada").pull().set_finished(at(3));
  applied(store, told);
  EXPECT_TRUE(seen(store, 2).objects.empty());
  EXPECT_EQ(seen(store, 3).objects.size(), 1u);
  EXPECT_EQ(seen(store, 3).objects[0].first_seen, at(1));
}

TEST_F(Apply, AnAbsentObjectIsGoneOnlyInACompleteClass) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo"));
  applied(store, Told(2).account("ada").is(ObjectClass::account, Completeness::partial));
  EXPECT_EQ(ids_of(seen(store, 2), ObjectClass::account), (Names{"ada", "bo"}));
  const ApplyResult result = applied(store, Told(3).account("ada"));
  EXPECT_EQ(class_of(result.classes, ObjectClass::account).removed, 1);
  EXPECT_EQ(ids_of(seen(store, 3), ObjectClass::account), Names{"ada"});
  EXPECT_EQ(ids_of(seen(store, 2), ObjectClass::account), (Names{"ada", "bo"}));
}

TEST_F(Apply, PullWithAGapRemovesNobodyAndSaysSo) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo"));
  const ApplyResult result = applied(store, Told(2).account("ada").gap(ObjectClass::account));
  EXPECT_EQ(class_of(result.classes, ObjectClass::account).withheld, 1);
  const core::Snapshot now = seen(store, 2);
  EXPECT_EQ(now.objects.size(), 2u);
  EXPECT_EQ(
      now.sources[0].last_trouble,
      core::kept(core::ErrorCode{"pull_gap"}, {{"what", "page 2"}, {"reason", "connection lost"}}));
  EXPECT_EQ(now.sources[0].last_complete, at(1));
  EXPECT_EQ(now.sources[0].gaps.size(), 1u);
}

TEST_F(Apply, AClassCalledCompleteAfterItsGapIsStillNotBelieved) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo"));
  Told told(2);
  told.account("ada").gap(ObjectClass::account).is(ObjectClass::account, Completeness::complete);
  applied(store, told);
  EXPECT_EQ(seen(store, 2).objects.size(), 2u);
}

TEST_F(Apply, AClassThatIsNotReadKeepsItsStateAndItsMembers) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}));
  applied(store, Told(2)
                     .is(ObjectClass::account, Completeness::not_read)
                     .is(ObjectClass::entitlement, Completeness::not_read)
                     .object(ObjectClass::person, "p1"));
  EXPECT_EQ(seen(store, 2).objects.size(), 3u);
  EXPECT_EQ(memberships_of(seen(store, 2)), Names{"G < ada"});
}

TEST_F(Apply, AHeldObjectKeepsWhatWasKnownAndItsMemberships) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G", {"ada", "bo"}));
  applied(store, Told(2)
                     .account("bo")
                     .held(ObjectClass::account, "ada")
                     .held(ObjectClass::account, "never")
                     .group("G", {"bo"}));
  EXPECT_EQ(ids_of(seen(store, 2), ObjectClass::account), (Names{"ada", "bo"}));
  EXPECT_EQ(memberships_of(seen(store, 2)), (Names{"G < ada", "G < bo"}));
}

TEST_F(Apply, ACompleteListDoesNotRemoveAMemberThatThePullCouldNotName) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G", {"ada", "bo"}));
  applied(store, Told(2).account("bo").gap(ObjectClass::account).group("G", {"bo"}));
  EXPECT_EQ(memberships_of(seen(store, 2)), (Names{"G < ada", "G < bo"}));
  applied(store, Told(3).account("ada").account("bo").group("G", {"bo"}));
  EXPECT_EQ(memberships_of(seen(store, 3)), Names{"G < bo"});
}

TEST_F(Apply, AHeldEntitlementKeepsItsMembers) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}).group("H", {"ada"}));
  applied(store, Told(2).account("ada").held(ObjectClass::entitlement, "G").group("H"));
  EXPECT_EQ(memberships_of(seen(store, 2)), Names{"G < ada"});
}

TEST_F(Apply, APartialMemberListAddsButNeverRemoves) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G", {"ada"}));
  applied(store, Told(2).account("ada").account("bo").group("G", {"bo"}, Completeness::partial));
  EXPECT_EQ(memberships_of(seen(store, 2)), (Names{"G < ada", "G < bo"}));
  EXPECT_EQ(seen(store, 2).sources[0].last_trouble, "members of G: not read to the end");
  EXPECT_EQ(memberships_of(seen(store, 1)), Names{"G < ada"});
}

TEST_F(Apply, AnEntitlementOfACompleteClassWithoutAListHasNoMembers) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}));
  applied(store, Told(2).account("ada").group("G"));
  EXPECT_TRUE(memberships_of(seen(store, 2)).empty());
  EXPECT_EQ(changes_of(seen(store, 2)), std::vector<std::string>{"-G < ada"});
}

TEST_F(Apply, AnEntitlementOfAPartialClassWithoutAListKeepsItsMembers) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}));
  applied(store,
          Told(2).account("ada").group("G").is(ObjectClass::entitlement, Completeness::partial));
  EXPECT_EQ(memberships_of(seen(store, 2)), Names{"G < ada"});
}

TEST_F(Apply, AMemberWhoseObjectDisappearsLeavesTheListsEvenWhereTheyAreUnknown) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G", {"ada", "bo"}));
  const ApplyResult result =
      applied(store, Told(2).account("bo").is(ObjectClass::entitlement, Completeness::not_read));
  EXPECT_EQ(result.members_removed, 1);
  EXPECT_EQ(memberships_of(seen(store, 2)), Names{"G < bo"});
  EXPECT_EQ(memberships_of(seen(store, 1)), (Names{"G < ada", "G < bo"}));
  EXPECT_EQ(changes_of(seen(store, 2)), std::vector<std::string>{"-G < ?"});
}

TEST_F(Apply, AnEntitlementThatDisappearsTakesItsMembershipsAndComesBackWithoutThem) {
  Store store = open();
  applied(store, Told(1).account("ada").group("F").group("G", {"ada"}));
  applied(store, Told(2).account("ada").group("F"));
  EXPECT_TRUE(memberships_of(seen(store, 2)).empty());
  EXPECT_TRUE(seen(store, 2).changes.empty());
  applied(store, Told(3).account("ada").group("F").group("G"));
  EXPECT_TRUE(memberships_of(seen(store, 3)).empty());
  EXPECT_EQ(memberships_of(seen(store, 1)), Names{"G < ada"});
}

TEST_F(Apply, AReturningObjectIsTheSameObjectFirstSeenWhenItFirstWas) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo"));
  const core::ObjectId before = seen(store, 1).objects[0].id;
  applied(store, Told(2).account("bo"));
  applied(store, Told(3).account("ada", {{Attribute::login, "ada2"}}).account("bo"));
  const core::Snapshot now = seen(store, 3);
  EXPECT_EQ(now.objects[0].id, before);
  EXPECT_EQ(now.objects[0].first_seen, at(1));
  EXPECT_EQ(now.objects[0].record, record_of({{Attribute::login, "ada2"}}));
  EXPECT_EQ(ids_of(seen(store, 2), ObjectClass::account), Names{"bo"});
  EXPECT_EQ(seen(store, 1).objects[0].record, record_of({{Attribute::enabled, "1"}}));
}

TEST_F(Apply, AnEarlierMomentShowsTheEarlierRecord) {
  Store store = open();
  applied(store, Told(1).account("ada", {{Attribute::title, "lærer"}}));
  applied(store, Told(2).account("ada", {{Attribute::title, "skoleleder"}}));
  applied(store, Told(3).account("ada"));
  EXPECT_EQ(seen(store, 1).objects[0].record, record_of({{Attribute::title, "lærer"}}));
  EXPECT_EQ(seen(store, 2).objects[0].record, record_of({{Attribute::title, "skoleleder"}}));
  EXPECT_EQ(seen(store, 99).objects[0].record, record_of({{Attribute::enabled, "1"}}));
}

TEST_F(Apply, ObjectsAreOrderedBySourceNameClassAndNaturalId) {
  Store store = open();
  applied(store, Told(1).account("b").account("a").account("æ").group("Z"));
  applied(store, Told(2, {"anden", "csv", "Anden"}).account("x"), {"anden", "csv", "Anden"});
  applied(store,
          Told(3).account("b").account("a").account("æ").account("A").group("Z", {"A", "b"}));
  std::vector<std::string> order;
  const core::Snapshot now = seen(store, 3);
  for (const auto& object : now.objects) order.emplace_back(object.natural_id);
  EXPECT_EQ(order, (std::vector<std::string>{"x", "A", "a", "b", "æ", "Z"}));
  const auto members = now.members_of(5);
  EXPECT_EQ(std::vector<core::Index>(members.begin(), members.end()),
            (std::vector<core::Index>{1, 3}));
}

TEST_F(Apply, AShuffledPullGivesTheSameIds) {
  test::ScratchFolder other("store");
  Store store = open();
  auto second = Store::open(other.file("b.db"));
  ASSERT_TRUE(second);
  applied(store, Told(1).account("a").account("b").account("c").group("G", {"a", "c"}));
  applied(*second, Told(1).account("c").group("G", {"c"}).account("a").account("b"));
  const core::Snapshot left = seen(store, 1);
  const core::Snapshot right = seen(*second, 1);
  ASSERT_EQ(left.objects.size(), right.objects.size());
  for (std::size_t i = 0; i < left.objects.size(); ++i) {
    EXPECT_EQ(left.objects[i].id, right.objects[i].id);
    EXPECT_EQ(left.objects[i].natural_id, right.objects[i].natural_id);
  }
}

TEST_F(Apply, MembershipChangesAreToldOnlyAfterTheFirstPullInOrder) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G", {"ada"}).group("H"));
  applied(store, Told(2).account("ada").account("bo").group("G", {"ada", "bo"}).group("H", {"G"}));
  applied(store, Told(3).account("ada").account("bo").group("G", {"bo"}).group("H", {"G"}));
  EXPECT_EQ(changes_of(seen(store, 3)),
            (std::vector<std::string>{"+G < bo", "+H < G", "-G < ada"}));
  EXPECT_EQ(seen(store, 3).changes[0].seen, at(2));
  EXPECT_EQ(changes_of(seen(store, 2)), (std::vector<std::string>{"+G < bo", "+H < G"}));
}

TEST_F(Apply, AnObjectTwiceIsRefusedAsCorruptAndChangesNothing) {
  Store store = open();
  Told told(1);
  told.account("ada").account("ada");
  const auto result = store.apply(told.pull(), kCatalogue, {}, ApplyMode::apply);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, core::ErrorKind::corrupt);
  EXPECT_NE(result.error().message.find("ada"), std::string::npos);
  EXPECT_TRUE(store.pulls("", 10)->empty());
}

TEST_F(Apply, TheSameNaturalIdInTwoClassesIsTwoObjects) {
  Store store = open();
  applied(store, Told(1).account("x").group("x"));
  EXPECT_EQ(seen(store, 1).objects.size(), 2u);
}

TEST_F(Apply, AListThatContradictsThePullIsRefusedAsCorrupt) {
  Store store = open();
  Told told(1);
  told.account("ada").group("G", {"ada"});
  std::vector<core::PullIndex> again{0};
  told.pull().add_members(1, again, Completeness::complete);
  EXPECT_EQ(store.apply(told.pull(), kCatalogue, {}, ApplyMode::apply).error().kind,
            core::ErrorKind::corrupt);
  Told outside(1);
  outside.account("ada").group("G");
  std::vector<core::PullIndex> far{7};
  outside.pull().add_members(1, far, Completeness::complete);
  EXPECT_EQ(store.apply(outside.pull(), kCatalogue, {}, ApplyMode::apply).error().kind,
            core::ErrorKind::corrupt);
  Told owner(1);
  owner.account("ada").account("bo");
  std::vector<core::PullIndex> bo{1};
  owner.pull().add_members(0, bo, Completeness::complete);
  EXPECT_EQ(store.apply(owner.pull(), kCatalogue, {}, ApplyMode::apply).error().kind,
            core::ErrorKind::corrupt);
}

TEST_F(Apply, AnOlderPullThanTheNewestIsAConflict) {
  Store store = open();
  applied(store, Told(5).account("ada"));
  Told older(4);
  older.account("bo");
  const auto result = store.apply(older.pull(), kCatalogue, {}, ApplyMode::apply);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(ids_of(seen(store, 9), ObjectClass::account), Names{"ada"});
  applied(store, Told(4, kPayroll).account("bo"), kPayroll);
}

TEST_F(Apply, APullOfAnotherSourceIsRefused) {
  Store store = open();
  Told told(1);
  told.account("ada");
  EXPECT_EQ(store.apply(told.pull(), kPayroll, {}, ApplyMode::apply).error().kind,
            core::ErrorKind::invalid_input);
}

TEST_F(Apply, SourcesDoNotTouchOneAnother) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}));
  applied(store, Told(2, kPayroll).account("ada").account("z"), kPayroll);
  applied(store, Told(3).account("ada").group("G", {"ada"}));
  EXPECT_EQ(seen(store, 3).objects.size(), 4u);
  EXPECT_EQ(memberships_of(seen(store, 3)), Names{"G < ada"});
}

TEST_F(Apply, TheSamePullAgainTellsTheSameCountsAsAComparisonWould) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").account("cy").group("G", {"ada", "bo"}));
  const auto partial = [](int hours) {
    Told told(hours);
    told.account("ada").account("dan").group("G", {"dan"}).gap(ObjectClass::account);
    return told;
  };
  Told first = partial(2);
  applied(store, first);
  Told repeat = partial(3);
  const ApplyResult again = applied(store, repeat);
  Told shuffled(4);
  shuffled.account("dan").account("ada").group("G", {"dan"}).gap(ObjectClass::account);
  const ApplyResult compared = applied(store, shuffled);
  ASSERT_EQ(again.classes.size(), compared.classes.size());
  for (std::size_t i = 0; i < again.classes.size(); ++i) {
    EXPECT_EQ(again.classes[i].completeness, compared.classes[i].completeness);
    EXPECT_EQ(again.classes[i].seen, compared.classes[i].seen);
    EXPECT_EQ(again.classes[i].withheld, compared.classes[i].withheld);
    EXPECT_EQ(again.classes[i].added, 0);
    EXPECT_EQ(compared.classes[i].added, 0);
  }
  EXPECT_EQ(class_of(again.classes, ObjectClass::account).withheld, 2);
  EXPECT_EQ(again.members_seen, compared.members_seen);
  EXPECT_EQ(memberships_of(seen(store, 2)), memberships_of(seen(store, 4)));
}

TEST_F(Apply, ThePullBeforeTheLastOneIsComparedAgain) {
  Store store = open();
  applied(store, Told(1).account("ada").group("G", {"ada"}));
  applied(store, Told(2).account("ada").account("bo").group("G", {"bo"}));
  applied(store, Told(3).account("ada").group("G", {"ada"}));
  EXPECT_EQ(ids_of(seen(store, 3), ObjectClass::account), Names{"ada"});
  EXPECT_EQ(memberships_of(seen(store, 3)), Names{"G < ada"});
}

TEST_F(Apply, ASourceThatSpeaksForAnotherSystemFromNowOnIsTheSameSource) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  applied(store, Told(2).account("ada"), {"kataloget", "ad", "AD"});
  const core::Snapshot now = seen(store, 2);
  ASSERT_EQ(now.sources.size(), 1u);
  EXPECT_EQ(now.sources[0].system, "AD");
  EXPECT_EQ(now.sources[0].kind, "ad");
}

TEST_F(Apply, ADryRunTellsEverythingAndChangesNothing) {
  Store store = open();
  applied(store, Told(1)
                     .account("ada", {{Attribute::name, "Ada Lind"}, {Attribute::title, "lærer"}})
                     .account("bo", {{Attribute::name, "Bo Holm"}, {Attribute::login, "boho"}})
                     .group("G", {"bo"}));
  const auto before = objects_of(seen(store, 9));
  Told told(2);
  told.account("ada", {{Attribute::name, "Ada Lind"}, {Attribute::title, "skoleleder"}})
      .account("cy", {{Attribute::login, "cy"}})
      .group("G", {"cy"});
  const auto result = store.apply(told.pull(), kCatalogue, {}, ApplyMode::dry_run);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->pull, std::nullopt);
  EXPECT_EQ(result->outcome, PullOutcome::applied);
  std::vector<std::string> lines;
  for (const ChangeLine& line : result->lines) {
    lines.push_back(std::to_string(static_cast<int>(line.what)) + " " + line.natural_id + "|" +
                    line.label + "|" + line.detail);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"2 bo|Bo Holm (boho)|", "4 G|G|Bo Holm (boho)",
                                             "1 ada|Ada Lind|title: lærer → skoleleder", "0 cy|cy|",
                                             "3 G|G|cy"}));
  EXPECT_EQ(objects_of(seen(store, 9)), before);
  EXPECT_EQ(memberships_of(seen(store, 9)), Names{"G < bo"});
  EXPECT_EQ(store.pulls("", 10)->size(), 1u);
  applied(store, told);
  EXPECT_EQ(memberships_of(seen(store, 9)), Names{"G < cy"});
}

TEST_F(Apply, ADryRunListsAtMostAThousandLines) {
  Store store = open();
  Told told(1);
  told.accounts("a", 0, 3000);
  const auto result = store.apply(told.pull(), kCatalogue, {}, ApplyMode::dry_run);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->lines.size(), 1000u);
  EXPECT_EQ(class_of(result->classes, ObjectClass::account).added, 3000);
}

TEST_F(Apply, AFailureIsRememberedAndChangesNothingElse) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  ASSERT_TRUE(store.record_failure(kCatalogue, at(2), "connection refused"));
  const core::Snapshot now = seen(store, 2);
  EXPECT_EQ(now.objects.size(), 1u);
  EXPECT_EQ(now.sources[0].last_attempt, at(2));
  EXPECT_EQ(now.sources[0].last_outcome, PullOutcome::failed);
  EXPECT_EQ(now.sources[0].last_trouble, "connection refused");
  EXPECT_EQ(now.sources[0].last_applied, at(1));
  EXPECT_EQ(seen(store, 1).sources[0].last_outcome, PullOutcome::applied);
  applied(store, Told(3).account("ada"));
  EXPECT_EQ(seen(store, 3).sources[0].last_trouble, "");
}

TEST_F(Apply, PullsAreListedNewestFirstAndBySource) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  applied(store, Told(2, kPayroll).account("x"), kPayroll);
  applied(store, Told(3).account("ada").account("bo"));
  const auto all = store.pulls("", 2);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ((*all)[0].started, at(3));
  EXPECT_EQ(class_of((*all)[0].classes, ObjectClass::account).added, 1);
  EXPECT_EQ(store.pulls("loen", 10)->size(), 1u);
  EXPECT_TRUE(store.pulls("nobody", 10)->empty());
}

TEST_F(Apply, WhatThePullCouldNotReadIsToldWithTheSnapshot) {
  Store store = open();
  Told told(1);
  told.account("ada").pull().add_rejected({"ansatte.csv", 17, "end before start"});
  told.pull().set_clock_skew(-7);
  applied(store, told);
  const core::SnapshotSource source = seen(store, 1).sources[0];
  ASSERT_EQ(source.rejected.size(), 1u);
  EXPECT_EQ(source.rejected[0].line, 17);
  EXPECT_EQ(source.clock_skew_seconds, -7);
  EXPECT_EQ(source.last_complete, at(1));
}

TEST_F(Apply, LatestIsTheNewestMomentOfTheStore) {
  Store store = open();
  EXPECT_TRUE(store.latest()->objects.empty());
  applied(store, Told(1).account("ada"));
  applied(store, Told(4, kPayroll).account("x"), kPayroll);
  const auto latest = store.latest();
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->as_of.moment, at(4));
  EXPECT_EQ(latest->objects.size(), 2u);
}

TEST_F(Apply, EmptyRecordsAndOddNaturalIdsComeBackAsTheyWere) {
  Store store = open();
  const std::string odd("a\0b\xff'; DROP TABLE pull; --", 26);
  applied(store, Told(1).account(odd, {}).account("", {}));
  EXPECT_EQ(ids_of(seen(store, 1), ObjectClass::account), (Names{odd, ""}));
  const ApplyResult again = applied(store, Told(2).account(odd, {}).account("", {}));
  EXPECT_EQ(class_of(again.classes, ObjectClass::account).changed, 0);
  EXPECT_EQ(class_of(again.classes, ObjectClass::account).added, 0);
}

}  // namespace
}  // namespace rettesnor::store
