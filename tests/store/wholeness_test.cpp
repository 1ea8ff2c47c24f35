// Holes that belong to one list, the time of data, and what history remembers of who was who.
#include <algorithm>

#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

using core::ListKind;

using Wholeness = StoreTest;

TEST_F(Wholeness, AHoleInOnesRightsTakesNoneOfThemAwayAndNothingElseStays) {
  Store store = open();
  Told first(0);
  first.account("ada").account("bo").group("G_1", {"ada", "bo"}).group("G_2", {"ada"});
  applied(store, first);

  Told second(1);
  second.account("ada").account("bo").group("G_1").group("G_2");
  second.pull().add_gap(
      {ObjectClass::account, "file line 3", "names no role", ListKind::rights, "ada"});
  const ApplyResult result = applied(store, second);

  EXPECT_EQ(class_of(result.classes, ObjectClass::account).completeness, Completeness::complete);
  EXPECT_EQ(memberships_of(seen(store, 1)), (std::set<std::string>{"G_1 < ada", "G_2 < ada"}));
  const core::Gap gap = seen(store, 1).sources[0].gaps.at(0);
  EXPECT_EQ(gap.list, ListKind::rights);
  EXPECT_EQ(gap.object, "ada");

  Told third(2);
  third.account("ada").account("bo").group("G_1").group("G_2");
  applied(store, third);
  EXPECT_TRUE(memberships_of(seen(store, 2)).empty()) << "the hole is closed";
}

TEST_F(Wholeness, AHoleInOneListLeavesTheClassWhole) {
  Store store = open();
  Told first(0);
  first.account("ada").group("G_1", {"ada"}).group("G_2", {"ada"});
  applied(store, first);
  Told second(1);
  second.account("ada")
      .group("G_1", {}, Completeness::partial)
      .pull()
      .add_gap({ObjectClass::entitlement, "line 7", "names nobody", ListKind::members, "G_1"});
  applied(store, second);
  EXPECT_EQ(ids_of(seen(store, 1), ObjectClass::entitlement), (std::set<std::string>{"G_1"}))
      << "G_2 is gone: the entitlements were read whole";
  EXPECT_EQ(memberships_of(seen(store, 1)), (std::set<std::string>{"G_1 < ada"}));
  EXPECT_EQ(
      seen(store, 1).sources[0].completeness[static_cast<std::size_t>(ObjectClass::entitlement)],
      Completeness::complete);
}

TEST_F(Wholeness, DataIsOfItsOwnMomentAndNeverOfOneToCome) {
  Store store = open();
  Told first(10);
  first.account("ada").pull().set_data_from(ObjectClass::account, at(3));
  first.pull().set_data_from(ObjectClass::account, at(5));
  first.pull().set_data_from(ObjectClass::entitlement, at(11));
  applied(store, first);
  const core::SnapshotSource source = seen(store, 10).sources[0];
  EXPECT_EQ(source.data_from[static_cast<std::size_t>(ObjectClass::account)], at(3))
      << "the oldest";
  EXPECT_FALSE(source.data_from[static_cast<std::size_t>(ObjectClass::entitlement)].has_value());
  EXPECT_FALSE(source.oldest_data().has_value()) << "one class is of no known moment";

  Told again(20);
  again.account("ada").pull().set_data_from(ObjectClass::account, at(19));
  again.pull().set_data_from(ObjectClass::entitlement, at(18));
  applied(store, again);
  EXPECT_EQ(seen(store, 20).sources[0].oldest_data(), at(18)) << "though nothing else changed";
  EXPECT_EQ(seen(store, 15).sources[0].data_from[static_cast<std::size_t>(ObjectClass::account)],
            at(3));
}

