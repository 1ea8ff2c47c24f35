// The verdict on a right: which reason comes first, and where the days end.
#include "reconcile/expected_access.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

TEST(Verdict, ARoleOfACurrentEmploymentExpectsTheRight) {
  const auto town = built(person("ada").employed("IT", "systemadministrator"),
                          account("ada", "Kataloget").of("ada").member_of("G_Drift"),
                          group("G_Drift", "Kataloget"),
                          role("R1").title("Systemadministrator").expects("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), Verdict::expected);
  const auto why =
      town.expected().standing(town.person("ada"), town.entitlement("Kataloget:G_Drift"));
  ASSERT_TRUE(why);
  EXPECT_EQ(why->role, 0U);
  EXPECT_EQ(why->capacity.employment, 0U);
}

TEST(Verdict, ARightThatAnotherRoleNamesIsExtraAndOneThatNoneNamesIsUnexplained) {
  const auto town =
      built(person("ada").employed("IT", "tekniker"),
            account("ada", "Kataloget").of("ada").member_of("G_Drift").member_of("G_Ukendt"),
            group("G_Drift", "Kataloget"), group("G_Ukendt", "Kataloget"),
            role("R1").title("systemadministrator").allows("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), Verdict::extra);
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Ukendt"), Verdict::unexplained);
}

TEST(Verdict, ARightOnADisabledAccountHasNoneAndAnExpectedOneIsMissing) {
  const auto town = built(person("ada").employed("IT", "systemadministrator"),
                          account("ada", "Kataloget").of("ada").disabled().member_of("G_Drift"),
                          group("G_Drift", "Kataloget"),
                          role("R1").title("systemadministrator").expects("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), std::nullopt);
  ASSERT_EQ(town.expected().missing.size(), 1U);
  EXPECT_EQ(town.expected().missing[0].person, town.person("ada"));
}

TEST(Verdict, TheReasonsHaveAnOrder) {
  // One person, one right each; each next reason is there as well and comes later.
  const auto exempt = about("K:free", [](auto& e) { e.review_exempt = true; });
  const auto town =
      built(person("ada").employed("IT", "chef"),
            account("ada", "K")
                .of("ada")
                .member_of("free")
                .member_of("both")
                .member_of("may")
                .member_of("case"),
            group("free", "K"), group("both", "K"), group("may", "K"), group("case", "K"), exempt,
            role("R0").title("chef").allows("K:both").allows("K:may"),
            role("R1").title("chef").expects("K:free").expects("K:both"),
            authorization("n-ada", "K:may", "26/1", "2026-01-01"),
            authorization("n-ada", "K:case", "26/2", "2026-01-01"));
  EXPECT_EQ(town.verdict("ada", "K:free"), Verdict::review_free);
  EXPECT_EQ(town.verdict("ada", "K:both"), Verdict::expected);
  EXPECT_EQ(town.verdict("ada", "K:may"), Verdict::allowed);
  EXPECT_EQ(town.verdict("ada", "K:case"), Verdict::authorized);
  EXPECT_EQ(town.expected().standing(town.person("ada"), town.entitlement("K:case"))->case_no,
            "26/2");
}

std::optional<Verdict> with_authorization(const char* from, const char* to) {
  return built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("g"),
               group("g", "K"), authorization("ada", "K:g", "26/1", from, to))
      .verdict("ada", "K:g");
}

TEST(Verdict, AnAuthorisationCountsFromItsFirstDayToItsLast) {
  EXPECT_EQ(with_authorization("2026-11-02", ""), Verdict::authorized);
  EXPECT_EQ(with_authorization("2026-11-03", ""), Verdict::unexplained);
  EXPECT_EQ(with_authorization("2026-01-01", "2026-11-02"), Verdict::authorized);
  EXPECT_EQ(with_authorization("2026-01-01", "2026-11-01"), Verdict::expired);
}

std::optional<Verdict> with_grant(Grant facts) {
  return built(person("ada").employed("IT"),
               account("ada", "K").of("ada").granted("g", std::move(facts)), group("g", "K"))
      .verdict("ada", "K:g");
}

TEST(Verdict, AGrantWithACaseNumberAuthorisesUntilItEnds) {
  EXPECT_EQ(with_grant({{Attribute::case_no, "26/7"}}), Verdict::authorized);
  EXPECT_EQ(with_grant({{Attribute::case_no, "26/7"}, {Attribute::end, "2026-11-02"}}),
            Verdict::authorized);
  EXPECT_EQ(with_grant({{Attribute::case_no, "26/7"}, {Attribute::end, "2026-11-01"}}),
            Verdict::expired);
  EXPECT_EQ(with_grant({{Attribute::end, "2026-11-01"}}), Verdict::expired);
  EXPECT_EQ(with_grant({{Attribute::end, "2026-12-31"}}), Verdict::unexplained);
  EXPECT_EQ(with_grant({{Attribute::scope, "KLE:90"}}), Verdict::unexplained);
}

TEST(Verdict, OneValidGrantOutweighsOneThatHasEnded) {
  const auto town =
      built(person("ada").employed("IT"),
            account("ada", "K")
                .of("ada")
                .granted("g", {{Attribute::case_no, "26-1"}, {Attribute::end, "2026-10-01"}})
                .granted("g", {{Attribute::case_no, "26-2"}}),
            group("g", "K"));
  EXPECT_EQ(town.verdict("ada", "K:g"), Verdict::authorized);
  EXPECT_EQ(town.expected().standing(0, 0)->case_no, "26-2");
}

TEST(Verdict, TheLatestEndOfSeveralIsTheOneToldAsExpired) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("g"),
            group("g", "K"), authorization("ada", "K:g", "1", "2025-01-01", "2026-06-30"),
            authorization("ada", "K:g", "2", "2024-01-01", "2025-06-30"));
  EXPECT_EQ(town.expected().standing(0, 0)->ended_on, day("2026-06-30"));
}

TEST(Verdict, AnEndedCapacityMakesARightFormerFromTheDayAfter) {
  const auto on = [](const char* at) {
    return built(
        person("ada").employed("Job", "konsulent").until("2026-06-01").employed("Teknik", "x"),
        account("ada", "K").of("ada").member_of("g"), group("g", "K"),
        role("R").unit("Job").expects("K:g"), now(at));
  };
  EXPECT_EQ(on("2026-06-01T21:59:59Z").verdict("ada", "K:g"), Verdict::expected);
  const auto after = on("2026-06-01T22:00:00Z");
  EXPECT_EQ(after.verdict("ada", "K:g"), Verdict::former);
  const auto why = after.expected().standing(0, 0);
  EXPECT_EQ(why->ended_on, day("2026-06-01"));
  EXPECT_EQ(why->role, 0U);
  EXPECT_EQ(why->capacity.employment, 0U);
}

TEST(Verdict, AFormerRightTellsTheCapacityThatEndedLast) {
  const auto town =
      built(person("ada")
                .employed("A")
                .until("2026-03-01")
                .employed("B")
                .until("2026-05-01")
                .elected("R"),
            account("ada", "K").of("ada").member_of("g"), group("g", "K"),
            role("R").when(is(policies::Condition::Op::unit, {"A", "B"})).allows("K:g"));
  EXPECT_EQ(town.expected().standing(0, 0)->ended_on, day("2026-05-01"));
}

TEST(Verdict, ACapacityStillToComeExplainsNothing) {
  const auto town = built(person("ada").employed("IT").starting("2026-12-01"),
                          account("ada", "K").of("ada").member_of("g"), group("g", "K"),
                          role("R").unit("IT").expects("K:g"));
  EXPECT_EQ(town.verdict("ada", "K:g"), Verdict::extra);
  EXPECT_TRUE(town.expected().missing.empty());
}

TEST(Verdict, WhoMayBeInTheGroupMayHaveWhatItGives) {
  const auto town =
      built(person("ada").employed("IT", "chef"), account("ada", "K").of("ada").member_of("a"),
            group("a", "K").member_of("b"), group("b", "K").member_of("c"), group("c", "K"),
            conveys("K:c", "Job:Sag"), role("R").title("chef").allows("K:a"));
  for (const char* right : {"K:b", "K:c", "Job:Sag"}) {
    EXPECT_EQ(town.verdict("ada", right), Verdict::allowed) << right;
  }
  EXPECT_EQ(town.expected().standing(0, town.entitlement("K:c"))->through, town.entitlement("K:a"));
}

TEST(Verdict, EveryGroupOfThePathMustBeExplained) {
  // c is allowed, but she came into it through b, which nobody gave her.
  const auto town =
      built(person("ada").employed("IT", "chef"), account("ada", "K").of("ada").member_of("b"),
            group("b", "K").member_of("c"), group("c", "K").member_of("d"), group("d", "K"),
            role("R").title("chef").allows("K:c"));
  EXPECT_EQ(town.verdict("ada", "K:b"), Verdict::unexplained);
  EXPECT_EQ(town.verdict("ada", "K:c"), Verdict::allowed);
  EXPECT_EQ(town.verdict("ada", "K:d"), Verdict::unexplained);
}

TEST(Verdict, OneExplainedPathOfTwoIsEnoughAndThePathIsAsGoodAsItsWeakestGroup) {
  const auto town = built(
      person("ada").employed("IT", "chef"),
      account("ada", "K").of("ada").member_of("a").member_of("b").member_of("x"),
      group("a", "K").member_of("top"), group("b", "K").member_of("top"),
      group("x", "K").member_of("top"), group("top", "K"), role("R").title("chef").allows("K:b"),
      authorization("ada", "K:a", "26/1", "2026-01-01"));
  EXPECT_EQ(town.verdict("ada", "K:top"), Verdict::allowed);
  const auto only =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("a"),
            group("a", "K").member_of("top"), group("top", "K"),
            authorization("ada", "K:a", "26/1", "2026-01-01"));
  EXPECT_EQ(only.verdict("ada", "K:top"), Verdict::authorized);
}

TEST(Verdict, AGroupThatNobodyReviewsExplainsNothingButItself) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("Domain Users"),
            group("Domain Users", "K").member_of("Domain Admins"), group("Domain Admins", "K"),
            about("K:Domain Users", [](auto& e) { e.review_exempt = true; }));
  EXPECT_EQ(town.verdict("ada", "K:Domain Users"), Verdict::review_free);
  EXPECT_EQ(town.verdict("ada", "K:Domain Admins"), Verdict::unexplained);
}

