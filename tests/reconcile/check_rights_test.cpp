// Findings about rights: undocumented, expired, unscoped, unowned, combined.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "reconcile/checks.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

/// ada, employed, with one right in system S.
template <class... More>
BuiltTown ada_with(const Account& account, const More&... more) {
  return built(person("ada").named("Ada Lund").employed("IT", "tekniker"), account, group("G", "S"),
               more...);
}
Account adas() {
  return account("ada", "S").of("ada");
}

TEST(AuthUndocumented, ARightThatNoRuleNamesIsOneFindingHoweverManyHoldIt) {
  Town town;
  town.with(group("G", "S"), group("H", "S").member_of("G"));
  for (const char* name : {"ada", "bo", "cy"}) {
    town.with(person(name).employed("IT"), account(name, "S").of(name).member_of("H"));
  }
  town.with(about("S:H", [](auto& rule) { rule.owner = "n-bo"; }));
  const BuiltTown held(town);
  EXPECT_THAT(told(held, "AUTH_UNDOCUMENTED"), ElementsAre("S:H"))
      << "what comes through it is settled with it";
  const auto finding = only(held, "AUTH_UNDOCUMENTED");
  EXPECT_EQ(finding.values.at("n"), "3");
  EXPECT_EQ(finding.evidence.at("owner"), "n-bo");
}

TEST(AuthUndocumented, ARightThatNothingExplains) {
  const auto town = ada_with(adas().member_of("G"), role("R").title("chef").allows("S:G"));
  EXPECT_THAT(told(town, "AUTH_UNDOCUMENTED"), ElementsAre("ada > S:G"));
  EXPECT_EQ(only(town, "AUTH_UNDOCUMENTED").evidence.at("verdict"), "extra");
  const auto finding = only(town, "AUTH_UNDOCUMENTED");
  EXPECT_EQ(finding.severity, Severity::medium);
  EXPECT_EQ(finding.clause, "P7");
  ASSERT_EQ(finding.paths.size(), 1U);
  EXPECT_EQ(finding.paths[0].back().ref, "S:G");
}

TEST(AuthUndocumented, IsHighWhereDataAreSensitive) {
  const auto town = ada_with(adas().member_of("G"), system("S", [](auto& row) {
                               row.classification = policies::Classification::special;
                             }));
  EXPECT_EQ(only(town, "AUTH_UNDOCUMENTED").severity, Severity::high);
}

TEST(AuthUndocumented, IsSilentWhenExplainedExemptOrNotAnEmployees) {
  EXPECT_THAT(told(ada_with(adas().member_of("G"), role("R").title("tekniker").allows("S:G")),
                   "AUTH_UNDOCUMENTED"),
              IsEmpty());
  EXPECT_THAT(told(ada_with(adas().member_of("G"),
                            about("S:G", [](auto& rule) { rule.review_exempt = true; })),
                   "AUTH_UNDOCUMENTED"),
              IsEmpty());
  const auto vendor = built(person("v").engaged("vendor", "12345678"),
                            account("v", "S").mail("v@example.test").kind("vendor").member_of("G"),
                            group("G", "S"));
  EXPECT_THAT(told(vendor, "AUTH_UNDOCUMENTED"), IsEmpty());
}

TEST(AuthExpired, TheLastDayIsInclusive) {
  const auto until = [](std::string_view last_day) {
    return ada_with(adas().member_of("G"),
                    authorization("n-ada", "S:G", "26/77", "2026-01-01", last_day));
  };
  EXPECT_THAT(told(until("2026-11-02"), "AUTH_EXPIRED"), IsEmpty());
  EXPECT_THAT(told(until("2026-11-01"), "AUTH_EXPIRED"), ElementsAre("ada > S:G"));
  const auto finding = only(until("2026-11-01"), "AUTH_EXPIRED");
  EXPECT_EQ(finding.values.at("d"), "01.11.2026");
  EXPECT_EQ(finding.evidence.at("case_no"), "26/77");
  EXPECT_THAT(told(until("2026-11-01"), "AUTH_UNDOCUMENTED"), IsEmpty());
}

