// The kinds of campaign: who is in one, what is asked, and of whom.
#include <algorithm>

#include "policies/read_policy.h"
#include "policies/settings_table.h"
#include "review/answers/answers.h"
#include "review/auditing/looks.h"
#include "review/campaigns/campaign_kind.h"
#include "review/campaigns/campaigns.h"
#include "review/organisation/persons.h"
#include "tests/review/order_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

/// Everybody whom a kind is about, and somebody whom it is not.
Town town_of_kinds() {
  Town town;
  town.with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
            person("boss").employed("Top"), person("lea").employed("Team"),
            person("ada").employed("Team"), person("adm").employed("Top"),
            person("kai").elected("Byråd"), person("eva").engaged("vendor", "12345678", "n-lea"),
            person("rev").employed("Top"), appointed_as("IT-revisor", "rev"),
            appointed_as("Attesteringsadministrator", "adm"), group("G", "K"), group("P", "K"),
            privileged("K:P", "adm"));
  for (const char* who : {"boss", "lea", "ada", "adm", "kai", "eva"}) {
    town.with(account(who, "K").of(who).member_of("G"));
  }
  town.with(account("ada-p", "K").of("ada").member_of("P"),
            account("eva-p", "K").of("eva").member_of("P"));
  return town;
}

/// "boss: lea; adm: kai" and who was left out why.
std::string asked_in(Stage& stage, const std::string& kind) {
  CampaignPlan plan{kind, kind, day("2026-12-01")};
  plan.second_reviewer = false;
  const auto campaign =
      must(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(1)));
  const Board board =
      must(campaigns::board(stage.review().look(stage.as("adm")), campaign.id, later(1)));
  // Everybody is accounted for, and for a reason.
  const auto population =
      must(auditing::population(stage.review().enter(stage.as("rev")), campaign.id, later(1)));
  EXPECT_TRUE(population.sums_to_zero) << kind;
  for (const PopulationPart& part : population.parts) EXPECT_FALSE(part.reason.empty()) << kind;
  std::map<std::string, std::string> lists;
  for (const Task& task : board.tasks) {
    for (const SubjectProgress& each : task.subjects) {
      lists[task.reviewer.key] += " " + each.subject.key;
    }
  }
  std::string told;
  for (const auto& [reviewer, people] : lists) told += reviewer + ":" + people + "; ";
  return told + std::to_string(board.items);
}

TEST(CampaignKinds, EachAsksAboutItsOwnPeopleAndNobodyAboutHerself) {
  Stage stage(town_of_kinds());
  EXPECT_EQ(asked_in(stage, "manager"),
            "HR/adm: HR/boss; HR/boss: HR/adm HR/lea; HR/lea: HR/ada; 5");
  EXPECT_EQ(asked_in(stage, "leaders"), "HR/adm: HR/boss; HR/boss: HR/lea; 2");
  EXPECT_EQ(asked_in(stage, "privileged"), "HR/lea: HR/ada HR/eva; 2");
  EXPECT_EQ(asked_in(stage, "external"), "HR/lea: HR/eva; 2");
  EXPECT_EQ(asked_in(stage, "elected"), "HR/adm: HR/kai; 1");
  // adm owns the system, and is asked about by her leader.
  EXPECT_EQ(asked_in(stage, "system_owner"),
            "HR/adm: HR/ada HR/boss HR/eva HR/kai HR/lea; HR/boss: HR/adm; 8");
}

/// `owner` and `responsible` of system K from now on.
Piece answers_for_k(const std::string& owner, const std::string& responsible) {
  return policy([owner, responsible](policies::Policy& p) {
    for (policies::System& each : p.systems) {
      if (each.name != "K") continue;
      each.owner = owner;
      each.responsible = responsible;
    }
  });
}

/// Two systems: K is lea's, L has nobody of its own.
Town town_of_owners() {
  Town town = town_of_kinds();
  town.with(system("L"), person("bob").employed("Top"), group("G", "L"),
            account("ada", "L").of("ada").member_of("G"), answers_for_k("n-lea", ""));
  return town;
}

