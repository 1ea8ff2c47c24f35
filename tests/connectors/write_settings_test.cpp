// [source.write]: off by default, another account than the reader's, and nothing by name.
#include "connectors/writing/write_settings.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "connectors/writing/revoker.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using nlohmann::json;

json good_with_writer() {
  return {{"urls", {"ldaps://dc1.example"}},
          {"ca_file", "ca.pem"},
          {"base_dns", {"DC=x"}},
          {"bind", {{"user", "CN=laeser,DC=x"}, {"password_file", "p"}}},
          {"write", {{"bind", "CN=skriver,DC=x"}, {"password_file", "q"}}}};
}

core::Error write_trouble(const json& values, const std::string& kind = "ad") {
  const auto read = read_write_settings({"kataloget", kind, "K", "/etc/r", &values});
  return read ? core::Error{ErrorKind::corrupt, "it was read"} : read.error();
}

TEST(WriteSettings, GoodOnesAreReadAndSignInAsTheWriter) {
  const json values = good_with_writer();
  const auto read = read_write_settings({"kataloget", "ad", "K", "/etc/r", &values});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->directory.user, "CN=skriver,DC=x");
  EXPECT_EQ(read->directory.password_file, "/etc/r/q");
  EXPECT_EQ(read->reader, "CN=laeser,DC=x");
}

TEST(WriteSettings, WithoutThemNothingIsWritten) {
  json values = good_with_writer();
  values.erase("write");
  EXPECT_EQ(write_trouble(values).kind, ErrorKind::refused);
  const auto revoker = make_revoker({"kataloget", "ad", "K", "/etc/r", &values});
  ASSERT_FALSE(revoker);
  EXPECT_EQ(revoker.error().kind, ErrorKind::refused);
  EXPECT_NE(revoker.error().message.find("writing is off"), std::string::npos);
}

TEST(WriteSettings, EveryMistakeIsNamedWithItsKey) {
  const std::vector<std::tuple<std::string, json, std::string>> wrong = {
      {"/write/bind", "CN=laeser,DC=x", "write.bind"},
      {"/write/bind", "cn = LAESER, dc = x", "write.bind"},
      {"/write/bind", "", "write.bind"},
      {"/write/password_file", "p", "write.password_file"},
      {"/write/password_file", "sub/../p", "write.password_file"},
      {"/write/password_file", "", "write.password_file"},
      {"/write/disable", {{"attribute", "x"}, {"value", "y"}}, "write.disable"},
      {"/write", "on", "write"},
      {"/attributes", {{"natural_id", "employeeID"}}, "natural_id"},
      {"/attributes", {{"natural_id", "sAMAccountName"}}, "natural_id"}};
  for (const auto& [pointer, value, key] : wrong) {
    json values = good_with_writer();
    values[json::json_pointer(pointer)] = value;
    const core::Error error = write_trouble(values);
    EXPECT_EQ(error.kind, ErrorKind::invalid_input) << key;
    EXPECT_NE(error.message.find(key), std::string::npos) << error.message;
  }
}

TEST(WriteSettings, AnLdapSourceMaySayHowItDisables) {
  json values = good_with_writer();
  values["write"]["disable"] = {{"attribute", "employeeType"}, {"value", "spaerret"}};
  const auto read = read_write_settings({"kataloget", "ldap", "K", "/etc/r", &values});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->disable_attribute, "employeeType");
  values["write"]["disable"] = {{"attribute", "a)(b"}, {"value", "x"}};
  EXPECT_NE(write_trouble(values, "ldap").message.find("disable.attribute"), std::string::npos);
  values["write"]["disable"] = {{"attribute", "employeeType"}};
  EXPECT_NE(write_trouble(values, "ldap").message.find("disable.value"), std::string::npos);
}

TEST(WriteSettings, AFileCannotBeWrittenTo) {
  const json values = json::object();
  for (const char* kind : {"csv", "ldif"}) {
    const auto revoker = make_revoker({"kataloget", kind, "K", "/etc/r", &values});
    ASSERT_FALSE(revoker);
    EXPECT_EQ(revoker.error().kind, ErrorKind::unsupported);
  }
}

}  // namespace
}  // namespace rettesnor::connectors
