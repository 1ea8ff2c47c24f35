// Findings about vendors, their agreements and those who vouch for them.
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

constexpr std::string_view kCvr = "12345678";

/// Fjordsoft with one named consultant and one usable account with a right in OmsorgsNet.
template <class... More>
BuiltTown fjordsoft(const More&... more) {
  return built(vendor(kCvr, "Fjordsoft ApS"), person("sp").named("Sia Prip").employed("IT"),
               person("kon").engaged("vendor", kCvr, "n-sp"),
               account("kon", "OmsorgsNet")
                   .mail("kon@example.test")
                   .kind("vendor")
                   .vendor(kCvr)
                   .member_of("G"),
               group("G", "OmsorgsNet"), more...);
}
Piece valid_agreement() {
  return agreement("A-1", kCvr, "2026-01-01", "2027-12-31",
                   [](auto& row) { row.systems = {"OmsorgsNet"}; });
}

TEST(VendorNoDba, NoAgreementAtAllIsCritical) {
  EXPECT_THAT(told(fjordsoft(), "VENDOR_NO_DBA"), ElementsAre("12345678"));
  EXPECT_THAT(told(fjordsoft(valid_agreement()), "VENDOR_NO_DBA"), IsEmpty());
  const auto secret = agreement("H-1", kCvr, "2026-01-01", "2027-01-01", [](auto& row) {
    row.kind = policies::AgreementKind::confidentiality;
  });
  EXPECT_THAT(told(fjordsoft(secret), "VENDOR_NO_DBA"), ElementsAre("12345678"));
  EXPECT_THAT(told(fjordsoft(agreement("A-9", kCvr, "2026-12-01", "2027-12-01")), "VENDOR_NO_DBA"),
              ElementsAre("12345678"))
      << "one that begins later is no agreement yet";
}

TEST(VendorNoDba, AVendorThatCannotSignInIsNoConcern) {
  const auto town = built(vendor(kCvr, "Fjordsoft ApS"), person("kon").engaged("vendor", kCvr),
                          account("kon", "S").mail("kon@example.test").kind("vendor").disabled());
  EXPECT_THAT(told(town, "VENDOR_NO_DBA"), IsEmpty());
}

TEST(VendorDbaExpired, TheLastDayIsInclusive) {
  const auto until = [](std::string_view last_day) {
    return fjordsoft(agreement("A-1", kCvr, "2025-01-01", last_day));
  };
  EXPECT_THAT(told(until("2026-11-02"), "VENDOR_DBA_EXPIRED"), IsEmpty());
  EXPECT_THAT(told(until("2026-11-01"), "VENDOR_DBA_EXPIRED"), ElementsAre("12345678 > A-1"));
  EXPECT_EQ(only(until("2026-11-01"), "VENDOR_DBA_EXPIRED").values.at("n"), "1");
  EXPECT_THAT(told(until("2026-11-01"), "VENDOR_NO_DBA"), IsEmpty());
}

TEST(VendorDbaExpired, TheNewestIsShownAndALaterOneSettlesIt) {
  const auto old = agreement("A-1", kCvr, "2024-01-01", "2024-12-31");
  const auto newer = agreement("A-2", kCvr, "2025-01-01", "2025-12-31");
  EXPECT_THAT(told(fjordsoft(newer, old), "VENDOR_DBA_EXPIRED"), ElementsAre("12345678 > A-2"));
  EXPECT_THAT(told(fjordsoft(old, agreement("A-3", kCvr, "2026-12-01", "2027-12-01")),
                   "VENDOR_DBA_EXPIRED"),
              IsEmpty());
}

TEST(VendorDbaExpiring, NinetyDaysAheadAndMoreUrgentWithinThirty) {
  const auto until = [](std::string_view last_day) {
    return fjordsoft(agreement("A-1", kCvr, "2025-01-01", last_day));
  };
  EXPECT_THAT(told(until("2027-02-01"), "VENDOR_DBA_EXPIRING"), IsEmpty());
  EXPECT_EQ(only(until("2027-01-31"), "VENDOR_DBA_EXPIRING").severity, Severity::low);
  EXPECT_EQ(only(until("2027-01-31"), "VENDOR_DBA_EXPIRING").values.at("n"), "90");
  EXPECT_EQ(only(until("2026-12-03"), "VENDOR_DBA_EXPIRING").severity, Severity::low);
  EXPECT_EQ(only(until("2026-12-02"), "VENDOR_DBA_EXPIRING").severity, Severity::medium);
  EXPECT_THAT(told(until("2026-11-02"), "VENDOR_DBA_EXPIRING"), ElementsAre("12345678 > A-1"));
  EXPECT_THAT(told(until("2026-11-01"), "VENDOR_DBA_EXPIRING"), IsEmpty());
}

TEST(VendorDbaExpiring, IsSilentWhenAnotherEndsLater) {
  const auto town = fjordsoft(agreement("A-1", kCvr, "2025-01-01", "2026-11-20"),
                              agreement("A-2", kCvr, "2026-11-21", "2028-11-20"));
  EXPECT_THAT(told(town, "VENDOR_DBA_EXPIRING"), IsEmpty());
}

