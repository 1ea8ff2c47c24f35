// Findings about accounts: whose they are, whether they are used, and their passwords.
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

TEST(AccOrphan, AUsableAccountThatFitsNobodyIsAnOrphan) {
  const auto town = built(account("gnielse2", "Kataloget").last_used("2026-10-20T10:00:00Z"),
                          account("lukket", "Kataloget").disabled(), person("ada").employed("IT"),
                          account("ada", "Kataloget").of("ada"));
  EXPECT_THAT(told(town, "ACC_ORPHAN"), ElementsAre("Kataloget/gnielse2"));
  const auto finding = only(town, "ACC_ORPHAN");
  EXPECT_EQ(finding.severity, Severity::high);
  EXPECT_EQ(finding.clause, "P12");
  EXPECT_EQ(finding.evidence.at("last_used"), "2026-10-20T10:00:00Z");
}

TEST(AccOrphan, IsCriticalWhenItHoldsAPrivilegedRightNested) {
  const auto town =
      built(account("x", "Kataloget").member_of("G_Inner"), group("G_Domain", "Kataloget"),
            group("G_Inner", "Kataloget").member_of("G_Domain"),
            about("Kataloget:G_Domain", [](auto& rule) { rule.privileged = true; }));
  EXPECT_EQ(only(town, "ACC_ORPHAN").severity, Severity::critical);
}

TEST(AccOrphan, ANamesakeIsOnlyMentioned) {
  const auto town = built(person("grete").named("Grete Nielsen").employed("IT"),
                          account("gn", "Kataloget").named("Grete Nielsen"));
  EXPECT_EQ(only(town, "ACC_ORPHAN").evidence.at("maybe"), "Grete Nielsen");
}

TEST(AccOrphan, TheRegisterAcceptsItUntilTheEndOfTheLastDay) {
  const auto until = [](std::string_view last_day) {
    return built(account("mødelokale", "Kataloget"),
                 registered("Kataloget", "mødelokale", "mailbox",
                            [&](auto& row) { row.accepted_until = day(last_day); }));
  };
  EXPECT_THAT(told(until("2026-11-02"), "ACC_ORPHAN"), IsEmpty());
  EXPECT_THAT(told(until("2026-11-01"), "ACC_ORPHAN"), ElementsAre("Kataloget/mødelokale"));
  const auto for_ever = built(account("m", "Kataloget"), registered("Kataloget", "m", "mailbox"));
  EXPECT_THAT(told(for_ever, "ACC_ORPHAN"), IsEmpty());
}

TEST(AccOrphan, AnAccountThatAHumanLetStandIsAFindingWhenItsDayHasPassed) {
  const auto until = [](std::string_view last_day) {
    return built(person("ada").employed("IT"), account("scan", "Kataloget"),
                 accepted("Kataloget", "scan", "ada", last_day));
  };
  EXPECT_THAT(told(until("2026-11-02"), "ACC_ORPHAN"), IsEmpty());
  const auto over = until("2026-11-01");
  EXPECT_EQ(only(over, "ACC_ORPHAN").evidence.at("accepted_until"), "2026-11-01");
}

TEST(AccOrphan, ServiceAndVendorAccountsAreNotItsConcern) {
  const auto town =
      built(account("svc", "Kataloget").kind("service"), account("lev", "Kataloget").kind("vendor"),
            account("test1", "Kataloget").kind("test"));
  EXPECT_THAT(told(town, "ACC_ORPHAN"), ElementsAre("Kataloget/test1"));
}

TEST(AccDormant, AnAccountIsDormantOnlyWhenThatIsCertainDespiteTheLag) {
  const auto used = [](std::string_view iso) {
    return built(person("ada").employed("IT"), account("ada", "Kataloget")
                                                   .of("ada")
                                                   .last_used(iso)
                                                   .set(core::Attribute::last_used_lag_days, "14"));
  };
  // 104 whole days ago, less 14, is 90: not yet more than 90.
  EXPECT_THAT(told(used("2026-07-21T07:00:00Z"), "ACC_DORMANT"), IsEmpty());
  EXPECT_THAT(told(used("2026-07-20T07:00:01Z"), "ACC_DORMANT"), IsEmpty());
  const auto town = used("2026-07-20T07:00:00Z");
  EXPECT_THAT(told(town, "ACC_DORMANT"), ElementsAre("Kataloget/ada"));
  EXPECT_EQ(only(town, "ACC_DORMANT").values.at("n"), "91");
  EXPECT_EQ(only(town, "ACC_DORMANT").evidence.at("lag_days"), "14");
}