TEST(OutOfBand, APrivilegedRightThatNothingExplainsIsCritical) {
  const auto town =
      ada_with(adas().member_of("G"), about("S:G", [](auto& rule) { rule.privileged = true; }));
  EXPECT_THAT(told(town, "OUT_OF_BAND"), ElementsAre("S:G"));
  EXPECT_EQ(only(town, "OUT_OF_BAND").severity, Severity::critical);
  const auto ruled = ada_with(adas().member_of("G"), role("R").title("chef").allows("S:G"),
                              about("S:G", [](auto& rule) { rule.privileged = true; }));
  EXPECT_THAT(told(ruled, "OUT_OF_BAND"), ElementsAre("ada > S:G"));
  EXPECT_FALSE(only(town, "OUT_OF_BAND").values.contains("d"));
  EXPECT_THAT(told(town, "AUTH_UNDOCUMENTED"), IsEmpty());
}

TEST(OutOfBand, ASensitiveRightIsOneOnlyWhenItCameAfterTheFirstPull) {
  const auto sensitive = about("S:G", [](auto& rule) { rule.sensitive = true; });
  const auto old = ada_with(adas().member_of("G"), sensitive);
  EXPECT_THAT(told(old, "OUT_OF_BAND"), IsEmpty());
  EXPECT_THAT(told(old, "AUTH_UNDOCUMENTED"), ElementsAre("S:G"));
  const auto fresh = ada_with(adas().member_since("G", "2026-10-20T02:00:00Z"), sensitive);
  EXPECT_THAT(told(fresh, "OUT_OF_BAND"), ElementsAre("S:G"));
  EXPECT_EQ(only(fresh, "OUT_OF_BAND").evidence.at("newcomers"), "Ada Lund");
  const auto ruled = ada_with(adas().member_since("G", "2026-10-20T02:00:00Z"), sensitive,
                              role("R").title("chef").allows("S:G"));
  EXPECT_THAT(told(ruled, "OUT_OF_BAND"), ElementsAre("ada > S:G"));
  EXPECT_EQ(only(ruled, "OUT_OF_BAND").values.at("d"), "20.10.2026");
  EXPECT_EQ(only(ruled, "OUT_OF_BAND").severity, Severity::high);
}

TEST(OutOfBand, ANestedRightIsAsNewAsTheNewestLinkOfItsOldestWay) {
  const auto sensitive = about("S:G", [](auto& rule) { rule.sensitive = true; });
  const auto nested =
      ada_with(adas().member_of("Ind"), group("Ind", "S").member_since("G", "2026-10-20T02:00:00Z"),
               sensitive);
  EXPECT_THAT(told(nested, "OUT_OF_BAND"), ElementsAre("S:G"));
  const auto also_old =
      ada_with(adas().member_of("Ind").member_of("G"),
               group("Ind", "S").member_since("G", "2026-10-20T02:00:00Z"), sensitive);
  EXPECT_THAT(told(also_old, "OUT_OF_BAND"), IsEmpty());
}

TEST(ConstraintMissing, AGrantWithoutAScopeAndAMembershipWithoutAGrant) {
  const auto required = about("S:G", [](auto& rule) { rule.scope_required = true; });
  const auto scoped = adas().granted("G", {{core::Attribute::scope, "KLE:90.01"}});
  EXPECT_THAT(told(ada_with(scoped, required), "CONSTRAINT_MISSING"), IsEmpty());
  EXPECT_THAT(told(ada_with(adas().granted("G", {{core::Attribute::case_no, "26/1"}}), required),
                   "CONSTRAINT_MISSING"),
              ElementsAre("ada > S:G"));
  EXPECT_THAT(told(ada_with(adas().member_of("G"), account("x", "S").member_of("G"), required),
                   "CONSTRAINT_MISSING"),
              ElementsAre("S/x > S:G", "ada > S:G"));
  EXPECT_THAT(told(ada_with(adas().disabled().member_of("G"), required), "CONSTRAINT_MISSING"),
              IsEmpty());
}

