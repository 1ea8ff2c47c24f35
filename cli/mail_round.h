// Writes the mails that are due and sends those that wait.
#pragma once

#include <functional>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "policies/service_settings.h"
#include "review/mail_text.h"
#include "review/recertification.h"
#include "store/store.h"

namespace rettesnor::cli {

/// What mails are made of and go out through; all of it outlives the round.
struct PostOffice {
  store::Store& store;
  const review::Recertification& reviews;
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
  enum class End { done, stopped, limit, unreachable, refused, asked } end = End::done;
};

/// Nothing is written or sent while mails are stopped; when they start again, what is due then is.
/// `shall_end` is asked between two mails. An Error is one of the store or the password file: a
/// mail server that does not answer is an outcome.
core::Result<MailRound> run_mail_round(const PostOffice& office, core::Timestamp now,
                                       const std::function<bool()>& shall_end);

/// 5, 10, 20, … minutes, at most four hours, after so many tries.
std::chrono::minutes mail_back_off(int tries);

}  // namespace rettesnor::cli