TEST(Verdict, AnExplainedGroupInARingExplainsTheRing) {
  const auto town =
      built(person("ada").employed("IT", "chef"), account("ada", "K").of("ada").member_of("a"),
            group("a", "K").member_of("b"), group("b", "K").member_of("c"),
            group("c", "K").member_of("a"), role("R").title("chef").expects("K:a"));
  EXPECT_EQ(town.verdict("ada", "K:c"), Verdict::expected);
}

TEST(Verdict, AnExceptedPersonIsNotGivenWhatTheRoleGives) {
  const auto town = built(person("ada").employed("IT", "chef"), person("bo").employed("IT", "chef"),
                          account("ada", "K").of("ada").member_of("g"), account("bo", "K").of("bo"),
                          group("g", "K"), role("R").title("chef").expects("K:g").except("N-ADA"));
  EXPECT_EQ(town.verdict("ada", "K:g"), Verdict::extra);
  ASSERT_EQ(town.expected().missing.size(), 1U);
  EXPECT_EQ(town.expected().missing[0].person, town.person("bo"));
}

TEST(Verdict, AllRightsOfASystemAreNamedByAStar) {
  const auto town =
      built(person("ada").employed("IT", "chef"),
            account("ada", "K").of("ada").member_of("a").member_of("b"), group("a", "K"),
            group("b", "K"), group("c", "L"), role("R").title("chef").allows("K:*"));
  EXPECT_EQ(town.verdict("ada", "K:a"), Verdict::allowed);
  EXPECT_EQ(town.verdict("ada", "K:b"), Verdict::allowed);
}

