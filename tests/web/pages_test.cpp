// What pages say and what their forms send.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "audit/kinds.h"
#include "tests/web/sample_views.h"
#include "web/access/pages_access.h"
#include "web/answers/pages_review.h"
#include "web/auditing/pages_auditor.h"
#include "web/campaigns/pages_campaigns.h"
#include "web/findings/pages_findings.h"
#include "web/parts/addresses.h"
#include "web/sign_in/pages_sign_in.h"

namespace rettesnor::web {
namespace {

using test::Flavour;

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++n;
  return n;
}

std::string review_html(const review::ReviewPage& page,
                        const std::optional<Problem>& problem = std::nullopt) {
  return review_page(test::sample_frame(Language::danish), page, problem);
}

TEST(ReviewPage, TellsWhereSheIsAndWhatIsLeft) {
  const std::string html = review_html(test::sample_review(Flavour::full));
  EXPECT_NE(html.find("Person 3 af 17"), std::string::npos);
  EXPECT_NE(html.find("2 af 9 besvaret"), std::string::npos);
  EXPECT_NE(html.find("12.10.2026 (±14 dage)"), std::string::npos);
  EXPECT_NE(html.find("aldrig brugt"), std::string::npos);
  EXPECT_NE(html.find("4 af 12 kolleger i enheden har den"), std::string::npos);
}

TEST(ReviewPage, OffersTheGreenRowsThatAreStillOpen) {
  const std::string html = review_html(test::sample_review(Flavour::full));
  EXPECT_NE(html.find("Behold alle de grønne (5)"), std::string::npos);
  EXPECT_EQ(count(html, "name=\"row\""), 5U);
}

TEST(ReviewPage, OffersNothingOnceTheListIsSigned) {
  review::ReviewPage page = test::sample_review(Flavour::full);
  page.signed_off = true;
  const std::string html = review_html(page);
  EXPECT_EQ(html.find("name=\"answer\""), std::string::npos);
  EXPECT_EQ(html.find("name=\"row\""), std::string::npos);
  EXPECT_NE(html.find("Svarene ligger fast"), std::string::npos);
}

TEST(ReviewPage, LeadsOnToTheNextOpenRow) {
  const review::ReviewPage page = test::sample_review(Flavour::full);
  const std::string html = review_html(page);
  // Rows 2 and 3 are answered: row 1 is followed by row 4.
  EXPECT_NE(html.find("/review/answer#" + row_anchor(page.rows[4].entitlement_key)),
            std::string::npos);
}

TEST(ReviewPage, PutsAProblemOnItsRow) {
  const review::ReviewPage page = test::sample_review(Flavour::full);
  const std::string html =
      review_html(page, Problem{400, "Skriv hvorfor.", page.rows[0].entitlement_key});
  EXPECT_EQ(count(html, "Skriv hvorfor."), 1U);
  EXPECT_EQ(html.find("id=\"problem\""), std::string::npos);
}

TEST(ReviewPage, GivesOnePressOneKey) {
  review::ReviewPage page = test::sample_review(Flavour::full);
  const auto key = [](const std::string& html) {
    return html.substr(html.find("name=\"key\" value=\"") + 18, 32);
  };
  const std::string first = key(review_html(page));
  EXPECT_EQ(first, key(review_html(page)));
  page.rows[0].seen = std::string(64, 'd');
  EXPECT_NE(first, key(review_html(page)));
}

TEST(StartPage, SaysADeadlineInWords) {
  const auto pages = test::sample_pages(Language::danish, Flavour::full);
  const auto start = std::find_if(pages.begin(), pages.end(),
                                  [](const auto& page) { return page.name == "start"; });
  ASSERT_NE(start, pages.end());
  const std::string& html = start->html;
  EXPECT_NE(html.find("17 dage tilbage"), std::string::npos);
  EXPECT_NE(html.find("er overskredet med 2 dage"), std::string::npos);
}

TEST(DecisionsCsv, HoldsNoFormula) {
  auto lines = test::sample_decisions(Flavour::hostile);
  lines[0].decision.comment = test::hostile_texts()[0];
  const std::string csv =
      decisions_csv(test::sample_frame(Language::danish), test::sample_campaign(), lines);
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
  EXPECT_EQ(csv.find("\"=HYPER"), std::string::npos);
  EXPECT_NE(csv.find("\"'=HYPERLINK(\"\"http://x\"\""), std::string::npos);
  EXPECT_EQ(csv.find('\0'), std::string::npos);
}

TEST(DecisionsCsv, QuotesEveryFormulaSign) {
  for (const char* sign : {"=1", "+1", "-1", "@a", "\tx", "\rx", "  =1", "＝1"}) {
    auto lines = test::sample_decisions(Flavour::full);
    lines.resize(1);
    lines[0].decision.comment = sign;
    const std::string csv =
        decisions_csv(test::sample_frame(Language::danish), test::sample_campaign(), lines);
    EXPECT_NE(csv.find("\"'" + std::string(sign)), std::string::npos) << sign;
  }
}

TEST(Addresses, EncodeWhatComesFromOutside) {
  EXPECT_EQ(encode("hr/P 1&x=å"), "hr%2FP%201%26x%3D%C3%A5");
  EXPECT_EQ(review_address(core::CampaignId{7}, "a/b", "c"),
            "/review?campaign=7&reviewer=a%2Fb&subject=c");
}

TEST(StaticFiles, AreWhatPagesAskForAndNothingElse) {
  for (const char* path : {"/static/rettesnor.css", "/static/dkfds.css", "/static/rettesnor.js",
                           "/static/favicon.svg", "/static/plex-400.woff2"}) {
    const auto file = static_file(path);
    ASSERT_TRUE(file) << path;
    EXPECT_FALSE(file->bytes.empty()) << path;
  }
  EXPECT_FALSE(static_file("/static/../rettesnor.toml"));
  EXPECT_EQ(static_file("/static/dkfds.css")->bytes.find("url(../"), std::string_view::npos);
}

TEST(ReviewPage, SaysWhoElseDecidesAndAsksForOneCommentOnTheGreen) {
  const std::string html = review_html(test::sample_review(Flavour::full));
  EXPECT_NE(html.find("To svarer om denne: også Palle Nørregaard."), std::string::npos);
  EXPECT_NE(html.find("Du svarer for systemet."), std::string::npos);
  EXPECT_NE(html.find("Palle Nørregaard svarede: Beholdes"), std::string::npos);
  EXPECT_EQ(count(html, "id=\"green-c\" name=\"comment\" maxlength=\"1000\" required"), 1U);
}

TEST(ReviewPage, AnAnswerFollowsTheNewestOfEitherSeat) {
  review::ReviewPage page = test::sample_review(Flavour::full);
  page.rows[0].version = 7;
  EXPECT_EQ(count(review_html(page), "name=\"version\" value=\"7\""), 1U);
}

TEST(BoardPage, OfAClosedCampaignSaysWhoClosedItAndWhy) {
  for (const auto& page : test::sample_pages(Language::danish, Flavour::full)) {
    if (page.name != "board-closed") continue;
    EXPECT_NE(page.html.find("af Agnete Friis."), std::string::npos);
    EXPECT_NE(page.html.find("Mangler den anden"), std::string::npos);
    return;
  }
  FAIL() << "no such sample";
}

TEST(SignInPage, SaysWhatEachPersonaMay) {
  review::PersonView persona;
  persona.name = "Agnete Friis";
  persona.holds = {"leader", "review_administrator"};
  web::Frame frame = test::sample_frame(Language::danish);
  frame.demo = true;
  SignInOffer offer;
  offer.personas = {persona};
  const std::string html = sign_in_page(frame, offer, std::nullopt);
  EXPECT_NE(html.find("Leder · Attesteringsadministrator"), std::string::npos);
}

TEST(LogPage, SaysEveryKindOfEventInWordsAndOneOfANewerProgramByName) {
  const auto told = [](Language language, std::string_view kind) {
    core::LoggedEvent event;
    event.sequence = 1;
    event.kind = std::string(kind);
    event.bytes = "{}";
    event.hash = std::string(32, 'x');
    const std::string page = log_page(test::sample_frame(language), {event}, {});
    const std::size_t end = page.find("<br><span class=\"code\">" + event.kind);
    const std::size_t begin = page.rfind('>', end - 1) + 1;
    return std::regex_replace(page.substr(begin, end - begin), std::regex("&#39;|&apos;"), "'");
  };
  for (const audit::KindRow& row : audit::kinds()) {
    EXPECT_EQ(told(Language::danish, row.name), row.danish);
    EXPECT_EQ(told(Language::english, row.name), row.english);
  }
  EXPECT_EQ(told(Language::english, "of_a_newer_program"), "of_a_newer_program");
}

}  // namespace
}  // namespace rettesnor::web
