// The life of findings, and people's words on accounts.
#include <gtest/gtest.h>

#include "core/finding.h"
#include "store/database.h"
#include "store/history/finding_bytes.h"
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

core::Finding orphan(const std::string& login, core::Severity severity = core::Severity::high) {
  core::Finding finding{};
  finding.code = "ACC_ORPHAN";
  finding.severity = severity;
  finding.subject = {"account", "Kataloget/" + login, "Kataloget/" + login, login};
  finding.values = {{"k", login}, {"d", "1"}};
  finding.paths = {{{"account", login}, {"entitlement", "G"}}, {}};
  finding.evidence = {{"seen", "2026-11-02"}};
  return finding;
}

class Findings : public StoreTest {
 protected:
  static TrackResult tracked(Store& store, const std::vector<core::Finding>& findings, int hours) {
    const auto result = store.track(findings, at(hours));
    if (!result) throw std::runtime_error(result.error().message);
    return *result;
  }
  static std::vector<core::TrackedFinding> list(const Store& store,
                                                Store::Which which = Store::Which::open) {
    return *store.findings(which);
  }
};

TEST(FindingBytes, AFindingComesBackWhole) {
  core::Finding finding = orphan("ada");
  finding.object = {"entitlement", "k", "r", "l"};
  finding.rule = "R7";
  finding.clause = "P7";
  finding.document = "Rettighedsregler 3.1";
  finding.covered_by = "D1";
  std::string bytes;
  write_finding(finding, bytes);
  const auto back = read_finding(bytes);
  ASSERT_TRUE(back);
  std::string again;
  write_finding(*back, again);
  EXPECT_EQ(again, bytes);
  EXPECT_EQ(back->object, finding.object);
  EXPECT_EQ(back->values, finding.values);
  EXPECT_EQ(back->paths, finding.paths);
  EXPECT_EQ(back->evidence, finding.evidence);
  EXPECT_EQ(back->document, finding.document);
  EXPECT_EQ(back->clause, finding.clause);
  EXPECT_EQ(back->rule, finding.rule);
  EXPECT_EQ(back->covered_by, finding.covered_by);
  EXPECT_EQ(read_finding(bytes.substr(0, bytes.size() - 1)).error().kind, core::ErrorKind::corrupt);
  EXPECT_EQ(read_finding(bytes + "x").error().kind, core::ErrorKind::corrupt);
  bytes[0] = 2;
  EXPECT_EQ(read_finding(bytes).error().kind, core::ErrorKind::unsupported);
}

TEST_F(Findings, TheyAppearStayAndAreResolved) {
  Store store = open();
  EXPECT_EQ(tracked(store, {orphan("ada"), orphan("bo")}, 1).appeared, 2);
  EXPECT_EQ(tracked(store, {orphan("bo"), orphan("ada")}, 2).stayed, 2);
  const TrackResult third = tracked(store, {orphan("bo"), orphan("cy")}, 3);
  EXPECT_EQ(third.appeared, 1);
  EXPECT_EQ(third.stayed, 1);
  EXPECT_EQ(third.resolved, 1);
  const auto open_ones = list(store);
  ASSERT_EQ(open_ones.size(), 2u);
  EXPECT_EQ(open_ones[0].finding.subject.ref, "Kataloget/bo");
  EXPECT_EQ(open_ones[0].id, core::finding_id(orphan("bo")));
  EXPECT_EQ(open_ones[0].first_seen, at(1));
  EXPECT_EQ(open_ones[0].last_seen, at(3));
  EXPECT_EQ(open_ones[0].resolved_at, std::nullopt);
  const auto all = list(store, Store::Which::open_and_resolved);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].finding.subject.ref, "Kataloget/ada");
  EXPECT_EQ(all[0].last_seen, at(2));
  EXPECT_EQ(all[0].resolved_at, at(3));
}

TEST_F(Findings, OneThatReturnsIsTheSameFindingSinceItsFirstDay) {
  Store store = open();
  tracked(store, {orphan("ada")}, 1);
  tracked(store, {}, 2);
  const TrackResult again = tracked(store, {orphan("ada")}, 3);
  EXPECT_EQ(again.reopened, 1);
  EXPECT_EQ(again.appeared, 0);
  const auto all = list(store, Store::Which::open_and_resolved);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].first_seen, at(1));
  EXPECT_EQ(all[0].last_seen, at(3));
  EXPECT_EQ(all[0].resolved_at, std::nullopt);
}

TEST_F(Findings, ChangedEvidenceIsKeptUnderTheSameId) {
  Store store = open();
  tracked(store, {orphan("ada")}, 1);
  core::Finding changed = orphan("ada", core::Severity::critical);
  changed.evidence["seen"] = "2026-11-03";
  EXPECT_EQ(tracked(store, {changed}, 2).stayed, 1);
  const auto all = list(store);
  EXPECT_EQ(all[0].finding.severity, core::Severity::critical);
  EXPECT_EQ(all[0].finding.evidence.at("seen"), "2026-11-03");
  EXPECT_EQ(all[0].first_seen, at(1));
}

TEST_F(Findings, OneIdTwiceCountsOnceAndTheWorseIsKept) {
  Store store = open();
  EXPECT_EQ(tracked(store, {orphan("ada"), orphan("ada", core::Severity::critical)}, 1).appeared,
            1);
  EXPECT_EQ(list(store)[0].finding.severity, core::Severity::critical);
}

