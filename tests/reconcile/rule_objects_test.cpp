// A rule has an object, and a name is not the thing.
#include "reconcile/rule_objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/names_to_bind.h"
#include "reconcile/policy_notes.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Severity;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A moment whose sources read everything to the end, with bindings as told.
class Moment {
 public:
  explicit Moment(const Town& town) : snapshot_(town.snapshot()), policy_(town.policy()) {
    for (core::SnapshotSource& source : snapshot_.sources) {
      source.completeness.fill(core::Completeness::complete);
    }
    now_ = town.now();
  }
  Moment& bound(std::string_view system, std::string_view name, std::string_view id) {
    snapshot_.bindings.push_back({std::string(system), std::string(name), std::string(system),
                                  std::string(id), std::string(name), now_});
    return *this;
  }
  Moment& partial(core::ObjectClass c) {
    for (core::SnapshotSource& source : snapshot_.sources) {
      source.completeness[static_cast<std::size_t>(c)] = core::Completeness::partial;
    }
    return *this;
  }
  const core::Snapshot& snapshot() const { return snapshot_; }
  const policies::Policy& policy() const { return policy_; }
  AccessGraph graph() const { return build_access_graph(snapshot_, policy_, copenhagen(), now_); }

  std::vector<std::string> told(std::string_view code) const {
    const AccessGraph graph = this->graph();
    const ExpectedAccess expected = compare_with_policy(graph);
    std::vector<std::string> out;
    for (const core::Finding& f : run_checks(CheckInput(graph, expected))) {
      if (f.code != code) continue;
      const auto rule = f.values.find("regel");
      out.push_back(
          f.subject.ref +
          (rule == f.values.end() || f.code == "SOD_ENTITLEMENT" ? "" : " | " + rule->second) +
          (f.covered_by.empty() ? "" : " (covered)"));
    }
    return out;
  }
  std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (const auto& complaint : policy_notes(graph())) out.push_back(show(complaint));
    return out;
  }

 private:
  core::Snapshot snapshot_;
  policies::Policy policy_;
  core::Timestamp now_;
};

/// A right of system K whose id stays and whose name may change.
Piece right_called(std::string_view id, std::string_view name) {
  Piece piece = group(id, "K");
  for (ToldObject& object : piece.objects) {
    if (object.object_class != ObjectClass::entitlement) continue;
    std::erase_if(object.facts, [](const auto& fact) { return fact.first == Attribute::name; });
    object.facts.emplace_back(Attribute::name, std::string(name));
  }
  return piece;
}

Town payments(std::string_view name_of_pay) {
  Town town;
  town.with(person("ib").employed("IT", "konsulent"),
            account("ib", "K").of("ib").member_of("KRE").member_of("BET"),
            right_called("KRE", "Opret kreditor"), right_called("BET", name_of_pay),
            sod("S1").left("K:Opret kreditor").right("K:Godkend betaling"),
            about("K:Godkend betaling", [](auto& rule) { rule.privileged = true; }));
  return town;
}

TEST(RuleObject, ARenamedRightSwitchesNothingOff) {
  Moment before(payments("Godkend betaling"));
  EXPECT_THAT(before.told("SOD_ENTITLEMENT"), ElementsAre("ib"));
  Moment after(payments("Godkend udbetaling"));
  after.bound("K", "Godkend betaling", "BET");
  EXPECT_THAT(after.told("SOD_ENTITLEMENT"), ElementsAre("ib"));
  EXPECT_THAT(after.told("OUT_OF_BAND"), ElementsAre("K:Godkend udbetaling"));
  EXPECT_THAT(after.told("RULE_OBJECT_CHANGED"),
              ElementsAre("K:Godkend udbetaling | S1, entitlement K:Godkend betaling"));
  EXPECT_THAT(after.told("RULE_OBJECT_MISSING"), IsEmpty());
  EXPECT_THAT(after.notes(), Contains(HasSubstr("which is now called \"Godkend udbetaling\"")));
}

TEST(RuleObject, WhatTakesTheNameDoesNotTakeTheRule) {
  Town town = payments("Godkend betaling");
  town.with(right_called("NY", "Godkend betaling"), person("bo").employed("IT"),
            account("bo", "K").of("bo").member_of("KRE").member_of("NY"));
  Moment doubled(town);
  doubled.bound("K", "Godkend betaling", "BET");
  EXPECT_THAT(doubled.told("SOD_ENTITLEMENT"), ElementsAre("ib"));
  EXPECT_THAT(doubled.told("RULE_OBJECT_CHANGED"),
              ElementsAre("K:Godkend betaling | S1, entitlement K:Godkend betaling"));
}

