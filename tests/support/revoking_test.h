// The fixture of all tests that take access away: one Samba and one slapd for the whole program.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/revoker_ground.h"

namespace rettesnor::test {

enum class Server { samba, slapd };

/// Started at the first call, stopped after the last test.
RevokerGround& ground_of(Server server);

/// Each test takes people of its own, so that none depends on another.
class RevokingTest : public testing::Test {
 protected:
  explicit RevokingTest(Server server) : ground_(ground_of(server)) {}

  RevokerGround& ground() const { return ground_; }
  bool is_ad() const { return ground_.kind() == "ad"; }
  connectors::Removal out_of(const std::string& group, const std::string& login) const;
  connectors::Removal disabling(const std::string& login) const;
  connectors::Removal stripping(const std::string& login) const;
  bool is_in(const std::string& group, const std::string& login) const;
  /// What bars or lets the account sign in, as the administrator sees it.
  std::string sign_in_lines(const std::string& login) const;
  /// Fails the test with the message when there is no outcome. No text may hold the password.
  connectors::Outcome must(const core::Result<connectors::Outcome>& outcome) const;
  core::Error must_fail(const core::Result<connectors::Outcome>& outcome) const;
  connectors::Standing::Now look(connectors::Revoker& revoker,
                                 const connectors::Removal& removal) const;
  void expect_no_secret(const std::string& text) const;

 private:
  RevokerGround& ground_;
};

/// For what both servers promise alike.
class Revoking : public RevokingTest, public testing::WithParamInterface<Server> {
 protected:
  Revoking() : RevokingTest(GetParam()) {}
};

}  // namespace rettesnor::test
