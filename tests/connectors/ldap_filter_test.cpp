// Filters: whatever a name holds, it stays one literal value.
#include "connectors/directory/ldap_filter.h"

#include <gtest/gtest.h>
#include <ldap.h>
#include <rapidcheck/gtest.h>

namespace rettesnor::connectors {
namespace {

/// RFC 4515 read back by rules of its own: the value of "(a=value)", or nothing.
std::optional<std::string> value_read_back(std::string_view filter) {
  if (!filter.starts_with("(a=") || !filter.ends_with(")")) return std::nullopt;
  filter = filter.substr(3, filter.size() - 4);
  std::string out;
  for (std::size_t i = 0; i < filter.size(); ++i) {
    if (filter[i] == '(' || filter[i] == ')' || filter[i] == '*' || filter[i] == '\0') {
      return std::nullopt;
    }
    if (filter[i] != '\\') {
      out += filter[i];
      continue;
    }
    if (i + 2 >= filter.size()) return std::nullopt;
    out += static_cast<char>(std::stoi(std::string(filter.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return out;
}

RC_GTEST_PROP(LdapFilter, AnyNameStaysOneLiteral, (const std::string& name)) {
  const std::string filter = equals_filter("a", name);
  RC_ASSERT(value_read_back(filter) == name);
  RC_ASSERT(is_one_filter(filter));
}

TEST(LdapFilter, AttackersNamesAreEscaped) {
  EXPECT_EQ(equals_filter("cn", "*)(uid=*"), "(cn=\\2a\\29\\28uid=\\2a)");
  EXPECT_EQ(equals_filter("cn", std::string_view("a\0b", 3)), "(cn=a\\00b)");
  EXPECT_EQ(equals_filter("cn", "Åse"), "(cn=\\c3\\85se)");
}

TEST(LdapFilter, OneFilterIsBalancedAndAlone) {
  EXPECT_TRUE(is_one_filter("(&(a=b)(|(c=d)(e=\\28)))"));
  EXPECT_FALSE(is_one_filter("(a=b)(c=d)"));
  EXPECT_FALSE(is_one_filter("(a=b"));
  EXPECT_FALSE(is_one_filter("a=b"));
  EXPECT_FALSE(is_one_filter(""));
}

TEST(LdapFilter, AttributeNamesHoldNothingElse) {
  EXPECT_TRUE(is_attribute_name("extensionAttribute7"));
  EXPECT_TRUE(is_attribute_name("member;range=0-1") == false);
  EXPECT_FALSE(is_attribute_name("a)(b"));
  EXPECT_FALSE(is_attribute_name(""));
}

}  // namespace
}  // namespace rettesnor::connectors
