// What an auditor finds across campaigns, what adds up, and that every look is known.
#include <gmock/gmock.h>

#include "review/accounts/accounts.h"
#include "review/answers/answers.h"
#include "review/auditing/looks.h"
#include "review/campaigns/campaigns.h"
#include "review/checks/findings.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// The small town with somebody who audits it, a security lead, and one of IT.
Town audited_town() {
  Town town = small_town();
  return town.with(person("rev").employed("Side"), person("sec").employed("Side"),
                   person("ida").employed("Side"), appointed_as("IT-revisor", "rev"),
                   appointed_as("Informationssikkerhedsleder", "sec"),
                   appointed_as("IT-drift", "ida"));
}

/// "subject right answer" of what was found, newest first.
std::vector<std::string> found(Stage& stage, const DecisionSearch& wanted) {
  std::vector<std::string> lines;
  for (const FoundDecision& each :
       must(auditing::search(stage.review().enter(stage.as("rev")), wanted, later(20))).found) {
    lines.push_back(each.line.subject.ref + " " + each.line.entitlement_ref + " " +
                    std::string(core::name_of(each.line.decision.answer)));
  }
  return lines;
}

/// Kinds of the newest events, newest first.
std::vector<std::string> kinds(Stage& stage, std::size_t limit) {
  std::vector<std::string> kinds;
  for (const auto& event : must(stage.store().events(0, limit))) kinds.push_back(event.kind);
  return kinds;
}

TEST(Search, FindsAcrossOpenAndClosedCampaignsByEachQuestion) {
  Stage stage(audited_town());
  const auto first = stage.open();
  must(stage.answers("lea", first, "ada", "K:G", Answer::keep));
  must(stage.answers("lea", first, "ada", "K:G", Answer::remove));
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "fristen", later(5)));
  const auto second = stage.open("adm", 6);
  must(answers::give(stage.review(), stage.as("boss"),
                     stage.given("boss", second, "lea", "K:G", Answer::keep), later(30)));
  EXPECT_THAT(found(stage, {}), ElementsAre("lea K:G keep", "ada K:G remove", "ada K:G keep"));
  EXPECT_THAT(found(stage, {.person = "ada"}), ElementsAre("ada K:G remove", "ada K:G keep"));
  EXPECT_THAT(found(stage, {.reviewer = "boss"}), ElementsAre("lea K:G keep"));
  EXPECT_THAT(found(stage, {.answer = Answer::remove}), ElementsAre("ada K:G remove"));
  EXPECT_THAT(found(stage, {.campaign = second}), ElementsAre("lea K:G keep"));
  EXPECT_THAT(found(stage, {.from = day("2026-11-03")}), ElementsAre("lea K:G keep"));
  EXPECT_THAT(found(stage, {.to = day("2026-11-02")}),
              ElementsAre("ada K:G remove", "ada K:G keep"));
  EXPECT_EQ(found(stage, {.right = "k:g"}).size(), 3U);
  EXPECT_TRUE(found(stage, {.right = "k:h"}).empty());
  EXPECT_TRUE(found(stage, {.system = "AD"}).empty());
  EXPECT_TRUE(found(stage, {.person = "nobody of that name"}).empty());
}

TEST(Search, SaysWhatStillIsAndWhichVersionCounts) {
  Stage stage(audited_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::keep));
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::remove));
  must(stage.answers("lea", campaign, "ada", "K:G", Answer::keep));
  Town after = Town().with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
                           unit("Side").under("Top"), person("boss").employed("Top"),
                           person("lea").employed("Team"), person("ada").employed("Team"),
                           person("bob").employed("Team"), person("adm").employed("Side"),
                           person("rev").employed("Side"), person("sec").employed("Side"),
                           person("ida").employed("Side"), group("G", "K"), group("H", "K"),
                           member("boss", {"G"}), member("lea", {"G"}), member("ada", {"G"}),
                           member("bob", {"G"}), member("adm", {}));
  stage.changes(after, 24);
  const auto result =
      must(auditing::search(stage.review().enter(stage.as("rev")), {.person = "ada"}, later(25)));
  ASSERT_EQ(result.found.size(), 3U);
  for (const FoundDecision& each : result.found) {
    const bool is_h = each.line.entitlement_ref == "K:H";
    EXPECT_EQ(each.now, is_h ? RightNow::gone : RightNow::held);
    EXPECT_EQ(each.line.newest, each.line.decision.version == (is_h ? 2 : 1));
  }
  const auto story =
      must(auditing::story(stage.review().enter(stage.as("rev")), campaign, key_of("ada"),
                           result.found.back().line.decision.entitlement, later(26)));
  EXPECT_EQ(story.now, RightNow::gone);
  ASSERT_TRUE(story.gone_since);
  EXPECT_EQ(*story.gone_since, later(24)) << "the pull that saw it end";
  ASSERT_EQ(story.versions.size(), 2U);
  EXPECT_TRUE(story.versions[0].saw_this);
}

