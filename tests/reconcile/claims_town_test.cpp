// One town in which ten things were told otherwise and ten only look so: exactly the ten are found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

constexpr std::string_view kClaimSeen = "2026-10-01T06:00:00Z";

void plant_anomalies(Town& town) {
  town.with(
      // 1: dropped after her last day was told; 2: dropped without a word.
      gone(person("p1").named("Pia Et").employed("Drift").until("2026-09-15"), kClaimSeen),
      account("p1", "K").of("p1"),
      gone(person("p2").named("Poul To").employed("Drift"), kClaimSeen),
      account("p2", "K").of("p2"),
      // 3: used between two engagements.
      person("p3")
          .named("Per Tre")
          .employed("Drift")
          .until("2026-09-30")
          .employed("Drift")
          .starting("2026-12-01"),
      account("p3", "K").of("p3").last_used("2026-10-20T08:00:00Z"),
      // 4: back under another id.
      person("p4").named("Pil Fire").mail("pil@k.test").employed("Drift").until("2026-08-31"),
      person("p4b").named("Pil Fire").mail("pil@k.test").employed("Drift").starting("2026-11-01"),
      account("p4", "K").employee_no("n-p4"),
      // 5: moved inside the same row.
      person("p5").named("Palle Fem").employed("Drift").was(Attribute::unit, "Kasse", kClaimSeen),
      account("p5", "K").of("p5").member_of("Kasseret"), group("Kasseret", "K"),
      role("R-KASSE").unit("Kasse").expects("K:Kasseret"), unit("Kasse"),
      // 6: took a colleague's number; 7: a second login with one.
      person("p6").named("Pi Seks").employed("Drift"),
      account("p6", "K").of("c1").was(Attribute::employee_no, "n-p6", kClaimSeen),
      account("p7", "K").of("c1").named("Peter Syv"),
      // 8: became a service account; 9: a made-up case.
      account("p8", "K").kind("service").was(Attribute::kind, "personal", kClaimSeen),
      registered("K", "other", "service"),
      account("p9", "K").of("c2").granted("Kasseret", {{Attribute::case_no, "x"}}),
      // 10: a role holder's new account.
      account("p10", "K").of("c3").first_seen(kClaimSeen), policy([](policies::Policy& p) {
        p.appointments.push_back({"ciso", "n-c3", {}, day("2026-01-01"), {}, {}});
      }));
}

void plant_controls(Town& town) {
  town.with(
      person("c1").named("Carla Ravn").employed("Drift"), account("c1", "K").of("c1"),
      person("c2").named("Cleo Ibsen").employed("Drift"), account("c2", "K").of("c2"),
      person("c3").named("Cilla Soe").employed("Drift"), account("c3", "K").of("c3"),
      // 1: dropped, and her account is closed; 2: dropped with a last day that is still to come.
      gone(person("q1").named("Ruth Et").employed("Drift"), kClaimSeen),
      account("q1", "K").of("q1").disabled(),
      gone(person("q2").named("Rolf To").employed("Drift").until("2026-12-31"), kClaimSeen),
      account("q2", "K").of("q2"),
      // 3: an account made ready before the first day.
      person("q3").named("Rie Tre").employed("Drift").starting("2026-12-01"),
      account("q3", "K").of("q3"),
      // 4: a namesake in another unit.
      person("q4").named("Pil Fire").employed("Kasse"), account("q4", "K").of("q4"),
      // 5: moved a moment ago; 6: another title in other letters.
      person("q5")
          .named("Runa Fem")
          .employed("Drift")
          .was(Attribute::unit, "Kasse", "2026-11-01T06:00:00Z"),
      account("q5", "K").of("q5").member_of("Kasseret"),
      person("q6")
          .named("Rita Seks")
          .employed("Drift", "Chef")
          .was(Attribute::title, "CHEF", kClaimSeen),
      account("q6", "K").of("q6"),
      // 7: another number of the same person; 8: a married name beside her own address.
      person("q7").named("Rosa Syv").employed("Drift").employed("Kasse"),
      account("q7", "K").employee_no("n-q7").was(Attribute::employee_no, "n-q7-2", kClaimSeen),
      person("q8").named("Ragna Lang").employed("Drift"),
      account("q8", "K").of("q8").named("Ragna Slot"),
      // 9: a service account that the register knows; 10: a case that looks like one.
      account("q9", "K")
          .kind("service")
          .set(Attribute::owner, "n-c1")
          .was(Attribute::kind, "personal", kClaimSeen),
      registered("K", "q9", "service", [](auto& row) { row.owner = "n-c1"; }),
      account("q10", "K")
          .of("c1")
          .named("Carla Ravn")
          .granted("Kasseret", {{Attribute::case_no, "2026-004118"}}));
}

/// "CODE subject > object" of what these tests are about.
std::vector<std::string> told_of(const BuiltTown& town) {
  static const std::set<std::string> kAbout{
      "ACC_ORPHAN",   "LEAVER_ENABLED",     "LEAVER_USED_AFTER", "MOVER_RETAINED",
      "LINK_CHANGED", "NAME_MISMATCH",      "KIND_CHANGED",      "ROLE_HOLDER_ACCOUNT",
      "CASE_UNKNOWN", "LEAVER_UNCONFIRMED", "NO_CAPACITY",       "PERSON_RETURNED",
      "REORGANISED",  "LINK_AMBIGUOUS",     "LEAVER_RIGHTS_LEFT"};
  std::vector<std::string> out;
  for (const core::Finding& f : findings_of(town)) {
    if (!kAbout.contains(f.code)) continue;
    out.push_back(f.code + " " + f.subject.ref +
                  (f.object.ref.empty() ? "" : " > " + f.object.ref));
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(ClaimsTown, TenThingsToldOtherwiseAreFoundAndTenThatLookSoAreNot) {
  Town town;
  plant_anomalies(town);
  plant_controls(town);
  EXPECT_THAT(told_of(BuiltTown(town)),
              testing::ElementsAre("CASE_UNKNOWN K/p9 > K:Kasseret", "KIND_CHANGED K/p8",
                                   "LEAVER_ENABLED p1 > K/p1", "LEAVER_UNCONFIRMED p2 > K/p2",
                                   "LINK_CHANGED K/p6 > p6", "MOVER_RETAINED p5 > K:Kasseret",
                                   "NAME_MISMATCH K/p7 > c1", "NO_CAPACITY p3 > K/p3",
                                   "PERSON_RETURNED p4b > p4", "ROLE_HOLDER_ACCOUNT c3 > K/p10"));
}

TEST(ClaimsTown, AShuffledTownSaysTheSame) {
  Town town;
  plant_anomalies(town);
  plant_controls(town);
  const BuiltTown first(town);
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    Town shuffled = town;
    const BuiltTown again(shuffled.shuffle(seed));
    const auto a = findings_of(first);
    const auto b = findings_of(again);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(core::finding_id(a[i]), core::finding_id(b[i]));
      EXPECT_EQ(a[i].evidence, b[i].evidence) << a[i].code;
      EXPECT_EQ(a[i].values, b[i].values) << a[i].code;
    }
  }
}

}  // namespace
}  // namespace rettesnor::reconcile
