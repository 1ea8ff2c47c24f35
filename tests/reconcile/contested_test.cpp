// What only one side says is only a claim: accounts that change person, kind or name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/checks.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kToldOtherwise = "2026-10-26T06:00:00Z";

/// Bodil creates creditors; what `account` gives beside it approves payments.
Town conflict(const Piece& second) {
  Town town;
  town.with(person("bodil").named("Bodil Enevoldsen").employed("Regnskab"),
            person("karen").named("Karen Lystrup").employed("Regnskab"),
            account("boene", "Kassebog").of("bodil").named("Bodil Enevoldsen").member_of("Opret"),
            group("Opret", "Kassebog"), group("Godkend", "Kassebog"),
            sod("S1").left("Kassebog:Opret").right("Kassebog:Godkend"), second);
  return town;
}
std::vector<std::string> conflicts(const Piece& second) {
  return told(BuiltTown(conflict(second)), "SOD_ENTITLEMENT");
}

TEST(Contested, ASecondLoginWithAColleaguesNumberCountsForBoth) {
  const auto second =
      account("boene2", "Kassebog").of("karen").named("Bodil Enevoldsen").member_of("Godkend");
  const BuiltTown town(conflict(second));
  EXPECT_THAT(told(town, "NAME_MISMATCH"), ElementsAre("Kassebog/boene2 > karen"));
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), ElementsAre("bodil"));
  EXPECT_EQ(only(town, "SOD_ENTITLEMENT").severity, Severity::critical);
  EXPECT_EQ(only(town, "SOD_ENTITLEMENT").evidence.at("right_accounts"), "Kassebog/boene2");
}

TEST(Contested, AnAccountThatChangesNumberMailOrUpnCountsForBothAndSaysSo) {
  const auto number = account("b2", "Kassebog")
                          .employee_no("n-karen")
                          .member_of("Godkend")
                          .was(Attribute::employee_no, "n-bodil", kToldOtherwise);
  const auto mail = account("b2", "Kassebog")
                        .mail("karen@example.test")
                        .member_of("Godkend")
                        .was(Attribute::mail, "bodil@example.test", kToldOtherwise);
  const auto dropped = account("b2", "Kassebog")
                           .member_of("Godkend")
                           .was(Attribute::employee_no, "n-bodil", kToldOtherwise);
  for (const Account& each : {number, mail, dropped}) {
    EXPECT_THAT(conflicts(each), ElementsAre("bodil"));
    EXPECT_THAT(told(BuiltTown(conflict(each)), "LINK_CHANGED"),
                ElementsAre("Kassebog/b2 > bodil"));
  }
  const auto finding = only(BuiltTown(conflict(number)), "LINK_CHANGED");
  EXPECT_EQ(finding.values.at("p"), "Bodil Enevoldsen");
  EXPECT_EQ(finding.values.at("q"), "Karen Lystrup");
  EXPECT_FALSE(only(BuiltTown(conflict(dropped)), "LINK_CHANGED").values.contains("q"));
}

TEST(Contested, AnotherNumberMailOrLoginOfTheSamePersonIsNoChange) {
  const auto town = built(person("ada").employed("IT").employed("Skole").number("T2"),
                          account("ada", "K")
                              .employee_no("T2")
                              .was(Attribute::employee_no, "n-ada", kToldOtherwise)
                              .was(Attribute::login, "old", kToldOtherwise)
                              .was(Attribute::name, "Ada Gammel", kToldOtherwise));
  EXPECT_THAT(told(town, "LINK_CHANGED"), IsEmpty());
  const auto back = built(person("ada").employed("IT"), person("bo").employed("IT"),
                          account("ada", "K")
                              .of("ada")
                              .was(Attribute::employee_no, "n-ada", "2026-10-01T06:00:00Z")
                              .was(Attribute::employee_no, "n-bo", kToldOtherwise));
  EXPECT_THAT(told(back, "LINK_CHANGED"), IsEmpty()) << "as it was first";
}

