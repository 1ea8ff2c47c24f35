// Writes the mails that are due and sends those that wait.
#include "service/mail_round.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "connectors/mail/mail_message.h"
#include "connectors/transport/curl_transfer.h"
#include "core/digest.h"
#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "review/desk.h"
#include "review/mail/mail_lists.h"
#include "service/mail_stop.h"
#include "service/run_detached.h"
#include "words/refusal.h"

namespace rettesnor::service {
namespace {

using core::Mail;
using core::MailState;
using core::Result;
using core::Timestamp;

constexpr std::chrono::hours kGiveUpAfter{72};
constexpr int kMostUnreachable = 3;  // in a row: then it is the server, not the mailbox

audit::Kind kind_of(MailState outcome) {
  switch (outcome) {
    case MailState::queued:
      return audit::Kind::mail_queued;
    case MailState::sent:
      return audit::Kind::mail_sent;
    case MailState::deferred:
      return audit::Kind::mail_deferred;
    case MailState::failed:
      return audit::Kind::mail_failed;
    case MailState::dropped:
      break;
  }
  return audit::Kind::mail_dropped;
}

audit::Event event_of(audit::Kind kind, const Mail& mail, const std::string& detail = {}) {
  audit::Event event{kind, "system", {{"person", mail.person}}};
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
  return office.store.note_mail(mail.id, outcome, detail, event_of(kind_of(outcome), mail, detail),
                                now);
}

/// The same mail gets the same id at every try; another mail another, also about the same.
std::string message_id_of(const Mail& mail, std::size_t number, const std::string& sender) {
  std::string told = std::to_string(number) + "\n" + mail.person + "\n";
  for (const core::MailAbout& about : mail.about) {
    told += std::to_string(about.campaign) + " " + about.reviewer + " " + about.step + "\n";
  }
  return core::to_hex(core::sha256(told), 16) + sender.substr(sender.find('@'));
}

constexpr std::string_view kOwnerQuestion = "owner_question ";

/// In the language that the reader chose on the pages, else in that of the settings.
Result<review::Letterhead> letterhead_for(const PostOffice& office, const std::string& reader) {
  review::Letterhead letterhead = office.letterhead;
  const std::string chosen = TRY(office.store.chosen_language(reader));
  letterhead.language = words::language_named(chosen).value_or(letterhead.language);
  return letterhead;
}

/// Keeps the intent; without an address that can be used it is kept as failed. `number`: of the
/// mail among all.
Result<Mail> queue_mail(const PostOffice& office, std::size_t number,
                        const std::vector<core::MailAbout>& about, const review::Addressee& reader,
                        const review::MailText& text, const review::Letterhead& letterhead,
                        Timestamp now) {
  Mail mail;
  mail.person = reader.key;
  mail.about = about;
  mail.message_id = message_id_of(mail, number, office.settings.sender);
  mail.subject = text.subject;
  mail.queued_at = now;
  auto message =
      connectors::mail_message({.message_id = mail.message_id,
                                .sender = office.settings.sender,
                                .sender_name = office.letterhead.municipality,
                                .recipient = reader.address,
                                .recipient_name = reader.name,
                                .subject = text.subject,
                                .text = text.body,
                                .language = std::string(words::short_name(letterhead.language)),
                                .date = now});
  if (message) {
    mail.address = reader.address;
    mail.message = std::move(*message);
  } else {
    mail.state = MailState::failed;
    mail.trouble = core::kept(
        reader.address.empty()
            ? words::refuse(core::ErrorKind::not_found, words::Refusal::mail_no_address).value()
            : message.error());
  }
  return office.store.queue_mail(mail, event_of(kind_of(mail.state), mail, mail.trouble));
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
    lists_ = TRY(review::mail::open_lists(office_.reviews.look()));
    all_ = TRY(office_.store.mails(store::Store::MailChoice::all));
    TRY(write_due());
    TRY(write_questions());
    TRY(send_waiting());
    return round_;
  }

 private:
  /// The log tells once that mails were stopped, and once that they go out again.
  Result<bool> note_stop() {
    const auto why = mails_stopped(office_.data_folder);
    const auto stops = TRY(office_.store.events_about(audit::Kind::mail_stopped, "", 1));
    const auto starts = TRY(office_.store.events_about(audit::Kind::mail_started, "", 1));
    const std::int64_t stop = stops.empty() ? 0 : stops.front().sequence;
    const std::int64_t start = starts.empty() ? 0 : starts.front().sequence;
    if (why && stop <= start) {
      TRY(office_.store.append_event({audit::Kind::mail_stopped, "system", {{"why", *why}}}, now_));
    }
    if (!why && stop > start) {
      TRY(office_.store.append_event({audit::Kind::mail_started, "system", {}}, now_));
    }
    return why.has_value();
  }

  Result<void> write_due() {
    const core::Date today = office_.zone.date_of(now_);
    const auto due = review::due_mails(lists_, all_, today);
    std::vector<std::string> people;
    for (const review::DueMail& mail : due) people.push_back(mail.person);
    const auto readers = TRY(review::mail::addressees(office_.reviews.look(), people));
    for (std::size_t i = 0; i < due.size(); ++i) {
      const auto letterhead = TRY(letterhead_for(office_, readers[i].key));
      const auto text = review::digest_text(due[i], readers[i].name, letterhead, today);
      TRY(drop_older_of(readers[i].key));
      TRY(queue(due[i].about, readers[i], text, letterhead));
    }
    return {};
  }