TEST(ConstraintTooWide, TasksCoverByDots) {
  const auto scoped = [](std::string_view scope, std::string_view tasks) {
    return ada_with(adas().granted("G", {{core::Attribute::scope, std::string(scope)}}),
                    unit("IT").tasks(tasks));
  };
  EXPECT_THAT(told(scoped("KLE:90.01.02", "90.01 92.05"), "CONSTRAINT_TOO_WIDE"), IsEmpty());
  EXPECT_THAT(told(scoped("KLE:90.01", "90.01"), "CONSTRAINT_TOO_WIDE"), IsEmpty());
  EXPECT_THAT(told(scoped("KLE:90.010", "90.01"), "CONSTRAINT_TOO_WIDE"), ElementsAre("ada > S:G"));
  EXPECT_THAT(told(scoped("KLE:90", "90.01"), "CONSTRAINT_TOO_WIDE"), ElementsAre("ada > S:G"));
  EXPECT_THAT(told(scoped("KLE:91.01", ""), "CONSTRAINT_TOO_WIDE"), IsEmpty())
      << "a unit without tasks says nothing";
}

TEST(ConstraintTooWide, AnOrganisationalScopeMustHoldTheUnit) {
  const auto scoped = [](std::string_view scope) {
    return ada_with(adas().granted("G", {{core::Attribute::scope, std::string(scope)}}),
                    unit("IT").under("Center"), unit("Center").named("Center for IT"),
                    unit("Skole"));
  };
  EXPECT_THAT(told(scoped("ORG:IT"), "CONSTRAINT_TOO_WIDE"), IsEmpty());
  EXPECT_THAT(told(scoped("ORG:Center for IT"), "CONSTRAINT_TOO_WIDE"), IsEmpty());
  EXPECT_THAT(told(scoped("ORG:Skole"), "CONSTRAINT_TOO_WIDE"), ElementsAre("ada > S:G"));
}

TEST(EntNoOwner, PolicySourceOrSystemMayNameOne) {
  EXPECT_THAT(told(ada_with(adas().member_of("G")), "ENT_NO_OWNER"), ElementsAre("S:G"));
  EXPECT_THAT(
      told(ada_with(adas().member_of("G"), about("S:G", [](auto& r) { r.owner = "n-ada"; })),
           "ENT_NO_OWNER"),
      IsEmpty());
  EXPECT_THAT(told(ada_with(adas().member_of("G"), system("S", [](auto& s) { s.owner = "n-ada"; })),
                   "ENT_NO_OWNER"),
              IsEmpty());
  EXPECT_THAT(told(built(person("ada").employed("IT"), adas().member_of("G"),
                         group("G", "S").owner("n-ada")),
                   "ENT_NO_OWNER"),
              IsEmpty());
  EXPECT_THAT(told(ada_with(adas()), "ENT_NO_OWNER"), IsEmpty()) << "held by nobody";
}

TEST(EntNoDescription, RepeatingTheNameIsNoDescription) {
  const auto described = [](std::string_view text) {
    return built(person("ada").employed("IT"), adas().member_of("G_Drift"),
                 group("G_Drift", "S").described(text));
  };
  EXPECT_THAT(told(described(""), "ENT_NO_DESCRIPTION"), ElementsAre("S:G_Drift"));
  EXPECT_THAT(told(described(" g_drift "), "ENT_NO_DESCRIPTION"), ElementsAre("S:G_Drift"));
  EXPECT_THAT(told(described("Må genstarte servere"), "ENT_NO_DESCRIPTION"), IsEmpty());
}

TEST(NestCycle, ARingIsOneFindingAndADiamondIsNone) {
  const auto ring = built(group("A", "S").member_of("B"), group("B", "S").member_of("C"),
                          group("C", "S").member_of("A"));
  EXPECT_THAT(told(ring, "NEST_CYCLE"), ElementsAre("S:A"));
  EXPECT_EQ(only(ring, "NEST_CYCLE").values.at("liste"), "A, B, C");
  const auto diamond =
      built(group("A", "S").member_of("B").member_of("C"), group("B", "S").member_of("D"),
            group("C", "S").member_of("D"), group("D", "S"));
  EXPECT_THAT(told(diamond, "NEST_CYCLE"), IsEmpty());
}