TEST(Contested, ANumberThatHrGivesToSomebodyElseTakesNoAccountAlong) {
  const auto reused =
      built(gone(person("old").named("Old One").employed("IT").number("100"), kToldOtherwise),
            person("new").named("New One").employed("IT").number("100"),
            account("x", "K").employee_no("100"),
            account("y", "K").employee_no("100").first_seen(kToldOtherwise));
  EXPECT_THAT(told(reused, "LINK_CHANGED"), ElementsAre("K/x > old"));
  const auto moved =
      built(person("ada").employed("IT"),
            person("bo").employed("IT").number("7").was(Attribute::person, "ada", kToldOtherwise),
            account("x", "K").employee_no("7"));
  EXPECT_THAT(told(moved, "LINK_CHANGED"), ElementsAre("K/x > ada"));
}

TEST(Contested, AnAccountThatIsCalledAServiceAccountStillIsHers) {
  const auto changed = account("b2", "Kassebog")
                           .of("bodil")
                           .kind("service")
                           .member_of("Godkend")
                           .was(Attribute::kind, "personal", kToldOtherwise);
  EXPECT_THAT(conflicts(changed), ElementsAre("bodil"));
  const auto finding = only(BuiltTown(conflict(changed)), "KIND_CHANGED");
  EXPECT_EQ(finding.values.at("slags"), "service");
  EXPECT_EQ(finding.severity, Severity::medium);
  for (const std::string_view kind : {"service", "shared", "robot", "vendor"}) {
    EXPECT_THAT(conflicts(account("b2", "Kassebog").of("bodil").kind(kind).member_of("Godkend")),
                ElementsAre("bodil"))
        << "made as " << kind;
  }
}

TEST(Contested, AnotherKindThatAnybodyElseKnowsOfIsNoFinding) {
  const auto changed = account("b2", "Kassebog")
                           .of("bodil")
                           .kind("service")
                           .member_of("Godkend")
                           .was(Attribute::kind, "personal", kToldOtherwise);
  Town known = conflict(changed);
  known.add(registered("Kassebog", "b2", "service"));
  EXPECT_THAT(told(BuiltTown(known), "KIND_CHANGED"), IsEmpty());
  EXPECT_THAT(told(BuiltTown(known), "SOD_ENTITLEMENT"), IsEmpty());
  const auto stricter =
      built(account("a", "K").was(Attribute::kind, "shared", kToldOtherwise).kind("personal"));
  EXPECT_THAT(told(stricter, "KIND_CHANGED"), IsEmpty());
}

TEST(Contested, AHumansLinkSettlesEveryQuestion) {
  const auto second =
      account("boene2", "Kassebog").of("karen").named("Bodil Enevoldsen").member_of("Godkend");
  Town town = conflict(second);
  town.add(settled("Kassebog", "boene2", "karen"));
  EXPECT_THAT(told(BuiltTown(town), "NAME_MISMATCH"), IsEmpty());
  EXPECT_THAT(told(BuiltTown(town), "SOD_ENTITLEMENT"), IsEmpty());
  Town hers = conflict(second);
  hers.add(settled("Kassebog", "boene2", "bodil"));
  EXPECT_THAT(told(BuiltTown(hers), "SOD_ENTITLEMENT"), ElementsAre("bodil"));
  EXPECT_FALSE(only(BuiltTown(hers), "SOD_ENTITLEMENT").evidence.contains("right_accounts"));
}

TEST(Contested, AnOwnerToldOtherwiseIsToldUnlessSomebodyHadToTakeOver) {
  const auto owned = [](Person before) {
    return built(before, person("bo").employed("IT"),
                 account("svc", "K")
                     .kind("service")
                     .set(Attribute::owner, "n-bo")
                     .was(Attribute::owner, "n-ada", kToldOtherwise));
  };
  EXPECT_THAT(told(owned(person("ada").employed("IT")), "LINK_CHANGED"),
              ElementsAre("K/svc > ada"));
  EXPECT_THAT(told(owned(person("ada").employed("IT").until("2026-09-30")), "LINK_CHANGED"),
              IsEmpty());
}