TEST(SystemOwners, AreAskedAboutTheirSystemButNotAboutThemselves) {
  Stage stage(town_of_owners());
  EXPECT_EQ(asked_in(stage, "system_owner"),
            "HR/boss: HR/lea; HR/lea: HR/ada HR/adm HR/boss HR/eva HR/kai; 9");
  // What lea owns, and as her leader what has no owner.
  EXPECT_EQ(stage.page("lea", core::CampaignId(1), "ada").rows.size(), 3U);
  EXPECT_EQ(stage.page("lea", core::CampaignId(1), "boss").route, RouteReason::owner);
  EXPECT_EQ(stage.page("boss", core::CampaignId(1), "lea").route, RouteReason::higher_leader);
  EXPECT_FALSE(stage.page("lea", core::CampaignId(1), "boss").sees_person);
}

TEST(SystemOwners, ANewOwnerTakesOverWhatIsNotSigned) {
  Stage stage(town_of_owners());
  asked_in(stage, "system_owner");
  must(stage.answers("lea", core::CampaignId(1), "kai", "K:G"));
  Town later_on = town_of_owners();
  auto policy = later_on.policy();
  for (policies::System& each : policy.systems) {
    each.owner = each.name == "K" ? "n-bob" : "n-boss";
  }
  must(stage.review().put_in_force(std::make_shared<const policies::Policy>(std::move(policy)),
                                   later(2)));
  must(stage.review().refresh(later(2)));
  EXPECT_EQ(stage.list_of("bob", core::CampaignId(1)), "ada adm boss eva kai lea");
  EXPECT_EQ(stage.list_of("boss", core::CampaignId(1)), "ada");
  EXPECT_EQ(stage.list_of("lea", core::CampaignId(1)), "");
  // The answer stays, and the new owner has to sign for it.
  EXPECT_TRUE(stage.page("bob", core::CampaignId(1), "kai").rows.front().decision);
}

TEST(SystemOwners, WhoHasLeftIsNotAskedAndWhoIsResponsibleIs) {
  Town town = town_of_owners();
  town.with(person("old").employed("Top").until("2026-10-01"), answers_for_k("n-old", "n-bob"));
  Stage stage(town);
  asked_in(stage, "system_owner");
  EXPECT_EQ(stage.page("bob", core::CampaignId(1), "kai").route, RouteReason::responsible);
}

/// A service account of lea's, an orphan in a system of bob's, one in a system of nobody's.
Town town_of_accounts() {
  Town town = town_of_owners();
  town.with(registered("K", "svc", "service",
                       [](policies::RegisteredAccount& svc) {
                         svc.owner = "n-lea";
                         svc.reason = "natkørsel";
                       }),
            account("svc", "K").kind("service").member_of("P"), account("old", "K").member_of("G"),
            group("H", "M"), account("lost", "M").member_of("H"), account("idle", "M"),
            account("shut", "M").disabled().member_of("H"), answers_for_k("n-bob", ""));
  return town;
}

TEST(AccountCampaign, AsksOwnersAboutAccountsThatAreNobodys) {
  Stage stage(town_of_accounts());
  EXPECT_EQ(asked_in(stage, "accounts"), "HR/adm: M/lost; HR/bob: K/old; HR/lea: K/svc; 3");
  const core::CampaignId campaign(1);
  const auto page =
      must(answers::page(stage.review().look(stage.as("lea")), campaign, key_of("lea"), ""));
  EXPECT_EQ(page.about, About::accounts);
  EXPECT_FALSE(page.sees_person);
  EXPECT_EQ(page.route, RouteReason::account_owner);
  EXPECT_EQ(page.subject.name, "svc");
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows.front().ref, "K:P");
  EXPECT_EQ(page.rows.front().rule, "natkørsel");
  EXPECT_EQ(page.rows.front().paths.size(), 1U);
}

