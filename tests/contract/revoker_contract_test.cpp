// What taking access away promises, held against a real Active Directory and a real slapd alike.
#include <atomic>
#include <functional>
#include <thread>
#include <utility>
#include "connectors/writing/ad_revoker.h"
#include "connectors/writing/directory_revoker.h"
#include "connectors/writing/ldap_revoker.h"
#include "tests/support/revoking_test.h"

#include "tests/support/samba_directory.h"

namespace rettesnor::test {
namespace {

using connectors::Outcome;
using connectors::Removal;
using connectors::Standing;
using core::ErrorKind;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Act = Removal::Act;
using Effect = Outcome::Effect;
using Now = Standing::Now;

std::string rename_ldif(const std::string& dn, const std::string& rdn, const std::string& place) {
  return "dn: " + dn + "\n" + "changetype: modrdn\nnewrdn: " + rdn + "\ndeleteoldrdn: 1\n" +
         (place.empty() ? "" : "newsuperior: " + place + "\n") + "\n";
}

TEST_P(Revoking, RemovedIsGoneAndTwiceIsAlreadySo) {
  const auto revoker = ground().revoker();
  const Removal removal = out_of("alle", "u02");
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  const Outcome first = must(revoker->carry_out(removal));
  EXPECT_EQ(first.effect, Effect::done) << first.sentence;
  EXPECT_FALSE(is_in("alle", "u02"));
  EXPECT_TRUE(is_in("alle", "u03"));
  EXPECT_TRUE(is_in("to", "u02"));
  EXPECT_EQ(look(*revoker, removal), Now::gone);
  const Outcome second = must(revoker->carry_out(removal));
  EXPECT_EQ(second.effect, Effect::already_so);
  EXPECT_EQ(second.before_image, "");
}

TEST_P(Revoking, DisabledCannotSignInAndTwiceIsAlreadySo) {
  const auto revoker = ground().revoker();
  EXPECT_EQ(look(*revoker, disabling("u04")), Now::effective);
  const Outcome first = must(revoker->carry_out(disabling("u04")));
  EXPECT_EQ(first.effect, Effect::done) << first.sentence;
  EXPECT_EQ(look(*revoker, disabling("u04")), Now::gone);
  EXPECT_THAT(sign_in_lines("u04"), HasSubstr(is_ad() ? ": 514" : ": 000001010000Z"));
  EXPECT_TRUE(is_in("alle", "u04"));
  EXPECT_EQ(must(revoker->carry_out(disabling("u04"))).effect, Effect::already_so);
}

TEST_P(Revoking, AnotherLoginThanTheOneDecidedOnIsAConflict) {
  const auto revoker = ground().revoker();
  for (Removal removal : {out_of("alle", "u05"), disabling("u05"), stripping("u05")}) {
    removal.expected_login = "en-anden";
    const core::Error error = must_fail(revoker->carry_out(removal));
    EXPECT_EQ(error.kind, ErrorKind::conflict) << error.message;
  }
  EXPECT_TRUE(is_in("alle", "u05"));
  EXPECT_THAT(sign_in_lines("u05"), Not(HasSubstr(is_ad() ? "514" : "0000")));
}

TEST_P(Revoking, WhoeverWasRenamedOrMovedIsStillFound) {
  const auto revoker = ground().revoker();
  ASSERT_EQ(look(*revoker, out_of("to", "u06")), Now::effective);
  const std::string rdn = is_ad() ? "CN=omdoebt" : "uid=omdoebt";
  ground().modify(rename_ldif(ground().dn("u06"), rdn, ground().other_place()));
  const std::string now = rdn + "," + ground().other_place();
  ASSERT_TRUE(ground().lists(ground().dn("to"), now));
  Removal removal = out_of("to", "u06");
  removal.expected_login.clear();
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  const Outcome outcome = must(revoker->carry_out(removal));
  EXPECT_EQ(outcome.effect, Effect::done);
  EXPECT_FALSE(ground().lists(ground().dn("to"), now));
  EXPECT_EQ(must(revoker->restore(outcome.before_image)).effect, Effect::done);
  EXPECT_TRUE(ground().lists(ground().dn("to"), now));
}

TEST_P(Revoking, SomebodyElseUnderTheOldNameIsLeftAlone) {
  const auto revoker = ground().revoker();
  const std::string old = ground().dn("u08");
  const std::string rdn = old.substr(0, old.find(','));
  ground().modify(rename_ldif(old, is_ad() ? "CN=gammel" : "uid=gammel", ""));
  ground().modify(rename_ldif(ground().dn("u09"), rdn, ""));
  // u09 is now called what u08 was called when it was decided on.
  Removal removal = disabling("u08");
  removal.expected_login.clear();
  EXPECT_EQ(must(revoker->carry_out(removal)).effect, Effect::done);
  EXPECT_THAT(sign_in_lines("u08"), Not(HasSubstr(is_ad() ? "514" : "0000")));
  removal = out_of("alle", "u08");
  removal.expected_login.clear();
  EXPECT_EQ(must(revoker->carry_out(removal)).effect, Effect::done);
  EXPECT_TRUE(ground().lists(ground().dn("alle"), old));
}

TEST_P(Revoking, AnObjectThatIsGoneIsNotFound) {
  const auto revoker = ground().revoker();
  const std::string group_dn = is_ad() ? "CN=kort,OU=Grupper,DC=maagesund,DC=example"
                                       : "cn=kort,ou=grupper,dc=kommun,dc=example";
  ground().modify("dn: " + group_dn + "\n" +
                  "changetype: add\nobjectClass: " + (is_ad() ? "group" : "groupOfNames") +
                  "\ncn: kort\nmember: " + ground().dn("u10") + "\n\n");
  const std::string group = ground().id_now(group_dn);
  const Removal removal{Act::remove_member, ground().id("u10"), group, "u10"};
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  ground().modify("dn: " + group_dn + "\n" + "changetype: delete\n\n");
  EXPECT_EQ(must_fail(revoker->carry_out(removal)).kind, ErrorKind::not_found);
  EXPECT_EQ(look(*revoker, removal), Now::object_gone);
  ground().modify("dn: " + ground().dn("u10") + "\n" + "changetype: delete\n\n");
  EXPECT_EQ(must_fail(revoker->carry_out(out_of("alle", "u10"))).kind, ErrorKind::not_found);
  EXPECT_EQ(must_fail(revoker->carry_out(disabling("u10"))).kind, ErrorKind::not_found);
  EXPECT_EQ(look(*revoker, disabling("u10")), Now::object_gone);
}

TEST_P(Revoking, WhatWasTakenAwayCanBePutBackExactly) {
  const auto revoker = ground().revoker();
  const std::string before = sign_in_lines("u11");
  const Outcome removed = must(revoker->carry_out(out_of("alle", "u11")));
  const Outcome disabled = must(revoker->carry_out(disabling("u11")));
  ASSERT_NE(sign_in_lines("u11"), before);
  EXPECT_EQ(must(revoker->restore(removed.before_image)).effect, Effect::done);
  EXPECT_EQ(must(revoker->restore(disabled.before_image)).effect, Effect::done);
  EXPECT_TRUE(is_in("alle", "u11"));
  EXPECT_EQ(sign_in_lines("u11"), before);
  EXPECT_EQ(must(revoker->restore(removed.before_image)).effect, Effect::already_so);
  EXPECT_EQ(must(revoker->restore(disabled.before_image)).effect, Effect::already_so);
}

TEST_P(Revoking, WhatSomebodyChangedSinceIsNotPutBack) {
  const auto revoker = ground().revoker();
  const Outcome disabled = must(revoker->carry_out(disabling("u12")));
  ground().modify(ldif_modify(ground().dn("u12"),
                              is_ad() ? "replace: userAccountControl\nuserAccountControl: 66050"
                                      : "replace: pwdAccountLockedTime\npwdAccountLockedTime: "
                                        "20260101000000Z"));
  const std::string theirs = sign_in_lines("u12");
  EXPECT_EQ(must_fail(revoker->restore(disabled.before_image)).kind, ErrorKind::conflict);
  EXPECT_EQ(sign_in_lines("u12"), theirs);
}

TEST_P(Revoking, OnlyAnImageOfThisSourceIsPutBack) {
  const auto revoker = ground().revoker();
  const std::string image = must(revoker->carry_out(disabling("u13"))).before_image;
  json other = json::parse(image);
  other["source"] = "et-andet";
  EXPECT_EQ(must_fail(revoker->restore(other.dump())).kind, ErrorKind::corrupt);
  other = json::parse(image);
  other["changes"][0]["attribute"] = "description";
  EXPECT_EQ(must_fail(revoker->restore(other.dump())).kind, ErrorKind::corrupt);
  other = json::parse(image);
  other["act"] = "remove_member";
  EXPECT_EQ(must_fail(revoker->restore(other.dump())).kind, ErrorKind::corrupt);
  EXPECT_EQ(must_fail(revoker->restore("")).kind, ErrorKind::corrupt);
  EXPECT_EQ(must_fail(revoker->restore(std::string(100'000, '['))).kind, ErrorKind::corrupt);
  EXPECT_EQ(must(revoker->restore(image)).effect, Effect::done);
}

TEST_P(Revoking, WhatTheServerRefusesStaysAndStaysRefused) {
  const auto revoker = ground().revoker();
  for (int attempt = 0; attempt < 2; ++attempt) {
    const core::Error group = must_fail(revoker->carry_out(out_of("lukket", "u14")));
    EXPECT_EQ(group.kind, ErrorKind::refused) << group.message;
    EXPECT_THAT(group.message, AllOf(HasSubstr("(50)"), HasSubstr("sources-directory.md")));
    EXPECT_EQ(must_fail(revoker->carry_out(disabling("u_lukket"))).kind, ErrorKind::refused);
  }
  EXPECT_TRUE(is_in("lukket", "u14"));
  EXPECT_EQ(look(*revoker, out_of("lukket", "u14")), Now::effective);
  EXPECT_EQ(look(*revoker, disabling("u_lukket")), Now::effective);
}

TEST_P(Revoking, ANameOfNothingButSpecialCharactersIsOneName) {
  const auto revoker = ground().revoker();
  for (const char* group : {"alle", "to"}) {
    const Removal removal = out_of(group, "hostile");
    EXPECT_EQ(look(*revoker, removal), Now::effective);
    const Outcome outcome = must(revoker->carry_out(removal));
    EXPECT_EQ(outcome.effect, Effect::done) << outcome.sentence;
    EXPECT_FALSE(is_in(group, "hostile"));
    EXPECT_EQ(look(*revoker, removal), Now::gone);
    EXPECT_EQ(must(revoker->restore(outcome.before_image)).effect, Effect::done);
    EXPECT_TRUE(is_in(group, "hostile"));
  }
}

TEST_P(Revoking, AGroupOfManyIsReadToItsEnd) {
  const auto revoker = ground().revoker();
  for (const char* login : {"u15", "m0001", "m1600"}) {
    const Removal removal = out_of("stor", login);
    EXPECT_EQ(look(*revoker, removal), Now::effective) << login;
    EXPECT_EQ(must(revoker->carry_out(removal)).effect, Effect::done) << login;
    EXPECT_EQ(look(*revoker, removal), Now::gone) << login;
    EXPECT_EQ(must(revoker->carry_out(removal)).effect, Effect::already_so) << login;
  }
  // Wherever the server puts them: some of a hundred stand beyond the first 1,500.
  for (int i = 300; i < 400; ++i) {
    const std::string login = "m0" + std::to_string(i);
    EXPECT_EQ(look(*revoker, out_of("stor", login)), Now::effective) << login;
  }
}

TEST_P(Revoking, AGroupInAGroupIsTakenOut) {
  const auto revoker = ground().revoker();
  Removal removal = out_of("alle", "indre");
  EXPECT_EQ(look(*revoker, removal), Now::effective);
  EXPECT_EQ(must(revoker->carry_out(removal)).effect, Effect::done);
  EXPECT_EQ(look(*revoker, removal), Now::gone);
  removal.act = Act::disable_account;
  EXPECT_EQ(must_fail(revoker->carry_out(removal)).kind, ErrorKind::unsupported);
}

TEST_P(Revoking, TheToolsOwnAccountsAreNeverTouched) {
  // The revoker knows the reader by name; it never signs in as it.
  const auto revoker = ground().revoker({{"bind", {{"user", ground().dn("u16")}}}});
  for (const char* login : {"skriver", "u16"}) {
    for (const Removal& removal : {out_of("alle", login), disabling(login), stripping(login)}) {
      const core::Error error = must_fail(revoker->carry_out(removal));
      EXPECT_EQ(error.kind, ErrorKind::refused) << error.message;
      EXPECT_THAT(error.message, HasSubstr("account of this tool"));
    }
    EXPECT_TRUE(is_in("alle", login));
  }
}

TEST_P(Revoking, TheReadingAccountUnderAnotherNameIsNoWriter) {
  // By another spelling of the same account.
  const std::string name =
      is_ad() ? "MAAGESUND\\skriver" : "UID=skriver, " + ground().writer_dn().substr(12);
  json values = ground().settings();
  values["bind"]["user"] = name;
  const auto made = connectors::make_revoker({"kataloget", ground().kind(), "K", "/", &values});
  const core::Result<Outcome> outcome =
      made ? (*made)->carry_out(out_of("alle", "u17")) : tl::unexpected(made.error());
  const core::Error error = must_fail(outcome);
  EXPECT_EQ(error.kind, ErrorKind::invalid_input) << error.message;
  EXPECT_TRUE(is_in("alle", "u17"));
}

TEST_P(Revoking, AWrongPasswordIsUnauthorizedAndStaysUnsaid) {
  const ScratchFolder folder;
  write_secret(folder.file("password"), "helt-forkert-99");
  const auto revoker = ground().revoker({{"write", {{"password_file", folder.file("password")}}}});
  const core::Error error = must_fail(revoker->carry_out(out_of("alle", "u17")));
  EXPECT_EQ(error.kind, ErrorKind::unauthorized);
  EXPECT_THAT(error.message, Not(HasSubstr("helt-forkert-99")));
}

TEST_P(Revoking, StrippingTakesEveryGroupThatMayBeTakenAndTellsOfTheRest) {
  const auto revoker = ground().revoker();
  EXPECT_EQ(must_fail(revoker->carry_out(stripping("u18"))).kind, ErrorKind::conflict);
  must(revoker->carry_out(disabling("u18")));
  EXPECT_EQ(look(*revoker, stripping("u18")), Now::effective);
  const auto seen = revoker->look(stripping("u18"));
  ASSERT_TRUE(seen) << seen.error().message;
  const Outcome partly = must(revoker->carry_out(stripping("u18")));
  EXPECT_EQ(partly.effect, Effect::partly) << partly.sentence;
  EXPECT_THAT(partly.sentence, AllOf(HasSubstr("lukket"), HasSubstr("(50)")));
  EXPECT_TRUE(is_in("lukket", "u18"));
  for (const char* group : {"alle", "to", "stor"}) EXPECT_FALSE(is_in(group, "u18")) << group;
  EXPECT_EQ(must_fail(revoker->carry_out(stripping("u18"))).kind, ErrorKind::refused);
  ground().modify(
      ldif_modify(ground().dn("lukket"), "delete: member\nmember: " + ground().dn("u18")));
  const Outcome none = must(revoker->carry_out(stripping("u18")));
  EXPECT_EQ(none.effect, Effect::already_so);
  if (is_ad()) {
    EXPECT_THAT(none.sentence, HasSubstr("primary group"));
    const std::string kept = json::parse(none.before_image)["kept"];
    EXPECT_THAT(kept, testing::SizeIs(36));
    for (const std::string& image : {partly.before_image, seen->before_image}) {
      EXPECT_EQ(json::parse(image)["kept"], kept) << image;
    }
    EXPECT_EQ(must_fail(revoker->restore(none.before_image)).kind, ErrorKind::corrupt);
  } else {
    EXPECT_TRUE(none.before_image.empty());
  }
  EXPECT_EQ(look(*revoker, stripping("u18")), Now::gone);
  // The image of the look holds `lukket` too, which the writer cannot put back.
  EXPECT_EQ(json::parse(seen->before_image)["changes"].size(),
            json::parse(partly.before_image)["changes"].size() + 1);
  EXPECT_EQ(must(revoker->restore(partly.before_image)).effect, Effect::done);
  for (const char* group : {"alle", "to", "stor"}) EXPECT_TRUE(is_in(group, "u18")) << group;
  EXPECT_EQ(look(*revoker, stripping("u18")), Now::effective);
}

/// The real rules, and something that happens between the read and the write.
class MeddledRules final : public connectors::RevokingRules {
 public:
  MeddledRules(
      std::unique_ptr<RevokingRules> real, std::function<void()> meddle,
      std::function<void()> last = [] {})
      : real_(std::move(real)), meddle_(std::move(meddle)), last_(std::move(last)) {}
  core::Result<connectors::SignInState> sign_in_state(
      const connectors::DirectoryObject& account) override {
    auto state = real_->sign_in_state(account);
    std::exchange(last_, [] {})();
    return state;
  }
  std::string membership_beyond_list(const connectors::DirectoryObject& group,
                                     const connectors::DirectoryObject& member) override {
    return real_->membership_beyond_list(group, member);
  }
  core::Result<connectors::KeptMembership> kept_membership(
      connectors::WriterSession& session, const connectors::DirectoryObject& account) override {
    return real_->kept_membership(session, account);
  }
  core::Result<void> may_write_membership(const connectors::DirectoryObject& group,
                                          const connectors::DirectoryObject& member) override {
    return real_->may_write_membership(group, member);
  }
  core::Result<void> protect(connectors::WriterSession& session,
                             const connectors::DirectoryObject& account,
                             const connectors::DirectoryObject* group) override {
    meddle_();
    return real_->protect(session, account, group);
  }
  std::string advice(const connectors::DirectoryObject& object, int code) override {
    return real_->advice(object, code);
  }

 private:
  std::unique_ptr<RevokingRules> real_;
  std::function<void()> meddle_;
  std::function<void()> last_;  ///< once, when nothing but the write is left
};

TEST_P(Revoking, AChangeBetweenReadAndWriteIsAConflict) {
  const json values = ground().settings();
  const auto settings =
      connectors::read_write_settings({"kataloget", ground().kind(), "K", "/", &values});
  ASSERT_TRUE(settings) << settings.error().message;
  const auto meddle = [&] {
    ground().modify(ldif_modify(ground().dn("u19"),
                                is_ad() ? "replace: userAccountControl\nuserAccountControl: 66048"
                                        : "replace: pwdAccountLockedTime\npwdAccountLockedTime: "
                                          "20260101000000Z"));
  };
  connectors::DirectoryRevoker revoker(
      *settings,
      std::make_unique<MeddledRules>(
          is_ad() ? connectors::make_ad_rules() : connectors::make_ldap_rules(*settings), meddle));
  const core::Error error = must_fail(revoker.carry_out(disabling("u19")));
  EXPECT_EQ(error.kind, ErrorKind::conflict) << error.message;
  EXPECT_THAT(sign_in_lines("u19"), HasSubstr(is_ad() ? ": 66048" : ": 20260101000000Z"));
}

TEST_P(Revoking, AListThatIsHiddenIsNotEmpty) {
  const auto revoker = ground().revoker();
  const auto standing = revoker->look(out_of("skjult", "u31"));
  ASSERT_FALSE(standing) << standing->sentence;
  EXPECT_EQ(standing.error().kind, ErrorKind::refused) << standing.error().message;
  EXPECT_EQ(must_fail(revoker->carry_out(out_of("skjult", "u31"))).kind, ErrorKind::refused);
  EXPECT_TRUE(is_in("skjult", "u31"));
}

TEST_P(Revoking, OfTwoWhoRemoveTheSameOneHasDoneItAndOneFindsItAlreadySo) {
  constexpr int kRounds = 60;
  std::vector<std::string> told[2];
  std::atomic<int> arrived = 0;
  const auto work = [&](int who) {
    const auto revoker = ground().revoker();
    for (int i = 0; i < kRounds; ++i) {
      const Removal removal = out_of("stor", "m" + std::to_string(1100 + i));
      ++arrived;
      while (arrived < 2 * (i + 1)) std::this_thread::yield();
      const auto outcome = revoker->carry_out(removal);
      told[who].push_back(!outcome                          ? outcome.error().message
                          : outcome->effect == Effect::done ? "done"
                                                            : "already so");
    }
  };
  std::thread other([&] { work(1); });
  work(0);
  other.join();
  for (int i = 0; i < kRounds; ++i) {
    std::vector<std::string> both = {told[0][static_cast<std::size_t>(i)],
                                     told[1][static_cast<std::size_t>(i)]};
    EXPECT_THAT(both, testing::UnorderedElementsAre("done", "already so")) << i;
  }
}

TEST_P(Revoking, ANameGivenToSomebodyElseBetweenReadAndWriteHitsNobodyElse) {
  const json values = ground().settings();
  const auto settings =
      connectors::read_write_settings({"kataloget", ground().kind(), "K", "/", &values});
  ASSERT_TRUE(settings) << settings.error().message;
  const std::string old = ground().dn("u34");
  const auto swap_names = [&] {
    ground().modify(rename_ldif(old, is_ad() ? "CN=forrige" : "uid=forrige", ""));
    ground().modify(rename_ldif(ground().dn("u35"), old.substr(0, old.find(',')), ""));
  };
  connectors::DirectoryRevoker revoker(
      *settings, std::make_unique<MeddledRules>(
                     is_ad() ? connectors::make_ad_rules() : connectors::make_ldap_rules(*settings),
                     swap_names));
  const auto outcome = revoker.carry_out(disabling("u34"));
  // Active Directory writes by GUID; elsewhere the write asserts the id and fails.
  EXPECT_EQ(outcome.has_value(), is_ad());
  if (!outcome) {
    EXPECT_EQ(outcome.error().kind, ErrorKind::conflict) << outcome.error().message;
  }
  EXPECT_THAT(sign_in_lines("u34"), Not(HasSubstr(is_ad() ? "514" : "0000")));
}

TEST_P(Revoking, AServerThatDiesBeforeTheWriteHasNotDoneIt) {
  const json values = ground().settings();
  const auto settings =
      connectors::read_write_settings({"kataloget", ground().kind(), "K", "/", &values});
  ASSERT_TRUE(settings) << settings.error().message;
  connectors::DirectoryRevoker revoker(
      *settings, std::make_unique<MeddledRules>(
                     is_ad() ? connectors::make_ad_rules() : connectors::make_ldap_rules(*settings),
                     [] {}, [&] { ground().kill(); }));
  const core::Error error = must_fail(revoker.carry_out(disabling("u37")));
  EXPECT_EQ(error.kind, ErrorKind::unreachable) << error.message;
  EXPECT_THAT(error.message, HasSubstr("nobody knows whether it was done"));
  ground().start();
  EXPECT_EQ(look(revoker, disabling("u37")), Now::effective);
  EXPECT_EQ(must(revoker.carry_out(disabling("u37"))).effect, Effect::done);
}

TEST_P(Revoking, ASearchOnAConnectionThatWasLostIsAskedAgain) {
  const auto revoker = ground().revoker();
  ASSERT_EQ(look(*revoker, out_of("alle", "u20")), Now::effective);
  ground().kill();
  const core::Error error = must_fail(revoker->carry_out(out_of("alle", "u20")));
  EXPECT_EQ(error.kind, ErrorKind::unreachable) << error.message;
  ground().start();
  EXPECT_EQ(look(*revoker, out_of("alle", "u20")), Now::effective);
  EXPECT_EQ(must(revoker->carry_out(out_of("alle", "u20"))).effect, Effect::done);
  ground().kill();
  ground().start();
  EXPECT_EQ(look(*revoker, out_of("alle", "u20")), Now::gone);
}

INSTANTIATE_TEST_SUITE_P(Servers, Revoking, testing::Values(Server::samba, Server::slapd),
                         [](const auto& one) {
                           return one.param == Server::samba ? "ActiveDirectory" : "OpenLdap";
                         });

}  // namespace
}  // namespace rettesnor::test
