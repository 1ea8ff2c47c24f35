// Who is one human being, and whose an account is.
#include "reconcile/correlate.h"

#include <gtest/gtest.h>

#include "reconcile/account_owner.h"
#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

const std::string kNfc = "\xC3\x85se B\xC3\xA6k";       // Åse Bæk, composed
const std::string kNfd = "A\xCC\x8Ase B\xC3\xA6k";      // Åse Bæk, A and a ring
const std::string kCapitals = "\xC3\x85SE B\xC3\x86K";  // ÅSE BÆK

TEST(Correlate, AnEmployeeNumberIsFoldedAndBeatsUpnAndMail) {
  const auto town = built(
      person("ada").employed("IT").number("N-ADA").upn("ada@upn.test"),
      person("bo").employed("IT").upn("bo@upn.test"),
      account("x", "Kataloget").employee_no("n-ada").upn("bo@upn.test").mail("bo@example.test"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::employee_no);
  EXPECT_EQ(town.owner("Kataloget/x"), "ada");
}

TEST(Correlate, UpnBeatsMailAndMailIsTheLastKey) {
  const auto town =
      built(person("ada").employed("IT").upn("ada@upn.test"), person("bo").employed("IT"),
            account("x", "Kataloget").upn("ADA@upn.test").mail("bo@example.test"),
            account("y", "Kataloget").employee_no("unknown").mail("BO@example.test"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::upn);
  EXPECT_EQ(town.owner("Kataloget/x"), "ada");
  EXPECT_EQ(town.tier("Kataloget/y"), LinkTier::mail);
  EXPECT_EQ(town.owner("Kataloget/y"), "bo");
}

TEST(Correlate, TwoPeopleSharingOneMailAreAmbiguousNotMerged) {
  const auto town = built(person("ada").employed("IT").mail("it@example.test"),
                          person("bo").employed("IT").mail("IT@example.test"),
                          account("x", "Kataloget").mail("it@example.test"));
  EXPECT_EQ(town.graph().persons.size(), 2U);
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::ambiguous);
  EXPECT_EQ(town.owner("Kataloget/x"), "");
  EXPECT_EQ(town.graph().accounts[0].candidates.size(), 2U);
}

TEST(Correlate, TwoPeopleOfOneNameAreAmbiguous) {
  const auto town = built(person("m1").named("Mette Sørensen").employed("IT"),
                          person("m2").named("Mette Sørensen").employed("Skole"),
                          account("mesor", "Kataloget").named("Mette Sørensen"));
  EXPECT_EQ(town.tier("Kataloget/mesor"), LinkTier::ambiguous);
  EXPECT_EQ(town.owner("Kataloget/mesor"), "");
}

TEST(Correlate, ANameAloneIsNeverEnough) {
  const auto town =
      built(person("m1").named(kNfc).employed("IT"), account("asb", "Kataloget").named(kNfd),
            account("ASB2", "Kataloget").named(kCapitals));
  for (const char* login : {"Kataloget/asb", "Kataloget/ASB2"}) {
    EXPECT_EQ(town.tier(login), LinkTier::name_only) << login;
    EXPECT_EQ(town.owner(login), "") << login;
  }
}

TEST(Correlate, DoubleAIsNotARingedA) {
  const auto town =
      built(person("m1").named(kNfc).employed("IT"), account("x", "Kataloget").named("Aase Bæk"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::spelling);
  EXPECT_EQ(town.owner("Kataloget/x"), "");
}

TEST(Correlate, NamesThatDifferInSpellingAreAQuestion) {
  const auto town = built(person("m1").named("Lis Sørensen").employed("IT"),
                          account("x", "Kataloget").named("Lis Sörensen"),
                          account("y", "Kataloget").named("Lis Sonnesen"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::spelling);
  EXPECT_EQ(town.graph().accounts[town.account("Kataloget/x")].candidates,
            std::vector<Index>{town.person("m1")});
  EXPECT_EQ(town.tier("Kataloget/y"), LinkTier::none);
}

TEST(Correlate, MailsAreComparedFoldedAcrossNormalForms) {
  const auto town = built(person("m1").employed("IT").mail("\xC3\x85se@example.test"),
                          account("x", "Kataloget").mail("a\xCC\x8Ase@EXAMPLE.test"));
  EXPECT_EQ(town.owner("Kataloget/x"), "m1");
}

TEST(Correlate, ASettledLinkBeatsEveryKey) {
  const auto town = built(person("ada").employed("IT"), person("bo").employed("IT"),
                          account("x", "Kataloget").of("ada"), settled("Kataloget", "x", "bo"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::settled);
  EXPECT_EQ(town.owner("Kataloget/x"), "bo");
}

TEST(Correlate, NobodysAccountIsNobodysWhateverItsKeysSay) {
  const auto town = built(person("ada").employed("IT"), account("x", "Kataloget").of("ada"),
                          settled("Kataloget", "x", ""));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::nobody);
  EXPECT_EQ(town.owner("Kataloget/x"), "");
}

TEST(Correlate, ASettledLinkToSomebodyWhomNobodyEverToldOfCountsForNothing) {
  const auto town = built(person("ada").employed("IT"), account("x", "Kataloget").of("ada"),
                          account("y", "Kataloget"), settled("Kataloget", "x", "carl"),
                          settled("Kataloget", "y", "carl"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::employee_no);
  EXPECT_EQ(town.tier("Kataloget/y"), LinkTier::none);
}

TEST(Correlate, AnAccountMayStandAsNobodysThroughTheLastDay) {
  const auto tier = [](std::string_view until) {
    return built(person("ada").named("Ada Holm").employed("IT"),
                 account("x", "Kataloget").named("Ada Holm"),
                 accepted("Kataloget", "x", "ada", until))
        .tier("Kataloget/x");
  };
  EXPECT_EQ(tier("2026-11-02"), LinkTier::registered);
  EXPECT_EQ(tier("2026-11-01"), LinkTier::name_only);
}

TEST(Correlate, AnAcceptedAccountIsNotHersWhoAnswersForIt) {
  const auto town = built(person("ada").employed("IT"), account("x", "Kataloget"),
                          accepted("Kataloget", "x", "ada", "2026-12-31"));
  EXPECT_EQ(town.owner("Kataloget/x"), "");
  const AccessGraph& graph = town.graph();
  const Index x = town.account("Kataloget/x");
  ASSERT_NE(graph.accounts[x].answers_for_it, core::kNone);
  EXPECT_EQ(owner_of_account(graph, x).person, graph.accounts[x].answers_for_it);
}

TEST(Correlate, WhatAKeySaysIsSomebodysCannotStandAsNobodys) {
  const auto town =
      built(person("ada").employed("IT"), person("bo").employed("IT"),
            account("x", "Kataloget").of("ada"), accepted("Kataloget", "x", "bo", "2026-12-31"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::employee_no);
  EXPECT_EQ(town.owner("Kataloget/x"), "ada");
}

TEST(Correlate, WhoHasLeftAnswersForNothing) {
  const auto town =
      built(person("ada").employed("IT").until("2026-11-01"), account("x", "Kataloget"),
            accepted("Kataloget", "x", "ada", "2026-12-31"));
  EXPECT_EQ(town.tier("Kataloget/x"), LinkTier::none);
  const auto gone = built(account("x", "Kataloget"), person("bo").employed("IT"),
                          accepted("Kataloget", "x", "ada", "2026-12-31"));
  EXPECT_EQ(gone.tier("Kataloget/x"), LinkTier::none);
}

TEST(Correlate, LoginsThatDifferInCaseAreTwoAccountsInACaseSensitiveSystem) {
  const auto town = built(person("jh").employed("IT"),
                          system("SagsHuset", [](auto& s) { s.case_sensitive_logins = true; }),
                          account("JHØJ", "SagsHuset").of("jh"), account("jhøj", "SagsHuset"),
                          registered("SagsHuset", "jhøj", "test"));
  EXPECT_NE(town.account("SagsHuset/JHØJ"), town.account("SagsHuset/jhøj"));
  EXPECT_EQ(town.owner("SagsHuset/JHØJ"), "jh");
  EXPECT_EQ(town.graph().accounts[town.account("SagsHuset/JHØJ")].registered, nullptr);
  EXPECT_EQ(town.tier("SagsHuset/jhøj"), LinkTier::registered);
}

TEST(Correlate, LoginsAreFoldedInEveryOtherSystem) {
  const auto town =
      built(account("SVC_Løn", "Kataloget"), registered("KATALOGET", "svc_løn", "service"));
  EXPECT_EQ(town.account("kataloget/svc_LØN"), 0U);
  EXPECT_EQ(town.graph().accounts[0].kind, AccountKind::service);
  EXPECT_EQ(town.tier("Kataloget/SVC_Løn"), LinkTier::registered);
}

TEST(Correlate, TheRegistersKindCountsMoreThanTheSources) {
  const auto town = built(account("a", "K").kind("admin"), account("b", "K").kind("admin"),
                          account("c", "K"), registered("K", "a", "robot"));
  EXPECT_EQ(town.graph().accounts[town.account("K/a")].kind, AccountKind::robot);
  EXPECT_EQ(town.graph().accounts[town.account("K/b")].kind, AccountKind::admin);
  EXPECT_EQ(town.graph().accounts[town.account("K/c")].kind, AccountKind::personal);
}

TEST(Correlate, AServiceAccountIsNotLinkedByItsMail) {
  const auto town = built(person("ada").employed("IT"),
                          account("svc", "K").kind("service").mail("ada@example.test"));
  EXPECT_EQ(town.owner("K/svc"), "");
  EXPECT_EQ(town.tier("K/svc"), LinkTier::none);
}

TEST(Correlate, AnAcceptedOrphanIsAnOrphanAgainTheDayAfter) {
  const auto accept = [](const char* until) {
    return registered("K", "box", "mailbox", [&](auto& r) { r.accepted_until = day(until); });
  };
  EXPECT_EQ(built(account("box", "K"), accept("2026-11-02")).tier("K/box"), LinkTier::registered);
  EXPECT_EQ(built(account("box", "K"), accept("2026-11-01")).tier("K/box"), LinkTier::none);
}

TEST(Correlate, AVendorAccountIsLinkedToAPersonOfThatVendorOnly) {
  const auto town = built(person("ada").employed("IT").mail("same@example.test"),
                          person("vic").engaged("vendor", "111").mail("same@example.test"),
                          person("wil").engaged("vendor", "222").mail("wil@example.test"),
                          account("v1", "K").kind("vendor").vendor("111").mail("same@example.test"),
                          account("v2", "K").kind("vendor").mail("same@example.test"),
                          account("v3", "K").kind("vendor").vendor("111").mail("wil@example.test"),
                          account("p", "K").mail("same@example.test"));
  EXPECT_EQ(town.owner("K/v1"), "vic");
  EXPECT_EQ(town.owner("K/v2"), "vic");
  EXPECT_EQ(town.tier("K/v3"), LinkTier::none);
  EXPECT_EQ(town.tier("K/p"), LinkTier::ambiguous);
}

TEST(JoinPersons, ASharedNumberMakesOneOfTwoSources) {
  const auto town =
      built(person("17").named("Ada").employed("IT").number("1001").mail("ada@kommune.test"),
            person("ada-b").from("Byraad").named("Ada B").elected("Byrådet").number("1001"),
            person("18").employed("IT").number("1002").mail(""),
            person("x").from("Løn").employed("IT").number("1002").mail(""));
  EXPECT_EQ(town.graph().persons.size(), 2U);
  const PersonNode& ada = town.graph().persons[town.person("17")];
  EXPECT_EQ(ada.name, "Ada");
  EXPECT_EQ(ada.employment_end - ada.employment_begin, 1U);
  EXPECT_EQ(ada.mandate_end - ada.mandate_begin, 1U);
}

TEST(JoinPersons, TheKeyIsThatOfASourceWithEmploymentsEvenWhenAnotherSourceSortsFirst) {
  const auto town = built(person("council-7").from("Byraad").elected("Byrådet").number("1001"),
                          person("17").employed("IT").number("1001"));
  ASSERT_EQ(town.graph().persons.size(), 1U);
  EXPECT_EQ(town.graph().persons[0].id, "17");
}

TEST(JoinPersons, PersonsOfOneSourceAreNeverJoinedEvenThroughAThird) {
  // The council's row has the number of one person of HR, and an office with that of another.
  const auto town = built(
      person("17").employed("IT").number("1001"), person("18").employed("IT").number("1002"),
      person("c").from("Byraad").employed("Raad").number("1001").elected("Byrådet").number("1002"));
  ASSERT_EQ(town.graph().persons.size(), 2U);
  ASSERT_NE(town.person("c"), kNone) << "both sources tell employments; the first by name counts";
}

TEST(JoinPersons, ARegistersMailJoinsNobody) {
  // Whoever keeps the register of vendors or of the council writes the address.
  const auto vendor =
      built(person("17").named("Birthe Krag").employed("IT").until("2026-09-30").mail("b@k.test"),
            person("L9").named("Birthe Krag").from("Lev").engaged("vendor", "1").mail("b@k.test"),
            account("b", "K").employee_no("n-17").mail("b@k.test"));
  EXPECT_EQ(vendor.graph().persons.size(), 2U);
  EXPECT_EQ(vendor.owner("K/b"), "17");
  const auto council =
      built(person("17").named("Ada Lund").employed("IT").mail("a@k.test"),
            person("B1").named("Ada Lund").from("Byraad").elected("Byrådet").mail("a@k.test"),
            account("a", "Dagsorden").mail("a@k.test"));
  EXPECT_EQ(council.graph().persons.size(), 2U);
  EXPECT_EQ(council.tier("Dagsorden/a"), LinkTier::ambiguous) << "a question";
}

TEST(JoinPersons, ANumberThatARegisterBorrowsCountsOnlyBesideANameThatCanBeHers) {
  const auto joined = [](std::string_view name) {
    return built(person("17").named("Anne Marie Holm").employed("IT").number("1001"),
                 person("B1").named(name).from("Byraad").elected("Byrådet").number("1001"))
               .graph()
               .persons.size() == 1U;
  };
  EXPECT_TRUE(joined("Anne Holm"));
  EXPECT_TRUE(joined("HOLM, A. M."));
  EXPECT_FALSE(joined("Jens Holm"));
  EXPECT_FALSE(joined("Ole Lund"));
}

TEST(JoinPersons, SomebodyWhoIsGoneStandsBetweenNobodyWhoIsHere) {
  const auto town = built(gone(person("16").employed("IT").number("1001"), "2026-10-20T06:00:00Z"),
                          person("17").employed("IT").number("1001"),
                          person("B1").from("Byraad").elected("Byrådet").number("1001"));
  EXPECT_EQ(town.graph().persons.size(), 2U);
  EXPECT_EQ(town.person("B1"), kNone);
}

TEST(JoinPersons, TwoPersonsOfOneNaturalIdInTwoSourcesHaveTwoKeys) {
  const auto town = built(person("1").employed("IT").mail("a@kommune.test"),
                          person("1").from("Byraad").elected("Byrådet").mail("b@kommune.test"));
  ASSERT_EQ(town.graph().persons.size(), 2U);
  EXPECT_NE(thing_of_person(town.graph(), 0).key, thing_of_person(town.graph(), 1).key);
}

TEST(JoinPersons, APersonWhomOnlyAnEmploymentMentionsIsStillAPerson) {
  Piece lone;
  lone.objects.push_back({"HR",
                          ObjectClass::employment,
                          "e1",
                          {{Attribute::person, "ghost"}, {Attribute::employee_no, "4711"}}});
  const auto town = built(lone, account("x", "K").employee_no("4711"));
  EXPECT_EQ(town.owner("K/x"), "ghost");
  EXPECT_TRUE(town.graph().persons[0].current);
}

TEST(Correlate, ZerosThatASpreadsheetAteLinkBesideANameThatFits) {
  const auto linked = [](std::string_view number, std::string_view name) {
    const auto town = built(person("ada").named("Ada Lind").employed("IT").number("004711"),
                            account("x", "K").employee_no(number).set(Attribute::name, name));
    return town.graph().accounts[0].person != kNone;
  };
  EXPECT_TRUE(linked("4711", "Ada Lind"));
  EXPECT_TRUE(linked("04711", "Lind, Ada"));
  EXPECT_FALSE(linked("4711", "Bo Bech")) << "another's number";
  EXPECT_FALSE(linked("4711", "")) << "nothing stands beside it";
  EXPECT_FALSE(linked("47110", "Ada Lind"));
  EXPECT_FALSE(linked("000", "Ada Lind"));
}

}  // namespace
}  // namespace rettesnor::reconcile