TEST(AccDormant, TheThresholdIsTheMunicipalitys) {
  const auto town = built(person("ada").employed("IT"), threshold("dormant_days", 200),
                          account("ada", "Kataloget").of("ada").last_used("2026-05-01T07:00:00Z"));
  EXPECT_THAT(told(town, "ACC_DORMANT"), IsEmpty());
}

TEST(AccDormant, SaysNothingOfServiceAccountsNorOfPeopleWhoseAbsenceIsAFindingAlready) {
  const auto old = "2026-01-01T07:00:00Z";
  const auto town = built(
      person("left").employed("IT").until("2026-09-30"),
      account("left", "Kataloget").of("left").last_used(old),
      person("freed").employed("IT").status("FRITSTILLET").released_at("2026-10-30T16:00:00Z"),
      account("freed", "Kataloget").of("freed").last_used(old),
      person("away").employed("IT").status("ORLOV"),
      account("away", "Kataloget").of("away").last_used(old).member_of("G"),
      account("svc", "Kataloget").kind("service").last_used(old), group("G", "Kataloget"));
  EXPECT_THAT(told(town, "ACC_DORMANT"), IsEmpty());
}

TEST(AccNeverUsed, CountsFromTheDayItWasMade) {
  const auto made = [](std::string_view iso) {
    return built(
        person("ada").employed("IT"),
        account("ada", "Kataloget").of("ada").created(iso).set(core::Attribute::never_used, "1"));
  };
  EXPECT_THAT(told(made("2026-08-04T07:00:00Z"), "ACC_NEVER_USED"), IsEmpty());
  EXPECT_THAT(told(made("2026-08-03T07:00:00Z"), "ACC_NEVER_USED"), ElementsAre("Kataloget/ada"));
}

TEST(AccNeverUsed, NotKnowingIsNotNeverUsed) {
  const auto town = built(person("ada").employed("IT"),
                          account("ada", "Kataloget").of("ada").created("2020-01-01T07:00:00Z"));
  EXPECT_THAT(told(town, "ACC_NEVER_USED"), IsEmpty());
}

TEST(PwdNeverExpires, WeighsByWhatTheAccountIs) {
  const auto flag = core::Attribute::password_never_expires;
  const auto town =
      built(account("svc_sql7", "Kataloget").kind("service").set(flag, "1").member_of("G_Domain"),
            account("adm", "Kataloget").kind("admin").set(flag, "1"),
            account("ada", "Kataloget").set(flag, "1"), group("G_Domain", "Kataloget"),
            about("Kataloget:G_Domain", [](auto& rule) { rule.privileged = true; }));
  std::vector<std::pair<std::string, Severity>> got;
  for (const auto& f : findings_of(town, "PWD_NEVER_EXPIRES")) {
    got.emplace_back(f.subject.ref, f.severity);
  }
  EXPECT_THAT(got, ElementsAre(std::pair("Kataloget/svc_sql7", Severity::high),
                               std::pair("Kataloget/adm", Severity::medium),
                               std::pair("Kataloget/ada", Severity::notice)));
}

TEST(PwdNeverExpires, ADocumentedRotationCountsForAYear) {
  const auto rotated = [](std::string_view when) {
    return built(account("svc", "Kataloget")
                     .kind("service")
                     .set(core::Attribute::password_never_expires, "1"),
                 registered("Kataloget", "svc", "service",
                            [&](auto& row) { row.password_rotated = day(when); }));
  };
  EXPECT_THAT(told(rotated("2025-11-02"), "PWD_NEVER_EXPIRES"), IsEmpty());
  EXPECT_THAT(told(rotated("2025-11-01"), "PWD_NEVER_EXPIRES"), ElementsAre("Kataloget/svc"));
}