TEST_F(Findings, TheyAreListedWorstFirst) {
  Store store = open();
  tracked(store,
          {orphan("a", core::Severity::low), orphan("b", core::Severity::critical), orphan("c")},
          1);
  const auto all = list(store);
  EXPECT_EQ(all[0].finding.subject.label, "b");
  EXPECT_EQ(all[1].finding.subject.label, "c");
  EXPECT_EQ(all[2].finding.subject.label, "a");
}

TEST_F(Findings, ARunOfAnEarlierMomentIsAConflict) {
  Store store = open();
  tracked(store, {orphan("ada")}, 5);
  EXPECT_EQ(store.track({}, at(4)).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(list(store).size(), 1u);
}

TEST_F(Findings, AnUnchangedRunWritesNoFinding) {
  {
    Store store = open();
    tracked(store, {orphan("ada"), orphan("bo")}, 1);
    tracked(store, {orphan("ada")}, 2);
  }
  {
    auto connection = Connection::open(path());
    for (const char* what : {"INSERT", "UPDATE", "DELETE"}) {
      ASSERT_TRUE(
          execute(*connection, "CREATE TRIGGER no_" + std::string(what) + " BEFORE " + what +
                                   " ON finding BEGIN SELECT raise(ABORT, 'written'); END"));
    }
  }
  Store store = open();
  EXPECT_EQ(tracked(store, {orphan("ada")}, 3).stayed, 1);
  EXPECT_EQ(list(store)[0].last_seen, at(3));
  EXPECT_FALSE(store.track({orphan("cy")}, at(4)));
}

const audit::Event kSettled{audit::Kind::link_settled, "me", {{"account", "ada"}}};

class Links : public StoreTest {};

TEST_F(Links, TheNewestWordCountsAsOfItsMoment) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo"));
  ASSERT_TRUE(store.settle_link({"Kataloget", "bo", "loen", "p2", "me", "", at(2)}, kSettled));
  ASSERT_TRUE(
      store.settle_link({"Kataloget", "ada", "loen", "p1", "me", "badge", at(2)}, kSettled));
  ASSERT_TRUE(store.settle_link({"Kataloget", "ada", "loen", "", "you", "robot", at(4)}, kSettled));
  const core::Snapshot then = seen(store, 3);
  ASSERT_EQ(then.links.size(), 2u);
  EXPECT_EQ(then.objects[then.links[0].account].natural_id, "ada");
  EXPECT_EQ(then.links[0].person, "p1");
  EXPECT_EQ(then.links[0].person_source, "loen");
  EXPECT_EQ(then.links[0].decided_by, "me");
  EXPECT_EQ(then.links[0].reason, "badge");
  EXPECT_EQ(then.links[0].decided_at, at(2));
  EXPECT_EQ(seen(store, 4).links[0].person, "");
  EXPECT_TRUE(seen(store, 1).links.empty());
  EXPECT_EQ(store.latest()->links[0].decided_by, "you");
}

TEST_F(Links, AnAccountMayStandUntilADayWhenSomebodyAnswersForIt) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  LinkWord word{"Kataloget", "ada", "loen", "p1", "me", "scanner", at(2)};
  word.accepted_until = core::parse_date("2027-06-30");
  ASSERT_TRUE(store.settle_link(word, kSettled));
  EXPECT_EQ(seen(store, 2).links.at(0).accepted_until, core::parse_date("2027-06-30"));
  word.person.clear();
  EXPECT_FALSE(store.settle_link(word, kSettled)) << "nobody answers for it";
  ASSERT_TRUE(store.settle_link({"Kataloget", "ada", "loen", "p1", "me", "", at(3)}, kSettled));
  EXPECT_FALSE(seen(store, 3).links.at(0).accepted_until) << "it is hers by now";
}

TEST_F(Links, AnAccountThatIsNotThereIsNotFound) {
  Store store = open();
  applied(store, Told(1).account("ada").account("bo").group("G"));
  applied(store, Told(2).account("bo").group("G"));
  for (const char* id : {"ada", "G", "nobody"}) {
    EXPECT_EQ(
        store.settle_link({"Kataloget", id, "loen", "p1", "me", "", at(3)}, kSettled).error().kind,
        core::ErrorKind::not_found);
  }
  EXPECT_EQ(store.settle_link({"Loen", "bo", "loen", "p1", "me", "", at(3)}, kSettled).error().kind,
            core::ErrorKind::not_found);
  EXPECT_EQ(
      store.settle_link({"Kataloget", "bo", "loen", "p1", "", "", at(3)}, kSettled).error().kind,
      core::ErrorKind::invalid_input);
}

TEST_F(Links, AWordIsNeverChangedOrDeleted) {
  {
    Store store = open();
    applied(store, Told(1).account("ada"));
    ASSERT_TRUE(store.settle_link({"Kataloget", "ada", "loen", "p1", "me", "", at(2)}, kSettled));
  }
  auto connection = Connection::open(path());
  EXPECT_FALSE(execute(*connection, "DELETE FROM settled_link"));
  EXPECT_FALSE(execute(*connection, "UPDATE settled_link SET person = 'p2'"));
}

}  // namespace
}  // namespace rettesnor::store
