// Signing in to a real Active Directory: every way in, and every way of being turned away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>

#include "connectors/registry.h"
#include "tests/support/ad_town.h"
#include "tests/support/pull_text.h"

namespace rettesnor::test {
namespace {

using core::ErrorKind;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Only a few accounts: these tests are about the way in.
json small_settings() {
  json settings = ad_settings(ad_town());
  settings["base_dns"] = {AdExport::dn("OU=Personale")};
  settings["groups"] = {{"bases", json::array()}};
  return settings;
}

core::Error error_of(const json& settings) {
  const auto pull = pull_from("ad", settings);
  if (pull) {
    ADD_FAILURE() << "the pull came through";
    return {ErrorKind::corrupt, ""};
  }
  return pull.error();
}

void expect_people(const json& settings) {
  const auto pull = pull_from("ad", settings);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(core::ObjectClass::account), core::Completeness::complete)
      << pull_text(*pull);
  EXPECT_NE(find_by_login(*pull, "ada"), core::kNone);
}

/// Sets an environment variable and takes it back.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

/// Signs in as somebody else than the reader.
json settings_of(const ScratchFolder& folder, const std::string& user,
                 const std::string& password) {
  json settings = small_settings();
  write_secret(folder.file("password"), password);
  settings["bind"] = {{"user", user}, {"password_file", folder.file("password")}};
  return settings;
}

TEST(AdSignIn, TakesAUserPrincipalName) {
  expect_people(small_settings());
}

TEST(AdSignIn, TakesADomainAndLogin) {
  json settings = small_settings();
  settings["bind"]["user"] = SambaDirectory::reader_login();
  expect_people(settings);
}

TEST(AdSignIn, TakesADistinguishedName) {
  json settings = small_settings();
  settings["bind"]["user"] = SambaDirectory::reader_dn();
  expect_people(settings);
}

TEST(AdSignIn, StartTlsProtectsTheOrdinaryPort) {
  json settings = small_settings();
  settings["urls"] = {ad_town().ldap_url()};
  settings["start_tls"] = true;
  expect_people(settings);
}

TEST(AdSignIn, AKerberosTicketNeedsNoPassword) {
  const Variable configuration("KRB5_CONFIG", ad_town().krb5_config());
  const Variable cache("KRB5CCNAME", ad_town().reader_ticket());
  json settings = small_settings();
  settings["bind"] = {{"method", "gssapi"}};
  expect_people(settings);
}

TEST(AdSignIn, AKerberosTicketAloneProtectsTheOrdinaryPort) {
  const Variable configuration("KRB5_CONFIG", ad_town().krb5_config());
  const Variable cache("KRB5CCNAME", ad_town().reader_ticket());
  json settings = small_settings();
  settings["urls"] = {"ldap://localhost:" + std::to_string(ad_town().ldap_port())};
  settings["bind"] = {{"method", "gssapi"}};
  expect_people(settings);
}

TEST(AdSignIn, AKeytabStandsInForATicket) {
  const ScratchFolder folder;
  const Variable configuration("KRB5_CONFIG", ad_town().krb5_config());
  const Variable keytab("KRB5_CLIENT_KTNAME", "FILE:" + ad_town().reader_keytab());
  const Variable cache("KRB5CCNAME", "FILE:" + folder.file("ccache"));
  json settings = small_settings();
  settings["urls"] = {"ldap://localhost:" + std::to_string(ad_town().ldap_port())};
  settings["bind"] = {{"method", "gssapi"}};
  expect_people(settings);
}

TEST(AdSignIn, WithoutATicketTheErrorSaysWhereToLook) {
  const ScratchFolder folder;
  const Variable configuration("KRB5_CONFIG", ad_town().krb5_config());
  const Variable cache("KRB5CCNAME", "FILE:" + folder.file("nothing"));
  json settings = small_settings();
  settings["urls"] = {"ldap://localhost:" + std::to_string(ad_town().ldap_port())};
  settings["bind"] = {{"method", "gssapi"}};
  const core::Error error = error_of(settings);
  EXPECT_THAT(error.message, HasSubstr("klist"));
}

TEST(AdSignIn, AWrongPasswordIsSaidAndNotRepeated) {
  const ScratchFolder folder;
  const core::Error error =
      error_of(settings_of(folder, SambaDirectory::reader_upn(), "Forkert.Doer.9"));
  EXPECT_EQ(error.kind, ErrorKind::unauthorized);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("svc_rettesnor"), HasSubstr("password"), Not(HasSubstr("Forkert"))));
}

TEST(AdSignIn, ADisabledAccountIsSaid) {
  const ScratchFolder folder;
  const core::Error error =
      error_of(settings_of(folder, "laast@maagesund.example", "Laast.Doer.1"));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, HasSubstr("disabled"));
}

TEST(AdSignIn, AnExpiredAccountIsSaid) {
  const ScratchFolder folder;
  const core::Error error =
      error_of(settings_of(folder, "udloebet@maagesund.example", "Udloebet.Doer.1"));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, AllOf(HasSubstr("account"), HasSubstr("expired")));
}

TEST(AdSignIn, APasswordThatMustBeChangedIsSaid) {
  const ScratchFolder folder;
  const core::Error error =
      error_of(settings_of(folder, "skift@maagesund.example", "Skift.Doer.1"));
  EXPECT_EQ(error.kind, ErrorKind::unauthorized);
  EXPECT_THAT(error.message, AllOf(HasSubstr("password"), HasSubstr("change")));
}

TEST(AdSignIn, NoPasswordIsSentInCleartext) {
  json settings = small_settings();
  settings["urls"] = {ad_town().ldap_url()};
  const auto made = connectors::make_connector({"kataloget", "ad", "Kataloget", "/", &settings});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(made.error().message, AllOf(HasSubstr("ldaps://"), HasSubstr("start_tls")));
}

TEST(AdSignIn, AForeignAuthorityIsRefusedBeforeThePassword) {
  const ScratchFolder folder;
  const TestAuthority foreign("Somebody else");
  write_file(folder.file("ca.crt"), foreign.certificate_pem());
  json settings = small_settings();
  settings["ca_file"] = folder.file("ca.crt");
  const core::Error error = error_of(settings);
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, HasSubstr("no password was sent"));
}

TEST(AdSignIn, TheCheckSaysThatAllIsWell) {
  const auto connector = connector_for("ad", small_settings());
  ASSERT_TRUE(connector);
  // The controller's clock is the machine's own.
  const auto lines =
      connector->check(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_FALSE(lines->empty());
  for (const connectors::CheckLine& line : *lines) {
    EXPECT_NE(line.verdict, connectors::CheckLine::Verdict::bad)
        << line.what << ": " << line.detail;
  }
}

TEST(AdSignIn, TheCheckShowsAWrongPasswordAsABadLine) {
  const ScratchFolder folder;
  const json settings = settings_of(folder, SambaDirectory::reader_upn(), "Forkert.Doer.9");
  const auto connector = connector_for("ad", settings);
  ASSERT_TRUE(connector);
  const auto lines = connector->check(pull_moment());
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_TRUE(std::any_of(lines->begin(), lines->end(), [](const connectors::CheckLine& line) {
    return line.verdict == connectors::CheckLine::Verdict::bad;
  }));
}

}  // namespace
}  // namespace rettesnor::test
