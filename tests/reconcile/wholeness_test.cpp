// What is not said when a list was not read whole, and that it is said again when it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/freshness.h"
#include "reconcile/needed_lists.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Completeness;
using core::ListKind;
using testing::ElementsAre;
using testing::IsEmpty;

core::SnapshotSource whole(std::string_view name) {
  core::SnapshotSource out;
  out.name = name;
  out.kind = "csv";
  out.system = name;
  out.last_applied = out.last_complete = out.last_attempt = moment("2026-11-02T06:00:00Z");
  out.last_outcome = core::PullOutcome::applied;
  return out;
}

core::SnapshotSource with_gap(std::string_view name, core::Gap gap) {
  core::SnapshotSource out = whole(name);
  out.gaps.push_back(std::move(gap));
  return out;
}

core::SnapshotSource with_unbelieved(std::string_view name, ObjectClass c,
                                     const std::vector<std::pair<Attribute, std::string>>& clues) {
  core::SnapshotSource out = whole(name);
  core::RecordBuilder record;
  for (const auto& [attribute, value] : clues) record.set(attribute, value);
  out.unbelieved.push_back({c, "row", record.bytes()});
  out.rejected.push_back({"ansatte.csv", 3, "end before start"});
  return out;
}

BuiltTown orphan(const core::SnapshotSource& people) {
  return built(person("ada").employed("IT"),
               account("bo", "K").employee_no("n-bo").set(Attribute::name, "Bo Bech"),
               source(people));
}

TEST(WhatIsNotSaid, NobodyIsAnOrphanWhilePeopleWereNotReadWhole) {
  EXPECT_THAT(told(orphan(whole("HR")), "ACC_ORPHAN"), ElementsAre("K/bo"));
  for (const ObjectClass c : {ObjectClass::employment, ObjectClass::person, ObjectClass::mandate,
                              ObjectClass::engagement}) {
    const auto town = orphan(with_gap("HR", {c, "ansatte.csv", "stray quote"}));
    EXPECT_THAT(told(town, "ACC_ORPHAN"), IsEmpty());
    EXPECT_THAT(told(town, "LIST_PARTIAL"), ElementsAre("HR > people"));
    EXPECT_EQ(only(town, "LIST_PARTIAL").evidence.at("not_judged"),
              "ACC_ORPHAN 1; REVIEWER_MISSING 1");
  }
  core::SnapshotSource never = whole("council");
  never.last_applied = std::nullopt;
  never.last_outcome = core::PullOutcome::failed;
  const auto unread = built(person("ada").employed("IT"), account("bo", "K"), source(never));
  EXPECT_THAT(told(unread, "ACC_ORPHAN"), IsEmpty()) << "it may tell of bo";
}

TEST(WhatIsNotSaid, ARowThatCannotBeBelievedIsAboutWhomItNames) {
  const auto about = [](const std::vector<std::pair<Attribute, std::string>>& clues) {
    return told(orphan(with_unbelieved("HR", ObjectClass::employment, clues)), "ACC_ORPHAN");
  };
  EXPECT_THAT(about({{Attribute::employee_no, "N-BO"}}), IsEmpty());
  EXPECT_THAT(about({{Attribute::name, "bo bech"}, {Attribute::employee_no, "other"}}), IsEmpty());
  EXPECT_THAT(about({{Attribute::employee_no, "n-cy"}, {Attribute::name, "Cy"}}),
              ElementsAre("K/bo"));
  EXPECT_THAT(about({{Attribute::title, "clerk"}}), IsEmpty()) << "it may be anybody";
}

TEST(WhatIsNotSaid, ALeaverMayHaveAnotherCapacityThatWasNotRead) {
  const auto town = [](const core::SnapshotSource& council) {
    return built(person("ada").employed("IT").until("2026-10-01"), account("ada", "K").of("ada"),
                 source(council));
  };
  EXPECT_THAT(told(town(whole("council")), "LEAVER_ENABLED"), ElementsAre("ada > K/ada"));
  EXPECT_THAT(
      told(town(with_gap("council", {ObjectClass::mandate, "page 2", "lost"})), "LEAVER_ENABLED"),
      IsEmpty());
}

TEST(WhatIsNotSaid, TooFewHoldersAreCountedInAWholeListOnly) {
  const auto town = [](std::vector<core::Gap> gaps) {
    core::SnapshotSource k = whole("K");
    k.gaps = std::move(gaps);
    return built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("G"),
                 group("G", "K"), source(k),
                 about("K:G", [](auto& rule) { rule.critical = true; }));
  };
  ASSERT_THAT(told(town({}), "SINGLE_HOLDER"), ElementsAre("K:G > ada"));
  EXPECT_THAT(
      told(town({{ObjectClass::entitlement, "line 9", "names nobody", ListKind::members, "G"}}),
           "SINGLE_HOLDER"),
      IsEmpty());
  EXPECT_THAT(
      told(town({{ObjectClass::entitlement, "line 9", "names nobody", ListKind::members, "other"}}),
           "SINGLE_HOLDER"),
      ElementsAre("K:G > ada"))
      << "another list's hole";
  EXPECT_THAT(told(town({{ObjectClass::account, "page 2", "lost"}}), "SINGLE_HOLDER"), IsEmpty());
}

TEST(ListPartial, NamesTheListWhereAndWhyAndManyAreOne) {
  const auto town = [](int count) {
    core::SnapshotSource k = whole("K");
    Town out;
    for (int i = 0; i < count; ++i) {
      const std::string name = "G" + std::to_string(i);
      out.add(group(name, "K"));
      k.gaps.push_back({ObjectClass::entitlement, "roles.csv line " + std::to_string(i),
                        "unknown account", ListKind::members, name});
    }
    out.add(account("ada", "K"));
    k.gaps.push_back(
        {ObjectClass::account,
         core::kept(core::ErrorCode{"place_line"}, {{"file", "roles.csv"}, {"line", "99"}}),
         "unknown role", ListKind::rights, "ada"});
    k.rejected = {{"roles.csv", 99, "unknown role"}};
    return out.add(source(k));
  };
  const BuiltTown few(town(1));
  EXPECT_THAT(told(few, "LIST_PARTIAL"), ElementsAre("K/ada > K", "K:G0 > K"));
  EXPECT_THAT(told(few, "SYNC_PARTIAL"), IsEmpty()) << "nothing is said twice";
  EXPECT_THAT(told(BuiltTown(town(7)), "LIST_PARTIAL"), ElementsAre("K"));
}

TEST(DataOld, IsAboutTheDataAndNotAboutTheReading) {
  const auto data = [](std::optional<core::Timestamp> from) {
    core::SnapshotSource k = whole("K");
    k.completeness[static_cast<std::size_t>(ObjectClass::account)] = Completeness::complete;
    k.data_from[static_cast<std::size_t>(ObjectClass::account)] = from;
    return built(account("x", "K"), source(k), system("K"));
  };
  EXPECT_THAT(told(data(moment("2026-10-31T07:00:00Z")), "DATA_OLD"), IsEmpty());
  EXPECT_THAT(told(data(moment("2026-10-31T06:59:59Z")), "DATA_OLD"), ElementsAre("K"));
  EXPECT_THAT(told(data(std::nullopt), "DATA_OLD"), ElementsAre("K")) << "unknown is not fresh";
  EXPECT_THAT(told(data(std::nullopt), "SYNC_STALE"), IsEmpty());
}

}  // namespace
}  // namespace rettesnor::reconcile
