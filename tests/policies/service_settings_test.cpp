// [schedule], [mail] and [[campaign]]: what they mean, and what is refused with its line.
#include "policies/service_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rettesnor::policies {
namespace {

using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kTownWithSources =
    "[municipality]\nname = \"M\"\npolicies = \"p\"\n"
    "[[source]]\nname = \"hr\"\nkind = \"ldif\"\nsystem = \"P\"\npath = \"a\"\n"
    "[[source]]\nname = \"ad\"\nkind = \"ldif\"\nsystem = \"K\"\npath = \"b\"\n";
const std::string kMailText =
    "[mail]\nserver = \"smtp://mail.m.dk:587\"\nsender = \"r@m.dk\"\n"
    "base_url = \"https://r.m.dk/\"\n";

SettingsReading service_reading(const std::string& more) {
  return read_settings_text(kTownWithSources + more, "rettesnor.toml", "/etc/r");
}
std::vector<std::string> service_complaints(const std::string& more) {
  std::vector<std::string> out;
  for (const auto& c : service_reading(more).complaints) out.push_back(show(c));
  return out;
}

TEST(ServiceSettings, EachSourceHasItsOwnTimeElseTheCommonOneElseTwoAtNight) {
  const Settings none = service_reading("").settings;
  EXPECT_EQ(cadence_of(none, none.sources[0]), Cadence{.at = minutes(120)});
  const auto reading = service_reading(
      "[schedule]\npull = \"every 15 minutes\"\n[schedule.sources]\nHR = \"06:30\"\n");
  EXPECT_THAT(reading.complaints, IsEmpty());
  const Settings& s = reading.settings;
  EXPECT_EQ(cadence_of(s, s.sources[0]), Cadence{.at = minutes(390)});
  EXPECT_EQ(cadence_of(s, s.sources[1]), Cadence{.every = minutes(15)});
}

TEST(ServiceSettings, ATimeThatIsNoneAndASourceThatIsNotThereAreRefused) {
  EXPECT_THAT(
      service_complaints("[schedule]\npull = \"25:00\"\n"),
      ElementsAre(HasSubstr("rettesnor.toml:15: schedule.pull: is \"25:00\", but must be")));
  EXPECT_THAT(service_complaints("[schedule.sources]\nx = \"02:00\"\n"),
              ElementsAre(HasSubstr("there is no source \"x\"")));
}

TEST(ServiceSettings, MailIsOffUntilItIsToldAndItsFilesLieBesideTheSettings) {
  EXPECT_FALSE(mail_settings(service_reading("").settings));
  const auto mail = mail_settings(
      service_reading(kMailText + "password_file = \"pw\"\nca_file = \"/ca.pem\"\nper_run = 7\n")
          .settings);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->password_file, "/etc/r/pw");
  EXPECT_EQ(mail->ca_file, "/ca.pem");
  EXPECT_EQ(mail->per_run, 7);
  EXPECT_EQ(mail->per_hour, 300);
}

TEST(ServiceSettings, LeaversAreProposedUnlessTheFileSaysNo) {
  EXPECT_TRUE(order_settings(service_reading("").settings).propose_leavers);
  EXPECT_TRUE(order_settings(service_reading("[orders]\n").settings).propose_leavers);
  EXPECT_FALSE(order_settings(service_reading("[orders]\npropose_leavers = false\n").settings)
                   .propose_leavers);
  EXPECT_THAT(service_complaints("[orders]\npropose_leavers = \"nej\"\n"),
              ElementsAre(HasSubstr("orders")));
}

TEST(ServiceSettings, AMailServerWithoutTlsOrWithAPasswordInItIsRefused) {
  const auto with_server = [](const std::string& server) {
    return service_complaints("[mail]\nserver = \"" + server +
                              "\"\nsender = \"r@m.dk\"\nbase_url = \"https://r.m.dk/\"\n");
  };
  EXPECT_THAT(with_server("smtps://mail.m.dk:465"), IsEmpty());
  for (const char* wrong : {"http://mail.m.dk", "smtp://u:p@mail.m.dk", "mail.m.dk", "smtp://"}) {
    EXPECT_EQ(with_server(wrong).size(), 1U) << wrong;
  }
  EXPECT_THAT(service_complaints("[mail]\nserver = \"smtp://m\"\nsender = \"r@m.dk\"\n"
                                 "base_url = \"http://r.m.dk/\"\n"),
              ElementsAre(HasSubstr("mail.base_url")));
  EXPECT_THAT(service_complaints("[mail]\nserver = \"smtp://m\"\nsender = \"r@m.dk\"\n"
                                 "base_url = \"http://127.0.0.1:8080/\"\n"),
              IsEmpty());
  EXPECT_THAT(service_complaints("[mail]\nserver = \"smtp://m\"\nsender = \"R <r@m.dk>\"\n"
                                 "base_url = \"https://r.m.dk/\"\n"),
              ElementsAre(HasSubstr("mail.sender")));
}

TEST(ServiceSettings, PlannedCampaignsAreReadAndTwoOfOneNameRefused) {
  const std::string plan =
      "[[campaign]]\nname = \"Halvårlig\"\nfirst_deadline = \"2026-12-01\"\nevery_months = 6\n";
  const auto plans = campaign_templates(service_reading(plan).settings);
  ASSERT_EQ(plans.size(), 1U);
  EXPECT_EQ(plans[0].lead_days, 30);
  EXPECT_EQ(core::to_iso(plans[0].first_deadline), "2026-12-01");
  EXPECT_THAT(service_complaints(plan + plan),
              ElementsAre(HasSubstr("campaign[1].name: stands twice")));
  EXPECT_THAT(service_complaints("[[campaign]]\nname = \"x\"\nfirst_deadline = \"2026-02-30\"\n"
                                 "every_months = 6\n"),
              ElementsAre(HasSubstr("there is no such day")));
}

}  // namespace
}  // namespace rettesnor::policies
