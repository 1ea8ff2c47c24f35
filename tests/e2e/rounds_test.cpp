// What `serve` does by itself on the fixture town: reading what is due, once, whatever goes wrong.
#include <gmock/gmock.h>

#include "review/campaigns/campaigns.h"
#include "review/organisation/deeds.h"
#include "review/organisation/moment.h"
#include "review/organisation/persons.h"
#include "tests/e2e/town_rounds.h"
#include "tests/http/raw_client.h"
#include "web/parts/addresses.h"
#include "web/server.h"

namespace rettesnor {
namespace {

using service::RoundParts;
using test::TownRounds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kHr = "hr";
const std::string kHrFile = "hr/ansatte.csv";

/// Employment rows of that person end the day before 2026-11-03.
void ends(const TownRounds& town, const std::string& person) {
  const std::string text = test::read_file(town.file(kHrFile));
  std::string changed;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1);
    std::string line = text.substr(begin, end + 1 - begin);
    begin = end + 1;
    if (line.starts_with(person + ";")) {
      std::size_t field = 0;
      for (int semicolons = 0; semicolons < 8; ++semicolons) field = line.find(';', field) + 1;
      line.replace(field, line.find(';', field) - field, "2026-11-02");
    }
    changed += line;
  }
  test::write_file(town.file(kHrFile), changed);
}

