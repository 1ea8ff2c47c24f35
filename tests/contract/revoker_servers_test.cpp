// What only one of the two kinds of server has: primary groups, last admins, computed groups.
#include "tests/support/ad_town.h"
#include "tests/support/revoking_test.h"

namespace rettesnor::test {
namespace {

using connectors::CheckLine;
using connectors::Outcome;
using connectors::Removal;
using connectors::Standing;
using core::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Act = Removal::Act;
using Effect = Outcome::Effect;
using Now = Standing::Now;

class AdRevoking : public RevokingTest {
 protected:
  AdRevoking() : RevokingTest(Server::samba) {}
  std::string id_in_users(const std::string& name) const {
    return ground().id_now(AdExport::dn("CN=" + name + ",CN=Users"));
  }
};

TEST_F(AdRevoking, APrimaryGroupIsExplainedAndNotWritten) {
  const auto revoker = ground().revoker();
  const Removal removal{Act::remove_member, ground().id("u21"), id_in_users("Domain Users"), "u21"};
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  const core::Error error = must_fail(revoker->carry_out(removal));
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_THAT(error.message, HasSubstr("make another group primary first"));
}

TEST_F(AdRevoking, APrincipalOfAnotherDomainIsSeenAndExplained) {
  const auto revoker = ground().revoker();
  const Removal removal{Act::remove_member, "S-1-5-21-7-8-9-1234", ground().id("fremmed"), ""};
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  const core::Error error = must_fail(revoker->carry_out(removal));
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_THAT(error.message, HasSubstr("another domain"));
  EXPECT_EQ(look(*revoker, removal), Now::effective);
}

TEST_F(AdRevoking, KrbtgtAndTheBuiltInAdministratorAreNeverTouched) {
  const auto revoker = ground().revoker();
  for (const char* name : {"krbtgt", "Administrator"}) {
    const Removal removal{Act::disable_account, id_in_users(name), {}, {}};
    const core::Error error = must_fail(revoker->carry_out(removal));
    EXPECT_EQ(error.kind, ErrorKind::refused);
    EXPECT_THAT(error.message, HasSubstr("never touched by a program"));
  }
}

TEST_F(AdRevoking, TheLastAdministratorStaysAndTheLastButOneMayGo) {
  const auto revoker = ground().revoker();
  const Removal out{Act::remove_member, ground().id("chef"), id_in_users("Domain Admins"), "chef"};
  for (const Removal& removal : {out, disabling("chef")}) {
    const core::Error error = must_fail(revoker->carry_out(removal));
    EXPECT_EQ(error.kind, ErrorKind::refused);
    EXPECT_THAT(error.message, HasSubstr("put another administrator there first"));
  }
  // A second one, by a group in the group, makes the first an account like any other.
  ground().modify(ldif_modify(AdExport::dn("CN=Domain Admins,CN=Users"),
                              "add: member\nmember: " + ground().dn("sidste")));
  EXPECT_EQ(must(revoker->carry_out(disabling("chef"))).effect, Effect::done);
  // Now that one is the last, by whichever way it is taken out.
  const core::Error error = must_fail(revoker->carry_out(out_of("sidste", "u40")));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, HasSubstr("put another administrator there first"));
  ground().modify(ldif_modify(AdExport::dn("CN=Domain Admins,CN=Users"),
                              "delete: member\nmember: " + ground().dn("sidste")));
  EXPECT_EQ(must(revoker->carry_out(out_of("sidste", "u40"))).effect, Effect::done);
}

TEST_F(AdRevoking, AComputerIsNoAccountToDisable) {
  const auto revoker = ground().revoker();
  const std::string controller = ground().id_now(AdExport::dn("CN=DC1,OU=Domain Controllers"));
  EXPECT_EQ(must_fail(revoker->carry_out({Act::disable_account, controller, {}, {}})).kind,
            ErrorKind::unsupported);
}

TEST_F(AdRevoking, ANameOrANonsenseIdIsNoId) {
  const auto revoker = ground().revoker();
  const auto by_name = revoker->carry_out({Act::disable_account, "dn:cn=u22,ou=x", {}, {}});
  EXPECT_EQ(must_fail(by_name).kind, ErrorKind::unsupported);
  for (const char* id : {"u22", "6f0c>,CN=Users", "00000000-0000-0000-0000-00000000000g"}) {
    EXPECT_EQ(must_fail(revoker->carry_out({Act::disable_account, id, {}, {}})).kind,
              ErrorKind::invalid_input);
  }
}

TEST_F(AdRevoking, AnAccountWithAdminCountIsExplainedWhenRefused) {
  ground().modify(ldif_modify(ground().dn("u_lukket"), "replace: adminCount\nadminCount: 1"));
  const core::Error error = must_fail(ground().revoker()->carry_out(disabling("u_lukket")));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, HasSubstr("adminCount = 1"));
}