TEST_F(Wholeness, WhoIsToldOfByAnUnbelievableRowAloneIsRememberedAsThat) {
  Store store = open();
  Told first(0);
  first.account("ada").held(ObjectClass::account, "ada");
  core::RecordBuilder clues;
  clues.set(Attribute::employee_no, "T1");
  first.pull().add_held(ObjectClass::account, "bo", clues.bytes());
  applied(store, first);
  const auto unbelieved = seen(store, 0).sources[0].unbelieved;
  ASSERT_EQ(unbelieved.size(), 1U) << "ada stands in the pull";
  EXPECT_EQ(unbelieved[0].natural_id, "bo");
  EXPECT_EQ(core::RecordView(unbelieved[0].clues).get(Attribute::employee_no), "T1");

  Told second(1);
  second.account("bo");
  applied(store, second, kCatalogue);
  Told third(2);
  third.held(ObjectClass::account, "bo");
  applied(store, third);
  EXPECT_TRUE(seen(store, 2).sources[0].unbelieved.empty()) << "history knows bo";
}

TEST_F(Wholeness, WhatSaysWhoItIsIsRememberedWhenItIsToldOtherwise) {
  Store store = open();
  Told first(0);
  first.account("ada", {{Attribute::employee_no, "T1"}, {Attribute::last_used, "x"}});
  applied(store, first);
  Told second(1);
  second.account("ada", {{Attribute::employee_no, "T2"}, {Attribute::last_used, "y"}});
  applied(store, second);
  EXPECT_TRUE(seen(store, 0).fact_changes.empty());
  const core::Snapshot now = seen(store, 1);
  ASSERT_EQ(now.fact_changes.size(), 1U) << "the last use says nothing of who she is";
  EXPECT_EQ(now.fact_changes[0].attribute, Attribute::employee_no);
  EXPECT_EQ(now.fact_changes[0].before, "T1");
  EXPECT_EQ(now.fact_changes[0].after, "T2");
  EXPECT_EQ(now.fact_changes[0].seen, at(1));
}

TEST_F(Wholeness, WhoIsGoneIsRememberedAsLastTold) {
  Store store = open();
  Told first(0);
  first.account("ada", {{Attribute::name, "Ada"}}).account("bo");
  applied(store, first);
  Told second(1);
  second.account("bo");
  applied(store, second);
  EXPECT_TRUE(seen(store, 0).vanished.empty());
  const core::Snapshot now = seen(store, 1);
  ASSERT_EQ(now.vanished.size(), 1U);
  EXPECT_EQ(now.vanished[0].natural_id, "ada");
  EXPECT_EQ(core::RecordView(now.vanished[0].record).get(Attribute::name), "Ada");
  EXPECT_EQ(now.vanished[0].first_seen, at(0));
  EXPECT_EQ(now.vanished[0].gone, at(1));
}

TEST_F(Wholeness, YesterdaysFilePutBackTakesNobodyAway) {
  Store store = open();
  Told newer(10);
  newer.account("ada")
      .account("bo")
      .group("G", {"ada"})
      .pull()
      .set_data_from(ObjectClass::account, at(9));
  applied(store, newer);
  Told older(20);
  older.account("ada").group("G").pull().set_data_from(ObjectClass::account, at(3));
  const ApplyResult result = applied(store, older);
  EXPECT_EQ(class_of(result.classes, ObjectClass::account).removed, 0);
  EXPECT_EQ(class_of(result.classes, ObjectClass::account).withheld, 1);
  const core::Snapshot now = seen(store, 20);
  EXPECT_EQ(ids_of(now, ObjectClass::account), (std::set<std::string>{"ada", "bo"}));
  EXPECT_EQ(memberships_of(now), (std::set<std::string>{"G < ada"}));
  ASSERT_EQ(now.sources[0].gaps.size(), 1U);
  EXPECT_EQ(now.sources[0].last_complete, at(10)) << "it tells less than it holds";
  Told newest(30);
  newest.account("ada").group("G", {"ada"}).pull().set_data_from(ObjectClass::account, at(29));
  applied(store, newest);
  EXPECT_EQ(ids_of(seen(store, 30), ObjectClass::account), (std::set<std::string>{"ada"}));
}

}  // namespace
}  // namespace rettesnor::store
