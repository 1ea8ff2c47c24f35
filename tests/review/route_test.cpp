// Who is asked about whom, and what happens when people come and go.
#include "review/organisation/route.h"
#include "review/answers/answers.h"

#include "review/organisation/people.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

/// "lea leader", or "- nobody".
std::string route(const BuiltTown& town, const std::string& person) {
  const Route found = route_of(town.graph(), town.person(person));
  const std::string reviewer =
      found.reviewer == core::kNone ? "-" : std::string(town.graph().persons[found.reviewer].id);
  return reviewer + " " + std::string(name_of(found.reason));
}

TEST(Route, TheLeaderOfTheUnitIsAsked) {
  EXPECT_EQ(route(BuiltTown(small_town()), "ada"), "lea leader");
}

TEST(Route, ALeadersOwnRightsGoOneLevelUp) {
  EXPECT_EQ(route(BuiltTown(small_town()), "lea"), "boss higher_leader");
}

TEST(Route, AVacantLeaderPassesToTheParentsLeader) {
  EXPECT_EQ(route(BuiltTown(small_town()), "adm"), "boss higher_leader");
  const auto gone =
      built(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
            person("boss").employed("Top"), person("lea").employed("Team").until("2026-10-31"),
            person("ada").employed("Team"));
  EXPECT_EQ(route(gone, "ada"), "boss higher_leader");
}

TEST(Route, WhoLeadsTwoLevelsIsNotAskedAboutHerself) {
  const auto town = built(unit("Top").led_by("n-boss"), unit("Mid").under("Top").led_by("n-lea"),
                          unit("Team").under("Mid").led_by("n-lea"), person("boss").employed("Top"),
                          person("lea").employed("Team"));
  EXPECT_EQ(route(town, "lea"), "boss higher_leader");
}

TEST(Route, AManagementRingEndsWithTheFallback) {
  const auto town =
      built(unit("A").under("B").led_by("n-lea"), unit("B").under("A").led_by("n-lea"), unit("C"),
            person("lea").employed("A"), person("adm").employed("C"),
            appointed_as("attesteringsadministrator", "adm"));
  EXPECT_EQ(route(town, "lea"), "adm fallback");
  EXPECT_EQ(route(town, "adm"), "- nobody");
}

TEST(Route, TheMainEmploymentDecides) {
  const auto town =
      built(unit("A").led_by("n-lea"), unit("B").led_by("n-bo"), person("lea").employed("A"),
            person("bo").employed("B"), person("ada").employed("A").employed("B").primary());
  EXPECT_EQ(route(town, "ada"), "bo leader");
}

TEST(Route, AReviewerWhoLeavesAtAnyOfKAnswersLosesNothing) {
  const std::vector<std::pair<std::string, std::string>> items = {
      {"ada", "K:G"}, {"ada", "K:H"}, {"bob", "K:G"}};
  for (std::size_t k = 0; k <= items.size(); ++k) {
    Stage stage(small_town());
    const auto campaign = stage.open();
    for (std::size_t i = 0; i < k; ++i) {
      must(stage.answers("lea", campaign, items[i].first, items[i].second));
    }
    const Town after = small_town("n-boss");
    stage.changes(after, 24);
    EXPECT_EQ(stage.list_of("lea", campaign), "") << k;
    EXPECT_NE(stage.list_of("boss", campaign).find("ada bob"), std::string::npos) << k;
    EXPECT_EQ(must(stage.store().decisions(campaign)).size(), k);
    stage.restart(25);
    const auto task = must(
        answers::task(stage.review().look(stage.as("boss")), campaign, key_of("boss"), later(25)));
    EXPECT_EQ(task.answered, static_cast<int>(k));
    for (std::size_t i = k; i < items.size(); ++i) {
      must(stage.answers("boss", campaign, items[i].first, items[i].second));
    }
    EXPECT_EQ(must(stage.store().decisions(campaign)).size(), items.size());
  }
}

TEST(Route, TheLogSaysWhyPeopleWerePassedOn) {
  Stage stage(small_town());
  stage.open();
  const Town after = small_town("n-boss");
  stage.changes(after, 24);
  const auto events = must(stage.store().events_about(audit::Kind::rerouted, key_of("ada"), 5));
  ASSERT_EQ(events.size(), 1U);
  const auto event = must(audit::read_event(events.front().bytes));
  EXPECT_EQ(event.facts.at("from"), key_of("lea"));
  EXPECT_EQ(event.facts.at("to"), key_of("boss"));
  EXPECT_EQ(event.facts.at("reason"), "leader");
  stage.restart(26);
  EXPECT_EQ(must(stage.store().events_about(audit::Kind::rerouted, key_of("ada"), 5)).size(), 1U);
}

}  // namespace
}  // namespace rettesnor::review
