// Result codes in plain words, Active Directory's sub-codes included.
#include "connectors/directory/ldap_result_words.h"

#include <gtest/gtest.h>

namespace rettesnor::connectors {
namespace {

std::string ad_text(const std::string& data) {
  return "80090308: LdapErr: DSID-0C09042A, comment: AcceptSecurityContext error, data " + data +
         ", v3839";
}

TEST(LdapVerdict, ActiveDirectorySaysWhyASignInFailed) {
  EXPECT_EQ(ldap_verdict(49, ad_text("52e")).kind, core::ErrorKind::unauthorized);
  EXPECT_NE(ldap_verdict(49, ad_text("533")).words.find("disabled"), std::string::npos);
  EXPECT_NE(ldap_verdict(49, ad_text("701")).words.find("expired"), std::string::npos);
  EXPECT_NE(ldap_verdict(49, ad_text("773")).words.find("must be changed"), std::string::npos);
  EXPECT_NE(ldap_verdict(49, ad_text("775")).words.find("locked"), std::string::npos);
}

TEST(LdapVerdict, TheCodeAnswersWhatTheCallerCanDo) {
  EXPECT_EQ(ldap_verdict(4, "").kind, core::ErrorKind::refused);
  EXPECT_EQ(ldap_verdict(32, "").kind, core::ErrorKind::not_found);
  EXPECT_EQ(ldap_verdict(51, "").kind, core::ErrorKind::unreachable);
  EXPECT_EQ(ldap_verdict(-1, "").kind, core::ErrorKind::unreachable);
  EXPECT_EQ(ldap_verdict(12, "").kind, core::ErrorKind::unsupported);
}

TEST(LdapVerdict, UnknownCodesAreRefusalsNeverSuccess) {
  EXPECT_EQ(ldap_verdict(4711, "").kind, core::ErrorKind::refused);
  EXPECT_NE(ldap_verdict(4711, "").words.find("4711"), std::string::npos);
}

TEST(LdapVerdict, AServersTextCannotForgeALine) {
  EXPECT_EQ(ldap_verdict(53, "no\nERROR all is well").words.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::connectors