TEST(BundleExpanded, CountsPersonsWithinTheWindow) {
  const auto widened = [](std::string_view when, int persons) {
    Town town;
    town.with(group("Buket", "S").kind("bundle").member_since("Kritisk", when),
              group("Kritisk", "S"));
    for (int i = 0; i < persons; ++i) {
      const std::string id = "p" + std::to_string(i);
      town.with(person(id).employed("IT"), account(id, "S").of(id).member_of("Buket"));
    }
    return BuiltTown(town);
  };
  EXPECT_THAT(told(widened("2026-10-20T02:00:00Z", 24), "BUNDLE_EXPANDED"), IsEmpty());
  const auto town = widened("2026-10-20T02:00:00Z", 25);
  EXPECT_THAT(told(town, "BUNDLE_EXPANDED"), ElementsAre("S:Buket > S:Kritisk"));
  EXPECT_EQ(only(town, "BUNDLE_EXPANDED").values.at("n"), "25");
  EXPECT_THAT(told(widened("2026-10-03T07:00:00Z", 25), "BUNDLE_EXPANDED").size(), 1U);
  EXPECT_THAT(told(widened("2026-10-03T06:59:59Z", 25), "BUNDLE_EXPANDED"), IsEmpty());
}

TEST(ClassMissing, ASystemThatIsReadNeedsBothClassAndActivity) {
  const auto town = [](policies::Classification c, std::string_view activity) {
    return built(account("x", "S"), system("S", [&](auto& row) {
                   row.classification = c;
                   row.processing_activity = activity;
                 }));
  };
  EXPECT_THAT(told(built(account("x", "S")), "CLASS_MISSING"), ElementsAre("S"));
  EXPECT_THAT(told(town(policies::Classification::internal, ""), "CLASS_MISSING"),
              ElementsAre("S"));
  EXPECT_THAT(told(town(policies::Classification::unset, "B-12"), "CLASS_MISSING"),
              ElementsAre("S"));
  EXPECT_THAT(told(town(policies::Classification::internal, "B-12"), "CLASS_MISSING"), IsEmpty());
  EXPECT_THAT(told(built(system("Ulæst")), "CLASS_MISSING"), IsEmpty());
}

TEST(ClassNotAllowed, TheMostPermissiveCurrentCapacityDecides) {
  const auto rule = policy([](policies::Policy& p) {
    policies::SubjectClassRule row;
    row.subject_class = policies::SubjectClass::other_elected;
    row.highest = policies::Classification::internal;
    row.authority.document = "regler";
    p.subject_classes.push_back(row);
    p.documents.push_back({"regler", "Rettighedsregler", "3.1", {}, day("2026-01-01"), 12});
  });
  const auto special =
      system("BørnSag", [](auto& row) { row.classification = policies::Classification::special; });
  const auto acc = account("o", "BørnSag").mail("o@example.test").member_of("G");
  const auto elected =
      built(person("o").elected("Skolebestyrelse"), acc, group("G", "BørnSag"), rule, special);
  EXPECT_THAT(told(elected, "CLASS_NOT_ALLOWED"), ElementsAre("o > BørnSag"));
  EXPECT_EQ(only(elected, "CLASS_NOT_ALLOWED").document, "Rettighedsregler 3.1");
  const auto also_employed = built(person("o").elected("Skolebestyrelse").employed("Familie"), acc,
                                   group("G", "BørnSag"), rule, special);
  EXPECT_THAT(told(also_employed, "CLASS_NOT_ALLOWED"), IsEmpty());
}

TEST(TooManyAdmins, CountsPersonsNotAccounts) {
  const auto limit = about("S:G", [](auto& rule) { rule.max_holders = 1; });
  const auto two_accounts = ada_with(
      adas().member_of("G"), account("adm", "S").of("ada").kind("admin").member_of("G"), limit);
  EXPECT_THAT(told(two_accounts, "TOO_MANY_ADMINS"), IsEmpty());
  const auto two_persons = ada_with(adas().member_of("G"), person("bo").employed("IT"),
                                    account("bo", "S").of("bo").member_of("G"), limit);
  EXPECT_THAT(told(two_persons, "TOO_MANY_ADMINS"), ElementsAre("S:G"));
}

