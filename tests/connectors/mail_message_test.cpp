// A mail as bytes: what a mail program must understand, and what nobody may slip in.
#include "connectors/mail/mail_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/places.h"
#include "tests/support/scratch.h"

namespace rettesnor::connectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

MailMessage plain() {
  MailMessage mail;
  mail.message_id = "1f0c@maagesund.example";
  mail.sender = "rettesnor@maagesund.example";
  mail.sender_name = "Mågesund Kommune";
  mail.recipient = "lea@maagesund.example";
  mail.recipient_name = "Lea Ærø";
  mail.subject = "Attestering: 6 rettigheder venter på svar, frist 01.12.2026";
  mail.text = "Hej Lea Ærø\n\nBlåbærgrød = godt \n.\nfrom here on\n";
  mail.language = "da";
  mail.date = *core::parse_timestamp("2026-11-02T07:05:09Z");
  return mail;
}

std::string bytes_of(const MailMessage& mail) {
  const auto message = mail_message(mail);
  if (!message) throw std::runtime_error(message.error().message);
  return *message;
}

/// As Python's mail parser reads it.
nlohmann::json read_back(const std::string& message) {
  const test::ScratchFolder folder("mail_message");
  test::write_file(folder.path() / "1.eml", message);
  test::write_file(folder.path() / "1.json", "{}");
  const test::Ran ran =
      test::run({"/usr/bin/python3", test::source_path("tests/support/smtp/read.py").string(),
                 folder.path().string()});
  if (ran.exit_code != 0) throw std::runtime_error(ran.err);
  return nlohmann::json::parse(ran.out).at(0);
}

TEST(MailMessage, IsReadBackByAMailProgram) {
  const auto mail = read_back(bytes_of(plain()));
  EXPECT_EQ(mail.at("text"), plain().text);
  EXPECT_EQ(mail.at("subject"), plain().subject);
  EXPECT_EQ(mail.at("header_from"), "Mågesund Kommune <rettesnor@maagesund.example>");
  EXPECT_EQ(mail.at("header_to"), "Lea Ærø <lea@maagesund.example>");
  EXPECT_EQ(mail.at("id"), "<1f0c@maagesund.example>");
  EXPECT_TRUE(mail.at("defects").empty());
  EXPECT_THAT(bytes_of(plain()), HasSubstr("\r\nDate: Mon, 02 Nov 2026 07:05:09 +0000\r\n"));
  EXPECT_THAT(bytes_of(plain()), HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"));
}

const std::vector<std::string> kHeaders = {"From",
                                           "To",
                                           "Subject",
                                           "Date",
                                           "Message-ID",
                                           "MIME-Version",
                                           "Content-Type",
                                           "Content-Transfer-Encoding",
                                           "Content-Language",
                                           "Auto-Submitted",
                                           "X-Auto-Response-Suppress"};

TEST(MailMessage, ANameOrSubjectWithLineEndsAddsNoHeader) {
  for (const std::string evil :
       {"Lea\r\nBcc: alle@example.dk", "Lea\nBcc: alle@example.dk", "Lea\rBcc: a@example.dk",
        "Lea\r\n\r\nBody", "\" <a@example.dk>, \"", "=?utf-8?Q?=0D=0ABcc:_a@example.dk?=",
        "Lea\xE2\x80\xA8"
        "Bcc: a@example.dk"}) {
    MailMessage mail = plain();
    mail.sender_name = evil;
    mail.recipient_name = evil;
    mail.subject = evil;
    const auto read = read_back(bytes_of(mail));
    EXPECT_EQ(read.at("headers").get<std::vector<std::string>>(), kHeaders) << evil;
    EXPECT_EQ(read.at("text"), mail.text) << evil;
    EXPECT_THAT(read.at("header_to").get<std::string>(), HasSubstr("<lea@maagesund.example>"));
    EXPECT_EQ(std::ranges::count(read.at("header_to").get<std::string>(), '<'),
              1 + std::ranges::count(evil, '<'));
  }
}

TEST(MailMessage, AnAddressThatIsMoreThanAnAddressIsRefused) {
  EXPECT_TRUE(is_mail_address("lea.o'hara+x@skole.maagesund.example"));
  for (const std::string evil :
       {"", "lea", "@x.dk", "lea@", "lea@x.dk\r\nBcc: a@b.dk", "lea@x.dk, a@b.dk", "lea @x.dk",
        "<lea@x.dk>", "lea@x.dk>", "\"lea\"@x.dk", "-lea@x.dk", "lea@@x.dk", "læa@x.dk",
        "lea@x.dk\n", "lea@x.dk SIZE=1", ".lea@x.dk", "lea@-x.dk", "lea@x.dk."}) {
    EXPECT_FALSE(is_mail_address(evil)) << evil;
    MailMessage mail = plain();
    mail.recipient = evil;
    EXPECT_FALSE(mail_message(mail)) << evil;
    mail = plain();
    mail.sender = evil;
    EXPECT_FALSE(mail_message(mail)) << evil;
    mail = plain();
    mail.message_id = evil;
    EXPECT_FALSE(mail_message(mail)) << evil;
  }
}

RC_GTEST_PROP(MailMessage, WhateverItHoldsItIsShortLinesOfAscii, ()) {
  MailMessage mail = plain();
  mail.recipient_name = *rc::gen::string<std::string>();
  mail.subject = *rc::gen::string<std::string>();
  mail.text = *rc::gen::string<std::string>();
  const std::string bytes = bytes_of(mail);
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = bytes.find("\r\n", begin)) != std::string::npos;
       begin = end + 2) {
    RC_ASSERT(end - begin <= 78U);
  }
  RC_ASSERT(bytes.size() - begin <= 78U);
  const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool ends_line = bytes[i] == '\r' ? i + 1 < bytes.size() && bytes[i + 1] == '\n'
                                            : bytes[i] != '\n' || (i > 0 && bytes[i - 1] == '\r');
    RC_ASSERT(ends_line);
    RC_ASSERT(static_cast<unsigned char>(bytes[i]) < 0x7FU);
  }
  std::size_t headers = 1;
  for (std::size_t at = 0; (at = head.find("\r\n", at)) != std::string::npos; at += 2) {
    if (head[at + 2] != ' ') ++headers;
  }
  RC_ASSERT(headers == kHeaders.size());
}

}  // namespace
}  // namespace rettesnor::connectors
