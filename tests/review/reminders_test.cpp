// Which mails are due, by the state of things and never by the moment of asking.
#include "review/mail/reminders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "review/mail/mail_text.h"
#include "tests/support/town_builder.h"

namespace rettesnor::review {
namespace {

using core::MailState;
using test::day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

OpenList list(const std::string& reviewer, std::int64_t campaign = 1) {
  OpenList list;
  list.campaign = core::CampaignId{campaign};
  list.campaign_name = "Efterår";
  list.opened = day("2026-11-01");
  list.deadline = day("2026-12-01");
  list.reviewer = reviewer;
  list.reviewer_name = reviewer;
  list.leader = "boss";
  list.items = 10;
  list.answered = 4;
  return list;
}

/// What mails of these dues look like once they were sent, or are in another state.
std::vector<core::Mail> written(const std::vector<DueMail>& due,
                                MailState state = MailState::sent) {
  std::vector<core::Mail> mails;
  for (const DueMail& one : due) {
    core::Mail mail;
    mail.person = one.person;
    mail.about = one.about;
    mail.state = state;
    mails.push_back(mail);
  }
  return mails;
}

std::vector<std::string> readers(const std::vector<DueMail>& due) {
  std::vector<std::string> names;
  for (const DueMail& mail : due) names.push_back(mail.person);
  return names;
}

/// Every mail from `from` to `to`, when somebody looks each day: "2026-11-11 lea days_20".
std::vector<std::string> course(const std::vector<OpenList>& lists, const char* from,
                                const char* to, const std::set<std::string>& days_off = {}) {
  std::vector<core::Mail> mails;
  std::vector<std::string> told;
  for (core::Date today = day(from); today <= day(to); today += core::Days(1)) {
    if (days_off.contains(core::to_iso(today))) continue;
    const auto due = due_mails(lists, mails, today);
    for (const DueMail& mail : due) {
      told.push_back(core::to_iso(today) + " " + mail.person + " " + mail.about.front().step);
    }
    for (core::Mail& mail : written(due)) mails.push_back(std::move(mail));
  }
  return told;
}

TEST(Reminders, ComeAtTheOpeningThenByTheDeadlineThenToTheLeader) {
  EXPECT_THAT(
      course({list("lea")}, "2026-11-01", "2027-01-31"),
      ElementsAre("2026-11-01 lea opening", "2026-11-11 lea days_20", "2026-11-21 lea days_10",
                  "2026-11-28 lea days_3", "2026-12-06 lea overdue", "2026-12-08 boss escalated",
                  "2026-12-08 lea escalated"));
}

TEST(Reminders, AShortCampaignSkipsTheStepsBeforeItsOpening) {
  OpenList late = list("lea");
  late.opened = day("2026-11-21");  // the day of the tenth last
  EXPECT_THAT(course({late}, "2026-11-21", "2026-12-02"),
              ElementsAre("2026-11-21 lea opening", "2026-11-28 lea days_3"));
}

TEST(Reminders, AnOutageOverTwoStepsGivesOneMailForTheNewest) {
  std::set<std::string> off;
  for (core::Date d = day("2026-11-21"); d <= day("2026-11-29"); d += core::Days(1)) {
    off.insert(core::to_iso(d));
  }
  EXPECT_THAT(course({list("lea")}, "2026-11-15", "2026-12-02", off),
              ElementsAre("2026-11-15 lea days_20", "2026-11-30 lea days_3"));
}

TEST(Reminders, DaysAreCountedByTheCalendarOverYearEndLeapDayAndSummerTime) {
  OpenList list_over_new_year = list("lea");
  list_over_new_year.opened = day("2026-12-01");
  list_over_new_year.deadline = day("2027-01-05");
  EXPECT_THAT(course({list_over_new_year}, "2026-12-01", "2027-01-06"),
              ElementsAre("2026-12-01 lea opening", "2026-12-16 lea days_20",
                          "2026-12-26 lea days_10", "2027-01-02 lea days_3"));
  OpenList over_leap_day = list("lea");
  over_leap_day.opened = day("2028-02-01");
  over_leap_day.deadline = day("2028-03-05");
  EXPECT_THAT(course({over_leap_day}, "2028-02-10", "2028-03-03"),
              ElementsAre("2028-02-10 lea opening", "2028-02-14 lea days_20",
                          "2028-02-24 lea days_10", "2028-03-02 lea days_3"));
  // The local day decides, and it has 23 or 25 hours when the clocks change.
  const core::LocalZone& zone = test::copenhagen();
  OpenList summer = list("lea");
  summer.opened = day("2027-03-01");
  summer.deadline = day("2027-03-31");
  const auto step_at = [&](const char* moment) {
    return newest_step(summer, zone.date_of(test::moment(moment)));
  };
  EXPECT_EQ(step_at("2027-03-27T22:59:59Z"), Step::days_10);
  EXPECT_EQ(step_at("2027-03-27T23:00:00Z"), Step::days_3) << "28 March begins in winter time";
  summer.deadline = day("2027-04-01");
  EXPECT_EQ(step_at("2027-03-28T21:59:59Z"), Step::days_10);
  EXPECT_EQ(step_at("2027-03-28T22:00:00Z"), Step::days_3) << "29 March begins in summer time";
}

TEST(Reminders, OneDigestTellsOfAllCampaignsAndIsDueWhenAnyIs) {
  OpenList second = list("lea", 2);
  second.opened = day("2026-11-05");
  second.deadline = day("2026-12-20");
  const auto first_mails = written(due_mails({list("lea")}, {}, day("2026-11-05")));
  const auto due = due_mails({list("lea"), second}, first_mails, day("2026-11-05"));
  ASSERT_THAT(readers(due), ElementsAre("lea"));
  EXPECT_EQ(due[0].lines.size(), 2U);
  EXPECT_THAT(due[0].about, ElementsAre(core::MailAbout{2, "lea", "opening"}));
}

TEST(Reminders, WhoeverStandsInHearsItTooAndAsWhat) {
  OpenList with_deputy = list("lea");
  with_deputy.deputies = {"dan"};
  const auto due = due_mails({with_deputy}, {}, day("2026-11-01"));
  ASSERT_THAT(readers(due), ElementsAre("dan", "lea"));
  EXPECT_EQ(due[0].lines[0].why, MailLine::Why::on_behalf);
  EXPECT_EQ(due[1].lines[0].why, MailLine::Why::own);
}

TEST(Reminders, WhoIsFinishedHearsNothing) {
  EXPECT_THAT(due_mails({}, {}, day("2026-11-28")), IsEmpty());
  core::Mail waiting;
  waiting.person = "lea";
  waiting.about = {{1, "lea", "days_3"}};
  EXPECT_FALSE(still_needed(waiting, {}));
  EXPECT_FALSE(still_needed(waiting, {list("bob")}));
  EXPECT_TRUE(still_needed(waiting, {list("lea")}));
}

TEST(Reminders, ANewMailTellsWhatAWaitingOneWouldHave) {
  OpenList second = list("lea", 2);
  second.deadline = day("2026-12-08");
  const auto waiting = written(due_mails({list("lea")}, {}, day("2026-11-14")), MailState::queued);
  EXPECT_THAT(due_mails({list("lea")}, waiting, day("2026-11-14")), IsEmpty());
  const auto due = due_mails({list("lea"), second}, waiting, day("2026-11-18"));
  ASSERT_EQ(due.size(), 1U);
  EXPECT_THAT(due[0].about, ElementsAre(core::MailAbout{1, "lea", "days_20"},
                                        core::MailAbout{2, "lea", "days_20"}));
}

TEST(Reminders, AFailedMailIsNotWrittenAgainForTheSameStepButADroppedOneIs) {
  const auto due = due_mails({list("lea")}, {}, day("2026-11-12"));
  const auto again = [&](MailState state) {
    return due_mails({list("lea")}, written(due, state), day("2026-11-12")).size();
  };
  EXPECT_EQ(again(MailState::failed), 0U);
  EXPECT_EQ(again(MailState::sent), 0U);
  EXPECT_EQ(again(MailState::dropped), 1U);
}

TEST(MailText, TellsCountsDeadlineAndWhereToGo) {
  OpenList behalf = list("Jens Bro");
  behalf.answered = 10;
  DueMail mail{"lea",
               {{list("lea"), Step::days_3, MailLine::Why::own},
                {behalf, Step::days_3, MailLine::Why::on_behalf}},
               {}};
  const Letterhead head{.municipality = "Lilleby Kommune", .base_url = "https://r.example/"};
  const MailText danish = digest_text(mail, "Lea Li", head, day("2026-11-28"));
  EXPECT_EQ(danish.subject, "Attestering: 6 rettigheder venter på svar, frist 01.12.2026");
  EXPECT_THAT(danish.body, HasSubstr("Hej Lea Li\n"));
  EXPECT_THAT(danish.body, HasSubstr("- Din liste: 6 af 10 rettigheder mangler svar.\n"));
  EXPECT_THAT(danish.body, HasSubstr("- På vegne af Jens Bro: alle 10 rettigheder har et svar"));
  EXPECT_THAT(danish.body, HasSubstr("https://r.example/\n"));
  const Letterhead english{words::Language::english, "Lilleby Kommune", "https://r.example/"};
  const MailText late = digest_text(mail, "Lea Li", english, day("2026-12-06"));
  EXPECT_EQ(late.subject,
            "Access review: the deadline 01.12.2026 is past, 6 rights have no answer");
  EXPECT_THAT(late.body, Not(HasSubstr("Hej")));
}

TEST(MailText, ANameWithALineEndStaysInItsLine) {
  OpenList evil = list("x");
  evil.campaign_name = "Efterår\r\nBcc: alle@example.dk";
  const MailText text = digest_text({"x", {{evil, Step::opening, MailLine::Why::own}}, {}}, "X\nY",
                                    {}, day("2026-11-01"));
  EXPECT_THAT(text.body, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(text.body, Not(HasSubstr("\nY")));
}

}  // namespace
}  // namespace rettesnor::review
