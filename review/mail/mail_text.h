// What a mail says to its reader: counts, deadlines and a link; never what right it is about.
#pragma once

#include <string>

#include "core/result.h"
#include "review/mail/reminders.h"
#include "words/language.h"

namespace rettesnor::review {

struct MailText {
  std::string subject;
  std::string body;  ///< lines ended by "\n"
};

/// What stays the same in all mails.
struct Letterhead {
  words::Language language = words::Language::danish;
  std::string municipality;
  std::string base_url;
};

MailText digest_text(const DueMail& mail, const std::string& reader_name,
                     const Letterhead& letterhead, core::Date today);

/// To a review administrator: a planned campaign could not be opened, and why.
MailText not_opened_text(const std::string& campaign, const core::Error& why,
                         const std::string& reader_name, const Letterhead& letterhead);

/// To who owns a system: IT asks about an account there.
MailText owner_question_text(const std::string& account, const std::string& asked_by,
                             const std::string& question, const std::string& reader_name,
                             const Letterhead& letterhead);

/// To a review administrator: the emergency account came in. `when` is shown as it is.
MailText emergency_text(const std::string& when, const std::string& peer,
                        const std::string& reader_name, const Letterhead& letterhead);

}  // namespace rettesnor::review
