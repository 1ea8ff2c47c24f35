// Writes the mails that are due and sends those that wait.
#include "cli/mail_round.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "cli/mail_stop.h"
#include "connectors/curl_transfer.h"
#include "connectors/mail_message.h"
#include "core/digest.h"

namespace rettesnor::cli {
namespace {

using core::Mail;
using core::MailState;
using core::Result;
using core::Timestamp;

constexpr std::chrono::hours kGiveUpAfter{72};
constexpr int kMostUnreachable = 3;  // in a row: then it is the server, not the mailbox

audit::Event event_of(std::string_view kind, const Mail& mail, const std::string& detail = {}) {
  audit::Event event{std::string(kind), "system", {{"person", mail.person}}};
  event.facts["message_id"] = mail.message_id;
  if (!detail.empty()) event.facts["why"] = detail;
  std::string about;
  for (const core::MailAbout& one : mail.about) {
    about += (about.empty() ? "" : " ") + std::to_string(one.campaign) + "/" + one.step;
  }
  event.facts["about"] = about;
  return event;
}

Result<void> settle(const PostOffice& office, const Mail& mail, MailState outcome,
                    const std::string& detail, Timestamp now) {
  return office.store.note_mail(
      mail.id, outcome, detail,
      event_of("mail_" + std::string(core::name_of(outcome)), mail, detail), now);
}

/// The same mail gets the same id at every try; another mail another, also about the same.
std::string message_id_of(const Mail& mail, std::size_t number, const std::string& sender) {
  std::string told = std::to_string(number) + "\n" + mail.person + "\n";
  for (const core::MailAbout& about : mail.about) {
    told += std::to_string(about.campaign) + " " + about.reviewer + " " + about.step + "\n";
  }
  return core::to_hex(core::sha256(told), 16) + sender.substr(sender.find('@'));
}

class Round {
 public:
  Round(const PostOffice& office, Timestamp now, const std::function<bool()>& shall_end)
      : office_(office), now_(now), shall_end_(shall_end) {}

  Result<MailRound> run() {
    const bool stopped = TRY(note_stop());
    if (stopped) {
      round_.end = MailRound::End::stopped;
      return round_;
    }
    lists_ = TRY(office_.reviews.open_lists());
    all_ = TRY(office_.store.mails(store::Store::MailChoice::all));
    TRY(write_due());
    TRY(send_waiting());
    return round_;
  }

 private:
  /// The log tells once that mails were stopped, and once that they go out again.
  Result<bool> note_stop() {
    const auto why = mails_stopped(office_.data_folder);
    const auto stops = TRY(office_.store.events_about("mail_stopped", "", 1));
    const auto starts = TRY(office_.store.events_about("mail_started", "", 1));
    const std::int64_t stop = stops.empty() ? 0 : stops.front().sequence;
    const std::int64_t start = starts.empty() ? 0 : starts.front().sequence;
    if (why && stop <= start) {
      TRY(office_.store.append_event({"mail_stopped", "system", {{"why", *why}}}, now_));
    }
    if (!why && stop > start) {
      TRY(office_.store.append_event({"mail_started", "system", {}}, now_));
    }
    return why.has_value();
  }

  Result<void> write_due() {
    const core::Date today = office_.zone.date_of(now_);
    const auto due = review::due_mails(lists_, all_, today);
    std::vector<std::string> people;
    for (const review::DueMail& mail : due) people.push_back(mail.person);
    const auto readers = TRY(office_.reviews.addressees(people));
    for (std::size_t i = 0; i < due.size(); ++i) {
      const auto text = review::digest_text(due[i], readers[i].name, office_.letterhead, today);
      TRY(queue(due[i], readers[i], text));
    }
    return {};
  }

  Result<void> queue(const review::DueMail& due, const review::Addressee& reader,
                     const review::MailText& text) {
    Mail mail;
    mail.person = reader.key;
    mail.about = due.about;
    mail.message_id = message_id_of(mail, all_.size() + 1, office_.settings.sender);
    mail.subject = text.subject;
    mail.queued_at = now_;
    auto message = connectors::mail_message(
        {.message_id = mail.message_id,
         .sender = office_.settings.sender,
         .sender_name = office_.letterhead.municipality,
         .recipient = reader.address,
         .recipient_name = reader.name,
         .subject = text.subject,
         .text = text.body,
         .language = office_.letterhead.language == reconcile::Language::danish ? "da" : "en",
         .date = now_});
    if (message) {
      mail.address = reader.address;
      mail.message = std::move(*message);
    } else {
      mail.state = MailState::failed;
      mail.trouble = reader.address.empty() ? "no mail address is known" : message.error().message;
    }
    TRY(drop_older_of(reader.key));
    Mail kept = TRY(office_.store.queue_mail(
        mail, event_of(message ? "mail_queued" : "mail_failed", mail, mail.trouble)));
    ++(message ? round_.queued : round_.failed);
    all_.push_back(std::move(kept));
    return {};
  }