TEST(PwdNotRequired, AUsableAccountThatMayHaveNoPassword) {
  const auto flag = core::Attribute::password_not_required;
  const auto town = built(account("a", "Kataloget").set(flag, "1"),
                          account("b", "Kataloget").set(flag, "1").disabled(),
                          account("c", "Kataloget").set(flag, "0"));
  EXPECT_THAT(told(town, "PWD_NOT_REQUIRED"), ElementsAre("Kataloget/a"));
}

TEST(AccShared, AValidDeviationCoversIt) {
  const auto shared = account("medicinrum", "OmsorgsNet").kind("shared");
  EXPECT_THAT(told(built(shared), "ACC_SHARED"), ElementsAre("OmsorgsNet/medicinrum"));
  EXPECT_THAT(told(built(shared, deciders(),
                         deviation("AFV-1", "ACC_SHARED", "OmsorgsNet/medicinrum", "2026-01-01",
                                   "2026-11-02")),
                   "ACC_SHARED"),
              ElementsAre("OmsorgsNet/medicinrum (covered)"));
  EXPECT_THAT(told(built(account("x", "OmsorgsNet").kind("shared").disabled()), "ACC_SHARED"),
              IsEmpty());
}

TEST(SvcOwner, NobodyKnownIsNoOwner) {
  const auto town = built(
      person("ole").employed("IT"), account("svc_bkp01", "Kataloget").kind("service"),
      account("svc_x", "Kataloget").kind("service").set(core::Attribute::owner, "nobody-knows"),
      account("svc_ok", "Kataloget").kind("robot").set(core::Attribute::owner, "n-ole"),
      account("nød", "Kataloget").kind("breakglass"),
      registered("Kataloget", "nød", "breakglass", [](auto& row) { row.owner = "n-ole"; }));
  EXPECT_THAT(told(town, "SVC_NO_OWNER"), ElementsAre("Kataloget/svc_bkp01", "Kataloget/svc_x"));
  EXPECT_THAT(told(town, "SVC_OWNER_LEFT"), IsEmpty());
}

TEST(SvcOwner, AnOwnerNamedByLoginInTheSameSystemCounts) {
  const auto town =
      built(person("ole").employed("IT").until("2026-11-01"),
            account("ole", "Kataloget").of("ole").disabled(),
            account("svc", "Kataloget").kind("service").set(core::Attribute::owner, "OLE"));
  EXPECT_THAT(told(town, "SVC_NO_OWNER"), IsEmpty());
  EXPECT_THAT(told(town, "SVC_OWNER_LEFT"), ElementsAre("Kataloget/svc > ole"));
}

TEST(SvcOwner, OneWhoLeavesTodayIsStillHere) {
  const auto town =
      built(person("ole").employed("IT").until("2026-11-02"),
            account("svc", "Kataloget").kind("service").set(core::Attribute::owner, "n-ole"));
  EXPECT_THAT(told(town, "SVC_OWNER_LEFT"), IsEmpty());
}

TEST(AdminOnDaily, CountsOnlyWhereThereAreAdminAccounts) {
  const auto privileged = [](auto& rule) { rule.privileged = true; };
  const auto ada = person("ada").employed("IT");
  const auto daily = account("ada", "Kataloget").of("ada").member_of("G_Domain").member_of("G_Dns");
  const auto groups = [&] {
    Piece all = group("G_Domain", "Kataloget");
    return all;
  };
  const auto without = built(ada, daily, groups(), group("G_Dns", "Kataloget"),
                             about("Kataloget:G_Domain", privileged));
  EXPECT_THAT(told(without, "ADMIN_ON_DAILY"), IsEmpty());
  const auto with =
      built(ada, daily, groups(), group("G_Dns", "Kataloget"),
            about("Kataloget:G_Domain", privileged), about("Kataloget:G_Dns", privileged),
            account("adm-ada", "Kataloget").of("ada").kind("admin").member_of("G_Domain"));
  EXPECT_THAT(told(with, "ADMIN_ON_DAILY"), ElementsAre("ada > Kataloget/ada"));
  EXPECT_EQ(only(with, "ADMIN_ON_DAILY").paths.size(), 2U);
}