TEST(NameMismatch, ANameSheHadBeforeIsHers) {
  const auto with = [](std::string_view name, std::string_view mail) {
    return built(person("m")
                     .named("Merete Lang")
                     .was(Attribute::name, "Merete Slot", kToldOtherwise)
                     .employed("IT"),
                 account("m", "K").employee_no("n-m").named(name).mail(mail));
  };
  EXPECT_THAT(told(with("Merete Slot", ""), "NAME_MISMATCH"), IsEmpty());
  EXPECT_THAT(told(with("Merete Holm", "m@example.test"), "NAME_MISMATCH"), IsEmpty());
  EXPECT_THAT(told(with("Merete Holm", ""), "NAME_MISMATCH"), ElementsAre("K/m > m"));
  EXPECT_THAT(told(with("Karen Lang", "m@example.test"), "NAME_MISMATCH"), ElementsAre("K/m > m"));
}

TEST(SodEntitlement, OverAClosedAccountItIsOneSeverityLowerAndSaysSo) {
  const auto closed = account("b2", "Kassebog").of("bodil").disabled().member_of("Godkend");
  const auto finding = only(BuiltTown(conflict(closed)), "SOD_ENTITLEMENT");
  EXPECT_EQ(finding.severity, Severity::high);
  EXPECT_EQ(finding.evidence.at("closed"), "yes");
  EXPECT_TRUE(finding.values.contains("lukket"));
  const auto expired =
      account("b2", "Kassebog").of("bodil").expires("2026-10-01T00:00:00Z").member_of("Godkend");
  EXPECT_EQ(only(BuiltTown(conflict(expired)), "SOD_ENTITLEMENT").severity, Severity::high);
  Town both = conflict(closed);
  both.add(account("b3", "Kassebog").of("bodil").member_of("Godkend"));
  EXPECT_EQ(only(BuiltTown(both), "SOD_ENTITLEMENT").severity, Severity::critical);
}

TEST(SodEntitlement, ClosedAccountsOfOneWhoLeftAreNoConflict) {
  const auto town = built(person("b").employed("IT").until("2026-09-30"),
                          account("b", "K").of("b").disabled().member_of("L").member_of("R"),
                          group("L", "K"), group("R", "K"), sod("S").left("K:L").right("K:R"));
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), IsEmpty());
}

TEST(KindChanged, AnAccountThatIsUsedAfterItWasSaidToBeClosed) {
  const auto used = [](std::string_view iso) {
    return built(person("b").employed("IT"),
                 account("b", "K").of("b").disabled().last_used(iso).was(Attribute::enabled, "1",
                                                                         kToldOtherwise));
  };
  EXPECT_THAT(told(used("2026-10-26T05:00:00Z"), "KIND_CHANGED"), IsEmpty());
  EXPECT_THAT(told(used("2026-10-27T05:00:00Z"), "KIND_CHANGED"), ElementsAre("K/b"));
  EXPECT_EQ(only(used("2026-10-27T05:00:00Z"), "KIND_CHANGED").severity, Severity::high);
  const auto always = built(account("c", "K").disabled().last_used("2026-10-27T05:00:00Z"));
  EXPECT_THAT(told(always, "KIND_CHANGED"), ElementsAre("K/c")) << "closed since it is known";
}

TEST(RoleHolderAccount, ANewAccountOfAHolderIsToldUntilAHumanLinksIt) {
  const auto with = [](std::string_view from, Piece more) {
    return built(person("ciso").employed("IT"), account("ciso", "K").of("ciso"),
                 account("ciso2", "K").of("ciso").first_seen(kToldOtherwise), more,
                 policy([=](policies::Policy& p) {
                   p.appointments.push_back({"ciso", "n-ciso", {}, day(from), {}, {}});
                 }));
  };
  EXPECT_THAT(told(with("2026-01-01", {}), "ROLE_HOLDER_ACCOUNT"), ElementsAre("ciso > K/ciso2"));
  EXPECT_THAT(told(with("2026-10-27", {}), "ROLE_HOLDER_ACCOUNT"), IsEmpty()) << "before the role";
  EXPECT_THAT(told(with("2026-01-01", settled("K", "ciso2", "ciso")), "ROLE_HOLDER_ACCOUNT"),
              IsEmpty());
}

