// Passwords held against a real Active Directory, right and wrong in every way.
#include "connectors/sign_in/directory_sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ad_town.h"

namespace rettesnor::test {
namespace {

using connectors::DirectoryAccount;
using connectors::DirectorySignIn;
using core::ErrorKind;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPassword = "Rigtig.Doer.7";

/// The town with somebody whose password is known.
SambaDirectory& domain() {
  static SambaDirectory& made = [&]() -> SambaDirectory& {
    SambaDirectory& town = ad_town();
    const std::string dn = AdExport::dn("CN=bo,OU=Personale");
    town.modify(ldif_password(dn, kPassword));
    return town;
  }();
  return made;
}

DirectorySignIn sign_in() {
  const nlohmann::json values = [] {
    nlohmann::json made = ad_settings(domain());
    made["base_dns"] = {AdExport::dn("OU=Personale")};
    return made;
  }();
  auto settings =
      connectors::read_directory_settings({"kataloget", "ad", "Kataloget", "/", &values});
  if (!settings) throw std::runtime_error(settings.error().message);
  return DirectorySignIn(std::move(*settings));
}

/// The whole way of a name and a password; the login of whom was let in.
core::Result<std::string> come_in(const std::string& name, const std::string& password) {
  const DirectorySignIn door = sign_in();
  const DirectoryAccount account = TRY(door.find(name));
  TRY(door.prove(account, core::Secret(password)));
  return account.login;
}

core::Error turned_away(const std::string& name, const std::string& password) {
  const auto came_in = come_in(name, password);
  if (!came_in) return came_in.error();
  ADD_FAILURE() << name << " came in";
  return {ErrorKind::corrupt, ""};
}

TEST(DirectorySignIn, TakesTheRightPasswordUnderEveryNameOfTheAccount) {
  EXPECT_EQ(come_in("bo", kPassword).value_or("turned away"), "bo");
  EXPECT_EQ(come_in("BO", kPassword).value_or("turned away"), "bo");
  EXPECT_EQ(come_in("bo@maagesund.example", kPassword).value_or("turned away"), "bo");
}

TEST(DirectorySignIn, CountsAllNamesOfAnAccountAsOne) {
  const DirectorySignIn door = sign_in();
  EXPECT_EQ(door.find("bo")->dn, door.find("bo@maagesund.example")->dn);
}

TEST(DirectorySignIn, KnowsTheTrueCauseForTheLog) {
  EXPECT_THAT(turned_away("bo", "Forkert.Doer.9").message, HasSubstr("52e"));
  const core::Error disabled = turned_away("laast", "Laast.Doer.1");
  EXPECT_THAT(disabled.message, HasSubstr("533"));
  const core::Error expired = turned_away("udloebet", "Udloebet.Doer.1");
  EXPECT_THAT(expired.message, HasSubstr("701"));
  const core::Error change = turned_away("skift", "Skift.Doer.1");
  EXPECT_THAT(change.message, HasSubstr("773"));
  for (const core::Error& error : {disabled, expired, change}) {
    EXPECT_TRUE(error.kind == ErrorKind::refused || error.kind == ErrorKind::unauthorized);
    EXPECT_THAT(error.message, Not(HasSubstr("Doer")));
  }
}

TEST(DirectorySignIn, NeverSendsAnEmptyPassword) {
  const DirectorySignIn door = sign_in();
  const auto account = door.find("bo");
  ASSERT_TRUE(account);
  domain().pause();
  const auto proved = door.prove(*account, core::Secret());  // a server that is asked would hang
  domain().resume();
  ASSERT_FALSE(proved);
  EXPECT_EQ(proved.error().kind, ErrorKind::unauthorized);
}

TEST(DirectorySignIn, NobodyIsTurnedAwayLikeAnybodyElse) {
  const DirectorySignIn door = sign_in();
  const auto nobody = door.find("findesikke");
  ASSERT_TRUE(nobody) << nobody.error().message;
  EXPECT_FALSE(nobody->dn.empty());
  EXPECT_EQ(nobody->login, "");
  EXPECT_EQ(turned_away("findesikke", kPassword).kind, ErrorKind::unauthorized);
}

TEST(DirectorySignIn, ANameIsNeverAFilterOrADn) {
  for (const std::string& name :
       {std::string("*"), std::string("b*"), std::string("bo)(objectClass=*"),
        std::string("bo\0x", 4), std::string("CN=bo,OU=Personale,DC=maagesund,DC=example"),
        std::string("bo\n"), std::string(300, 'a'), std::string(")(|(cn=*"),
        std::string("\xff\xfe")}) {
    const auto came_in = come_in(name, kPassword);
    EXPECT_FALSE(came_in) << name;
  }
}

TEST(DirectorySignIn, ADirectoryThatIsAwayIsNoVerdict) {
  nlohmann::json values = ad_settings(domain());
  values["urls"] = {"ldaps://127.0.0.1:" + std::to_string(free_port())};
  auto settings =
      connectors::read_directory_settings({"kataloget", "ad", "Kataloget", "/", &values});
  ASSERT_TRUE(settings);
  const DirectorySignIn door(std::move(*settings));
  EXPECT_EQ(door.find("bo").error().kind, ErrorKind::unreachable);
  EXPECT_EQ(door.prove({"CN=bo,DC=x", "bo"}, core::Secret(kPassword)).error().kind,
            ErrorKind::unreachable);
}

}  // namespace
}  // namespace rettesnor::test
