// The table of event kinds, and what it says of an event's facts.
#include "audit/kinds.h"

#include <gtest/gtest.h>

#include <set>

#include "audit/event.h"

namespace rettesnor::audit {
namespace {

using Names = std::vector<std::string>;

TEST(Kinds, EveryRowHasANameOfItsOwnAndWordsInBothLanguages) {
  std::set<std::string_view> names;
  for (const KindRow& row : kinds()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_FALSE(row.danish.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
    EXPECT_EQ(&row_of(row.kind), &row);
    EXPECT_EQ(kind_named(row.name), row.kind);
  }
  EXPECT_EQ(kind_named("of_a_newer_program"), std::nullopt);
}

TEST(Kinds, AnEventHasExactlyTheFactsOfItsRow) {
  Event event{Kind::account_accepted,
              "HR/ida",
              {{"account", "K/scan"}, {"person", "HR/bo"}, {"reason", "x"}, {"until", "y"}}};
  EXPECT_TRUE(facts_amiss(event).unlisted.empty());
  EXPECT_TRUE(facts_amiss(event).missing.empty());
  event.facts.erase("until");
  event.facts["untill"] = "y";
  EXPECT_EQ(facts_amiss(event).unlisted, Names{"untill"});
  EXPECT_EQ(facts_amiss(event).missing, Names{"until"});
}

TEST(Kinds, AFactThatMayBeThereIsNotMissed) {
  const Event plain{Kind::signed_out, "HR/ida", {}};
  const Event told{Kind::signed_out, "HR/ida", {{"manner", "provider"}}};
  for (const Event& event : {plain, told}) {
    EXPECT_TRUE(facts_amiss(event).unlisted.empty());
    EXPECT_TRUE(facts_amiss(event).missing.empty());
  }
}

TEST(Kinds, WhereItCameFromMayStandInEveryEvent) {
  const Event event{
      Kind::mail_started, "system", {{"via", "terminal"}, {"os_user", "ag"}, {"os_login", "ag"}}};
  EXPECT_TRUE(facts_amiss(event).unlisted.empty());
}

TEST(Kinds, ANumberedFactIsAnyNumberAndNothingElse) {
  const Event event{
      Kind::orders_dry_run,
      "HR/ida",
      {{"orders", "2"}, {"order_7", "x"}, {"order_12", "y"}, {"order_x", "z"}, {"order_", "z"}}};
  EXPECT_EQ(facts_amiss(event).unlisted, (Names{"order_", "order_x"}));
}

}  // namespace
}  // namespace rettesnor::audit