TEST(AccountCampaign, TakesAnswersThatTheAuditorFinds) {
  Stage stage(town_of_accounts());
  asked_in(stage, "accounts");
  const core::CampaignId campaign(1);
  const auto page =
      must(answers::page(stage.review().look(stage.as("bob")), campaign, key_of("bob"), ""));
  GivenAnswer given;
  given.campaign = campaign;
  given.reviewer = key_of("bob");
  given.subject = page.subject.key;
  given.entitlement = page.rows.front().entitlement_key;
  given.answer = Answer::remove;
  given.seen = page.rows.front().seen;
  given.idempotency_key = "answer-about-an-account";
  must(stage.answer("bob", given));
  must(answers::sign_off(stage.review().enter(stage.as("bob")), campaign, key_of("bob"), later(4)));
  const auto lines =
      must(auditing::decisions(stage.review().enter(stage.as("rev")), campaign, later(5)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().subject.ref, "K/old");
  const auto story = must(auditing::story(stage.review().enter(stage.as("rev")), campaign,
                                          given.subject, given.entitlement, later(5)));
  EXPECT_EQ(story.now, RightNow::held);
  stage.restart(6);
  EXPECT_EQ(
      must(campaigns::board(stage.review().look(stage.as("adm")), campaign, later(7))).answered, 1);
}

/// What Team's role gives in K (bob's) and M (nobody's); lea, who owns L, has its right by the
/// role.
Town town_of_roles() {
  Town town = town_of_owners();
  town.with(answers_for_k("n-bob", ""), group("H", "M"), group("N", "M"),
            role("R-T").unit("Team").expects("K:G").allows("K:P").allows("M:H"),
            role("R-L").unit("Team").allows("L:G"), role("R-0").unit("Top").allows("M:gone"),
            account("lea-l", "L").of("lea").member_of("G"), policy([](policies::Policy& p) {
              for (policies::System& each : p.systems) {
                if (each.name == "L") each.owner = "n-lea";
              }
            }));
  return town;
}

ReviewRow row_of(const ReviewPage& page, const std::string& ref) {
  for (const ReviewRow& row : page.rows) {
    if (row.ref == ref) return row;
  }
  throw std::runtime_error("no row " + ref);
}

TEST(RoleCampaign, AsksOwnersWhatRolesGiveAndNobodyAboutWhatSheHasByOne) {
  Stage stage(town_of_roles());
  EXPECT_EQ(asked_in(stage, "roles"), "HR/adm: role:R-L role:R-T; HR/bob: role:R-T; 4");
  const core::CampaignId campaign(1);
  const auto page =
      must(answers::page(stage.review().look(stage.as("bob")), campaign, key_of("bob"), ""));
  EXPECT_EQ(page.about, About::roles);
  EXPECT_FALSE(page.sees_person);
  EXPECT_EQ(page.route, RouteReason::owner);
  EXPECT_EQ(page.rows.size(), 2U);
  const ReviewRow expected = row_of(page, "K:G");
  EXPECT_EQ(expected.verdict, reconcile::Verdict::expected);
  EXPECT_EQ(expected.advice, Advice::keep);
  EXPECT_EQ(expected.peers_with, 2) << "lea and ada";
  EXPECT_GT(expected.peers_total, 2);
  // What nobody owns, and what lea, who owns it, has by the role.
  const auto others = must(
      answers::page(stage.review().look(stage.as("adm")), campaign, key_of("adm"), "role:R-T"));
  EXPECT_EQ(row_of(others, "M:H").reason, AdviceReason::nobody_by_role);
  const auto hers = must(
      answers::page(stage.review().look(stage.as("adm")), campaign, key_of("adm"), "role:R-L"));
  EXPECT_EQ(row_of(hers, "L:G").verdict, reconcile::Verdict::allowed);
}

/// lea has L:G by R-L, and owns L: not as second reviewer, not as deputy, not by being sent it.
TEST(RoleCampaign, NobodyAnswersForWhatSheHasByTheRoleInAnyPart) {
  Town town = town_of_roles();
  town.with(privileged("L:G", "lea"));
  Stage stage(town);
  CampaignPlan plan{"roles", "roles", day("2026-12-01")};
  const core::CampaignId campaign =
      must(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(1))).id;
  const auto page = must(
      answers::page(stage.review().look(stage.as("adm")), campaign, key_of("adm"), "role:R-L"));
  const ReviewRow row = row_of(page, "L:G");
  EXPECT_TRUE(row.two_decide);
  EXPECT_EQ(row.other_reviewer, "") << "nobody else may";
  RowWish wish;
  wish.campaign = campaign;
  wish.reviewer = key_of("adm");
  wish.subject = "role:R-L";
  wish.entitlement = row.entitlement_key;
  wish.to = key_of("lea");
  wish.text = "det ved du";
  const auto sent = answers::forward(stage.review().enter(stage.as("adm")), wish, later(2));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::refused);
  stage.deputy("adm", "lea");
  GivenAnswer given;
  given.campaign = campaign;
  given.reviewer = key_of("adm");
  given.subject = "role:R-L";
  given.entitlement = row.entitlement_key;
  given.seen = row.seen;
  given.comment = "som hendes stedfortræder";
  given.idempotency_key = "answer-as-a-deputy-1";
  const auto deputy = stage.answer("lea", given);
  ASSERT_FALSE(deputy);
  EXPECT_EQ(deputy.error().kind, ErrorKind::refused);
  EXPECT_NE(test::english(deputy.error()).find("their own rights"), std::string::npos)
      << test::english(deputy.error());
  given.idempotency_key = "answer-as-herself-1";
  must(stage.answer("adm", given));
}