TEST(RobotTooBroad, CountsSystemsOverAllAccountsWithItsLogin) {
  const auto reach = [](int systems) {
    Town town;
    for (int i = 0; i < systems; ++i) {
      const std::string name = "S" + std::to_string(i);
      town.with(account(i == 0 ? "RPA1" : "rpa1", name).kind("robot").member_of("G"),
                group("G", name));
    }
    town.with(registered("S0", "rpa1", "robot", [](auto& row) { row.data_scoped = true; }));
    return BuiltTown(town);
  };
  EXPECT_THAT(told(reach(5), "ROBOT_TOO_BROAD"), IsEmpty());
  EXPECT_THAT(told(reach(6), "ROBOT_TOO_BROAD"), ElementsAre("RPA1"));
  EXPECT_EQ(only(reach(6), "ROBOT_TOO_BROAD").values.at("n"), "6");
}

TEST(RobotTooBroad, ARobotWithoutADataScopeIsTooBroadInOneSystem) {
  const auto town = built(account("rpa1", "S").kind("robot").member_of("G"), group("G", "S"));
  const auto finding = only(town, "ROBOT_TOO_BROAD");
  EXPECT_EQ(finding.values.at("n"), "1");
  EXPECT_EQ(finding.evidence.at("data_scoped"), "no");
}

TEST(LinkAmbiguous, TwoPeopleOfOneNameAreAQuestion) {
  const auto town = built(person("m1").named("Mette Sørensen").employed("IT"),
                          person("m2").named("Mette Sørensen").employed("HR"),
                          account("mesor", "Kataloget").named("Mette Sørensen"),
                          account("mesor2", "Kataloget").named("Mette Sørensen").disabled());
  EXPECT_THAT(told(town, "LINK_AMBIGUOUS"), ElementsAre("Kataloget/mesor"));
  EXPECT_EQ(only(town, "LINK_AMBIGUOUS").values.at("n"), "2");
  EXPECT_THAT(told(town, "ACC_ORPHAN"), IsEmpty());
}

TEST(LinkUnicode, ASpellingIsAQuestionAndNeverALink) {
  const auto town = built(person("aa").named("Aase Bæk").employed("IT"),
                          account("asbk", "Kataloget").named("Åse Bæk"));
  EXPECT_THAT(told(town, "LINK_UNICODE"), ElementsAre("Kataloget/asbk"));
  EXPECT_THAT(told(town, "ACC_ORPHAN"), IsEmpty());
  const auto same = built(person("aa").named("Åse Bæk").employed("IT"),
                          account("asbk", "Kataloget").named("ÅSE BÆK"));
  EXPECT_THAT(told(same, "LINK_UNICODE"), IsEmpty());
}

TEST(CprInAttribute, TheNumberIsNeverShown) {
  const auto town = built(account("x", "Kataloget")
                              .named("Bo 999999-9999")
                              .set(core::Attribute::description, "se 010170-1234"),
                          group("G", "Kataloget").described("kun tal 0101701234"),
                          unit("U").named("Afdeling 31 02 70"),
                          account("y", "Kataloget").named("Tlf 4512123456"));
  EXPECT_THAT(
      told(town, "CPR_IN_ATTRIBUTE"),
      ElementsAre("Kataloget/x > description", "Kataloget/x > name", "Kataloget:G > description"));
  for (const auto& finding : findings_of(town)) {
    for (const std::string& text : {finding.subject.label, finding.object.label,
                                    finding.values.contains("k") ? finding.values.at("k") : ""}) {
      EXPECT_EQ(text.find("999999"), std::string::npos) << finding.code << ": " << text;
    }
  }
}

TEST(CprInAttribute, ACapacitysTextIsThePersons) {
  const auto town = built(person("ada").employed("IT", "leder 010170-1234"));
  EXPECT_THAT(told(town, "CPR_IN_ATTRIBUTE"), ElementsAre("ada > title"));
}

}  // namespace
}  // namespace rettesnor::reconcile
