// A reorganisation is one question, and a case number is a case where somebody knows it.
#include "reconcile/reorganisation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/case_numbers.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kRenumbered = "2026-10-01T06:00:00Z";

/// `count` units of two people each, all with new ids since kRenumbered; role R gives what the
/// first had.
Town renumbered(int count) {
  Town town;
  for (int i = 1; i <= count; ++i) {
    const std::string n = std::to_string(i);
    town.with(gone(unit("old" + n), kRenumbered), unit("new" + n).first_seen(kRenumbered));
    for (const std::string_view who : {"a", "b"}) {
      town.with(person(std::string(who) + n)
                    .employed("new" + n)
                    .was(Attribute::unit, "old" + n, kRenumbered));
    }
  }
  town.with(account("a1", "K").of("a1").member_of("G"), group("G", "K"),
            role("R").unit("old1").expects("K:G"));
  for (int i = 0; i < 10; ++i) town.with(person("x" + std::to_string(i)).employed("Elsewhere"));
  return town;
}

Piece confirmed(std::string_view from, std::string_view to) {
  return policy([from = std::string(from), to = std::string(to)](policies::Policy& p) {
    p.reorganisations.push_back({from, to, {}, "CH-1"});
  });
}

TEST(Reorganised, ManyUnitsReplacedAtOnceAreOneQuestionWithAMapAndNoMoves) {
  const BuiltTown town(renumbered(3));
  const auto finding = only(town, "REORGANISED");
  EXPECT_EQ(finding.values.at("n"), "3");
  EXPECT_EQ(finding.evidence.at("map"), "old1 → new1 (2/2); old2 → new2 (2/2); old3 → new3 (2/2)");
  EXPECT_EQ(finding.paths.size(), 3U);
  EXPECT_EQ(town.verdict("a1", "K:G"), Verdict::former);
  EXPECT_THAT(told(town, "MOVER_RETAINED"), IsEmpty());
  EXPECT_THAT(told(town, "AUTH_UNDOCUMENTED"), IsEmpty());
}

TEST(Reorganised, TwoUnitsAreMovesUnlessTheyAreHalfOfEverybody) {
  const BuiltTown few(renumbered(2));
  EXPECT_THAT(told(few, "REORGANISED"), IsEmpty());
  EXPECT_THAT(told(few, "MOVER_RETAINED"), ElementsAre("a1 > K:G"));
  const auto half = built(person("a").employed("new").was(Attribute::unit, "old", kRenumbered),
                          gone(unit("old"), kRenumbered), unit("new").first_seen(kRenumbered),
                          person("b").employed("Elsewhere"));
  EXPECT_EQ(only(half, "REORGANISED").values.at("n"), "1");
}

TEST(Reorganised, UnitsThatWereThereBeforeOrWhosePeopleScatterAreMoves) {
  Town merged;
  for (const std::string n : {"1", "2", "3"}) {
    merged.with(gone(unit("old" + n), kRenumbered),
                person("a" + n).employed("Known").was(Attribute::unit, "old" + n, kRenumbered));
  }
  EXPECT_THAT(told(BuiltTown(merged), "REORGANISED"), IsEmpty());
  Town scattered = renumbered(2);
  scattered.with(gone(unit("old3"), kRenumbered), unit("new3").first_seen(kRenumbered),
                 person("c").employed("new3").was(Attribute::unit, "old3", kRenumbered),
                 person("d").employed("new1").was(Attribute::unit, "old3", kRenumbered));
  EXPECT_THAT(told(BuiltTown(scattered), "REORGANISED"), IsEmpty());
}

TEST(Reorganised, NewNumbersOfUnitsAndOfEmploymentsAreOneEventToo) {
  Town town;
  for (const std::string n : {"1", "2", "3"}) {
    Piece before = person("a" + n).employed("old" + n);
    before.objects.erase(before.objects.begin());
    town.with(gone(unit("old" + n), kRenumbered), unit("new" + n).first_seen(kRenumbered),
              gone(before, kRenumbered), person("a" + n).employed("new" + n).number("m" + n));
  }
  EXPECT_EQ(only(BuiltTown(town), "REORGANISED").values.at("n"), "3");
}

