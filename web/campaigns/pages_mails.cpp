// The mails page: what went out, what waits, what failed and why.
#include <algorithm>

#include "web/campaigns/pages_campaigns.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
std::string mails_page(const Frame& frame, const review::MailBox& box) {
  const std::vector<review::MailView>& mails = box.mails;
  const Language language = frame.language;
  std::vector<View> views;
  for (const review::MailView& each : mails) {
    const core::Mail& mail = each.mail;
    views.push_back(View()
                        .exact("when", show_moment(frame, mail.queued_at))
                        .text("name", each.name)
                        .text("mail_address", mail.address)
                        .exact("state", say_first(language, word_of(mail)))
                        .text("subject", mail.subject)
                        .text("trouble", words::told(mail.trouble, language), 500));
  }
  const auto failed = std::count_if(mails.begin(), mails.end(), [](const auto& each) {
    return each.mail.state == core::MailState::failed;
  });
  View view = body_view(frame);
  view.flag("no_mails", mails.empty())
      .flag("are_stopped", box.traffic == review::MailBox::Traffic::stopped)
      .exact("failed_words", failed == 0 ? "" : say_count(language, Word::mails_failed, failed))
      .list("mails", std::move(views));
  return framed(frame, say(language, Word::mails), "mails", std::move(view));
}

}  // namespace rettesnor::web
