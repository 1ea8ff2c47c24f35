// Names of places: spellings of one place are one, different places stay different.
#include "connectors/directory/distinguished_name.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rettesnor::connectors {
namespace {

TEST(DistinguishedName, SpellingsOfOnePlaceAreOne) {
  const std::string one = normalise_dn("CN=Holm\\, Mette,OU=Økonomi,DC=kommun,DC=example");
  EXPECT_EQ(one, normalise_dn("cn=holm\\2C  mette , ou = ØKONOMI , dc=Kommun,dc=EXAMPLE"));
  EXPECT_EQ(one, normalise_dn("2.5.4.3=Holm\\2c Mette;OU=\\C3\\98konomi;DC=kommun;DC=example"));
  EXPECT_EQ(one, normalise_dn("CN=\"Holm, Mette\",OU=Økonomi,DC=kommun,DC=example"));
}

TEST(DistinguishedName, DifferentPlacesStayDifferent) {
  EXPECT_NE(normalise_dn("cn=a\\,b,dc=x"), normalise_dn("cn=a,cn=b,dc=x"));
  EXPECT_NE(normalise_dn("cn=Aase,dc=x"), normalise_dn("cn=Åse,dc=x"));
  EXPECT_NE(normalise_dn("cn=a\\+sn=b,dc=x"), normalise_dn("cn=a+sn=b,dc=x"));
  EXPECT_NE(normalise_dn("cn=a\\ ,dc=x"), normalise_dn("cn=b,dc=x"));
}

TEST(DistinguishedName, PartsOfOneRdnHaveNoOrder) {
  EXPECT_EQ(normalise_dn("uid=7+cn=Mette,dc=x"), normalise_dn("CN=mette + UID=7,dc=x"));
}

TEST(DistinguishedName, ComposedAndDecomposedLettersAreOne) {
  EXPECT_EQ(normalise_dn("cn=\xC3\x85se,dc=x"), normalise_dn("cn=A\xCC\x8Ase,dc=x"));
}

TEST(DistinguishedName, OnlyAWholePartBeginsABase) {
  const std::string base = normalise_dn("OU=Ansatte,DC=x");
  EXPECT_TRUE(is_below(normalise_dn("CN=a,ou=ansatte,dc=X"), base));
  EXPECT_TRUE(is_below(base, base));
  EXPECT_TRUE(is_below(base, ""));
  EXPECT_FALSE(is_below(normalise_dn("CN=a,OU=IkkeAnsatte,DC=x"), base));
  EXPECT_FALSE(is_below(normalise_dn("CN=a\\,OU=Ansatte,DC=x"), base));
}

TEST(DistinguishedName, TheParentBeginsAfterTheFirstBareComma) {
  EXPECT_EQ(parent_of("CN=Holm\\, Mette,OU=a,DC=x"), "OU=a,DC=x");
  EXPECT_EQ(parent_of("DC=x"), "");
  EXPECT_EQ(first_value_of("CN=Holm\\, Mette,OU=a"), "Holm, Mette");
  EXPECT_EQ(first_value_of("CN=\\C3\\85se"), "Åse");
}

TEST(DistinguishedName, DamagedNamesEndAndDoNotCrash) {
  for (const char* text :
       {"", ",", "=", "\\", "cn=\\", "cn=\\4", "cn=\"open", "+++,,,", "cn=a\\zz"}) {
    normalise_dn(text);
    first_value_of(text);
    parent_of(text);
  }
  EXPECT_LT(normalise_dn(std::string(1 << 20, ',')).size(), std::size_t{1} << 21U);
}

TEST(DistinguishedName, WhatIsNoAttributeTypeIsFoldedAsItStands) {
  const std::string once = normalise_dn("cn=a,\"=\",dc=x");
  EXPECT_EQ(once, "cn=a,\\3d,dc=x");
  EXPECT_EQ(normalise_dn(once), once);
}

RC_GTEST_PROP(DistinguishedName, NormalFormIsAFixedPoint, (const std::string& text)) {
  const std::string once = normalise_dn("cn=" + text + ",dc=x");
  RC_ASSERT(normalise_dn(once) == once);
}

}  // namespace
}  // namespace rettesnor::connectors
