// Mails to a real mail server: when it takes them, when it does not, and when they are stopped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "review/answers/answers.h"
#include "review/organisation/persons.h"
#include "service/mail_round.h"
#include "service/mail_stop.h"
#include "tests/review/order_words.h"
#include "tests/support/error_words.h"
#include "tests/support/mail_server.h"

namespace rettesnor {
namespace {

using core::MailState;
using review::later;
using service::MailRound;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr int kDay = 24;
/// Hours from kMonday (2026-11-02 08:00) to noon of the day `before` the deadline 2026-12-01.
constexpr int before(int days) {
  return (29 - days) * kDay + 4;
}

/// The small town with one campaign (lea is asked about ada and bob; boss about lea; adm about
/// boss), and a mail server.
class Mailed {
 public:
  explicit Mailed(const test::Town& town = review::small_town(),
                  test::MailServer::Tls tls = test::MailServer::Tls::demanded)
      : server(tls), stage(town) {
    settings.server = server.url();
    settings.sender = "rettesnor@maagesund.example";
    settings.user = test::MailServer::user();
    settings.password_file = server.password_file();
    settings.ca_file = server.ca_file();
    settings.base_url = "https://rettesnor.maagesund.example/";
  }

  MailRound round(int hours, const std::function<bool()>& shall_end = nullptr) {
    const review::Letterhead head{.municipality = "Mågesund Kommune",
                                  .base_url = settings.base_url};
    const service::PostOffice office{stage.store(), stage.review(), test::copenhagen(),
                                     settings,      head,           data.path().string()};
    return review::must(service::run_mail_round(office, later(hours), shall_end));
  }
  /// "lea sent", in the order of writing.
  std::vector<std::string> states() {
    std::vector<std::string> told;
    for (const core::Mail& mail :
         review::must(stage.store().mails(store::Store::MailChoice::all))) {
      told.push_back(mail.person.substr(3) + " " + std::string(name_of(mail.state)) +
                     (mail.state == MailState::queued && mail.tries > 0 ? " again" : ""));
    }
    return told;
  }
  std::vector<std::string> recipients() const {
    std::vector<std::string> told;
    for (const test::TakenMail& mail : server.mails()) {
      told.insert(told.end(), mail.recipients.begin(), mail.recipients.end());
    }
    return told;
  }
  void finish(const std::string& reviewer, core::CampaignId campaign) {
    std::vector<std::string> subjects;
    for (const auto& subject :
         review::must(review::answers::task(stage.review().look(stage.as(reviewer)), campaign,
                                            review::key_of(reviewer), later(2)))
             .subjects) {
      subjects.push_back(subject.subject.ref);
    }
    for (const std::string& subject : subjects) {
      for (const auto& row : stage.page(reviewer, campaign, subject).rows) {
        review::must(stage.answers(reviewer, campaign, subject, row.ref));
      }
    }
    review::must(review::answers::sign_off(stage.review().enter(stage.as(reviewer)), campaign,
                                           review::key_of(reviewer), later(4)));
  }

