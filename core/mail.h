// A mail as it is kept: to whom, about which lists, exactly what was sent, and how it went.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

/// One list of a campaign that the mail speaks for, and which step of its reminding that was.
struct MailAbout {
  std::int64_t campaign = 0;  ///< 0: about no campaign
  std::string reviewer;       ///< whose list; key of a person
  std::string step;           ///< name of review::Step, "opening", "days_10", …
  friend bool operator==(const MailAbout&, const MailAbout&) = default;
};

enum class MailState : std::uint8_t {
  queued = 0,    ///< shall be sent, now or when it is tried again
  sent = 1,      ///< the mail server has taken it
  deferred = 2,  ///< tried, not now; an outcome only: the mail itself is queued
  failed = 3,    ///< will not arrive; `trouble` says why
  dropped = 4    ///< not sent: no longer needed, or a newer one says it all
};
constexpr auto names_for(const MailState*) {
  using enum MailState;
  return std::to_array<Named<MailState>>({
      {queued, "queued"},
      {sent, "sent"},
      {deferred, "deferred"},
      {failed, "failed"},
      {dropped, "dropped"},
  });
}

struct Mail {
  std::int64_t id = 0;
  std::string message_id;  ///< of the mail, the same at every try; unique
  std::string person;      ///< key of the reader
  std::string address;     ///< empty: none is known, and the mail has failed
  std::string subject;
  std::string message;  ///< exactly as sent (RFC 5322), or empty without an address
  Timestamp queued_at;
  std::vector<MailAbout> about;  ///< in the order of the mail
  // From its outcomes.
  MailState state = MailState::queued;
  int tries = 0;  ///< outcomes "deferred" so far
  std::optional<Timestamp> last_outcome;
  std::string trouble;  ///< of the newest outcome
};

}  // namespace rettesnor::core