class LdapRevoking : public RevokingTest {
 protected:
  LdapRevoking() : RevokingTest(Server::slapd) {}
};

TEST_F(LdapRevoking, TheLastMemberIsExplainedAndStays) {
  const auto revoker = ground().revoker();
  const core::Error error = must_fail(revoker->carry_out(out_of("sidste", "u40")));
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_THAT(error.message, HasSubstr("last member"));
  EXPECT_TRUE(is_in("sidste", "u40"));
}

TEST_F(LdapRevoking, UniqueMembersAndLoginsAreTakenOutAndPutBack) {
  const auto revoker = ground().revoker();
  for (const auto& [group, value] :
       {std::pair("unik", "uniqueMember: uid=u22"), std::pair("posix", "memberUid: u22")}) {
    const auto shown = [&, name = std::string(group)] {
      return ground().show(ground().dn(name), name == "unik" ? "uniqueMember" : "memberUid");
    };
    EXPECT_EQ(look(*revoker, out_of(group, "u22")), Now::effective);
    const Outcome outcome = must(revoker->carry_out(out_of(group, "u22")));
    EXPECT_EQ(outcome.effect, Effect::done) << outcome.sentence;
    EXPECT_THAT(shown(), AllOf(Not(HasSubstr(value)), HasSubstr("u23")));
    EXPECT_EQ(look(*revoker, out_of(group, "u22")), Now::gone);
    EXPECT_EQ(must(revoker->carry_out(out_of(group, "u22"))).effect, Effect::already_so);
    EXPECT_EQ(must(revoker->restore(outcome.before_image)).effect, Effect::done);
    EXPECT_THAT(shown(), HasSubstr(value));
  }
}

TEST_F(LdapRevoking, ALoginThatTwoPeopleHaveIsNotTakenOut) {
  const auto revoker = ground().revoker();
  const core::Error error = must_fail(revoker->carry_out(out_of("posix", "u36")));
  EXPECT_EQ(error.kind, ErrorKind::unsupported) << error.message;
  EXPECT_THAT(error.message, HasSubstr("more than one account"));
  EXPECT_THAT(ground().show(ground().dn("posix"), "memberUid"), HasSubstr("u36"));
  EXPECT_EQ(must(revoker->carry_out(out_of("unik", "u36"))).effect, Effect::done);
}

TEST_F(LdapRevoking, AComputedGroupIsExplained) {
  const core::Error error = must_fail(ground().revoker()->carry_out(out_of("beregnet", "u23")));
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_THAT(error.message, HasSubstr("memberURL"));
}

TEST_F(LdapRevoking, AnAccountLockedForAWhileIsDisabledForGoodAndBack) {
  ground().modify(ldif_modify(ground().dn("u23"),
                              "add: pwdAccountLockedTime\npwdAccountLockedTime: 20260101000000Z"));
  const auto revoker = ground().revoker();
  EXPECT_EQ(look(*revoker, disabling("u23")), Now::effective);
  const Outcome outcome = must(revoker->carry_out(disabling("u23")));
  EXPECT_THAT(sign_in_lines("u23"), HasSubstr("000001010000Z"));
  EXPECT_EQ(must(revoker->restore(outcome.before_image)).effect, Effect::done);
  EXPECT_THAT(sign_in_lines("u23"), HasSubstr("20260101000000Z"));
}

