// Findings about registers, deadlines and sources.
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

TEST(BreakglassUsed, ADrillWithACaseNumberIsFine) {
  const auto used = [](std::string_view iso, std::string_view registered_day,
                       std::string_view case_no) {
    return built(account("nød1", "K").kind("breakglass").last_used(iso),
                 registered("K", "nød1", "breakglass", [&](auto& row) {
                   row.uses = {{day(registered_day), std::string(case_no)}};
                 }));
  };
  // 03:10 on Sunday 1 November, by the local clock.
  EXPECT_THAT(told(used("2026-11-01T02:10:00Z", "2026-11-01", "26/4711"), "BREAKGLASS_USED"),
              IsEmpty());
  EXPECT_THAT(told(used("2026-11-01T02:10:00Z", "2026-11-01", ""), "BREAKGLASS_USED"),
              ElementsAre("K/nød1"));
  EXPECT_THAT(told(used("2026-10-31T23:10:00Z", "2026-10-31", "26/4711"), "BREAKGLASS_USED"),
              ElementsAre("K/nød1"))
      << "ten past midnight is the next local day";
  EXPECT_THAT(told(built(account("nød1", "K").kind("breakglass")), "BREAKGLASS_USED"), IsEmpty());
}

TEST(BreakglassLt2, TwoCurrentPersonsNotTwoNumbers) {
  const auto custodians = [](std::vector<std::string> numbers) {
    return built(
        person("a").employed("IT").employed("HR"), person("b").employed("IT"),
        person("c").employed("IT").until("2026-11-01"), account("nød1", "K").kind("breakglass"),
        registered("K", "nød1", "breakglass", [&](auto& row) { row.custodians = numbers; }));
  };
  EXPECT_THAT(told(custodians({"n-a", "n-b"}), "BREAKGLASS_LT2"), IsEmpty());
  EXPECT_THAT(told(custodians({"n-a", "n-a-2"}), "BREAKGLASS_LT2"), ElementsAre("K/nød1"));
  EXPECT_THAT(told(custodians({"n-a", "n-c"}), "BREAKGLASS_LT2"), ElementsAre("K/nød1"));
}

TEST(ContingencyMissing, ACriticalSystemNeedsAPlan) {
  const auto town = built(system("A", [](auto& row) { row.critical = true; }),
                          system("B",
                                 [](auto& row) {
                                   row.critical = true;
                                   row.contingency_plan = "BP-1";
                                 }),
                          system("C"));
  EXPECT_THAT(told(town, "CONTINGENCY_MISSING"), ElementsAre("A"));
}

Piece shared_account() {
  return account("fælles", "K").kind("shared");
}

TEST(DeviationExpired, OnlyWhileWhatItCoveredIsStillTrue) {
  const auto expired = deviation("AFV-1", "ACC_SHARED", "K/fælles", "2026-01-01", "2026-11-01");
  EXPECT_THAT(told(built(shared_account(), expired), "DEVIATION_EXPIRED"), ElementsAre("AFV-1"));
  EXPECT_THAT(told(built(shared_account(), expired), "ACC_SHARED"), ElementsAre("K/fælles"));
  EXPECT_THAT(told(built(expired), "DEVIATION_EXPIRED"), IsEmpty());
  const auto last_day = deviation("AFV-1", "ACC_SHARED", "K/fælles", "2026-01-01", "2026-11-02");
  EXPECT_THAT(told(built(shared_account(), deciders(), last_day), "DEVIATION_EXPIRED"), IsEmpty());
}

TEST(DeviationExpired, IsSilentWhenItWasRenewed) {
  const auto town = built(shared_account(), deciders(),
                          deviation("AFV-1", "ACC_SHARED", "K/fælles", "2025-01-01", "2025-12-31"),
                          deviation("AFV-2", "ACC_SHARED", "K/fælles", "2026-01-01", "2026-12-31"));
  EXPECT_THAT(told(town, "DEVIATION_EXPIRED"), IsEmpty());
  EXPECT_EQ(only(town, "ACC_SHARED").covered_by, "AFV-2");
}

TEST(DeviationSelfApproved, PersonsCountNotNumbers) {
  const auto by = [](std::string_view recommended, std::string_view approved) {
    return built(
        shared_account(), person("a").employed("IT").employed("Chefgruppe"),
        person("b").employed("IT"), deciders(),
        deviation("AFV-1", "ACC_SHARED", "K/fælles", "2026-01-01", "2026-12-01", [&](auto& row) {
          row.recommended_by = recommended;
          row.approved_by = approved;
        }));
  };
  EXPECT_THAT(told(by("n-a", "n-b"), "DEVIATION_SELF_APPROVED"), IsEmpty());
  EXPECT_THAT(told(by("n-a", "n-b"), "ACC_SHARED"), ElementsAre("K/fælles (covered)"));
  EXPECT_THAT(told(by("n-a", "n-a-2"), "DEVIATION_SELF_APPROVED"), ElementsAre("AFV-1"));
  EXPECT_THAT(told(by("n-a", "n-a-2"), "ACC_SHARED"), ElementsAre("K/fælles"));
}