TEST(Reorganised, AHumanConfirmsAndThePolicysWordsHoldForTheNewId) {
  Town town = renumbered(3);
  town.with(confirmed("old1", "new1"));
  const BuiltTown some(town);
  EXPECT_EQ(only(some, "REORGANISED").values.at("n"), "2");
  EXPECT_EQ(some.verdict("a1", "K:G"), Verdict::expected);
  town.with(confirmed("old2", "new2"), confirmed("old3", ""));
  EXPECT_THAT(told(BuiltTown(town), "REORGANISED"), IsEmpty());
}

TEST(Reorganised, AHumanWhoDeniesMakesItAMove) {
  Town town = renumbered(3);
  town.with(confirmed("old1", ""));
  const BuiltTown denied(town);
  EXPECT_THAT(told(denied, "MOVER_RETAINED"), ElementsAre("a1 > K:G"));
}

TEST(CaseUnknown, WhatDoesNotEvenLookLikeACaseDocumentsNothing) {
  const auto with = [](std::string_view case_no) {
    return built(
        person("t").employed("IT"),
        account("t", "K").of("t").granted("S", {{Attribute::case_no, std::string(case_no)}}),
        group("S", "K"));
  };
  for (const std::string_view made_up : {"x", "ok", "jf. aftale", "123"}) {
    EXPECT_THAT(told(with(made_up), "CASE_UNKNOWN"), ElementsAre("K/t > K:S")) << made_up;
    EXPECT_EQ(with(made_up).verdict("t", "K:S"), Verdict::unexplained) << made_up;
  }
  for (const std::string_view like : {"2026-004118", "26/1234", "90.01.02-G01-1-26"}) {
    EXPECT_THAT(told(with(like), "CASE_UNKNOWN"), IsEmpty()) << like;
    EXPECT_EQ(with(like).verdict("t", "K:S"), Verdict::authorized) << like;
  }
}

TEST(CaseUnknown, WhereAFormIsDeclaredACaseHasItAndIsOnePersons) {
  const auto with = [](std::string_view ones, std::string_view anothers) {
    return built(
        person("t").employed("IT"), person("u").employed("IT"), group("S", "K"),
        account("t", "K").of("t").granted("S", {{Attribute::case_no, std::string(ones)}}),
        account("u", "K").of("u").granted("S", {{Attribute::case_no, std::string(anothers)}}),
        policy([](policies::Policy& p) {
          p.case_registers.push_back({"Sager", {}, "####-######", {"FÆLLES-1"}});
        }));
  };
  EXPECT_THAT(told(with("2026-004118", "2026-004119"), "CASE_UNKNOWN"), IsEmpty());
  EXPECT_THAT(told(with("2026-004118", "26/1234"), "CASE_UNKNOWN"), ElementsAre("K/u > K:S"));
  EXPECT_THAT(told(with("2026-004118", "2026-004118"), "CASE_UNKNOWN"),
              ElementsAre("K/t > K:S", "K/u > K:S"));
  EXPECT_THAT(told(with("fælles-1", "FÆLLES-1"), "CASE_UNKNOWN"), IsEmpty())
      << "the register knows it";
}

TEST(CaseUnknown, AFormIsDigitsLettersAndWhatStandsForItself) {
  EXPECT_TRUE(has_form("2026-004118", "####-######"));
  EXPECT_TRUE(has_form(" ab-1 ", "@@-#"));
  EXPECT_TRUE(has_form("S-2026-9", "S-####-*"));
  EXPECT_TRUE(has_form("90.01.02-G01-1-26", "##.##.##-@##-*-##"));
  EXPECT_FALSE(has_form("2026-4118", "####-######"));
  EXPECT_FALSE(has_form("2026-004118x", "####-######"));
  EXPECT_FALSE(has_form("", "*"));
}

}  // namespace
}  // namespace rettesnor::reconcile