TEST(Verdict, NamesOfRightsAreComparedFoldedUnlessOneIsSpeltExactlySo) {
  const auto town =
      built(group("G_L\xC3\xB8n", "K"), group("g_l\xC3\xB8n", "K"), group("G_A\xCC\x8A", "K"));
  EXPECT_EQ(town.graph().entitlements_named({"k", "g_l\xC3\xB8n"}).size(), 1U);
  EXPECT_EQ(town.graph().entitlements_named({"K", "G_L\xC3\x98N"}).size(), 2U);
  EXPECT_EQ(town.graph().entitlements_named({"K", "G_\xC3\x85"}).size(), 1U);
}

TEST(Missing, IsToldForTheFirstRoleOnceAndNotForAllowedOrHeldRights) {
  const auto town =
      built(person("ada").employed("IT", "chef").employed("Stab", "chef"),
            account("ada", "K").of("ada").member_of("b"), group("a", "K"), group("b", "K"),
            group("c", "K"), role("R0").title("chef").expects("K:a").allows("K:c"),
            role("R1").title("chef").expects("K:a").expects("K:b"));
  ASSERT_EQ(town.expected().missing.size(), 1U);
  EXPECT_EQ(town.expected().missing[0].entitlement, town.entitlement("K:a"));
  EXPECT_EQ(town.expected().missing[0].role, 0U);
}

TEST(Standings, AreVisitedInOrderAndOnlyThoseAskedFor) {
  const auto town = built(person("ada").employed("IT", "chef"), person("bo").employed("IT"),
                          account("ada", "K").of("ada").member_of("a").member_of("b"),
                          account("bo", "K").of("bo").member_of("a"), group("a", "K"),
                          group("b", "K"), role("R").title("chef").expects("K:a"));
  std::string seen;
  town.expected().each({Verdict::extra, Verdict::unexplained}, [&](const Standing& s) {
    seen += std::to_string(s.person) + "/" + std::to_string(s.entitlement) + " ";
  });
  EXPECT_EQ(seen, "0/1 1/0 ");
}
}  // namespace
}  // namespace rettesnor::reconcile
