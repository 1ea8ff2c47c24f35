// What a mail says to its reader.
#include "review/mail/mail_text.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "words/error.h"
#include "words/words.h"

namespace rettesnor::review {
namespace {

using words::Language;
using words::Word;

int open_in(const OpenList& list) {
  return std::max(0, list.items - list.answered);
}

std::string left_in(Language language, const OpenList& list) {
  const std::string items = std::to_string(list.items);
  if (open_in(list) == 0) return say(language, Word::mail_left_sign, {{"items", items}});
  return say(language, Word::mail_left_open,
             {{"open", std::to_string(open_in(list))}, {"items", items}});
}

std::string subject_of(const DueMail& mail, Language language, core::Date today) {
  int open = 0;
  for (const MailLine& line : mail.lines) open += open_in(line.list);
  const core::Date deadline = mail.lines.front().list.deadline;
  const bool is_overdue = deadline < today;
  Word word = is_overdue ? Word::mail_subject_overdue : Word::mail_subject_open;
  if (open == 0) word = is_overdue ? Word::mail_subject_overdue_sign : Word::mail_subject_sign;
  return say(language, word, {{"n", std::to_string(open)}, {"deadline", core::show(deadline)}});
}

std::string line_text(Language language, const MailLine& line) {
  Word word = Word::mail_own;
  if (line.why == MailLine::Why::on_behalf) word = Word::mail_on_behalf;
  if (line.why == MailLine::Why::escalated) word = Word::mail_escalated;
  return say(language, word,
             {{"reviewer", line.list.reviewer_name}, {"left", left_in(language, line.list)}});
}

}  // namespace

MailText digest_text(const DueMail& mail, const std::string& reader_name,
                     const Letterhead& letterhead, core::Date today) {
  const Language language = letterhead.language;
  MailText text;
  text.subject = subject_of(mail, language, today);
  text.body = say(language, Word::mail_greeting, {{"name", reader_name}}) + "\n\n" +
              say(language, Word::mail_intro) + "\n";
  std::optional<core::CampaignId> campaign;
  for (const MailLine& line : mail.lines) {
    const OpenList& list = line.list;
    if (campaign != list.campaign) {
      campaign = list.campaign;
      text.body +=
          "\n" +
          say(language, list.deadline < today ? Word::mail_campaign_overdue : Word::mail_campaign,
              {{"campaign", list.campaign_name}, {"deadline", core::show(list.deadline)}}) +
          "\n";
    }
    text.body += "- " + line_text(language, line) + "\n";
  }
  text.body += "\n" + say(language, Word::mail_link, {{"url", letterhead.base_url}}) + "\n" +
               say(language, Word::mail_silence) + "\n\n" +
               say(language, Word::mail_footer, {{"municipality", letterhead.municipality}}) + "\n";
  return text;
}

MailText not_opened_text(const std::string& campaign, const core::Error& why,
                         const std::string& reader_name, const Letterhead& letterhead) {
  const Language language = letterhead.language;
  MailText text;
  text.subject = say(language, Word::mail_refused_subject, {{"campaign", campaign}});
  text.body = say(language, Word::mail_greeting, {{"name", reader_name}}) + "\n\n" +
              say(language, Word::mail_refused_why, {{"campaign", campaign}}) + "\n- " +
              core::printable(words::sentence(why, language), 1000) + "\n\n" +
              say(language, Word::mail_refused_next, {{"url", letterhead.base_url}}) + "\n\n" +
              say(language, Word::mail_footer, {{"municipality", letterhead.municipality}}) + "\n";
  return text;
}

MailText owner_question_text(const std::string& account, const std::string& asked_by,
                             const std::string& question, const std::string& reader_name,
                             const Letterhead& letterhead) {
  const Language language = letterhead.language;
  MailText text;
  text.subject = say(language, Word::mail_owner_subject, {{"account", account}});
  text.body = say(language, Word::mail_greeting, {{"name", reader_name}}) + "\n\n" +
              say(language, Word::mail_owner_what, {{"account", account}, {"who", asked_by}}) +
              "\n- " + core::printable(question, 1000) + "\n\n" +
              say(language, Word::mail_link, {{"url", letterhead.base_url}}) + "\n\n" +
              say(language, Word::mail_footer, {{"municipality", letterhead.municipality}}) + "\n";
  return text;
}

MailText emergency_text(const std::string& when, const std::string& peer,
                        const std::string& reader_name, const Letterhead& letterhead) {
  const Language language = letterhead.language;
  MailText text;
  text.subject = say(language, Word::mail_emergency_subject, {{"when", when}});
  text.body = say(language, Word::mail_greeting, {{"name", reader_name}}) + "\n\n" +
              say(language, Word::mail_emergency_what, {{"when", when}, {"peer", peer}}) + "\n\n" +
              say(language, Word::mail_emergency_next, {{"url", letterhead.base_url}}) + "\n\n" +
              say(language, Word::mail_footer, {{"municipality", letterhead.municipality}}) + "\n";
  return text;
}

}  // namespace rettesnor::review