TEST_F(LdapRevoking, AnotherAttributeThatDisablesIsWrittenWhereTheSettingsSaySo) {
  const auto revoker = ground().revoker(
      {{"write", {{"disable", {{"attribute", "employeeType"}, {"value", "spaerret"}}}}}});
  // The access rule gives the writer pwdAccountLockedTime alone.
  EXPECT_EQ(must_fail(revoker->carry_out(disabling("u24"))).kind, ErrorKind::refused);
  const auto unknown =
      ground().revoker({{"write", {{"disable", {{"attribute", "findesIkke"}, {"value", "1"}}}}}});
  const core::Error error = must_fail(unknown->carry_out(disabling("u24")));
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_THAT(error.message, HasSubstr("findesIkke"));
}

class RevokingCheck : public Revoking {};

std::string lines_of(connectors::Revoker& revoker) {
  const auto lines = revoker.check({});
  if (!lines) return "error: " + lines.error().message;
  std::string out;
  for (const CheckLine& line : *lines) {
    out += (line.verdict == CheckLine::Verdict::good   ? "good "
            : line.verdict == CheckLine::Verdict::note ? "note "
                                                       : "bad ") +
           line.what + ": " + line.detail + "\n";
  }
  return out;
}

TEST_P(RevokingCheck, CheckTellsWhatTheWriterMayWriteAndWhatNot) {
  const std::string lines = lines_of(*ground().revoker());
  expect_no_secret(lines);
  EXPECT_THAT(lines, HasSubstr("good writing: signed in as"));
  EXPECT_THAT(lines, HasSubstr(is_ad() ? "good writing people below OU=Personale"
                                       : "good writing people below ou=personale"));
  EXPECT_THAT(lines, HasSubstr(is_ad() ? "note writing people below OU=Lukkede"
                                       : "note writing people below ou=lukkede"));
  EXPECT_THAT(lines, HasSubstr(is_ad() ? "good writing groups below OU=Grupper"
                                       : "good writing groups below ou=grupper"));
  EXPECT_THAT(lines, HasSubstr(is_ad() ? "note writing groups below OU=Lukket"
                                       : "note writing groups below ou=lukket"));
  EXPECT_THAT(lines, Not(HasSubstr("may also write"))) << lines;
}

TEST_F(LdapRevoking, CheckLeavesEveryEntryAsItWas) {
  const auto shown = [&] {
    std::string all;
    for (const char* name : {"u01", "u02", "alle", "to", "unik", "posix", "lukket"}) {
      for (const char* attribute : {"+", "*"}) all += ground().show(ground().dn(name), attribute);
    }
    return all;
  };
  const std::string before = shown();
  lines_of(*ground().revoker());
  EXPECT_EQ(shown(), before);
}

TEST_P(RevokingCheck, CheckTellsOfAWriterThatMayMoreThanItNeeds) {
  const ScratchFolder folder;
  write_secret(folder.file("password"), ground().administrator_password());
  const auto revoker = ground().revoker(
      {{"write",
        {{"bind", ground().administrator()}, {"password_file", folder.file("password")}}}});
  const std::string lines = lines_of(*revoker);
  EXPECT_THAT(lines, AllOf(HasSubstr("may also write"), HasSubstr("take away"))) << lines;
}

INSTANTIATE_TEST_SUITE_P(Servers, RevokingCheck, testing::Values(Server::samba, Server::slapd),
                         [](const auto& one) {
                           return one.param == Server::samba ? "ActiveDirectory" : "OpenLdap";
                         });

}  // namespace
}  // namespace rettesnor::test
