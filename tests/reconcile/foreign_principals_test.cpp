// A principal of another domain is somebody, when a source tells whose it is.
#include "reconcile/foreign_principals.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Attribute;
using Persons = std::vector<std::string>;

constexpr const char* kSid = "S-1-5-21-3003-3003-3003-1103";

Account principal(const std::string& id, const char* dn = "") {
  Account out = account(id, "Adm");
  out.natural_id(id).kind("foreign").set(Attribute::foreign, "1");
  if (std::string_view(dn).empty()) {
    out.set(Attribute::object_sid, id);
  } else {
    out.set(Attribute::distinguished_name, dn);
  }
  return out;
}

TEST(ForeignPrincipals, AMemberOfAnotherDomainsGroupIsSomebodys) {
  const auto town = built(
      person("carl").employed("IT"), person("lone").employed("IT"),
      account("carl", "Forsyning").of("carl").set(Attribute::object_sid, kSid),
      account("lone", "Skole").of("lone").set(Attribute::distinguished_name, "CN=lone,DC=skole"),
      principal(kSid).member_of("G_Adm"),
      principal("dn:cn=lone,dc=skole", "cn=Lone,dc=skole").member_of("G_Adm"),
      group("G_Adm", "Adm"));
  EXPECT_EQ(town.holders("Adm:G_Adm"), (Persons{"carl", "lone"}));
  EXPECT_EQ(town.tier("Adm/" + std::string(kSid)), LinkTier::principal);
}

TEST(ForeignPrincipals, AClosedAccountOpensNothingInAnotherDomain) {
  const auto town =
      built(person("carl").employed("IT"),
            account("carl", "Forsyning").of("carl").disabled().set(Attribute::object_sid, kSid),
            principal(kSid).member_of("G_Adm"), group("G_Adm", "Adm"));
  EXPECT_EQ(town.holders("Adm:G_Adm"), Persons{});
}

TEST(ForeignPrincipals, AGroupOfAnotherDomainBringsItsMembersAlong) {
  const auto town = built(person("carl").employed("IT"),
                          account("carl", "Forsyning").of("carl").member_of("G_Vand"),
                          group("G_Vand", "Forsyning").set(Attribute::object_sid, kSid),
                          principal(kSid).member_of("G_Adm"),
                          group("G_Adm", "Adm").member_of("G_Alle"), group("G_Alle", "Adm"));
  EXPECT_EQ(town.holders("Adm:G_Adm"), (Persons{"carl"}));
  EXPECT_EQ(town.holders("Adm:G_Alle"), (Persons{"carl"}));
}

TEST(ForeignPrincipals, OneThatFitsTwoPeopleIsAQuestion) {
  const auto town = built(person("carl").employed("IT"), person("lone").employed("IT"),
                          account("carl", "Forsyning").of("carl").set(Attribute::object_sid, kSid),
                          account("lone", "Skole").of("lone").set(Attribute::object_sid, kSid),
                          principal(kSid).member_of("G_Adm"), group("G_Adm", "Adm"));
  EXPECT_EQ(town.holders("Adm:G_Adm"), Persons{});
  EXPECT_EQ(town.tier("Adm/" + std::string(kSid)), LinkTier::ambiguous);
}

TEST(ForeignPrincipals, OneWhomNoSourceTellsOfStaysNobodys) {
  const auto town = built(person("carl").employed("IT"),
                          account("carl", "Forsyning").of("carl").set(Attribute::object_sid, "S-1"),
                          principal(kSid).member_of("G_Adm"), group("G_Adm", "Adm"));
  EXPECT_EQ(town.owner("Adm/" + std::string(kSid)), "");
}

TEST(Expand, RightsDoNotFlowThroughAMailList) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("D_Post"),
            group("D_Post", "K").kind("distribution").member_of("G_Loen").member_of("D_Alle"),
            group("G_Loen", "K"), group("D_Alle", "K").kind("distribution"));
  EXPECT_EQ(town.holders("K:D_Post"), (Persons{"ada"}));
  EXPECT_EQ(town.holders("K:G_Loen"), Persons{});
  EXPECT_EQ(town.holders("K:D_Alle"), (Persons{"ada"})) << "mail does";
}

TEST(Expand, ASecurityGroupBehindAMailListConveysNothingEither) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("G_Inderst"),
            group("G_Inderst", "K").member_of("D_Post"),
            group("D_Post", "K").kind("distribution").member_of("G_Loen"), group("G_Loen", "K"));
  EXPECT_EQ(town.holders("K:G_Loen"), Persons{});
}

}  // namespace
}  // namespace rettesnor::reconcile
