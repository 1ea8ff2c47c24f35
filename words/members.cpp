// Finds the rows of members by their names.
#include "words/members.h"

namespace rettesnor::words {

Word named(std::string_view set, std::string_view member) {
  return word_named(std::string(set).append("_").append(member)).value_or(Word::nothing);
}

Word word_of(core::OrderAct act) {
  return named("order_act", core::name_of(act));
}

Word word_of(core::OrderReason reason) {
  return named("order_reason", core::name_of(reason));
}

Word word_of(core::OrderStep::Kind kind) {
  using Kind = core::OrderStep::Kind;
  if (kind == Kind::intent) return Word::order_state_under_way;
  if (kind == Kind::postponed) return Word::order_step_postponed;
  return named("order_state", core::name_of(kind));
}

Word word_of(core::Severity severity) {
  return named("severity", core::name_of(severity));
}

Word adjective_of(core::Severity severity) {
  return named("adjective", core::name_of(severity));
}

Word word_of(const core::Mail& mail) {
  const bool is_over = mail.state != core::MailState::queued;
  if (is_over && mail.state != core::MailState::deferred) {
    return named("mail", core::name_of(mail.state));
  }
  return mail.tries > 0 ? Word::mail_deferred : Word::mail_waiting;
}

std::string state_of(Language language, const core::Campaign& campaign) {
  if (!campaign.closed_at) return say(language, Word::campaign_is_open);
  if (campaign.open_items_at_close == 0) return say(language, Word::campaign_complete);
  return say_count(language, Word::campaign_incomplete, campaign.open_items_at_close);
}

Word noun_of(core::ObjectClass object_class) {
  return named("noun", core::name_of(object_class));
}

}  // namespace rettesnor::words