  /// A newer digest says all that an older one would.
  Result<void> drop_older_of(const std::string& person) {
    for (Mail& mail : all_) {
      if (mail.person == person && mail.state == MailState::queued) {
        TRY(drop(mail, "a newer mail says it all"));
      }
    }
    return {};
  }

  Result<void> drop(Mail& mail, const std::string& why) {
    TRY(settle(office_, mail, MailState::dropped, why, now_));
    mail.state = MailState::dropped;
    ++round_.dropped;
    return {};
  }

  /// Mails handed to the server, or tried, within the last hour.
  int tried_lately() const {
    return static_cast<int>(std::count_if(all_.begin(), all_.end(), [&](const Mail& mail) {
      const bool was_tried = mail.state == MailState::sent || mail.tries > 0;
      return was_tried && mail.last_outcome && *mail.last_outcome > now_ - std::chrono::hours(1);
    }));
  }

  Result<void> send_waiting() {
    auto waiting = TRY(office_.store.mails(store::Store::MailChoice::waiting));
    std::stable_sort(waiting.begin(), waiting.end(), [](const Mail& a, const Mail& b) {
      return std::tie(a.tries, a.id) < std::tie(b.tries, b.id);
    });
    if (waiting.empty()) return {};
    core::Secret password;
    if (!office_.settings.password_file.empty()) {
      password = TRY(core::Secret::from_file(office_.settings.password_file));
    }
    const connectors::MailServer server{.url = office_.settings.server,
                                        .user = office_.settings.user,
                                        .password = &password,
                                        .ca_file = office_.settings.ca_file};
    int left = std::min(office_.settings.per_run, office_.settings.per_hour - tried_lately());
    int unreachable = 0;
    for (Mail& mail : waiting) {
      if (!review::still_needed(mail, lists_)) {
        TRY(drop(mail, "nothing is missing any longer"));
        continue;
      }
      if (mail.last_outcome && now_ < *mail.last_outcome + mail_back_off(mail.tries)) continue;
      if (shall_end_ && shall_end_()) return ends(MailRound::End::asked);
      if (mails_stopped(office_.data_folder)) return ends(MailRound::End::stopped);
      if (left-- <= 0) return ends(MailRound::End::limit);
      const auto went = connectors::send_mail(
          server,
          {.sender = office_.settings.sender, .recipient = mail.address, .message = mail.message});
      TRY(note(mail, went));
      if (went) {
        unreachable = 0;
        continue;
      }
      if (went.error().kind == core::ErrorKind::unauthorized) return ends(MailRound::End::refused);
      if (went.error().kind == core::ErrorKind::unreachable && ++unreachable == kMostUnreachable) {
        return ends(MailRound::End::unreachable);
      }
    }
    return {};
  }

  Result<void> ends(MailRound::End end) {
    round_.end = end;
    return {};
  }

  Result<void> note(const Mail& mail, const Result<void>& went) {
    if (went) {
      ++round_.sent;
      return settle(office_, mail, MailState::sent, "", now_);
    }
    const core::Error& error = went.error();
    const bool may_help_later =
        error.kind == core::ErrorKind::unreachable || error.kind == core::ErrorKind::unauthorized;
    if (may_help_later && now_ - mail.queued_at < kGiveUpAfter) {
      ++round_.deferred;
      return settle(office_, mail, MailState::deferred, error.message, now_);
    }
    ++round_.failed;
    return settle(office_, mail, MailState::failed, error.message, now_);
  }

  const PostOffice& office_;
  Timestamp now_;
  const std::function<bool()>& shall_end_;
  MailRound round_;
  std::vector<review::OpenList> lists_;
  std::vector<Mail> all_;
};

}  // namespace

std::chrono::minutes mail_back_off(int tries) {
  if (tries <= 0) return std::chrono::minutes(0);
  return std::chrono::minutes(std::min(240, 5 << std::min(tries - 1, 6)));
}

Result<MailRound> run_mail_round(const PostOffice& office, Timestamp now,
                                 const std::function<bool()>& shall_end) {
  return Round(office, now, shall_end).run();
}

}  // namespace rettesnor::cli