  test::MailServer server;
  review::Stage stage;
  policies::MailSettings settings;
  test::ScratchFolder data;
};

/// The small town with another boss and lea, whose accounts tell no mail.
test::Town town_with(const test::Person& boss, const test::Person& lea) {
  const auto member = [](const std::string& id) {
    return test::account(id, "K").employee_no("n-" + id).member_of("G");
  };
  return test::Town().with(
      test::unit("Top").led_by("n-boss"), test::unit("Team").under("Top").led_by("n-lea"),
      test::unit("Side").under("Top"), boss, lea, test::person("ada").employed("Team"),
      test::person("adm").employed("Side"), test::group("G", "K"), member("boss"), member("lea"),
      member("ada"), test::account("adm", "K").employee_no("n-adm"),
      review::appointed_as("Attesteringsadministrator", "adm"));
}

std::string mail_of(const std::string& person) {
  return person + "@example.test";
}

TEST(MailRound, GoesOutEncryptedAndSaysHowMuchByWhenAndWhere) {
  Mailed town;
  town.stage.open();
  const MailRound round = town.round(2);
  EXPECT_EQ(round.sent, 3);
  const auto mails = town.server.mails();
  ASSERT_EQ(mails.size(), 3U);
  for (const test::TakenMail& mail : mails) {
    EXPECT_TRUE(mail.was_encrypted);
    EXPECT_TRUE(mail.was_authenticated);
    EXPECT_EQ(mail.sender, "rettesnor@maagesund.example");
    EXPECT_EQ(mail.from, "Mågesund Kommune <rettesnor@maagesund.example>");
    EXPECT_THAT(mail.text, HasSubstr("https://rettesnor.maagesund.example/"));
    EXPECT_THAT(mail.text, HasSubstr("01.12.2026"));
  }
  EXPECT_THAT(town.states(), ElementsAre("adm sent", "boss sent", "lea sent"));
  EXPECT_THAT(mails[2].text, HasSubstr("Din liste: 3 af 3 rettigheder mangler svar."));
  EXPECT_EQ(town.round(2).sent, 0) << "once";
}

TEST(MailRound, IsInTheLanguageThatTheReaderChoseLast) {
  Mailed town;
  town.stage.open();
  review::must(
      review::organisation::choose_language(town.stage.review().enter(town.stage.as("lea")), "da"));
  review::must(
      review::organisation::choose_language(town.stage.review().enter(town.stage.as("lea")), "en"));
  town.round(2);
  const auto mails = town.server.mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_THAT(mails[2].text, HasSubstr("Your list: 3 of 3 rights have no answer."));
  EXPECT_THAT(mails[2].message, HasSubstr("Content-Language: en"));
  EXPECT_THAT(mails[1].text, HasSubstr("Din liste"));
  EXPECT_FALSE(
      review::organisation::choose_language(town.stage.review().enter(town.stage.as("lea")), "xx"));
}

TEST(MailRound, WhoOwnsASystemIsToldOnceOfEachQuestion) {
  Mailed town(review::order_town().with(test::account("scan", "K").member_of("G")));
  const auto lines =
      review::must(review::accounts::orphans(town.stage.review().look(town.stage.as("ida"))));
  const auto scan = std::find_if(lines.begin(), lines.end(), [](const auto& line) {
    return line.orphan.account.ref == "K/scan";
  });
  ASSERT_NE(scan, lines.end());
  EXPECT_EQ(town.round(1).queued, 0);
  review::must(review::accounts::ask_owner(town.stage.review().enter(town.stage.as("ida")),
                                           scan->orphan.account.key, "Hvad er den til?", later(1)));
  EXPECT_EQ(town.round(2).sent, 1);
  EXPECT_THAT(town.recipients(), ElementsAre(mail_of("own")));
  const auto mails = town.server.mails();
  EXPECT_THAT(mails.front().subject, HasSubstr("K/scan"));
  EXPECT_THAT(mails.front().text, HasSubstr("Hvad er den til?"));
  EXPECT_EQ(town.round(3).queued, 0) << "once";
}

TEST(MailRound, AQuestionThatWasAnsweredMeanwhileIsNotMailed) {
  Mailed town(review::order_town().with(test::account("scan", "K").member_of("G")));
  std::string scan;
  for (const auto& line :
       review::must(review::accounts::orphans(town.stage.review().look(town.stage.as("ida"))))) {
    if (line.orphan.account.ref == "K/scan") scan = line.orphan.account.key;
  }
  const auto question = review::must(review::accounts::ask_owner(
      town.stage.review().enter(town.stage.as("ida")), scan, "Hvad er den til?", later(1)));
  const int limit = std::exchange(town.settings.per_run, 0);
  EXPECT_EQ(town.round(2).queued, 1);
  town.settings.per_run = limit;
  review::must(review::accounts::answer_as_owner(
      town.stage.review().enter(town.stage.as("own")),
      {question.id, core::OwnerVerdict::unknown, std::nullopt, "aner det ikke"}, later(3)));
  const MailRound round = town.round(4);
  EXPECT_EQ(round.sent, 0);
  EXPECT_EQ(round.dropped, 1);
}

TEST(MailRound, WhatIsKeptIsWhatWasSent) {
  Mailed town;
  town.stage.open();
  town.round(2);
  const auto taken = town.server.mails();
  const auto kept = review::must(town.stage.store().mails(store::Store::MailChoice::all));
  ASSERT_EQ(taken.size(), kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(review::must(town.stage.store().message_of_mail(kept[i].id)), taken[i].message);
    EXPECT_EQ("<" + kept[i].message_id + ">", taken[i].message_id);
  }
}

TEST(MailRound, WhoIsFinishedGetsNothingMore) {
  Mailed town;
  const auto campaign = town.stage.open();
  town.round(2);
  town.finish("lea", campaign);
  town.server.forget();
  town.round(before(10));
  EXPECT_THAT(town.recipients(), UnorderedElementsAre(mail_of("adm"), mail_of("boss")));
}

TEST(MailRound, ADeputyGetsItTooMarkedOnBehalf) {
  Mailed town;
  town.stage.deputy("lea", "bob");
  town.stage.open();
  town.round(2);
  for (const test::TakenMail& mail : town.server.mails()) {
    if (mail.recipients.front() != mail_of("bob")) continue;
    EXPECT_THAT(mail.text, HasSubstr("På vegne af lea: 3 af 3"));
    return;
  }
  FAIL() << "nothing came to the deputy";
}

TEST(MailRound, AServerThatWasDownOverTwoStepsGivesOneDigestOnItsReturn) {
  Mailed town;
  town.stage.open();
  town.round(2);
  town.round(before(20));
  town.server.forget();
  town.server.stop();
  const MailRound down = town.round(before(10));
  EXPECT_EQ(down.sent, 0);
  EXPECT_EQ(down.deferred, 3);
  town.round(before(10) + 1);
  town.round(before(3));
  town.server.start();
  for (int minutes = 0; minutes < 10; ++minutes) town.round(before(3) + 4 + minutes);
  EXPECT_THAT(town.recipients(),
              UnorderedElementsAre(mail_of("adm"), mail_of("boss"), mail_of("lea")));
}

TEST(MailRound, ACrashBetweenIntentAndOutcomeSendsTheSameMailAgain) {
  Mailed town;
  town.stage.open();
  // The process ends after the intent: nothing was tried.
  town.round(2, [] { return true; });
  EXPECT_THAT(town.states(), ElementsAre("adm queued", "boss queued", "lea queued"));
  const auto intended = review::must(town.stage.store().mails(store::Store::MailChoice::all));
  town.stage.restart(3);
  EXPECT_EQ(town.round(3).sent, 3);
  const auto taken = town.server.mails();
  for (std::size_t i = 0; i < taken.size(); ++i) {
    EXPECT_EQ(taken[i].message_id, "<" + intended[i].message_id + ">");
  }
}

TEST(MailRound, AWrongPasswordIsTriedOnceARoundAndNothingIsLost) {
  Mailed town;
  town.settings.password_file = town.server.wrong_password_file();
  town.stage.open();
  const MailRound round = town.round(2);
  EXPECT_EQ(round.end, MailRound::End::refused);
  EXPECT_EQ(round.deferred, 1) << "the others would be refused as well";
  EXPECT_THAT(town.states(), ElementsAre("adm queued again", "boss queued", "lea queued"));
  town.settings.password_file = town.server.password_file();
  EXPECT_EQ(town.round(3).sent, 3);
}

TEST(MailRound, AFullMailboxIsTriedLaterAndAnUnknownOneIsKeptAsFailed) {
  Mailed town(town_with(test::person("boss").mail("unknown@maagesund.example").employed("Top"),
                        test::person("lea").mail("full@maagesund.example").employed("Team")));
  town.stage.open();
  const MailRound round = town.round(2);
  EXPECT_EQ(round.failed, 1);
  EXPECT_EQ(round.deferred, 1);
  EXPECT_EQ(round.sent, 1);
  EXPECT_THAT(town.states(), ElementsAre("adm sent", "boss failed", "lea queued again"));
  const auto mails = review::must(town.stage.store().mails(store::Store::MailChoice::all));
  EXPECT_THAT(mails[1].trouble, HasSubstr("550"));
  EXPECT_THAT(mails[2].trouble, HasSubstr("452"));
  town.round(2);
  EXPECT_EQ(review::must(town.stage.store().mails(store::Store::MailChoice::all))[2].tries, 1)
      << "not before the back-off";
  town.round(3);
  EXPECT_EQ(review::must(town.stage.store().mails(store::Store::MailChoice::all))[2].tries, 2);
  town.round(3 * kDay + 3);
  EXPECT_THAT(town.states(), ElementsAre("adm sent", "boss failed", "lea failed"));
}

TEST(MailRound, WithoutTlsNothingIsSent) {
  Mailed town(review::small_town(), test::MailServer::Tls::absent);
  town.stage.open();
  const MailRound round = town.round(2);
  EXPECT_EQ(round.sent, 0);
  EXPECT_EQ(round.deferred, 3);
  EXPECT_THAT(town.server.mails(), IsEmpty());
}

TEST(MailRound, ACertificateOfSomebodyElseIsNotBelieved) {
  Mailed town;
  const test::MailServer other;
  town.settings.ca_file = other.ca_file();
  town.stage.open();
  EXPECT_EQ(town.round(2).sent, 0);
  EXPECT_THAT(town.server.mails(), IsEmpty());
}

TEST(MailRound, WhileStoppedNothingIsWrittenAndThenOnlyWhatIsDue) {
  Mailed town;
  town.stage.open();
  const std::string folder = town.data.path().string();
  review::must(service::stop_mails(folder, "forkert frist"));
  EXPECT_EQ(town.round(2).end, MailRound::End::stopped);
  town.round(before(20));
  town.round(before(10));
  EXPECT_THAT(town.states(), IsEmpty());
  EXPECT_THAT(town.server.mails(), IsEmpty());
  review::must(service::start_mails(folder));
  EXPECT_EQ(town.round(before(10) + 1).sent, 3);
  const auto stops =
      review::must(town.stage.store().events_about(audit::Kind::mail_stopped, "", 9));
  ASSERT_EQ(stops.size(), 1U) << "the log tells it once";
  EXPECT_THAT(stops[0].bytes, HasSubstr("forkert frist"));
  EXPECT_EQ(review::must(town.stage.store().events_about(audit::Kind::mail_started, "", 9)).size(),
            1U);
}

TEST(MailRound, AStopDuringARoundHoldsFromTheNextMailOn) {
  Mailed town;
  town.stage.open();
  const auto stop_after_the_first = [&] {
    if (!town.server.mails().empty()) {
      review::must(service::stop_mails(town.data.path().string(), "stop"));
    }
    return false;
  };
  EXPECT_EQ(town.round(2, stop_after_the_first).end, MailRound::End::stopped);
  EXPECT_EQ(town.server.mails().size(), 1U);
}

TEST(MailRound, NoMoreThanTheLimitsGoOutInARoundAndInAnHour) {
  Mailed town;
  town.settings.per_run = 1;
  town.settings.per_hour = 2;
  town.stage.open();
  EXPECT_EQ(town.round(2).end, MailRound::End::limit);
  EXPECT_EQ(town.server.mails().size(), 1U);
  town.round(2);
  town.round(2);
  EXPECT_EQ(town.server.mails().size(), 2U);
  town.round(4);
  EXPECT_EQ(town.server.mails().size(), 3U);
}

TEST(MailRound, WhoHasNoAddressIsListedAndTheOthersGetTheirs) {
  Mailed town(town_with(test::person("boss").employed("Top"),
                        test::person("lea").mail("").employed("Team")));
  town.stage.open();
  town.round(2);
  EXPECT_THAT(town.states(), ElementsAre("adm sent", "boss sent", "lea failed"));
  const auto mails = review::must(town.stage.store().mails(store::Store::MailChoice::all));
  EXPECT_EQ(test::english(mails[2].trouble), "no mail address is known");
}

TEST(MailRound, ANameWithALineEndSlipsNothingIn) {
  Mailed town(town_with(test::person("boss").employed("Top"),
                        test::person("lea")
                            .named("Lea\r\nBcc: alle@maagesund.example\r\n\r\nBody")
                            .employed("Team")));
  town.stage.open();
  EXPECT_EQ(town.round(2).sent, 3);
  for (const test::TakenMail& mail : town.server.mails()) {
    EXPECT_EQ(mail.recipients.size(), 1U);
    EXPECT_THAT(mail.message.substr(0, mail.message.find("\r\n\r\n")), Not(HasSubstr("\nBcc")));
    EXPECT_THAT(mail.text, Not(HasSubstr("\nBody")));
  }
}

}  // namespace
}  // namespace rettesnor