TEST(PrivNotInstructed, OneGrantWithADayIsEnough) {
  const auto required = about("S:G", [](auto& rule) { rule.instruction_required = true; });
  EXPECT_THAT(told(ada_with(adas().member_of("G"), required), "PRIV_NOT_INSTRUCTED"),
              ElementsAre("ada > S:G"));
  EXPECT_THAT(told(ada_with(adas().granted("G", {{core::Attribute::instructed_at, "2026-01-05"}}),
                            required),
                   "PRIV_NOT_INSTRUCTED"),
              IsEmpty());
}

Sod creditors_and_payments() {
  return sod("S1").left("K:Opret kreditor").right("K:Godkend betaling");
}

TEST(SodEntitlement, OverAllAccountsOfOnePersonWithBothPathsShown) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("Opret kreditor"),
            account("adm-ada", "K").of("ada").kind("admin").member_of("Ydre"),
            group("Opret kreditor", "K"), group("Ydre", "K").member_of("Midt"),
            group("Midt", "K").member_of("Godkend betaling"), group("Godkend betaling", "K"),
            creditors_and_payments());
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), ElementsAre("ada"));
  const auto finding = only(town, "SOD_ENTITLEMENT");
  EXPECT_EQ(finding.severity, Severity::critical);
  EXPECT_EQ(finding.rule, "S1");
  ASSERT_EQ(finding.paths.size(), 2U);
  EXPECT_EQ(finding.paths[0].back().ref, "K:Opret kreditor");
  EXPECT_EQ(finding.paths[1].back().ref, "K:Godkend betaling");
  EXPECT_EQ(finding.paths[1].size(), 5U);
}

TEST(SodEntitlement, TwoPersonsOfOneNameAreTwo) {
  const auto town = built(
      person("a").named("Bo Lund").employed("IT"), person("b").named("Bo Lund").employed("HR"),
      account("a", "K").of("a").member_of("Opret kreditor"),
      account("b", "K").of("b").member_of("Godkend betaling"), group("Opret kreditor", "K"),
      group("Godkend betaling", "K"), creditors_and_payments());
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), IsEmpty());
}

TEST(SodEntitlement, ADisabledAccountGivesASideAsItIsOpenedAsEasilyAsItWasClosed) {
  const auto town =
      built(person("a").employed("IT"), account("a", "K").of("a").member_of("Opret kreditor"),
            account("a2", "K").of("a").disabled().member_of("Godkend betaling"),
            group("Opret kreditor", "K"), group("Godkend betaling", "K"), creditors_and_payments());
  EXPECT_EQ(only(town, "SOD_ENTITLEMENT").evidence.at("closed"), "yes");
}

TEST(SodEntitlement, SidesOfSeveralRightsFindEachPersonOnce) {
  const auto town = built(
      person("a").employed("IT"),
      account("a", "K").of("a").member_of("L1").member_of("L2").member_of("R1").member_of("R2"),
      person("b").employed("IT"), account("b", "K").of("b").member_of("L1"), group("L1", "K"),
      group("L2", "K"), group("R1", "K"), group("R2", "K"),
      sod("S").left("K:L1").left("K:L2").right("K:R1").right("K:R2"),
      sod("T").left("K:R2").right("K:L2"));
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), ElementsAre("a", "a"));
}

TEST(SodEntitlement, AValidDeviationForOneRuleCoversThatRuleOnly) {
  const auto town =
      built(person("a").employed("IT"), account("a", "K").of("a").member_of("L").member_of("R"),
            group("L", "K"), group("R", "K"), sod("S1").left("K:L").right("K:R"),
            sod("S2").left("K:R").right("K:L"), deciders(),
            deviation("AFV-7", "SOD_ENTITLEMENT", "a", "2026-01-01", "2026-12-31",
                      [](auto& row) { row.rule = "S2"; }));
  std::map<std::string, std::string> covered;
  for (const auto& f : findings_of(town, "SOD_ENTITLEMENT")) covered[f.rule] = f.covered_by;
  EXPECT_EQ(covered, (std::map<std::string, std::string>{{"S1", ""}, {"S2", "AFV-7"}}));
}

}  // namespace
}  // namespace rettesnor::reconcile
