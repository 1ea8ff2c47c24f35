// Who may see and decide what.
#include "review/organisation/authority.h"
#include "review/accounts/accounts.h"
#include "review/auditing/looks.h"
#include "review/campaigns/campaigns.h"

#include "review/organisation/people.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

Authority authority(const BuiltTown& town, const std::string& person,
                    const std::vector<core::Deputyship>& deputyships = {}) {
  return must(authority_of(town.graph(), deputyships, town.person(person)));
}

core::Deputyship standing_in(const std::string& leader, const std::string& deputy,
                             std::string_view from, std::string_view to) {
  core::Deputyship row;
  row.leader = key_of(leader);
  row.deputy = key_of(deputy);
  row.from = day(from);
  row.to = day(to);
  return row;
}

TEST(Authority, RolesComeFromTheOrganisationAndFromAppointments) {
  Town told = small_town();
  told.with(person("ian").employed("Side"), appointed_as("IT-drift", "ian"),
            person("rev").employed("Side"), appointed_as("it-revisor", "rev"));
  const BuiltTown town(told);
  EXPECT_EQ(authority(town, "ada").roles(), Roles{ProductRole::user});
  EXPECT_EQ(authority(town, "lea").roles(), (Roles{ProductRole::user, ProductRole::leader}));
  EXPECT_EQ(authority(town, "adm").roles(),
            (Roles{ProductRole::user, ProductRole::review_administrator}));
  EXPECT_EQ(authority(town, "ian").roles(), (Roles{ProductRole::user, ProductRole::it_operations}));
  EXPECT_EQ(authority(town, "rev").roles(), (Roles{ProductRole::user, ProductRole::auditor}));
}

TEST(Authority, WhoHoldsAnythingElseIsNoAuditor) {
  Town told = small_town();
  told.with(appointed_as("it-revisor", "lea"), appointed_as("it-revisor", "adm"),
            appointed_as("revisor", "ada"), appointed_as("databeskyttelsesraadgiver", "ada"),
            appointed_as("revisor", "bob"));
  const BuiltTown town(told);
  for (const char* person : {"lea", "adm", "ada"}) {
    EXPECT_FALSE(authority(town, person).roles().contains(ProductRole::auditor)) << person;
  }
  EXPECT_TRUE(authority(town, "lea").roles().contains(ProductRole::leader));
  EXPECT_TRUE(authority(town, "bob").roles().contains(ProductRole::auditor));
  EXPECT_FALSE(authority(town, "bob", {standing_in("lea", "bob", "2026-11-01", "2026-11-30")})
                   .roles()
                   .contains(ProductRole::auditor));
}

TEST(Authority, WhoIsGoneMayNothing) {
  const auto town = built(person("ada").employed("A").until("2026-10-31"));
  const auto refused = authority_of(town.graph(), {}, town.person("ada"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_FALSE(authority_of(town.graph(), {}, core::kNone));
}

TEST(Authority, ADeputyCountsOnHerDaysAlone) {
  const BuiltTown town(small_town());
  const auto stands_in = [&](std::string_view from, std::string_view to) {
    return authority(town, "bob", {standing_in("lea", "bob", from, to)})
        .may_answer_as(key_of("lea"));
  };
  EXPECT_TRUE(stands_in("2026-11-02", "2026-11-02"));
  EXPECT_FALSE(stands_in("2026-11-03", "2026-12-01"));
  EXPECT_FALSE(stands_in("2026-10-01", "2026-11-01"));
  EXPECT_FALSE(authority(town, "bob", {standing_in("gone", "bob", "2026-11-01", "2026-12-01")})
                   .may_answer_as(key_of("gone")));
  EXPECT_FALSE(authority(town, "bob").may_answer_as(""));
}

TEST(Authority, DeputiesAreArrangedByRule) {
  Stage stage(small_town());
  const auto arrange = [&](const std::string& who, const core::Deputyship& wish) {
    const auto arranged =
        organisation::arrange_deputy(stage.review().enter(stage.as(who)), wish, kMonday);
    return arranged ? std::string("yes") : test::english(arranged.error());
  };
  EXPECT_NE(arrange("ada", standing_in("lea", "ada", "2026-11-02", "2026-11-09")), "yes");
  EXPECT_NE(arrange("lea", standing_in("boss", "ada", "2026-11-02", "2026-11-09")), "yes");
  EXPECT_NE(arrange("lea", standing_in("lea", "lea", "2026-11-02", "2026-11-09")), "yes");
  EXPECT_NE(arrange("lea", standing_in("lea", "ada", "2026-11-02", "2027-11-03")), "yes");
  EXPECT_NE(arrange("lea", standing_in("lea", "ada", "2026-10-01", "2026-11-01")), "yes");
  EXPECT_EQ(arrange("lea", standing_in("lea", "ada", "2026-11-02", "2027-11-02")), "yes");
  EXPECT_NE(arrange("adm", standing_in("ada", "bob", "2026-11-05", "2026-11-09")), "yes");
  EXPECT_NE(arrange("adm", standing_in("boss", "lea", "2026-11-05", "2026-11-09")), "yes");
  EXPECT_EQ(must(organisation::deputyships(stage.review().look(stage.as("ada")))).size(), 1U);
  EXPECT_TRUE(must(organisation::deputyships(stage.review().look(stage.as("bob")))).empty());
}

TEST(Looking, AnotherPersonsAccessIsLoggedAndShownToHer) {
  Stage stage(small_town());
  EXPECT_EQ(accounts::access_of(stage.review().enter(stage.as("bob")), key_of("ada"), later(1))
                .error()
                .kind,
            ErrorKind::refused);
  const MyAccess seen =
      must(accounts::access_of(stage.review().enter(stage.as("lea")), key_of("ada"), later(1)));
  EXPECT_EQ(seen.rows.size(), 2U);
  const MyAccess own = must(accounts::my_access(stage.review().look(stage.as("ada"))));
  EXPECT_EQ(own.lookup_names, std::vector<std::string>{"lea"});
}

TEST(Looking, AnAuditorsLooksAreLoggedAndHerHandsAreTied) {
  Town town = small_town();
  town.with(person("rev").employed("Side"), appointed_as("it-revisor", "rev"));
  Stage stage(town);
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G"));
  const auto lines =
      must(auditing::decisions(stage.review().enter(stage.as("rev")), campaign, later(4)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().decided_by_name, "lea");
  EXPECT_EQ(lines.front().entitlement_ref, "K:G");
  const auto log = must(auditing::log(stage.review().enter(stage.as("rev")), 0, 2, later(4)));
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].kind, "auditor_looked");
  EXPECT_EQ(log[1].kind, "auditor_looked");
  EXPECT_EQ(auditing::log(stage.review().enter(stage.as("adm")), 0, 2, later(4)).error().kind,
            ErrorKind::refused);
  EXPECT_EQ(
      campaigns::close(stage.review().enter(stage.as("rev")), campaign, "x", later(5)).error().kind,
      ErrorKind::refused);
}

}  // namespace
}  // namespace rettesnor::review