TEST(RuleObject, ARightMadeAnewUnderTheOldNameIsAnotherRight) {
  Moment made_anew(payments("Godkend betaling"));
  made_anew.bound("K", "Godkend betaling", "GONE");
  EXPECT_THAT(made_anew.told("RULE_OBJECT_MISSING"),
              ElementsAre("K:Godkend betaling | S1, entitlement K:Godkend betaling"));
  EXPECT_THAT(made_anew.told("SOD_ENTITLEMENT"), IsEmpty());
  EXPECT_THAT(made_anew.notes(), Contains(HasSubstr("`K/BET` has the name now")));
}

TEST(RuleObject, WhoTakesTheNameOfAnAllowedRightIsNotAllowed) {
  Town town;
  town.with(person("ib").employed("IT", "konsulent"), account("ib", "K").of("ib").member_of("ADM"),
            right_called("OPS", "Opslag"), right_called("ADM", "Opslag"),
            role("R1").title("konsulent").allows("K:Opslag"));
  Moment renamed(town);
  renamed.bound("K", "Opslag", "OPS");
  EXPECT_THAT(renamed.told("AUTH_UNDOCUMENTED"), ElementsAre("K:Opslag"));
}

TEST(RuleObject, ANameThatNothingIsCalledIsMissingOnlyFromAWholeList) {
  Town town;
  town.with(person("ib").employed("IT"), group("G", "K"), unit("IT"),
            role("R1").unit("ITX").allows("K:Gx"),
            authorization("n-nobody", "K:G", "S-1", "2026-01-01"),
            registered("K", "svc_nowhere", "service", nullptr), account("ib", "K").of("ib"));
  Moment whole(town);
  EXPECT_THAT(whole.told("RULE_OBJECT_MISSING"),
              ElementsAre("ITX | R1", "K:Gx | R1", "n-nobody | S-1",
                          "svc_nowhere | service_account K/svc_nowhere"));
  Moment holed(town);
  for (const auto c : core::kAllObjectClasses) holed.partial(c);
  EXPECT_THAT(holed.told("RULE_OBJECT_MISSING"), IsEmpty());
}

TEST(RuleObject, AnEndedDecisionMissesNobody) {
  Town town;
  town.with(person("ib").employed("IT"), group("G", "K"),
            authorization("n-nobody", "K:G", "S-1", "2026-01-01", "2026-11-01"));
  EXPECT_THAT(Moment(town).told("RULE_OBJECT_MISSING"), IsEmpty());
}

TEST(RuleObject, TheWeightOfTheRuleIsTheWeightOfItsLoss) {
  Town town;
  town.with(group("A", "K"), sod("S1").left("K:A").right("K:B"));
  Moment moment(town);
  const AccessGraph graph = moment.graph();
  const auto objects = rule_objects(graph);
  const auto names = by_name(objects, {RuleObject::State::missing});
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].severity, moment.policy().sod_rules[0].severity);
}

TEST(RuleObject, ANameThatSeveralHaveIsToldWithTheIdsThatMayBeWritten) {
  Town town;
  town.with(right_called("1", "Leder"), right_called("2", "Leder"), person("ib").employed("IT"),
            role("R1").unit("IT").allows("K:Leder"));
  Moment moment(town);
  EXPECT_THAT(moment.notes(), Contains(HasSubstr("is the name of several rights: `K/1`, `K/2`")));
  EXPECT_THAT(names_to_bind(moment.snapshot(), moment.policy(), town.now()), IsEmpty());
}

TEST(RuleObject, AnIdMeansOneRightWhateverItIsCalled) {
  Town town;
  town.with(right_called("1", "Leder"), right_called("2", "Leder"), person("ib").employed("IT"));
  Moment moment(town);
  const AccessGraph graph = moment.graph();
  EXPECT_EQ(graph.entitlements_named({"K", "Leder"}).size(), 2U);
  EXPECT_EQ(graph.entitlements_named({"K", "", "2"}).size(), 1U);
}

