// What taking access away promises, held against a real Active Directory and a real slapd alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/revoker_ground.h"
#include "tests/support/samba_directory.h"

namespace rettesnor::test {
namespace {

using connectors::Outcome;
using connectors::Removal;
using connectors::Standing;
using core::ErrorKind;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using Act = Removal::Act;
using Effect = Outcome::Effect;
using Now = Standing::Now;

enum class Server { samba, slapd };

/// Each test takes people of its own, so that none depends on another.
class Revoking : public testing::TestWithParam<Server> {
 protected:
  static RevokerGround& ground() {
    auto& one = grounds_[GetParam() == Server::samba ? 0 : 1];
    if (!one) {
      one = GetParam() == Server::samba ? RevokerGround::active_directory()
                                        : RevokerGround::openldap();
    }
    return *one;
  }
  static void TearDownTestSuite() {
    for (auto& one : grounds_) one.reset();
  }
  static Removal out_of(const std::string& group, const std::string& login) {
    return {Act::remove_member, ground().id(login), ground().id(group), login};
  }
  static Removal disabling(const std::string& login) {
    return {Act::disable_account, ground().id(login), {}, login};
  }
  static bool is_in(const std::string& group, const std::string& login) {
    return ground().lists(ground().dn(group), ground().dn(login));
  }
  /// The effect, or fails the test with the message.
  static Outcome must(const core::Result<Outcome>& outcome) {
    if (!outcome) {
      ADD_FAILURE() << outcome.error().message;
      return {Effect::partly, {}, {}};
    }
    EXPECT_THAT(outcome->sentence + outcome->before_image,
                Not(HasSubstr(ground().writer_password())));
    return *outcome;
  }
  static core::Error must_fail(const core::Result<Outcome>& outcome) {
    if (outcome) {
      ADD_FAILURE() << "it came through: " << outcome->sentence;
      return {ErrorKind::invalid_input, {}};
    }
    EXPECT_THAT(outcome.error().message, Not(HasSubstr(ground().writer_password())));
    return outcome.error();
  }
  static Now look(connectors::Revoker& revoker, const Removal& removal) {
    const auto standing = revoker.look(removal);
    if (!standing) ADD_FAILURE() << standing.error().message;
    return standing ? standing->now : Now::object_gone;
  }

 private:
  static std::unique_ptr<RevokerGround> grounds_[2];
};
std::unique_ptr<RevokerGround> Revoking::grounds_[2];

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
  EXPECT_THAT(ground().kind() == "ad" ? ground().show(ground().dn("u04"), "userAccountControl")
                                      : ground().show(ground().dn("u04"), "pwdAccountLockedTime"),
              HasSubstr(ground().kind() == "ad" ? ": 514" : ": 000001010000Z"));
  EXPECT_TRUE(is_in("alle", "u04"));
  EXPECT_EQ(must(revoker->carry_out(disabling("u04"))).effect, Effect::already_so);
}

INSTANTIATE_TEST_SUITE_P(Servers, Revoking, testing::Values(Server::samba, Server::slapd),
                         [](const auto& one) {
                           return one.param == Server::samba ? "ActiveDirectory" : "OpenLdap";
                         });

}  // namespace
}  // namespace rettesnor::test