  /// One to each owner for each question; another owner is told as well.
  Result<void> write_questions() {
    const auto questions = TRY(review::accounts::owner_questions(office_.reviews.look()));
    for (const review::OwnerQuestionView& each : questions) {
      const core::MailAbout about{0, "",
                                  std::string(kOwnerQuestion) + std::to_string(each.question.id)};
      asked_.emplace(each.owner, about.step);
      const bool was_told = std::any_of(all_.begin(), all_.end(), [&](const Mail& mail) {
        return mail.person == each.owner && mail.about == std::vector{about};
      });
      if (was_told) continue;
      const auto reader =
          TRY(review::mail::addressees(office_.reviews.look(), {each.owner})).front();
      const auto letterhead = TRY(letterhead_for(office_, each.owner));
      const auto text = review::owner_question_text(each.orphan.account.ref, each.asked_by,
                                                    each.question.words, reader.name, letterhead);
      TRY(queue({about}, reader, text, letterhead));
    }
    return {};
  }

  Result<void> queue(const std::vector<core::MailAbout>& about, const review::Addressee& reader,
                     const review::MailText& text, const review::Letterhead& letterhead) {
    Mail kept = TRY(queue_mail(office_, all_.size() + 1, about, reader, text, letterhead, now_));
    ++(kept.state == MailState::failed ? round_.failed : round_.queued);
    all_.push_back(std::move(kept));
    return {};
  }

  /// A newer digest says all that an older one would.
  Result<void> drop_older_of(const std::string& person) {
    for (Mail& mail : all_) {
      const bool is_digest = !mail.about.empty() && mail.about.front().campaign != 0;
      if (is_digest && mail.person == person && mail.state == MailState::queued) {
        TRY(drop(mail, words::Refusal::mail_newer_says_all));
      }
    }
    return {};
  }

  /// A question that was answered, or is another's by now.
  bool is_settled(const Mail& mail) const {
    return std::any_of(mail.about.begin(), mail.about.end(), [&](const core::MailAbout& about) {
      return about.step.starts_with(kOwnerQuestion) && !asked_.contains({mail.person, about.step});
    });
  }

  Result<void> drop(Mail& mail, words::Refusal why) {
    const std::string kept = core::kept(words::code_of(why), {});
    TRY(settle(office_, mail, MailState::dropped, kept, now_));
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
    const auto password = std::make_shared<core::Secret>();
    if (!office_.settings.password_file.empty()) {
      *password = TRY(core::Secret::from_file(office_.settings.password_file));
    }
    int left = std::min(office_.settings.per_run, office_.settings.per_hour - tried_lately());
    int unreachable = 0;
    for (Mail& mail : waiting) {
      if (is_settled(mail) || !review::still_needed(mail, lists_)) {
        TRY(drop(mail, words::Refusal::mail_nothing_missing));
        continue;
      }
      if (mail.last_outcome && now_ < *mail.last_outcome + mail_back_off(mail.tries)) continue;
      if (shall_end_ && shall_end_()) return ends(MailRound::End::asked);
      if (mails_stopped(office_.data_folder)) return ends(MailRound::End::stopped);
      if (left-- <= 0) return ends(MailRound::End::limit);
      const auto answer = send(mail, password);
      if (!answer) return ends(MailRound::End::left_behind);
      const Result<void>& went = *answer;
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

  /// Empty when the program has to end while the mail is on its way.
  std::optional<Result<void>> send(const Mail& mail,
                                   const std::shared_ptr<core::Secret>& password) const {
    return run_detached<Result<void>>(
        [settings = office_.settings, password, mail] {
          return connectors::send_mail(
              {.url = settings.server,
               .user = settings.user,
               .password = password.get(),
               .ca_file = settings.ca_file},
              {.sender = settings.sender, .recipient = mail.address, .message = mail.message});
        },
        shall_end_);
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
      return settle(office_, mail, MailState::deferred, core::kept(error), now_);
    }
    ++round_.failed;
    return settle(office_, mail, MailState::failed, core::kept(error), now_);
  }

  const PostOffice& office_;
  Timestamp now_;
  const std::function<bool()>& shall_end_;
  MailRound round_;
  std::vector<review::OpenList> lists_;
  std::vector<Mail> all_;
  std::set<std::pair<std::string, std::string>> asked_;  ///< owner, and step of her question
};

}  // namespace

Result<void> write_notice(
    const PostOffice& office, Timestamp now, const std::string& step,
    const std::function<review::MailText(const std::string& reader_name,
                                         const review::Letterhead& letterhead)>& text) {
  if (mails_stopped(office.data_folder)) return {};
  auto all = TRY(office.store.mails(store::Store::MailChoice::all));
  const auto administrators = TRY(review::mail::review_administrators(office.reviews.look()));
  for (const review::Addressee& reader :
       TRY(review::mail::addressees(office.reviews.look(), administrators))) {
    const core::MailAbout about{0, "", step};
    const bool was_told = std::any_of(all.begin(), all.end(), [&](const Mail& mail) {
      return mail.person == reader.key &&
             std::find(mail.about.begin(), mail.about.end(), about) != mail.about.end();
    });
    if (was_told) continue;
    const review::Letterhead letterhead = TRY(letterhead_for(office, reader.key));
    all.push_back(TRY(queue_mail(office, all.size() + 1, {about}, reader,
                                 text(reader.name, letterhead), letterhead, now)));
  }
  return {};
}

std::chrono::minutes mail_back_off(int tries) {
  if (tries <= 0) return std::chrono::minutes(0);
  return std::chrono::minutes(std::min(240, 5 << std::min(tries - 1, 6)));
}

Result<MailRound> run_mail_round(const PostOffice& office, Timestamp now,
                                 const std::function<bool()>& shall_end) {
  return Round(office, now, shall_end).run();
}

}  // namespace rettesnor::service