TEST(Story, TellsWhenTheAnswerSawSomethingElse) {
  Stage stage(audited_town());
  const auto campaign = stage.open();
  auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  must(stage.answer("lea", given));
  core::Decision other = must(stage.store().decisions(campaign)).front();
  other.version = 2;
  other.seen = std::string(64, 'a');
  other.idempotency_key = "written-past-the-door";
  must(stage.store().add_decision(other, {audit::Kind::decision, other.decided_by, {}}));
  stage.restart(4);
  const auto story = must(auditing::story(stage.review().enter(stage.as("rev")), campaign,
                                          key_of("ada"), given.entitlement, later(5)));
  ASSERT_EQ(story.versions.size(), 2U);
  EXPECT_TRUE(story.versions[0].saw_this);
  EXPECT_FALSE(story.versions[1].saw_this);
}

TEST(Looks, AreInTheLogBeforeTheyAreAnsweredAndShownToWhomTheyAreAbout) {
  Stage stage(audited_town());
  const auto campaign = stage.open();
  const auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  must(stage.answer("lea", given));
  const Authority rev = stage.as("rev");
  must(auditing::search(stage.review().enter(rev), {.person = "ada"}, later(5)));
  must(auditing::search(stage.review().enter(rev), {.right = "G"}, later(6)));
  must(auditing::story(stage.review().enter(rev), campaign, key_of("ada"), given.entitlement,
                       later(7)));
  must(auditing::population(stage.review().enter(rev), campaign, later(8)));
  must(auditing::who_had(stage.review().enter(rev), "K:G", day("2026-11-02"), later(9)));
  must(auditing::had_what(stage.review().enter(rev), "ada", day("2026-11-02"), later(10)));
  EXPECT_THAT(kinds(stage, 6),
              ElementsAre("looked_at_person", "auditor_looked", "auditor_looked",
                          "looked_at_person", "auditor_looked", "looked_at_person"));
  EXPECT_EQ(must(accounts::my_access(stage.review().look(stage.as("ada")))).lookups.size(), 3U);
}

TEST(Looks, AreForAuditorsAndTheSecurityLeadAlone) {
  Stage stage(audited_town());
  const auto campaign = stage.open();
  must(auditing::search(stage.review().enter(stage.as("sec")), {}, later(3)));
  const std::size_t before = kinds(stage, 1000).size();
  for (const char* other : {"adm", "lea", "ada", "ida"}) {
    const Authority who = stage.as(other);
    EXPECT_EQ(auditing::search(stage.review().enter(who), {}, later(3)).error().kind,
              ErrorKind::refused);
    EXPECT_EQ(auditing::population(stage.review().enter(who), campaign, later(3)).error().kind,
              ErrorKind::refused);
    EXPECT_EQ(auditing::who_had(stage.review().enter(who), "K:G", day("2026-11-02"), later(3))
                  .error()
                  .kind,
              ErrorKind::refused);
    EXPECT_EQ(auditing::had_what(stage.review().enter(who), "ada", day("2026-11-02"), later(3))
                  .error()
                  .kind,
              ErrorKind::refused);
    EXPECT_EQ(auditing::story(stage.review().enter(who), campaign, key_of("ada"), "x", later(3))
                  .error()
                  .kind,
              ErrorKind::refused);
  }
  EXPECT_EQ(kinds(stage, 1000).size(), before);
}

TEST(Population, AddsUpToAllThatWasSeen) {
  Town town = audited_town();
  town.with(person("ven").engaged("vendor", "12345678"),
            account("ven", "K").of("ven").kind("vendor").member_of("G"),
            person("idle").engaged("other"), account("orphan", "K").member_of("H"),
            account("asleep", "K").member_of("H").disabled(), policy([](policies::Policy& p) {
              policies::EntitlementRule exempt;
              exempt.ref = right("K:H");
              exempt.review_exempt = true;
              p.entitlements.push_back(exempt);
            }));
  Stage stage(town);
  const auto campaign = stage.open();
  const Population population =
      must(auditing::population(stage.review().enter(stage.as("rev")), campaign, later(3)));
  EXPECT_TRUE(population.sums_to_zero);
  std::vector<std::string> parts;
  for (const PopulationPart& part : population.parts) {
    parts.push_back(part.reason + " " + std::to_string(part.persons) + " " +
                    std::to_string(part.accounts) + " " + std::to_string(part.rights));
  }
  EXPECT_THAT(parts, ElementsAre("asked 4 4 4", "no_rights 4 1 0", "not_employed 1 1 1",
                                 "nothing_held 1 0 0", "review_free 0 0 1", "no_person 0 2 1"));
  EXPECT_EQ(population.seen.persons, 10);
  EXPECT_EQ(population.seen.accounts, 8);
  EXPECT_EQ(population.seen.rights, 7);
  EXPECT_EQ(population.lines.size(), 10U);
}