/// A signed-in browser that asks for one page.
class Reader {
 public:
  Reader(int port, const std::string& person) : port_(port) {
    ask("GET /signin", "");
    const std::string body =
        "persona=" + web::encode(person) + "&csrf=" + cut("name=\"csrf\" value=\"", '"');
    ask("POST /signin", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  /// The status of the start page.
  int start() {
    ask("GET /", "");
    return test::status_of(last_);
  }

 private:
  void ask(const std::string& what, const std::string& rest) {
    test::RawClient client(port_);
    client.send(what + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
                "\r\nConnection: close\r\n" +
                (cookie_.empty() ? "" : "Cookie: rettesnor=" + cookie_ + "\r\n") +
                (rest.empty() ? "\r\n" : rest));
    last_ = client.rest();
    if (const std::string set = cut("Set-Cookie: rettesnor=", ';'); !set.empty()) cookie_ = set;
  }
  std::string cut(const std::string& mark, char end) const {
    const std::size_t at = last_.find(mark);
    if (at == std::string::npos) return {};
    return last_.substr(at + mark.size(), last_.find(end, at + mark.size()) - at - mark.size());
  }
  int port_;
  std::string cookie_;
  std::string last_;
};

TEST(Rounds, AChangedPolicyCountsAtOnceAndABrokenOneNever) {
  TownRounds town(RoundParts::Pulls::off);
  const std::string file = town.settings().policy_folder + "/00-politik.toml";
  const std::string before = test::read_file(file);
  const std::string appointed = "role = \"attesteringsadministrator\"\nperson = \"T10005\"";
  ASSERT_NE(before.find(appointed), std::string::npos);
  const auto runs_reviews = [&](const char* person) {
    return review::may(town.as(person), review::Deed::open_campaigns);
  };
  town.round();
  EXPECT_TRUE(runs_reviews("Personale/P0005"));

  test::write_file(file, before + "\n[[nonsense]]\n");
  town.round();
  EXPECT_THAT(town.troubles, IsEmpty()) << "it may still be written to";
  town.round();
  ASSERT_EQ(town.troubles.size(), 1U);
  EXPECT_THAT(town.troubles.front(), HasSubstr("00-politik.toml"));
  EXPECT_THAT(town.troubles.front(), HasSubstr("stays in force"));
  EXPECT_TRUE(runs_reviews("Personale/P0005"));

  std::string after = before;
  after.replace(after.find(appointed), appointed.size(),
                "role = \"attesteringsadministrator\"\nperson = \"T10085\"");
  test::write_file(file, after);
  town.round_at("2026-11-02T09:00:00Z");
  town.round_at("2026-11-02T09:00:15Z");
  EXPECT_FALSE(runs_reviews("Personale/P0005"));
  EXPECT_TRUE(runs_reviews("Personale/P0085"));
  const auto told = review::must(town.store().events_about(audit::Kind::policy_in_force, "", 10));
  EXPECT_EQ(told.size(), 2U) << "the one it began with, and the one that took its place";
}

TEST(Rounds, AnOutageOfDaysIsCaughtUpWithOnce) {
  TownRounds town(RoundParts::Pulls::on);
  town.round();
  EXPECT_EQ(town.outcomes(kHr), "applied applied") << "this night's was read by hand";
  town.round_at("2026-11-06T09:00:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied applied");
  town.round_at("2026-11-06T09:00:15Z");
  town.round_at("2026-11-07T00:59:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied applied");
  town.round_at("2026-11-07T01:00:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied applied applied");
  EXPECT_THAT(town.troubles, IsEmpty());
}

TEST(Rounds, ALeaverIsShutOutOfThePagesByTheNextRound) {
  const std::string person = "Personale/P0004";
  TownRounds town(RoundParts::Pulls::on);
  web::ServerSettings settings;
  settings.port = 0;
  settings.municipality = town.settings().municipality;
  settings.demo = web::ServerSettings::Demo::personas;
  const auto server = review::must(
      web::Server::start(settings, town.reviews(), town.zone(), [&] { return town.now; }));
  const std::string url = server->url();
  Reader reader(std::atoi(url.c_str() + url.rfind(':') + 1), person);
  ASSERT_EQ(reader.start(), 200);
  ends(town, "P0004");
  EXPECT_EQ(reader.start(), 200) << "nobody has read it yet";
  town.round_at("2026-11-03T01:00:15Z");
  EXPECT_EQ(reader.start(), 303);
  EXPECT_FALSE(review::organisation::authority(town.reviews().look(), person));
  server->stop();
}

TEST(Rounds, FindingsFollowWhatWasRead) {
  TownRounds town(RoundParts::Pulls::on);
  const auto open = [&] {
    return review::must(town.store().findings(store::Store::Which::open)).size();
  };
  const auto before = open();
  ends(town, "P0004");
  town.round_at("2026-11-03T01:00:15Z");
  EXPECT_GT(open(), before);
}

TEST(Rounds, ASourceThatFailsIsNotedTriedAgainSoonAndStopsNothing) {
  TownRounds town(RoundParts::Pulls::on);
  const std::string entries = test::read_file(town.file("kataloget.ldif"));
  std::filesystem::remove(town.file("kataloget.ldif"));
  town.round_at("2026-11-03T01:00:00Z");
  EXPECT_EQ(town.outcomes("kataloget"), "applied applied failed");
  EXPECT_EQ(town.outcomes(kHr), "applied applied applied");
  ASSERT_EQ(town.troubles.size(), 1U);
  EXPECT_THAT(town.troubles[0], HasSubstr("kataloget: "));
  town.round_at("2026-11-03T01:00:45Z");
  EXPECT_EQ(town.outcomes("kataloget"), "applied applied failed");
  town.round_at("2026-11-03T01:01:00Z");
  EXPECT_EQ(town.outcomes("kataloget"), "applied applied failed failed");
  test::write_file(town.file("kataloget.ldif"), entries);
  town.round_at("2026-11-03T01:03:00Z");
  EXPECT_EQ(town.outcomes("kataloget"), "applied applied failed failed applied");
}

TEST(Rounds, APullThatIsTooLargeWaitsInQuarantineAndIsNotReadAgainUntilItsTime) {
  TownRounds town(RoundParts::Pulls::on);
  const std::string rows = test::read_file(town.file(kHrFile));
  test::write_file(town.file(kHrFile), rows.substr(0, rows.find('\n', rows.size() / 2) + 1));
  const auto known = [&] { return town.reviews().now()->graph.persons.size(); };
  const auto before = known();
  town.round_at("2026-11-03T01:00:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied quarantined");
  EXPECT_EQ(known(), before);
  town.round_at("2026-11-03T07:00:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied quarantined");
}

TEST(Rounds, EachSourceHasItsOwnTimeAndNeverIsNever) {
  TownRounds town(
      RoundParts::Pulls::on, nullptr,
      "\n[schedule]\npull = \"never\"\n[schedule.sources]\nhr = \"every 30 minutes\"\n");
  town.round_at("2026-11-02T07:29:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied");
  town.round_at("2026-11-02T07:30:00Z");
  EXPECT_EQ(town.outcomes(kHr), "applied applied applied");
  town.round_at("2026-11-04T07:30:00Z");
  EXPECT_EQ(town.outcomes("kataloget"), "applied applied");
}

TEST(Rounds, EveryUseOfTheEmergencyAccountIsMailedOnce) {
  const test::MailServer server;
  TownRounds town(RoundParts::Pulls::off, &server);
  town.round();
  EXPECT_TRUE(server.mails().empty());
  review::must(review::organisation::note(town.reviews().enter(), audit::Kind::break_glass_used,
                                          "Personale/P0003", {{"peer", "10.1.2.3"}}, town.now));
  town.round();
  town.round();
  auto mails = server.mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_NE(mails[0].text.find("10.1.2.3"), std::string::npos) << mails[0].text;
  review::must(review::organisation::note(town.reviews().enter(), audit::Kind::break_glass_used,
                                          "Personale/P0003", {{"peer", "10.9.9.9"}}, town.now));
  town.round();
  EXPECT_EQ(server.mails().size(), 2U);
}

TEST(Rounds, FindWhatPeopleArrangeWithoutWaitingForAReading) {
  TownRounds town(RoundParts::Pulls::off);
  const auto mutual = [&] {
    int found = 0;
    for (const auto& one : review::must(town.store().findings(store::Store::Which::open))) {
      found += one.finding.code == "REVIEW_RECIPROCAL" ? 1 : 0;
    }
    return found;
  };
  const review::Authority administrator = town.as("Personale/P0005");
  review::must(review::campaigns::open(
      town.reviews().enter(administrator),
      {"Efterår", "manager", core::parse_date("2026-12-01").value()}, town.now));
  town.round();
  EXPECT_EQ(mutual(), 0);
  const auto arrange = [&](const char* leader, const char* deputy, const char* from,
                           const char* to) {
    core::Deputyship wish;
    wish.leader = leader;
    wish.deputy = deputy;
    wish.from = core::parse_date(from).value();
    wish.to = core::parse_date(to).value();
    wish.reason = "ferie";
    review::must(
        review::organisation::arrange_deputy(town.reviews().enter(administrator), wish, town.now));
  };
  arrange("Personale/P0071", "Personale/P0078", "2026-11-02", "2026-11-08");
  arrange("Personale/P0078", "Personale/P0071", "2026-11-09", "2026-11-15");
  town.round();
  EXPECT_EQ(mutual(), 1);
}

}  // namespace
}  // namespace rettesnor