TEST(DeviationScope, OneSubjectAndTwelveMonths) {
  const auto with = [](std::vector<std::string> subjects, std::string_view to) {
    return built(shared_account(), deviation("AFV-1", "ACC_SHARED", "K/fælles", "2026-01-01", to,
                                             [&](auto& row) { row.subjects = subjects; }));
  };
  EXPECT_THAT(told(with({"K/fælles"}, "2026-12-31"), "DEVIATION_SCOPE"), IsEmpty());
  EXPECT_THAT(told(with({"K/fælles"}, "2027-01-01"), "DEVIATION_SCOPE"), ElementsAre("AFV-1"));
  EXPECT_THAT(told(with({"K/fælles", "K/b"}, "2026-12-01"), "DEVIATION_SCOPE"),
              ElementsAre("AFV-1"));
  EXPECT_THAT(told(with({"*"}, "2026-12-01"), "DEVIATION_SCOPE"), ElementsAre("AFV-1"));
  EXPECT_THAT(told(with({"*"}, "2026-12-01"), "ACC_SHARED"), ElementsAre("K/fælles"))
      << "a deviation for everybody covers nobody";
}

TEST(RoleVacant, ARoleNeedsACurrentPersonToday) {
  const auto appointed = [](std::string_view who, std::string_view from, std::string_view to) {
    return built(
        person("a").employed("IT"), person("gone").employed("IT").until("2026-11-01"),
        policy([&](policies::Policy& p) {
          p.mandatory_roles = {"databeskyttelsesraadgiver"};
          p.appointments.push_back(
              {"databeskyttelsesraadgiver", std::string(who), {}, day(from), day(to), "CG-1"});
        }));
  };
  EXPECT_THAT(told(appointed("n-a", "2026-11-02", "2026-11-02"), "ROLE_VACANT"), IsEmpty());
  EXPECT_THAT(told(appointed("n-a", "2026-11-03", "2027-11-02"), "ROLE_VACANT"),
              ElementsAre("databeskyttelsesraadgiver"));
  EXPECT_THAT(told(appointed("n-a", "2026-01-01", "2026-11-01"), "ROLE_VACANT"),
              ElementsAre("databeskyttelsesraadgiver"));
  EXPECT_THAT(told(appointed("n-gone", "2026-01-01", "2027-01-01"), "ROLE_VACANT"),
              ElementsAre("databeskyttelsesraadgiver"));
}

TEST(RuleReviewOverdue, CountsMonthsOnTheCalendar) {
  const auto reviewed = [](std::string_view when) {
    return built(policy([&](policies::Policy& p) {
      p.documents.push_back({"regler", "Rettighedsregler", "3.1", {}, day(when), 12});
    }));
  };
  EXPECT_THAT(told(reviewed("2025-11-02"), "RULE_REVIEW_OVERDUE"), IsEmpty());
  EXPECT_THAT(told(reviewed("2025-11-01"), "RULE_REVIEW_OVERDUE"), ElementsAre("regler"));
}

TEST(PolicyReassessOverdue, FourYearsAfterTheCouncilsApproval) {
  const auto approved = [](std::string_view when) {
    return built(policy([&](policies::Policy& p) { p.document.approved_on = day(when); }));
  };
  EXPECT_THAT(told(approved("2022-11-02"), "POLICY_REASSESS_OVERDUE"), IsEmpty());
  EXPECT_THAT(told(approved("2022-11-01"), "POLICY_REASSESS_OVERDUE"), ElementsAre("politik"));
  EXPECT_EQ(only(approved("2022-11-01"), "POLICY_REASSESS_OVERDUE").values.at("d"), "01.11.2026");
}

TEST(ByraadStatusOverdue, TwelveMonthsAndNever) {
  const auto status = [](std::optional<Date> when) {
    return built(policy([&](policies::Policy& p) { p.document.council_status_on = when; }));
  };
  EXPECT_THAT(told(status(day("2025-11-02")), "BYRAAD_STATUS_OVERDUE"), IsEmpty());
  EXPECT_THAT(told(status(day("2025-11-01")), "BYRAAD_STATUS_OVERDUE"),
              ElementsAre("byraadsstatus"));
  EXPECT_THAT(told(status(std::nullopt), "BYRAAD_STATUS_OVERDUE"), ElementsAre("byraadsstatus"));
}