TEST(VendorLevelLow, EqualIsEnoughAndOneBelowIsNot) {
  const auto level = [](int agreed, std::string_view from) {
    return fjordsoft(
        agreement("A-1", kCvr, "2025-01-01", "2027-12-31", [&](auto& row) { row.level = agreed; }),
        policy([&](policies::Policy& p) {
          p.baselines.push_back({3, day(from)});
        }));
  };
  EXPECT_THAT(told(level(3, "2026-01-01"), "VENDOR_LEVEL_LOW"), IsEmpty());
  EXPECT_THAT(told(level(2, "2026-11-02"), "VENDOR_LEVEL_LOW"), ElementsAre("12345678 > A-1"));
  EXPECT_THAT(told(level(2, "2026-11-03"), "VENDOR_LEVEL_LOW"), IsEmpty()) << "not yet";
}

TEST(VendorNoSponsor, EngagementOrAccountMayNameOne) {
  const auto kon = [](std::string_view engaged_by, std::string_view told_by) {
    return built(person("kon").engaged("vendor", kCvr, engaged_by),
                 account("kon", "S")
                     .mail("kon@example.test")
                     .kind("vendor")
                     .vendor(kCvr)
                     .set(core::Attribute::sponsor, told_by));
  };
  EXPECT_THAT(told(kon("", ""), "VENDOR_NO_SPONSOR"), ElementsAre("S/kon"));
  EXPECT_THAT(told(kon("n-sp", ""), "VENDOR_NO_SPONSOR"), IsEmpty());
  EXPECT_THAT(told(kon("", "n-sp"), "VENDOR_NO_SPONSOR"), IsEmpty());
}

TEST(VendorNoSponsor, AnUnnamedAccountOfNoKnownVendorIsOneToo) {
  const auto town = built(account("leverandoer01", "S").kind("vendor"));
  EXPECT_THAT(told(town, "VENDOR_NO_SPONSOR"), ElementsAre("S/leverandoer01"));
  EXPECT_THAT(told(town, "VENDOR_PERSON_UNNAMED"), ElementsAre("S/leverandoer01"));
}

TEST(VendorPersonUnnamed, ANamedConsultantIsFine) {
  EXPECT_THAT(told(fjordsoft(), "VENDOR_PERSON_UNNAMED"), IsEmpty());
}

TEST(VendorSponsorLeft, OfTheEngagementOrOfAValidAgreement) {
  const auto left = person("sp").employed("IT").until("2026-09-15");
  const auto town = built(left, person("kon").engaged("vendor", kCvr, "n-sp"),
                          account("kon", "S").mail("kon@example.test").kind("vendor"));
  EXPECT_THAT(told(town, "VENDOR_SPONSOR_LEFT"), ElementsAre("12345678 > sp"));
  const auto by = [&](std::string_view last_day) {
    return built(
        left, person("kon").engaged("vendor", kCvr, "n-kon2"),
        account("kon", "S").mail("kon@example.test").kind("vendor"),
        agreement("A-1", kCvr, "2025-01-01", last_day, [](auto& row) { row.sponsor = "n-sp"; }));
  };
  EXPECT_THAT(told(by("2026-11-02"), "VENDOR_SPONSOR_LEFT"), ElementsAre("12345678 > sp"));
  EXPECT_THAT(told(by("2026-11-01"), "VENDOR_SPONSOR_LEFT"), IsEmpty());
}

TEST(VendorScopeExceeded, ASystemThatNoValidAgreementNames) {
  EXPECT_THAT(told(fjordsoft(valid_agreement()), "VENDOR_SCOPE_EXCEEDED"), IsEmpty());
  const auto also = fjordsoft(
      valid_agreement(),
      account("kon", "BørnSag").mail("kon@example.test").kind("vendor").member_of("B"),
      group("B", "BørnSag"), account("kon", "Tom").mail("kon@example.test").kind("vendor"));
  EXPECT_THAT(told(also, "VENDOR_SCOPE_EXCEEDED"), ElementsAre("12345678 > BørnSag"));
  EXPECT_THAT(told(fjordsoft(), "VENDOR_SCOPE_EXCEEDED"), IsEmpty())
      << "no agreement: VENDOR_NO_DBA";
}

TEST(VendorSupervisionOverdue, TheDayItselfIsInTime) {
  const auto due = [](std::string_view when) {
    return fjordsoft(agreement("A-1", kCvr, "2025-01-01", "2027-12-31",
                               [&](auto& row) { row.next_supervision = day(when); }));
  };
  EXPECT_THAT(told(due("2026-11-02"), "VENDOR_SUPERVISION_OVERDUE"), IsEmpty());
  EXPECT_THAT(told(due("2026-11-01"), "VENDOR_SUPERVISION_OVERDUE"), ElementsAre("12345678 > A-1"));
}

TEST(JointProcurement, NeedsTheCouncilsDecision) {
  const auto procured = [](std::string_view decision) {
    return built(vendor(kCvr, "Fælles A/S",
                        [&](auto& row) {
                          row.joint_procurement_very_large = true;
                          row.council_decision = decision;
                        }),
                 account("f", "S").kind("vendor").vendor(kCvr));
  };
  EXPECT_THAT(told(procured(""), "JOINT_PROCUREMENT_UNAPPROVED"), ElementsAre("12345678"));
  EXPECT_THAT(told(procured("BY-26-14"), "JOINT_PROCUREMENT_UNAPPROVED"), IsEmpty());
}

}  // namespace
}  // namespace rettesnor::reconcile
