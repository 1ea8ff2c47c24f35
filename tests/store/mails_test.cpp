// Mails in the store: the intent first, each outcome after it, nothing changed afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/database.h"
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

using core::MailState;
using MailChoice = Store::MailChoice;

core::Mail mail(const std::string& person, const std::string& id) {
  using namespace std::string_literals;
  core::Mail mail;
  mail.message_id = id + "@m.dk";
  mail.person = person;
  mail.address = person + "@m.dk";
  mail.subject = "Attestering";
  mail.message = "From: x\r\n\r\nbytes \xFF\0 as they are"s;
  mail.queued_at = at(1);
  mail.about = {{2, "HR/lea", "opening"}, {1, "HR/bob", "days_3"}};
  return mail;
}
const audit::Event kTold{audit::Kind::mail_queued, "system", {{"person", "HR/lea"}}};

class Mails : public testing::Test {
 protected:
  Store open() {
    auto store = Store::open(path());
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }
  std::string path() const { return folder_.file("rettesnor.db"); }
  static core::Mail queued(Store& store, const std::string& id) {
    auto kept = store.queue_mail(mail("HR/lea", id), kTold);
    if (!kept) throw std::runtime_error(kept.error().message);
    return *kept;
  }
  test::ScratchFolder folder_{"mails"};
};

TEST_F(Mails, AreThereAfterARestartAsTheyWere) {
  {
    Store store = open();
    queued(store, "a");
  }
  Store store = open();
  const auto waiting = store.mails(MailChoice::waiting);
  ASSERT_TRUE(waiting && waiting->size() == 1);
  const core::Mail& kept = waiting->front();
  EXPECT_EQ(kept.message, mail("HR/lea", "a").message);
  EXPECT_EQ(kept.about, mail("HR/lea", "a").about);
  EXPECT_EQ(kept.message_id, "a@m.dk");
  EXPECT_EQ(kept.queued_at, at(1));
  EXPECT_EQ(kept.state, MailState::queued);
  EXPECT_EQ(*store.message_of_mail(kept.id), kept.message);
  EXPECT_EQ(store.message_of_mail(77).error().kind, core::ErrorKind::not_found);
}

TEST_F(Mails, OneMessageIdIsOneMail) {
  Store store = open();
  queued(store, "a");
  EXPECT_EQ(store.queue_mail(mail("HR/bob", "a"), kTold).error().kind, core::ErrorKind::conflict);
  EXPECT_EQ(store.mails(MailChoice::all)->size(), 1U);
  EXPECT_EQ(store.events(0, 10)->size(), 1U) << "no event of what did not happen";
}

TEST_F(Mails, WaitUntilAnOutcomeThatIsNotLater) {
  Store store = open();
  const core::Mail one = queued(store, "a");
  const core::Mail two = queued(store, "b");
  ASSERT_TRUE(store.note_mail(one.id, MailState::deferred, "452 full", kTold, at(2)));
  ASSERT_TRUE(store.note_mail(one.id, MailState::deferred, "452 still full", kTold, at(3)));
  EXPECT_EQ(store.mails(MailChoice::waiting)->size(), 2U);
  EXPECT_EQ(store.mails(MailChoice::waiting)->front().tries, 2);
  EXPECT_EQ(store.mails(MailChoice::waiting)->front().trouble, "452 still full");
  EXPECT_EQ(store.mails(MailChoice::waiting)->front().last_outcome, at(3));
  ASSERT_TRUE(store.note_mail(one.id, MailState::sent, "", kTold, at(4)));
  ASSERT_EQ(store.mails(MailChoice::waiting)->size(), 1U);
  EXPECT_EQ(store.mails(MailChoice::waiting)->front().id, two.id);
  EXPECT_EQ(store.mails(MailChoice::all)->front().state, MailState::sent);
}

TEST_F(Mails, AnOutcomeIsSettledOnceAndLeavesNoEventWhenItIsRefused) {
  Store store = open();
  const core::Mail one = queued(store, "a");
  ASSERT_TRUE(store.note_mail(one.id, MailState::failed, "550", kTold, at(2)));
  const auto events = store.events(0, 100)->size();
  EXPECT_FALSE(store.note_mail(one.id, MailState::sent, "", kTold, at(3)));
  EXPECT_FALSE(store.note_mail(99, MailState::sent, "", kTold, at(3))) << "no such mail";
  EXPECT_EQ(store.events(0, 100)->size(), events);
  EXPECT_EQ(store.mails(MailChoice::all)->front().trouble, "550");
}

TEST_F(Mails, WithoutAnAddressAMailIsKeptAsFailedFromTheStart) {
  Store store = open();
  core::Mail lost = mail("HR/lea", "a");
  lost.address.clear();
  lost.message.clear();
  lost.state = MailState::failed;
  lost.trouble = "no mail address is known";
  ASSERT_TRUE(store.queue_mail(lost, kTold));
  EXPECT_TRUE(store.mails(MailChoice::waiting)->empty());
  EXPECT_EQ(store.mails(MailChoice::all)->front().state, MailState::failed);
}

TEST_F(Mails, NothingOfThemIsEverChangedOrDeleted) {
  {
    Store store = open();
    const core::Mail one = queued(store, "a");
    ASSERT_TRUE(store.note_mail(one.id, MailState::deferred, "later", kTold, at(2)));
  }
  const auto connection = Connection::open(path());
  ASSERT_TRUE(connection);
  for (const std::string table : {"mail", "mail_about", "mail_outcome"}) {
    EXPECT_FALSE(execute(*connection, "DELETE FROM " + table)) << table;
  }
  EXPECT_FALSE(execute(*connection, "UPDATE mail SET address = 'x'"));
  EXPECT_FALSE(execute(*connection, "UPDATE mail_about SET step = 'x'"));
  EXPECT_FALSE(execute(*connection, "UPDATE mail_outcome SET outcome = 1"));
}

}  // namespace
}  // namespace rettesnor::store