TEST(NamesToBind, AreThoseThatOneRightIsCalledAndNothingIsBoundTo) {
  Town town;
  town.with(
      right_called("BET", "Godkend betaling"), right_called("bet2", "godkend BETALING"),
      right_called("OPS", "Opslag"), person("ib").employed("IT"),
      role("R1").unit("IT").allows("K:Godkend betaling").allows("K:opslag").allows("K:Intet"));
  Moment moment(town);
  std::vector<std::string> bound;
  for (const auto& b : names_to_bind(moment.snapshot(), moment.policy(), town.now())) {
    bound.push_back(b.name + "=" + b.natural_id + " (" + b.called + ")");
  }
  EXPECT_THAT(bound, ElementsAre("Godkend betaling=BET (Godkend betaling)", "opslag=OPS (Opslag)"));
  moment.bound("K", "Godkend betaling", "BET").bound("K", "opslag", "OPS");
  EXPECT_THAT(names_to_bind(moment.snapshot(), moment.policy(), town.now()), IsEmpty());
}

// Deviations: the person they name, and people in office who decide.

Town shared_password(const Piece& deviation) {
  Town town;
  town.with(person("ib").employed("IT"), deciders(), account("fælles", "K").kind("shared"),
            account("ib", "K").of("ib").set(Attribute::password_not_required, "1"), deviation);
  return town;
}

TEST(Deviation, CoversWhatItNamesByRefOrBySourceAndId) {
  for (const char* subject : {"K/fælles"}) {
    const Moment moment(
        shared_password(deviation("D1", "ACC_SHARED", subject, "2026-01-01", "2026-12-31")));
    EXPECT_THAT(moment.told("ACC_SHARED"), ElementsAre("K/fælles (covered)"));
    EXPECT_THAT(moment.notes(), IsEmpty());
  }
}

TEST(Deviation, IsDecidedByPeopleWhoHoldTheOffice) {
  const auto by = [](std::string_view recommended, std::string_view approved) {
    return Moment(shared_password(policy([&, recommended = std::string(recommended),
                                          approved = std::string(approved)](policies::Policy& p) {
      policies::Deviation row;
      row.number = "D1";
      row.code = "ACC_SHARED";
      row.subjects = {"K/fælles"};
      row.recommended_by = recommended;
      row.approved_by = approved;
      row.from = day("2026-01-01");
      row.to = day("2026-12-31");
      p.deviations.push_back(row);
      p.appointments.push_back(
          {"informationssikkerhedsleder", "n-ciso", {}, day("2026-01-01"), {}, ""});
      p.appointments.push_back({"chefgruppen", "n-chef", {}, day("2026-01-02"), {}, ""});
      p.appointments.push_back({"chefgruppen", "n-ib", {}, day("2025-01-01"), {}, ""});
    })));
  };
  EXPECT_THAT(by("n-ciso", "n-ib").told("ACC_SHARED"), ElementsAre("K/fælles (covered)"));
  EXPECT_THAT(by("n-ciso", "n-chef").told("ACC_SHARED"), ElementsAre("K/fælles"))
      << "appointed the day after";
  EXPECT_THAT(by("n-ib", "n-chef").told("ACC_SHARED"), ElementsAre("K/fælles"));
  EXPECT_THAT(by("n-ciso", "n-nobody").told("ACC_SHARED"), ElementsAre("K/fælles"));
  EXPECT_THAT(by("n-ciso", "n-chef").notes(),
              Contains(HasSubstr("n-chef did not hold the office chefgruppen")));
}

TEST(Deviation, NobodyDecidesOnHerOwn) {
  const auto town =
      shared_password(deviation("D1", "PWD_NOT_REQUIRED", "K/ib", "2026-01-01", "2026-12-31",
                                [](auto& row) { row.approved_by = "n-ib"; }));
  EXPECT_THAT(Moment(town).told("PWD_NOT_REQUIRED"), ElementsAre("K/ib"));
  EXPECT_THAT(Moment(town).notes(), Contains(HasSubstr("is whom the deviation is for")));
}

TEST(Deviation, TheNumberOfAnEmploymentIsNoPerson) {
  const Moment moment(
      shared_password(deviation("D1", "SOD_ENTITLEMENT", "n-ib", "2026-01-01", "2026-12-31")));
  EXPECT_THAT(moment.notes(),
              Contains(HasSubstr("not a person: it covers nothing; write `HR/ib`")));
  EXPECT_THAT(moment.told("RULE_OBJECT_MISSING"), ElementsAre("n-ib | D1"));
}

}  // namespace
}  // namespace rettesnor::reconcile
