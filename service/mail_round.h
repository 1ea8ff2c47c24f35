// Writes the mails that are due and sends those that wait.
#pragma once

#include <functional>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "policies/service_settings.h"
#include "review/mail/mail_text.h"
#include "store/store.h"

namespace rettesnor::review {
class Desk;
}

namespace rettesnor::service {

/// What mails are made of and go out through; all of it outlives the round.
struct PostOffice {
  store::Store& store;
  const review::Desk& reviews;
  const core::LocalZone& zone;
  policies::MailSettings settings;
  review::Letterhead letterhead;
  std::string data_folder;
};

struct MailRound {
  int queued = 0;
  int sent = 0;
  int deferred = 0;
  int failed = 0;
  int dropped = 0;
  enum class End { done, stopped, limit, unreachable, refused, asked, left_behind } end = End::done;
};

/// Nothing is written or sent while mails are stopped; when they start again, what is due then is.
/// `shall_end` is asked before and during each; a mail that is on its way then has no outcome
/// (left_behind) and is sent again, with the same Message-ID. An Error is one of the store or the
/// password file: a mail server that does not answer is an outcome.
core::Result<MailRound> run_mail_round(const PostOffice& office, core::Timestamp now,
                                       const std::function<bool()>& shall_end);

/// Queues a notice to every review administrator who was not sent one of that `step` before; a
/// round sends it. `text` is asked for each, by name and in her language. Nothing is written while
/// mails are stopped.
core::Result<void> write_notice(
    const PostOffice& office, core::Timestamp now, const std::string& step,
    const std::function<review::MailText(const std::string& reader_name,
                                         const review::Letterhead& letterhead)>& text);

/// 5, 10, 20, … minutes, at most four hours, after so many tries.
std::chrono::minutes mail_back_off(int tries);

}  // namespace rettesnor::service
