// The settings file: what it must tell, what it may tell, and what it may not.
#include "policies/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/scratch.h"

namespace rettesnor::policies {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kTown = "[municipality]\nname = \"Mågesund\"\npolicies = \"regler\"\n";
const std::string kCsv =
    "[[source]]\nname = \"hr\"\nkind = \"csv\"\nsystem = \"Personale\"\n"
    "[[source.file]]\npath = \"a.csv\"\nclass = \"employment\"\nkey = [\"T\"]\n"
    "columns = { person = \"P\", name = [\"F\", \"E\"] }\n";

SettingsReading reading_of(const std::string& text) {
  return read_settings_text(text, "rettesnor.toml", "/etc/rettesnor");
}
std::vector<std::string> complaints(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& c : reading_of(text).complaints) out.push_back(show(c));
  return out;
}

TEST(Settings, TellTheMunicipalityItsFoldersAndItsSources) {
  const auto reading = reading_of(kTown + kCsv);
  ASSERT_TRUE(reading.usable()) << show(reading.complaints[0]);
  const Settings copy = reading.settings;
  EXPECT_EQ(copy.municipality, "Mågesund");
  EXPECT_EQ(copy.timezone, "Europe/Copenhagen");
  EXPECT_EQ(copy.language, "da");
  EXPECT_EQ(copy.policy_folder, "/etc/rettesnor/regler");
  EXPECT_EQ(copy.data_folder, "/etc/rettesnor/data");
  ASSERT_EQ(copy.sources.size(), 1U);
  EXPECT_EQ(copy.sources[0].origin.line, 4);
  EXPECT_EQ(copy.sources[0].values->at("file")[0]["path"], "a.csv");
  EXPECT_EQ(copy.source_named("HR"), &copy.sources[0]);
  EXPECT_EQ(copy.source_named("x"), nullptr);
}

TEST(Settings, AbsoluteFoldersStayWhereTheyAre) {
  const auto s =
      reading_of("[municipality]\nname = \"M\"\npolicies = \"/p\"\ndata = \"../d\"\n").settings;
  EXPECT_EQ(s.policy_folder, "/p");
  EXPECT_EQ(s.data_folder, "/etc/d");
}

TEST(Settings, UnknownKeysOfAKindAreRefusedWithASuggestion) {
  EXPECT_THAT(complaints(kTown + kCsv + "colums = {}\n"),
              ElementsAre("rettesnor.toml:13: source[0].file[0].colums: is an unknown key; did you "
                          "mean `columns`?"));
  EXPECT_THAT(
      complaints(kTown + "[[source]]\nname = \"x\"\nkind = \"ldif\"\nsystem = \"K\"\n"
                         "path = \"k.ldif\"\nflavor = \"ad\"\n"),
      ElementsAre(HasSubstr("rettesnor.toml:9: source[0].flavor: is an unknown key; did you "
                            "mean `flavour`?")));
  EXPECT_THAT(
      complaints(kTown + "[[source]]\nname = \"x\"\nkind = \"csvv\"\nsystem = \"K\"\n"),
      ElementsAre(HasSubstr("source[0].kind: is \"csvv\", but must be one of \"ad\", \"csv\", "
                            "\"ldap\", \"ldif\"; did you mean `csv`?")));
  EXPECT_THAT(complaints(kTown + kCsv + "values = { statuss = { a = \"b\" } }\n"),
              ElementsAre(HasSubstr("did you mean `status`?")));
}

TEST(Settings, EveryKeyOfADirectoryIsKnown) {
  EXPECT_THAT(
      complaints(
          kTown +
          "[[source]]\nname = \"ad\"\nkind = \"ad\"\nsystem = \"K\"\nurls = [\"ldaps://a\"]\n"
          "ca_file = \"ca.pem\"\nbase_dns = \"DC=a\"\npage_size = 500\n"
          "bind = { method = \"simple\", user = \"u\", password_file = \"p\" }\n"
          "people = { bases = [\"OU=a\"], filter = \"(a=b)\", attributes = { login = \"uid\" } }\n"
          "kind_by_ou = { \"OU=a\" = \"admin\" }\nvendor_by_value = { \"A\" = \"12345678\" }\n"
          "disabled_when = { attribute = \"a\", values = [\"1\"] }\ncross_check = \"recount\"\n"),
      IsEmpty());
  EXPECT_THAT(complaints(kTown + "[[source]]\nname = \"ad\"\nkind = \"ad\"\nsystem = \"K\"\n"
                                 "kind_by_ou = { \"OU=a\" = \"adm\" }\n"),
              ElementsAre(HasSubstr("source[0].kind_by_ou.OU=a: is \"adm\", but must be one of")));
}

TEST(Settings, NamesOfSourcesAreUniqueHoweverTheyAreSpelt) {
  std::string second = kCsv;
  second.replace(second.find("hr"), 2, "HR");
  EXPECT_THAT(
      complaints(kTown + kCsv + second),
      ElementsAre(
          "rettesnor.toml:14: source[1].name: \"HR\" stands twice; the first is in line 4"));
}

TEST(Settings, WhatIsMissingOrWrongIsNamed) {
  EXPECT_THAT(complaints(""), Contains(HasSubstr("`municipality` is missing")));
  EXPECT_THAT(
      complaints(
          "[municipality]\nname = \"M\"\npolicies = \"p\"\ntimezone = \"Europe/Mågesund\"\n"),
      ElementsAre(HasSubstr("rettesnor.toml:4: municipality.timezone: the time zone")));
  EXPECT_THAT(complaints(kTown + "[[source]]\nname = \"x\"\nkind = \"csv\"\nsystem = \"K\"\n"),
              ElementsAre("rettesnor.toml:4: source[0]: `file` is missing"));
  EXPECT_THAT(complaints(kTown + "[x\n"), ElementsAre(HasSubstr("rettesnor.toml:4: column")));
}

TEST(Settings, AFileIsReadFromItsOwnFolder) {
  const test::ScratchFolder folder("settings");
  test::write_file(folder.path() / "rettesnor.toml", kTown + kCsv);
  const auto settings = read_settings(folder.file("rettesnor.toml"));
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->folder, folder.path().string());
  EXPECT_EQ(settings->policy_folder, folder.file("regler"));
  test::write_file(folder.path() / "wrong.toml", kTown + "x = 1\ny = 2\n");
  const auto wrong = read_settings(folder.file("wrong.toml"));
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("wrong.toml:4: municipality.x: is an unknown key"));
  EXPECT_THAT(wrong.error().message, HasSubstr("wrong.toml:5: municipality.y: is an unknown key"));
  EXPECT_EQ(read_settings(folder.file("none.toml")).error().kind, core::ErrorKind::not_found);
}

}  // namespace
}  // namespace rettesnor::policies
