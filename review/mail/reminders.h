// Which mails are due now: worked out from the state of the campaigns and the mails that were
// written, never from the exact moment of asking.
#pragma once

#include <string>
#include <vector>

#include "core/mail.h"
#include "review/mail/open_lists.h"

namespace rettesnor::review {

/// The steps of reminding, in their order.
enum class Step : std::uint8_t {
  opening,  ///< the day when the campaign opened
  days_20,  ///< 20 days before the deadline; also those below, when they come after the opening
  days_10,
  days_3,
  overdue,   ///< 5 days after the deadline
  escalated  ///< 7 days after it: her leader is told
};
std::string_view name_of(Step step);  ///< "opening", …

/// The newest step that has come by `today`.
Step newest_step(const OpenList& list, core::Date today);

/// One list as a mail tells of it.
struct MailLine {
  OpenList list;
  Step step;
  enum class Why {
    own,        ///< the reader is asked
    on_behalf,  ///< the reader stands in for who is asked
    escalated   ///< the reader leads who has not answered
  } why;
};

/// One digest for one reader, over all campaigns.
struct DueMail {
  std::string person;           ///< key of the reader
  std::vector<MailLine> lines;  ///< by deadline, campaign, reviewer
  /// What this mail settles: lists whose newest step this reader was not told of; also those of an
  /// older mail that still waits, which this one replaces.
  std::vector<core::MailAbout> about;
};

/// `lists`: all that are open. `mails`: all that were written; a dropped one does not count. A list
/// that several steps have passed since anybody looked (an outage) gives one mail, for the newest
/// step. By person.
std::vector<DueMail> due_mails(const std::vector<OpenList>& lists,
                               const std::vector<core::Mail>& mails, core::Date today);

/// Does a mail that waits still say something true: is one of the lists that it is about open, with
/// the same reader?
bool still_needed(const core::Mail& mail, const std::vector<OpenList>& lists);

}  // namespace rettesnor::review