TEST(AccessThen, IsWhatHistoryKnewAtTheEndOfThatDay) {
  Stage stage(audited_town());
  Town after = audited_town();
  after.with(person("eve").employed("Team"), member("eve", {"G"}));
  stage.changes(after, 48);
  const auto holders = [&](const char* at) {
    std::vector<std::string> refs;
    for (const auto& line :
         must(auditing::who_had(stage.review().enter(stage.as("rev")), "K:G", day(at), later(72)))
             .lines) {
      EXPECT_FALSE(line.paths.empty());
      const bool is_sure = line.had == AccessThen::Line::Had::had;
      refs.push_back(line.person.ref + (is_sure ? "" : " changed"));
    }
    return refs;
  };
  EXPECT_THAT(holders("2026-11-02"),
              UnorderedElementsAre("ada", "bob", "boss", "eve changed", "lea"))
      << "eve got it at some time between the two readings";
  EXPECT_THAT(holders("2026-11-04"), UnorderedElementsAre("ada", "bob", "boss", "eve", "lea"));
  const auto early =
      auditing::who_had(stage.review().enter(stage.as("rev")), "K:G", day("2026-10-01"), later(72));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().kind, ErrorKind::not_found);
  const auto to_come =
      auditing::who_had(stage.review().enter(stage.as("rev")), "K:G", day("2027-10-01"), later(72));
  ASSERT_FALSE(to_come);
  EXPECT_EQ(to_come.error().kind, ErrorKind::invalid_input);
}

TEST(AccessThen, APersonsRightsOnADayWithWhoDecided) {
  Stage stage(audited_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:H"));
  const auto then = must(auditing::had_what(stage.review().enter(stage.as("rev")), "ada",
                                            day("2026-11-02"), later(20)));
  ASSERT_EQ(then.lines.size(), 2U);
  EXPECT_EQ(then.lines[0].right, "K:G");
  EXPECT_FALSE(then.lines[0].decision);
  EXPECT_EQ(then.lines[1].right, "K:H");
  EXPECT_EQ(then.lines[1].decided, "lea");
}

TEST(FindingBoard, AFindingIsGivenToOneOfItWithANoteThatTheLogKnows) {
  Stage stage(audited_town());
  stage.open();
  must(checks::reconcile(stage.review().enter(), later(2)));
  const FindingBoard before = must(checks::finding_board(stage.review().look(stage.as("ida"))));
  ASSERT_FALSE(before.findings.empty());
  EXPECT_EQ(before.menders.size(), 2U);
  const std::string id = before.findings.front().tracked.id;
  must(
      checks::note_finding(stage.review().enter(stage.as("sec")), id, key_of("ida"), "", later(3)));
  must(checks::note_finding(stage.review().enter(stage.as("ida")), id, key_of("ida"), "ringet",
                            later(4)));
  EXPECT_EQ(kinds(stage, 2), (std::vector<std::string>{"finding_noted", "finding_noted"}));
  stage.restart(5);
  const FindingBoard after = must(checks::finding_board(stage.review().look(stage.as("rev"))));
  const BoardFinding& noted = after.findings.front();
  ASSERT_TRUE(noted.note);
  EXPECT_EQ(noted.note->text, "ringet");
  EXPECT_EQ(noted.assignee_name, "ida");
  EXPECT_EQ(noted.earlier.size(), 1U);
  for (const BoardFinding& each : after.findings) {
    if (each.tracked.finding.code != "REVIEW_SELF_BLOCKED") continue;
    EXPECT_EQ(each.unit, each.tracked.finding.subject.ref == "lea" ? "Team" : "Top");
  }
}

TEST(FindingBoard, OnlyMendersNoteAndOnlyMendersAreGivenOne) {
  Stage stage(audited_town());
  must(checks::reconcile(stage.review().enter(), later(2)));
  const std::string id =
      must(checks::finding_board(stage.review().look(stage.as("ida")))).findings.front().tracked.id;
  const auto note = [&](const char* who, const char* finding, const char* assignee,
                        const char* text) {
    return checks::note_finding(stage.review().enter(stage.as(who)), finding,
                                *assignee ? key_of(assignee) : "", text, later(3));
  };
  EXPECT_EQ(note("rev", id.c_str(), "ida", "x").error().kind, ErrorKind::refused);
  EXPECT_EQ(note("lea", id.c_str(), "ida", "x").error().kind, ErrorKind::refused);
  EXPECT_EQ(note("ida", id.c_str(), "lea", "x").error().kind, ErrorKind::refused);
  EXPECT_EQ(note("ida", id.c_str(), "", " ").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(note("ida", "00000000000000000000000000000000", "ida", "x").error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(note("ida", "zz", "ida", "x").error().kind, ErrorKind::not_found);
  EXPECT_TRUE(must(stage.store().finding_notes()).empty());
  EXPECT_EQ(checks::finding_board(stage.review().look(stage.as("lea"))).error().kind,
            ErrorKind::refused);
}

}  // namespace
}  // namespace rettesnor::review
