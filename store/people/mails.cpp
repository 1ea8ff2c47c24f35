// Keeps mails as they are sent, and what became of them.
#include "core/mail.h"

#include <map>
#include <utility>

#include "store/columns.h"
#include "store/state.h"

namespace rettesnor::store {
namespace {

constexpr auto kMail =
    columns("mail", Column{"id", &core::Mail::id}, Column{"message_id", &core::Mail::message_id},
            Column{"person", &core::Mail::person}, Column{"address", &core::Mail::address},
            Column{"subject", &core::Mail::subject}, Column{"queued_at", &core::Mail::queued_at});
constexpr auto kWholeMail = with(kMail, Column{"message", &core::Mail::message, KeptAs::bytes});

core::Result<void> insert_about(const Writer& writer, const core::Mail& mail) {
  auto insert =
      TRY(writer.prepare("INSERT INTO mail_about (mail, place, campaign, reviewer, step) "
                         "VALUES (?1, ?2, ?3, ?4, ?5)"));
  std::int64_t place = 0;
  for (const core::MailAbout& about : mail.about) {
    insert.bind(1, mail.id)
        .bind(2, ++place)
        .bind(3, about.campaign)
        .bind_text(4, about.reviewer)
        .bind_text(5, about.step);
    TRY(insert.run());
  }
  return {};
}

core::Result<void> insert_outcome(const Writer& writer, std::int64_t mail, core::MailState outcome,
                                  const std::string& detail, core::Timestamp at) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO mail_outcome (mail, at, outcome, detail) VALUES (?1, ?2, ?3, ?4)"));
  insert.bind(1, mail)
      .bind(2, seconds_of(at))
      .bind(3, static_cast<std::int64_t>(outcome))
      .bind_text(4, detail);
  return insert.run();
}

/// `mails` by id, with what they are about.
core::Result<void> take_about(const Reader& reader, std::map<std::int64_t, core::Mail>& mails) {
  auto rows = TRY(
      reader.prepare("SELECT mail, campaign, reviewer, step FROM mail_about ORDER BY mail, place"));
  while (TRY(rows.step()) == Statement::Step::row) {
    const auto mail = mails.find(rows.integer(0));
    if (mail == mails.end()) continue;
    mail->second.about.push_back({rows.integer(1), text_at(rows, 2), text_at(rows, 3)});
  }
  return {};
}

core::Result<void> take_outcomes(const Reader& reader, std::map<std::int64_t, core::Mail>& mails) {
  auto rows = TRY(reader.prepare("SELECT mail, at, outcome, detail FROM mail_outcome ORDER BY id"));
  while (TRY(rows.step()) == Statement::Step::row) {
    const auto at = mails.find(rows.integer(0));
    if (at == mails.end()) continue;
    core::Mail& mail = at->second;
    const auto outcome = static_cast<core::MailState>(rows.integer(2));
    mail.last_outcome = moment_of(rows.integer(1));
    mail.trouble = text_at(rows, 3);
    if (outcome == core::MailState::deferred) {
      ++mail.tries;
    } else {
      mail.state = outcome;
    }
  }
  return {};
}

}  // namespace

core::Result<core::Mail> Store::queue_mail(core::Mail mail, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  const Writer& writer = write.writer();
  auto known = TRY(writer.prepare("SELECT 1 FROM mail WHERE message_id = ?1"));
  known.bind_text(1, mail.message_id);
  if (TRY(known.step()) == Statement::Step::row) {
    return core::fail(core::ErrorKind::conflict,
                      "The mail " + mail.message_id + " is in the queue already");
  }
  mail.id = TRY(writer.number("SELECT ifnull(max(id), 0) + 1 FROM mail"));
  TRY(insert_row(writer, kWholeMail, mail));
  TRY(insert_about(writer, mail));
  if (mail.state == core::MailState::failed) {
    TRY(insert_outcome(writer, mail.id, mail.state, mail.trouble, mail.queued_at));
  }
  TRY(std::move(write).commit({event, mail.queued_at}));
  return mail;
}

core::Result<void> Store::note_mail(std::int64_t mail, core::MailState outcome,
                                    const std::string& detail, const audit::Event& event,
                                    core::Timestamp at) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  TRY(insert_outcome(write.writer(), mail, outcome, detail, at));
  TRY(std::move(write).commit({event, at}));
  return {};
}

core::Result<std::vector<core::Mail>> Store::mails(MailChoice choice) const {
  const std::lock_guard lock(state_->mutex);
  const Reader& reader = state_->connection;
  std::vector<core::Mail> kept;
  if (choice == MailChoice::waiting) {
    auto rows = TRY(select_rows(reader, kWholeMail,
                                "WHERE NOT EXISTS (SELECT 1 FROM mail_outcome WHERE "
                                "mail = mail.id AND outcome <> 2) ORDER BY id"));
    kept = TRY(read_rows(kWholeMail, std::move(rows)));
  } else {
    auto rows = TRY(select_rows(reader, kMail, "ORDER BY id"));
    kept = TRY(read_rows(kMail, std::move(rows)));
  }
  std::map<std::int64_t, core::Mail> found;
  for (core::Mail& mail : kept) found.emplace(mail.id, std::move(mail));
  TRY(take_about(reader, found));
  TRY(take_outcomes(reader, found));
  std::vector<core::Mail> mails;
  for (auto& [id, mail] : found) mails.push_back(std::move(mail));
  return mails;
}

core::Result<std::string> Store::message_of_mail(std::int64_t mail) const {
  const std::lock_guard lock(state_->mutex);
  auto row = TRY(state_->connection.prepare("SELECT message FROM mail WHERE id = ?1"));
  row.bind(1, mail);
  if (TRY(row.step()) == Statement::Step::row) return text_at(row, 0);
  return core::fail(core::ErrorKind::not_found, "There is no mail " + std::to_string(mail));
}

}  // namespace rettesnor::store