/// A source that was pulled an hour ago; `change` sets what is wrong with it.
template <class Change>
BuiltTown pulled(Change change) {
  core::SnapshotSource told;
  told.name = "kataloget";
  told.kind = "ad";
  told.system = "Kataloget";
  told.last_applied = told.last_complete = told.last_attempt = moment("2026-11-02T06:00:00Z");
  told.last_outcome = core::PullOutcome::applied;
  change(told);
  return built(source(told), system("Kataloget"));
}

TEST(SyncPartial, AFailureAGapAndARejectedRow) {
  EXPECT_THAT(told(pulled([](auto&) {}), "SYNC_PARTIAL"), IsEmpty());
  EXPECT_THAT(told(pulled([](auto& s) {
                     s.last_outcome = core::PullOutcome::failed;
                     s.last_trouble = "forbindelsen blev afvist";
                   }),
                   "SYNC_PARTIAL"),
              ElementsAre("kataloget"));
  EXPECT_THAT(told(pulled([](auto& s) {
                     s.gaps = {{core::ObjectClass::account, "page 3", "size limit exceeded (4)"}};
                   }),
                   "SYNC_PARTIAL"),
              ElementsAre("kataloget"));
  const auto rows = pulled([](auto& s) { s.rejected = {{"ansatte.csv", 17, "end before start"}}; });
  EXPECT_EQ(only(rows, "SYNC_PARTIAL").values.at("sted"), "ansatte.csv:17");
  EXPECT_EQ(only(rows, "SYNC_PARTIAL").values.at("grund"), "end before start");
  EXPECT_THAT(told(pulled([](auto& s) {
                     s.last_outcome = core::PullOutcome::quarantined;
                     s.gaps = {{core::ObjectClass::account, "page 3", "an older pull's"}};
                   }),
                   "SYNC_PARTIAL"),
              IsEmpty())
      << "the gaps are an older pull's";
}

TEST(SyncMassChange, TellsHowManyOfHowMany) {
  const auto town = pulled([](auto& s) {
    s.last_outcome = core::PullOutcome::quarantined;
    s.quarantined_removals = 1234;
    s.quarantined_total = 9500;
  });
  EXPECT_THAT(told(town, "SYNC_MASS_CHANGE"), ElementsAre("kataloget"));
  EXPECT_EQ(only(town, "SYNC_MASS_CHANGE").values.at("n"), "1.234");
  EXPECT_EQ(only(town, "SYNC_MASS_CHANGE").values.at("pct"), "12");
  EXPECT_THAT(told(pulled([](auto&) {}), "SYNC_MASS_CHANGE"), IsEmpty());
}

TEST(SyncStale, FortyEightHoursOrTheSystemsOwnLimit) {
  const auto applied = [](std::string_view iso) {
    return pulled([&](auto& s) { s.last_applied = moment(iso); });
  };
  EXPECT_THAT(told(applied("2026-10-31T07:00:00Z"), "SYNC_STALE"), IsEmpty());
  EXPECT_THAT(told(applied("2026-10-31T06:59:59Z"), "SYNC_STALE"), ElementsAre("kataloget"));
  EXPECT_THAT(told(pulled([](auto& s) { s.last_applied = std::nullopt; }), "SYNC_STALE"),
              ElementsAre("kataloget"));
  const auto own = built(account("x", "K"), now("2026-11-02T07:00:00Z"), source([] {
                           core::SnapshotSource told;
                           told.name = "K";
                           told.system = "K";
                           told.last_applied = moment("2026-11-01T07:00:00Z");
                           told.last_outcome = core::PullOutcome::applied;
                           return told;
                         }()),
                         system("K", [](auto& row) { row.stale_after_hours = 23; }));
  EXPECT_THAT(told(own, "SYNC_STALE"), ElementsAre("K"));
}

TEST(ClockSkew, BeyondTheLimitEitherWay) {
  const auto skew = [](std::int64_t seconds) {
    return pulled([&](auto& s) { s.clock_skew_seconds = seconds; });
  };
  EXPECT_THAT(told(skew(300), "CLOCK_SKEW"), IsEmpty());
  EXPECT_THAT(told(skew(301), "CLOCK_SKEW"), ElementsAre("kataloget"));
  EXPECT_THAT(told(skew(-301), "CLOCK_SKEW"), ElementsAre("kataloget"));
  EXPECT_EQ(only(skew(-3600), "CLOCK_SKEW").values.at("n"), "3.600");
}

}  // namespace
}  // namespace rettesnor::reconcile