TEST(RoleCampaign, ARoleThatGivesBothSidesOfARuleIsFound) {
  Town town = town_of_roles();
  town.with(sod("S1").left("K:G").right("K:P"));
  Stage stage(town);
  asked_in(stage, "roles");
  const auto page = must(
      answers::page(stage.review().look(stage.as("bob")), core::CampaignId(1), key_of("bob"), ""));
  for (const char* ref : {"K:G", "K:P"}) {
    EXPECT_EQ(row_of(page, ref).reason, AdviceReason::sod_conflict) << ref;
    EXPECT_EQ(row_of(page, ref).conflicts.size(), 1U) << ref;
  }
}

/// bob wants K:P out of R-T, and has signed.
void asks_for_a_change(Stage& stage) {
  asked_in(stage, "roles");
  const core::CampaignId campaign(1);
  const auto page =
      must(answers::page(stage.review().look(stage.as("bob")), campaign, key_of("bob"), ""));
  for (const ReviewRow& row : page.rows) {
    GivenAnswer given;
    given.campaign = campaign;
    given.reviewer = key_of("bob");
    given.subject = page.subject.key;
    given.entitlement = row.entitlement_key;
    given.answer = row.ref == "K:P" ? Answer::remove : Answer::keep;
    given.comment = "hører ikke til jobbet";
    given.seen = row.seen;
    given.idempotency_key = "answer-about-a-role-" + row.name;
    must(stage.answer("bob", given));
  }
  must(answers::sign_off(stage.review().enter(stage.as("bob")), campaign, key_of("bob"), later(4)));
}

TEST(RoleCampaign, WhatIsToLeaveTheRoleIsFollowedUntilThePolicyIsChanged) {
  Town town = town_of_roles();
  Stage stage(town);
  asks_for_a_change(stage);
  const auto changes = [&] {
    return must(campaigns::board(stage.review().look(stage.as("adm")), core::CampaignId(1),
                                 later(7)))
        .policy_changes;
  };
  ASSERT_EQ(changes().size(), 1U);
  EXPECT_EQ(changes().front().role.ref, "R-T");
  EXPECT_EQ(changes().front().ref, "K:P");
  EXPECT_EQ(changes().front().decided_by_name, "bob");
  EXPECT_TRUE(changes().front().stands);
  stage.restart(6);
  EXPECT_TRUE(changes().front().stands);
  policies::Policy changed = town.policy();
  for (policies::RolePolicy& role : changed.roles) {
    if (role.id == "R-T") std::erase_if(role.allowed, [](const auto& r) { return r.name == "P"; });
  }
  must(stage.review().put_in_force(std::make_shared<const policies::Policy>(std::move(changed)),
                                   later(8)));
  must(stage.review().refresh(later(8)));
  ASSERT_EQ(changes().size(), 1U);
  EXPECT_FALSE(changes().front().stands);
}

TEST(RoleCampaign, NobodyLosesAccessByAnOrderBecauseARoleChanges) {
  OrderStage stage(town_of_roles());
  asks_for_a_change(stage.stage());
  must(stage.orders().refresh(stage.stage().review().now()));
  EXPECT_TRUE(must(stage.orders().propose(Orders::Proposals::decisions, later(5))).empty());
}

/// ada, who is privileged, and kai; `more` tells what is otherwise later.
Town town_of_events() {
  Town town;
  town.with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
            person("boss").employed("Top"), person("lea").employed("Team"),
            person("adm").employed("Top"), person("rev").employed("Top"),
            appointed_as("IT-revisor", "rev"), appointed_as("Attesteringsadministrator", "adm"),
            group("G", "K"), group("P", "K"), privileged("K:P", "adm"),
            account("lea", "K").of("lea").member_of("G"));
  return town;
}

