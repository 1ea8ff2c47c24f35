// Keeps the two servers, and turns results into failures of the test.
#include "tests/support/revoking_test.h"

#include <memory>

namespace rettesnor::test {

using connectors::Outcome;
using connectors::Removal;
using connectors::Standing;
using testing::HasSubstr;
using testing::Not;

namespace {

class GroundEnvironment : public testing::Environment {
 public:
  void TearDown() override {
    for (auto& one : grounds_) one.reset();
  }
  RevokerGround& ground(Server server) {
    auto& one = grounds_[server == Server::samba ? 0 : 1];
    if (!one) {
      one = server == Server::samba ? RevokerGround::active_directory() : RevokerGround::openldap();
    }
    return *one;
  }

 private:
  std::unique_ptr<RevokerGround> grounds_[2];
};

}  // namespace

RevokerGround& ground_of(Server server) {
  static auto* const environment = static_cast<GroundEnvironment*>(
      testing::AddGlobalTestEnvironment(std::make_unique<GroundEnvironment>().release()));
  return environment->ground(server);
}

Removal RevokingTest::out_of(const std::string& group, const std::string& login) const {
  return {Removal::Act::remove_member, ground_.id(login), ground_.id(group), login};
}

Removal RevokingTest::disabling(const std::string& login) const {
  return {Removal::Act::disable_account, ground_.id(login), {}, login};
}

Removal RevokingTest::stripping(const std::string& login) const {
  return {Removal::Act::strip_groups, ground_.id(login), {}, login};
}

bool RevokingTest::is_in(const std::string& group, const std::string& login) const {
  return ground_.lists(ground_.dn(group), ground_.dn(login));
}

std::string RevokingTest::sign_in_lines(const std::string& login) const {
  const std::string told =
      ground_.show(ground_.dn(login), is_ad() ? "userAccountControl" : "pwdAccountLockedTime");
  return told.substr(told.find('\n') + 1);
}

void RevokingTest::expect_no_secret(const std::string& text) const {
  EXPECT_THAT(text, Not(HasSubstr(ground_.writer_password())));
}

Outcome RevokingTest::must(const core::Result<Outcome>& outcome) const {
  if (!outcome) {
    ADD_FAILURE() << outcome.error().message;
    return {Outcome::Effect::partly, {}, {}};
  }
  expect_no_secret(outcome->sentence + outcome->before_image);
  return *outcome;
}

core::Error RevokingTest::must_fail(const core::Result<Outcome>& outcome) const {
  if (outcome) {
    ADD_FAILURE() << "it came through: " << outcome->sentence;
    return {core::ErrorKind::invalid_input, {}};
  }
  expect_no_secret(outcome.error().message);
  return outcome.error();
}

Standing::Now RevokingTest::look(connectors::Revoker& revoker, const Removal& removal) const {
  const auto standing = revoker.look(removal);
  if (!standing) ADD_FAILURE() << standing.error().message;
  if (standing) expect_no_secret(standing->sentence);
  return standing ? standing->now : Standing::Now::object_gone;
}

}  // namespace rettesnor::test
