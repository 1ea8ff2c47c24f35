// Settings of directories: every mistake is named with its key before anything is sent.
#include "connectors/directory/directory_settings.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "connectors/directory/ldap_session.h"

namespace rettesnor::connectors {
namespace {

using nlohmann::json;

json good() {
  return {{"urls", {"ldaps://dc1.example"}},
          {"ca_file", "ca.pem"},
          {"base_dns", {"DC=x"}},
          {"bind", {{"user", "u@x"}, {"password_file", "p"}}}};
}

std::string trouble(const json& values) {
  const auto read = read_directory_settings({"kataloget", "ad", "K", "/etc/r", &values});
  return read ? "" : read.error().message;
}

json with(const std::string& pointer, const json& value) {
  json out = good();
  out[json::json_pointer(pointer)] = value;
  return out;
}

TEST(DirectorySettings, GoodOnesAreRead) {
  const json values = good();
  const auto read = read_directory_settings({"kataloget", "ad", "K", "/etc/r", &values});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->ca_file, "/etc/r/ca.pem");
  EXPECT_EQ(read->people.bases, std::vector<std::string>{"DC=x"});
  EXPECT_EQ(read->last_used_lag_days, "14");
}

TEST(DirectorySettings, EveryMistakeIsNamedWithItsSourceAndKey) {
  const std::vector<std::pair<json, std::string>> wrong = {
      {with("/urls", json::array()), "urls"},
      {with("/urls", {"https://x"}), "urls"},
      {with("/ca_file", ""), "ca_file"},
      {with("/bind", {{"user", "u"}}), "bind.password_file"},
      {with("/bind", {{"user", "u"}, {"password_file", "a"}, {"password_env", "b"}}),
       "bind.password_file"},
      {with("/bind", {{"password_file", "a"}}), "bind.user"},
      {with("/bind/method", "anonymous"), "bind.method"},
      {with("/people", {{"filter", "(a=b)(c=d)"}}), "people.filter"},
      {with("/people", {{"attributes", {{"shoe_size", "x"}}}}), "attributes.shoe_size"},
      {with("/attributes", {{"login", "a)(b"}}), "attributes.login"},
      {with("/kind_by_ou", {{"OU=x", "boss"}}), "kind_by_ou"},
      {with("/page_size", 0), "page_size"},
      {with("/answer_timeout_seconds", "ten"), "answer_timeout_seconds"},
      {with("/cross_check", "none"), "cross_check"},
      {with("/dangling_members", "maybe"), "dangling_members"}};
  for (const auto& [values, key] : wrong) {
    const std::string message = trouble(values);
    EXPECT_NE(message.find("source kataloget: "), std::string::npos) << key << ": " << message;
    EXPECT_NE(message.find(key), std::string::npos) << key << ": " << message;
  }
}

TEST(DirectorySettings, APasswordNeverGoesInTheClear) {
  EXPECT_NE(trouble(with("/urls", {"ldap://dc1.example"})).find("start_tls"), std::string::npos);
  json tls = with("/urls", {"ldap://dc1.example"});
  tls["start_tls"] = true;
  EXPECT_EQ(trouble(tls), "");
}

TEST(LdapUrl, HostAndPortAreReadAndNothingMayFollow) {
  const auto plain = parse_ldap_url("ldaps://dc1.example", false);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->port, 636);
  EXPECT_EQ(parse_ldap_url("ldap://dc1:3389/", true)->port, 3389);
  EXPECT_EQ(parse_ldap_url("ldaps://[::1]:1636", false)->host, "::1");
  for (const char* bad : {"", "ldap://", "ldapi://%2fvar", "ldaps://h/DC=x", "ldaps://h:0",
                          "ldaps://h:99999", "ldaps://h:12x", "ldaps://u@h", "ldaps://[::1"}) {
    EXPECT_FALSE(parse_ldap_url(bad, false)) << bad;
  }
}

}  // namespace
}  // namespace rettesnor::connectors