TEST(PersonReturned, ANewIdWithTheSameMailIsOneQuestionAndNothingCritical) {
  const auto again = [](Piece before, std::string_view name) {
    return built(before,
                 person("new").named(name).mail("h@k.test").employed("B").starting("2026-11-01"),
                 account("hf", "K").employee_no("n-old").last_used("2026-11-01T08:00:00Z"));
  };
  const Person old = person("old").named("Hanne Friis").mail("h@k.test").employed("A");
  for (const Piece& before :
       {Piece(Person(old).until("2026-08-31")),
        gone(Person(old).until("2026-08-31"), kToldOtherwise), gone(old, kToldOtherwise)}) {
    const auto town = again(before, "Hanne Friis");
    EXPECT_THAT(told(town, "PERSON_RETURNED"), ElementsAre("new > old"));
    for (const auto& finding : findings_of(town))
      EXPECT_NE(finding.severity, Severity::critical) << finding.code;
    EXPECT_THAT(told(town, "LEAVER_UNCONFIRMED"), IsEmpty());
  }
  const auto other = again(Person(old).until("2026-08-31"), "Ole Lund");
  EXPECT_THAT(told(other, "PERSON_RETURNED"), IsEmpty()) << "an address that was given on";
  EXPECT_THAT(told(other, "LEAVER_ENABLED"), ElementsAre("old > K/hf"));
}

TEST(PersonReturned, TheSameNameCountsInTheSameUnitAndAfterwards) {
  const auto again = [](std::string_view unit, std::string_view start) {
    return built(person("old").named("Hanne Friis").mail("").employed("A").until("2026-08-31"),
                 person("new").named("Hanne Friis").mail("").employed(unit).starting(start),
                 account("hf", "K").employee_no("n-old"));
  };
  EXPECT_THAT(told(again("A", "2026-11-01"), "PERSON_RETURNED"), ElementsAre("new > old"));
  EXPECT_THAT(told(again("A", "2026-12-01"), "PERSON_RETURNED"), ElementsAre("new > old"));
  EXPECT_THAT(told(again("B", "2026-11-01"), "PERSON_RETURNED"), IsEmpty());
  EXPECT_THAT(told(again("A", "2019-01-01"), "PERSON_RETURNED"), IsEmpty()) << "a namesake";
}

TEST(PersonReturned, AHumansLinkAnswersForEachAccount) {
  const auto town = [](std::string_view whose) {
    return built(
        person("old").named("Hanne Friis").mail("h@k.test").employed("A").until("2026-08-31"),
        person("new").named("Hanne Friis").mail("h@k.test").employed("B"),
        account("hf", "K").employee_no("n-old"), settled("K", "hf", whose));
  };
  EXPECT_THAT(told(town("new"), "PERSON_RETURNED"), IsEmpty());
  EXPECT_THAT(told(town("new"), "LEAVER_ENABLED"), IsEmpty());
  EXPECT_THAT(told(town("old"), "PERSON_RETURNED"), IsEmpty());
  EXPECT_THAT(told(town("old"), "LEAVER_ENABLED"), ElementsAre("old > K/hf"));
}

TEST(PersonReturned, BothIdsTogetherMayBreakARule) {
  const auto town =
      built(person("old").named("Hanne Friis").mail("h@k.test").employed("A").until("2026-08-31"),
            person("new").named("Hanne Friis").mail("h@k.test").employed("B"),
            account("hf", "K").employee_no("n-old").member_of("L"),
            account("hf2", "K").employee_no("n-new").member_of("R"), group("L", "K"),
            group("R", "K"), sod("S").left("K:L").right("K:R"));
  EXPECT_THAT(told(town, "SOD_ENTITLEMENT"), ElementsAre("new"));
}

}  // namespace
}  // namespace rettesnor::reconcile