core::Result<core::Campaign> opens_events(Stage& stage, int hours) {
  CampaignPlan plan{"Hændelser " + std::to_string(hours), "events", day("2027-02-01")};
  plan.second_reviewer = false;
  return campaigns::open(stage.review().enter(stage.as("adm")), plan, later(hours));
}

TEST(Events, AskAboutWhoMovedAndWhatPrivilegedRightIsNew) {
  Town before = town_of_events();
  before.with(person("ada").employed("Team"), person("bob").employed("Team"),
              account("ada", "K").of("ada").member_of("G"),
              account("bob", "K").of("bob").member_of("G"));
  Stage stage(before);
  EXPECT_EQ(opens_events(stage, 1).error().kind, ErrorKind::refused) << "nothing has happened yet";
  Town after = town_of_events();
  after.with(person("ada").employed("Top"), person("bob").employed("Team"),
             account("ada", "K").of("ada").member_of("G"),
             account("bob", "K").of("bob").member_of("G").member_of("P"));
  stage.changes(after, 24 * 40);
  const auto campaign = must(opens_events(stage, 24 * 40 + 1));
  EXPECT_EQ(campaign.since, later(24 * 40) - core::Days(31));
  EXPECT_EQ(stage.list_of("boss", campaign.id), "ada");
  EXPECT_EQ(stage.list_of("lea", campaign.id), "bob");
  const ReviewPage page = stage.page("lea", campaign.id, "bob");
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows.front().ref, "K:P");
  const auto population = must(
      auditing::population(stage.review().enter(stage.as("rev")), campaign.id, later(24 * 40 + 1)));
  EXPECT_TRUE(population.sums_to_zero);
  // The next one looks back to this one: nothing is asked twice.
  stage.changes(after, 24 * 41);
  EXPECT_EQ(opens_events(stage, 24 * 41 + 1).error().kind, ErrorKind::refused);
}

TEST(Events, WhatAnotherOpenCampaignAsksIsNotAskedTwice) {
  Town town = town_of_events();
  town.with(person("ada").employed("Team"),
            account("ada", "K").of("ada").member_of("P").last_used("2025-01-01T08:00:00Z"));
  Stage stage(town);
  const auto events = must(opens_events(stage, 1));
  EXPECT_EQ(stage.list_of("lea", events.id), "ada");
  must(campaigns::close(stage.review().enter(stage.as("adm")), events.id, "prøve", later(2)));
  const auto campaign = stage.open("adm", 3);
  EXPECT_EQ(opens_events(stage, 4).error().kind, ErrorKind::refused);
  must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "prøve", later(5)));
  const auto again = must(opens_events(stage, 6));
  stage.restart(7);
  EXPECT_EQ(stage.list_of("lea", again.id), "ada") << "the same after a restart";
}

TEST(Events, WhatWasKeptLatelyIsNotAskedAgainByTheNextOne) {
  Town town = town_of_events();
  town.with(person("ada").employed("Team"),
            account("ada", "K").of("ada").member_of("G").last_used("2025-01-01T08:00:00Z"));
  Stage stage(town);
  const auto first = must(opens_events(stage, 1));
  must(stage.answers("lea", first.id, "ada", "K:G"));
  must(campaigns::close(stage.review().enter(stage.as("adm")), first.id, "", later(4)));
  CampaignPlan plan{"Næste", "events", day("2027-02-01")};
  plan.carry_months = 6;
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(5)).error().kind,
            ErrorKind::refused);
  plan.carry_months = 0;
  EXPECT_TRUE(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(5)));
}

TEST(FollowUp, AsksOnlyWhatWasNotAnswered) {
  Stage stage(town_of_kinds());
  const auto first = stage.open();
  EXPECT_EQ(stage.list_of("boss", first), "adm lea");
  must(stage.answers("boss", first, "lea", "K:G"));
  CampaignPlan plan{"Efterår igen", "external", day("2026-12-20")};
  plan.follows = first;
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(4)).error().kind,
            ErrorKind::refused)
      << "still open";
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "fristen", later(5)));
  const auto again = must(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(6)));
  EXPECT_EQ(again.kind, "manager") << "of the kind of the one it follows";
  EXPECT_EQ(stage.list_of("boss", again.id), "adm");
  EXPECT_EQ(stage.list_of("lea", again.id), "ada");
  const auto population =
      must(auditing::population(stage.review().enter(stage.as("rev")), again.id, later(7)));
  EXPECT_TRUE(population.sums_to_zero);
  EXPECT_TRUE(std::ranges::any_of(population.parts, [](const PopulationPart& part) {
    return part.reason == "answered_before" && part.rights == 1;
  }));
  stage.restart(7);
  EXPECT_EQ(stage.list_of("boss", again.id), "adm");
}

