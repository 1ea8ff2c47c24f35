// The pages on the fixture town, as people with different roles ask for them.
#include <gtest/gtest.h>

#include <csignal>
#include <map>
#include <set>
#include <thread>

#include "tests/e2e/served_town.h"
#include "web/parts/addresses.h"
#include "web/routes.h"

namespace rettesnor {
namespace {

using test::Browser;
using test::field;
using test::location_of;
using test::RawClient;
using test::ServedTown;
using test::status_of;
using web::encode;

constexpr std::string_view kHerDeputy = "Personale/P0085";

class WebTown : public testing::Test {
 protected:
  /// Order 1 is asked for by the leader, about her deputy.
  static void SetUpTestSuite() {
    town = std::make_unique<ServedTown>([](const test::TownProgram& program) {
      const test::Ran asked =
          program.run({"orders", "request", "OmsorgsNet/mesor1", "OmsorgsNet:Medicin", "--by",
                       "Kataloget/coras", "--reason", "Ny opgave"});
      if (asked.exit_code != 0) throw std::runtime_error(asked.out + asked.err);
    });
  }
  static void TearDownTestSuite() { town.reset(); }
  static int port() { return town->port(); }
  static std::string leaders_list(std::string_view path) {
    return std::string(path) + "?campaign=1&reviewer=" + encode(test::kLeader);
  }
  /// The form of the first row on the leader's first page, without answer and token.
  static std::string first_row(Browser& browser) {
    return row_form(browser.get(leaders_list(web::kReview)));
  }
  static std::string row_form(const std::string& page) {
    const std::size_t at = page.find("action=\"/review/answer");
    std::string body;
    for (const char* name :
         {"campaign", "reviewer", "subject", "entitlement", "version", "seen", "key"}) {
      body += std::string(name) + "=" + encode(field(page, name, at)) + "&";
    }
    return body;
  }
  static std::unique_ptr<ServedTown> town;
};
std::unique_ptr<ServedTown> WebTown::town;

struct Actor {
  std::string name;
  std::string persona;
};
const std::vector<Actor> kActors = {
    {"anonymous", ""},
    {"employee", "Personale/P0004"},
    {"leader", std::string(test::kLeader)},
    {"other leader", "Personale/P0083"},
    {"deputy", std::string(kHerDeputy)},
    {"review administrator", "Personale/P0005"},
    {"IT", "Personale/P0037"},
    {"security lead", "Personale/P0003"},
    {"auditor", "Personale/P0010"},
};

using Row = std::vector<int>;  // in the order of kActors
const std::map<std::string, Row> kExpected = {
    {"GET /signin", {200, 303, 303, 303, 303, 303, 303, 303, 303}},
    {"POST /signin", {403, 403, 403, 403, 403, 403, 403, 403, 403}},
    // What the demonstration does not offer is not there.
    {"GET /signin/openid", {404, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"GET /signin/openid/back", {404, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"POST /signin/openid/ended", {404, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"POST /signin/directory", {404, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"POST /signin/emergency", {404, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"POST /signout", {303, 303, 303, 303, 303, 303, 303, 303, 303}},
    {"POST /language", {400, 400, 400, 400, 400, 400, 400, 400, 400}},
    {"GET /", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"GET /review", {303, 403, 200, 403, 200, 403, 403, 403, 403}},
    {"POST /review/answer", {303, 403, 400, 403, 400, 403, 403, 403, 403}},
    {"POST /review/green", {303, 403, 400, 403, 400, 403, 403, 403, 403}},
    {"POST /review/person", {303, 403, 400, 403, 400, 403, 403, 403, 403}},
    {"POST /review/forward", {303, 403, 400, 403, 400, 403, 403, 403, 403}},
    {"POST /review/consult", {303, 403, 400, 403, 400, 403, 403, 403, 403}},
    {"GET /review/picture", {303, 403, 200, 403, 200, 403, 403, 403, 403}},
    // The employee was asked by the leader.
    {"GET /consult", {303, 200, 403, 403, 403, 403, 403, 403, 403}},
    {"POST /consult", {303, 400, 403, 403, 403, 403, 403, 403, 403}},
    {"GET /task", {303, 403, 200, 403, 200, 403, 403, 403, 403}},
    {"POST /task/signoff", {303, 403, 409, 403, 409, 403, 403, 403, 403}},
    {"GET /deadlines.ics", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"GET /me", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"POST /me/handback", {303, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"POST /me/notme", {303, 404, 404, 404, 404, 404, 404, 404, 404}},
    {"GET /reports", {303, 403, 403, 403, 403, 200, 200, 200, 200}},
    {"GET /person", {303, 403, 200, 200, 200, 403, 200, 200, 200}},
    {"GET /findings", {303, 403, 403, 403, 403, 403, 200, 200, 200}},
    {"POST /findings/order", {303, 403, 403, 403, 403, 403, 400, 400, 403}},
    {"POST /person/cut", {303, 403, 403, 403, 403, 403, 400, 400, 403}},
    {"GET /orders", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"GET /order", {303, 403, 200, 200, 403, 200, 200, 200, 200}},
    {"POST /order/act", {303, 403, 400, 400, 403, 400, 400, 400, 400}},
    // The other leader owns the system; she would be heard once the order is approved.
    {"POST /order/done", {303, 403, 403, 409, 403, 403, 409, 403, 403}},
    {"GET /order/file", {303, 403, 404, 404, 403, 404, 404, 404, 404}},
    {"POST /orders/run", {303, 403, 403, 403, 403, 403, 200, 403, 403}},
    {"GET /orphans", {303, 403, 403, 403, 403, 403, 200, 200, 200}},
    {"POST /orphans/close", {303, 403, 403, 403, 403, 403, 400, 403, 403}},
    {"POST /orphans/link", {303, 403, 403, 403, 403, 403, 400, 403, 403}},
    {"POST /orphans/accept", {303, 403, 403, 403, 403, 403, 400, 403, 403}},
    {"POST /orphans/ask", {303, 403, 403, 403, 403, 403, 400, 403, 403}},
    {"GET /owned", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"POST /owned", {303, 400, 400, 400, 400, 400, 400, 400, 400}},
    {"POST /orders/brake", {303, 403, 403, 403, 403, 403, 400, 400, 403}},
    {"GET /deputies", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    // The security lead has a list: she owns a system in which some are privileged.
    {"POST /deputies", {303, 403, 400, 400, 403, 400, 403, 400, 403}},
    {"POST /deputies/end", {303, 403, 400, 400, 403, 400, 403, 400, 403}},
    {"GET /campaigns", {303, 200, 200, 200, 200, 200, 200, 200, 200}},
    {"GET /campaigns/new", {303, 403, 403, 403, 403, 200, 403, 403, 403}},
    {"POST /campaigns/new", {303, 403, 403, 403, 403, 400, 403, 403, 403}},
    {"POST /campaigns/close", {303, 403, 403, 403, 403, 400, 403, 403, 403}},
    {"GET /mails", {303, 403, 403, 403, 403, 200, 403, 403, 403}},
    {"GET /board", {303, 403, 403, 403, 403, 200, 403, 200, 200}},
    {"GET /audit/decisions", {303, 403, 403, 403, 403, 403, 403, 403, 200}},
    {"GET /audit/decisions.csv", {303, 403, 403, 403, 403, 403, 403, 403, 200}},
    {"GET /audit/decisions.xlsx", {303, 403, 403, 403, 403, 403, 403, 403, 200}},
    {"GET /audit/log", {303, 403, 403, 403, 403, 403, 403, 403, 200}},
    {"GET /audit/search", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/search.csv", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/search.xlsx", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/answer", {303, 403, 403, 403, 403, 403, 403, 404, 404}},
    {"GET /audit/population", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/population.csv", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/population.xlsx", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"GET /audit/then", {303, 403, 403, 403, 403, 403, 403, 200, 200}},
    {"POST /findings/note", {303, 403, 403, 403, 403, 403, 400, 400, 403}},
};

TEST_F(WebTown, EveryRouteLetsInWhomItShouldAndNobodyElse) {
  Browser leader(port(), test::kLeader);
  leader.get(web::kDeputies);
  ASSERT_EQ(
      status_of(leader.post(web::kDeputies, "leader=" + encode(test::kLeader) +
                                                "&deputy=" + encode(kHerDeputy) +
                                                "&from=2026-11-02&to=2026-11-30&reason=Ferie")),
      303)
      << leader.last;
  leader.get(leaders_list(web::kReview));
  const std::string subject = field(leader.last, "subject");
  ASSERT_EQ(
      status_of(leader.post(web::kConsult, first_row(leader) + "to=" + encode(kActors[1].persona) +
                                               "&text=Bruger+hun+den%3F")),
      303)
      << leader.last;
  std::set<std::string> walked;
  for (const web::Route& route : web::routes()) {
    const std::string name = std::string(route.method) + " " + std::string(route.path);
    walked.insert(name);
    const auto expected = kExpected.find(name);
    ASSERT_NE(expected, kExpected.end()) << name << " is new: say whom it is for";
    const std::string fields = "order=1&campaign=1&reviewer=" + encode(test::kLeader) +
                               "&subject=" + encode(subject) + "&person=" + encode(subject) +
                               "&what=left&id=1";
    for (std::size_t i = 0; i < kActors.size(); ++i) {
      Browser browser(port());
      if (kActors[i].persona.empty()) {
        browser.get(web::kSignIn);
      } else {
        browser = Browser(port(), kActors[i].persona);
        browser.get(web::kStart);
      }
      const std::string answer =
          route.method == "GET"
              ? browser.get(std::string(route.path) + "?" + fields)
              : browser.post(route.path,
                             route.path == web::kCloseCampaign ? "campaign=1&reason=" : fields);
      EXPECT_EQ(status_of(answer), expected->second[i]) << name << " for " << kActors[i].name;
    }
  }
  EXPECT_EQ(walked.size(), kExpected.size());
}

TEST_F(WebTown, ADeputyIsRefusedAboutHerselfWhateverTheFormSays) {
  Browser leader(port(), test::kLeader);
  leader.get(web::kDeputies);
  ASSERT_EQ(
      status_of(leader.post(web::kDeputies, "leader=" + encode(test::kLeader) +
                                                "&deputy=" + encode(kHerDeputy) +
                                                "&from=2026-11-02&to=2026-11-30&reason=Ferie")),
      303)
      << leader.last;
  Browser deputy(port(), kHerDeputy);
  const std::string own = leaders_list(web::kReview) + "&subject=" + encode(kHerDeputy);
  ASSERT_EQ(status_of(deputy.get(own)), 200);
  const std::string row = row_form(deputy.last);
  ASSERT_NE(row.find(encode(kHerDeputy)), std::string::npos);
  const std::string to = "to=" + encode("Personale/P0083") + "&text=Fordi";
  EXPECT_EQ(status_of(deputy.post(web::kAnswer, row + "answer=keep&comment=Fordi")), 403);
  EXPECT_EQ(status_of(deputy.post(web::kAnswerPerson, row + "what=left&reason=Fordi")), 403);
  EXPECT_EQ(status_of(deputy.post(web::kForward, row + to)), 403);
  EXPECT_EQ(status_of(deputy.post(web::kConsult, row + to)), 403);
  deputy.get(own);
  EXPECT_EQ(row_form(deputy.last).substr(0, row.find("&seen")), row.substr(0, row.find("&seen")));
}

TEST_F(WebTown, ADayBesideAnAnswerWithoutOneIsNotDropped) {
  Browser leader(port(), test::kLeader);
  const std::string row = first_row(leader);
  // Enter in the field of the day presses the first button of the form.
  EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=keep&until=2026-12-31&comment=x")),
            400);
}

TEST_F(WebTown, GreenRowsAreKeptTogetherOrNotAtAll) {
  Browser leader(port(), test::kLeader);
  const std::string page = leader.get(leaders_list(web::kReview));
  const std::size_t at = page.find("action=\"/review/green");
  ASSERT_NE(at, std::string::npos);
  std::string body;
  for (const char* name : {"campaign", "reviewer", "subject"}) {
    body += std::string(name) + "=" + encode(field(page, name, at)) + "&";
  }
  const std::string mark = "name=\"row\" value=\"";
  int rows = 0;
  for (std::size_t row = page.find(mark, at); row != std::string::npos;
       row = page.find(mark, row + 1)) {
    body += "row=" +
            encode(page.substr(row + mark.size(),
                               page.find('"', row + mark.size()) - row - mark.size())) +
            "&";
    ++rows;
  }
  ASSERT_GT(rows, 1);
  EXPECT_EQ(status_of(leader.post(web::kAnswerGreen, body + "comment=")), 400) << "no comment";
  EXPECT_EQ(status_of(leader.post(web::kAnswerGreen, body + "row=K|0|x|y&comment=Set")), 400);
  EXPECT_NE(leader.get(leaders_list(web::kReview)).find("action=\"/review/green"),
            std::string::npos)
      << "some were kept";
  EXPECT_EQ(status_of(leader.post(web::kAnswerGreen, body + "comment=Set+igennem")), 303);
  EXPECT_EQ(status_of(leader.post(web::kAnswerGreen, body + "comment=Set+igennem")), 303);
  const std::string after =
      leader.get(leaders_list(web::kReview) + "&subject=" + encode(field(page, "subject", at)));
  EXPECT_EQ(after.find("action=\"/review/green"), std::string::npos);
  EXPECT_NE(after.find("Set igennem"), std::string::npos);
}

TEST_F(WebTown, AnOrderIsApprovedInTheBrowserByAnotherThanWhoAskedForIt) {
  Browser asker(port(), test::kLeader);
  EXPECT_NE(asker.get("/orders").find("/order?order=1"), std::string::npos);
  asker.get("/order?order=1");
  EXPECT_EQ(asker.last.find("value=\"approve\""), std::string::npos)
      << "no button for what she may not";
  EXPECT_EQ(status_of(asker.post("/order/act", "order=1&deed=approve")), 403);
  Browser lead(port(), "Personale/P0003");
  lead.get("/order?order=1");
  EXPECT_NE(lead.last.find("value=\"approve\""), std::string::npos);
  EXPECT_EQ(status_of(lead.post("/order/act", "order=1&deed=approve&why=enig")), 303) << lead.last;
  EXPECT_EQ(status_of(lead.post("/order/act", "order=1&deed=approve")), 409);
  EXPECT_EQ(status_of(lead.post("/order/act", "order=1&deed=report&why=gjort")), 400);
  EXPECT_EQ(status_of(lead.post(web::kOrderDone, "order=1&why=gjort")), 403);
  EXPECT_EQ(status_of(lead.post("/order/act", "order=99&deed=approve")), 404);
}

TEST_F(WebTown, AFormWithoutItsTokenChangesNothing) {
  Browser leader(port(), test::kLeader);
  const std::string row = first_row(leader);
  const std::string token = std::exchange(leader.csrf, "");
  EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=keep")), 403);
  leader.csrf = Browser(port(), test::kLeader).csrf;
  EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=keep")), 403) << "another session's";
  leader.csrf = token;
  for (const char* header : {"Origin: http://evil.example\r\n", "Origin: null\r\n",
                             "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n"}) {
    EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=keep", header)), 403) << header;
  }
  EXPECT_EQ(first_row(leader).substr(0, row.find("&seen")), row.substr(0, row.find("&seen")));
}

TEST_F(WebTown, SignInGivesANewSessionAndSignOutEndsIt) {
  Browser browser(port());
  browser.get(web::kSignIn);
  const std::string before = browser.cookie;
  browser.post(web::kSignIn, "persona=" + encode(test::kLeader));
  const std::string during = browser.cookie;
  EXPECT_NE(before, during);
  Browser planted(port());
  planted.cookie = before;
  EXPECT_EQ(status_of(planted.get(web::kStart)), 303) << "the id from before sign-in is worthless";
  EXPECT_EQ(status_of(browser.get(web::kStart)), 200);
  browser.post(web::kSignOut, "");
  browser.cookie = during;
  EXPECT_EQ(status_of(browser.get(web::kStart)), 303);
}

TEST_F(WebTown, TheSameFormTwiceIsOneAnswerAndAnOldPageIsAConflict) {
  Browser leader(port(), test::kLeader);
  const std::string row = first_row(leader);
  ASSERT_EQ(status_of(leader.post(web::kAnswer, row + "answer=dont_know")), 303) << leader.last;
  EXPECT_EQ(location_of(leader.last).substr(0, 8), "/review?") << leader.last;
  EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=dont_know")), 303);
  EXPECT_EQ(status_of(leader.post(web::kAnswer, row + "answer=keep&comment=Nej")), 409);
  const std::size_t key = row.find("key=");
  const std::string other = row.substr(0, key) + "key=0123456789abcdef0123&";
  EXPECT_EQ(status_of(leader.post(web::kAnswer, other + "answer=dont_know")), 409)
      << "the page showed an older answer";
}

TEST_F(WebTown, AnotherPersonsKeyInAnOwnListIsNotFound) {
  Browser leader(port(), test::kLeader);
  EXPECT_EQ(status_of(leader.get(leaders_list(web::kReview) + "&subject=Personale%2FP0003")), 404);
  EXPECT_EQ(status_of(leader.get("/review?campaign=99&reviewer=" + encode(test::kLeader))), 404);
  EXPECT_EQ(status_of(leader.get("/review?campaign=x&reviewer=" + encode(test::kLeader))), 400);
}

TEST_F(WebTown, UnknownAddressesAndMethodsAreSaid) {
  Browser leader(port(), test::kLeader);
  EXPECT_EQ(status_of(leader.get("/nowhere")), 404);
  EXPECT_EQ(status_of(leader.get("/static/../web/server.h")), 404);
  EXPECT_EQ(status_of(leader.get(web::kAnswer)), 405);
  EXPECT_EQ(status_of(leader.get("/static/rettesnor.css")), 200);
}

TEST_F(WebTown, ASecondProgramOnTheStoreIsToldToWait) {
  EXPECT_EQ(town->program().run({"serve", "--demo", "--port", "0"}).exit_code, 8);
  EXPECT_EQ(town->program().run({"serve", "--port", "0"}).exit_code, 8);
}

TEST_F(WebTown, WithoutAWayToSignInItDoesNotStartAndTheDemoRefusesAnAddressOthersCanReach) {
  const test::TownProgram other;
  other.walk();
  EXPECT_EQ(other.run({"serve", "--port", "0"}).exit_code, 5);  // nobody could sign in
  EXPECT_EQ(other.run({"serve", "--demo", "--address", "0.0.0.0", "--port", "0"}).exit_code, 2);
}

TEST(ServeTown, EndsCleanlyWhenAsked) {
  ServedTown town;
  town.process().send(SIGTERM);
  EXPECT_TRUE(test::wait_until([&] { return !town.process().is_running(); }));
  EXPECT_FALSE(RawClient(town.port()).connected());
}

}  // namespace
}  // namespace rettesnor