TEST(FollowUp, OfACompleteCampaignHasNothingToAsk) {
  Stage stage(town_of_events());
  const auto first = stage.open();
  must(stage.answers("boss", first, "lea", "K:G"));
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "", later(5)));
  CampaignPlan plan{"Igen", "manager", day("2026-12-20")};
  plan.follows = first;
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(6)).error().kind,
            ErrorKind::refused);
  plan.follows = core::CampaignId(99);
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(6)).error().kind,
            ErrorKind::not_found);
}

/// Under which K:P is privileged, or is not.
std::shared_ptr<const policies::Policy> written_policy(const Town& town, bool privileged) {
  const std::string text =
      "[policy]\nversion = \"1\"\napproved_on = \"2026-01-01\"\n"
      "[[system]]\nname = \"K\"\nclassification = \"FORTROLIG\"\n"
      "[[entitlement]]\nref = \"K:P\"\nprivileged = " +
      std::string(privileged ? "true" : "false") + "\n";
  auto reading = policies::read_policy_texts({{"politik.toml", text}});
  for (const auto& complaint : reading.complaints) ADD_FAILURE() << policies::show(complaint);
  reading.policy.appointments = town.policy().appointments;
  return std::make_shared<const policies::Policy>(std::move(reading.policy));
}

TEST(CampaignPolicy, IsTheOneItWasOpenedUnder) {
  const Town town = town_of_kinds();
  Stage stage(town);
  must(stage.review().put_in_force(written_policy(town, true), later(1)));
  must(stage.review().refresh(later(1)));
  const auto campaign =
      must(campaigns::open(stage.review().enter(stage.as("adm")),
                           {"Udvidet", "privileged", day("2026-12-01")}, later(1)));
  // After a restart, under a policy by which nothing is privileged any longer.
  Desk again(stage.store(), copenhagen(), written_policy(town, false));
  must(again.refresh(later(2)));
  const auto adm = must(organisation::authority(again.look(), key_of("adm")));
  EXPECT_EQ(must(campaigns::board(again.look(adm), campaign.id, later(2))).items, 2);
  EXPECT_EQ(campaigns::preflight(again.look(adm), {"Ny", "privileged", day("2026-12-01")}, later(2))
                ->items,
            0)
      << "a new one asks by the policy of today";
}

TEST(CampaignKinds, WhatALaterPolicyNoLongerAsksAboutIsNotClosedAsAnswered) {
  Stage stage(town_of_kinds());
  const auto campaign =
      must(campaigns::open(stage.review().enter(stage.as("adm")),
                           {"Udvidet", "privileged", day("2026-12-01")}, later(1)));
  auto milder = town_of_kinds().policy();
  for (auto& rule : milder.entitlements) rule.privileged = false;
  // After a restart, under the policy of that day.
  Desk again(stage.store(), copenhagen(),
             std::make_shared<const policies::Policy>(std::move(milder)));
  must(again.refresh(later(2)));
  const auto adm = must(organisation::authority(again.look(), key_of("adm")));
  EXPECT_EQ(campaigns::close(again.enter(adm), campaign.id, "", later(3)).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(must(campaigns::close(again.enter(adm), campaign.id, "politikken er ændret", later(3)))
                .open_items_at_close,
            2);
}

TEST(CampaignKinds, OneThatIsNotKnownIsRefused) {
  Stage stage(town_of_kinds());
  const CampaignPlan plan{"x", "whatever", day("2026-12-01")};
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(1)).error().kind,
            ErrorKind::unsupported);
  EXPECT_EQ(campaigns::preflight(stage.review().look(stage.as("adm")), plan, later(1)).error().kind,
            ErrorKind::unsupported);
}

TEST(CampaignKind, ThoseOfTheSettingsAreThese) {
  EXPECT_TRUE(
      std::ranges::equal(campaign_kinds(), policies::kCampaignKinds, {}, &CampaignKind::name));
}

}  // namespace
}  // namespace rettesnor::review
