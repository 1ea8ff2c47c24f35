// Accounts that nobody rightly stands behind, most dangerous first, with what can be done.
#include "web/accounts/pages_orphans.h"

#include "web/orders/pages_orders.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

using review::AcceptedAccount;
using review::Orphan;
using review::OrphanLine;
using review::OrphanSituation;

/// Every situation has a word of its name.
std::string situation_words(Language language, OrphanSituation situation) {
  return say_first(language, words::named("orphan", review::name_of(situation)));
}

Word advice_word(const Orphan& orphan) {
  if (orphan.situation == OrphanSituation::unclear) return Word::orphan_do_link;
  if (orphan.person.kind.empty()) return Word::orphan_do_find;
  return orphan.closing == Orphan::Closing::ladder ? Word::orphan_do_close : Word::orphan_do_ask;
}

std::vector<View> candidate_views(const OrphanLine& line) {
  std::vector<View> views;
  for (const review::PersonView& person : line.candidates) {
    views.push_back(View()
                        .exact("candidate_key", person.key)
                        .text("candidate_name", person.name)
                        .text("candidate_title", person.title)
                        .text("candidate_unit", person.unit));
  }
  return views;
}

/// "Margrethe Lund blev spurgt den 26.11.2026: …", and what she said.
std::string owner_words(const Frame& frame, const review::OwnerWord& word) {
  const core::OwnerQuestion& question = word.question;
  if (!question.answer) {
    return say(frame.language, Word::orphan_asked,
               {{"who", word.asked}, {"date", show_day(frame, question.asked_at)}});
  }
  const auto verdict =
      word_named("orphan_owner_" + std::string(core::name_of(question.answer->verdict)));
  return say(frame.language, Word::orphan_answered,
             {{"who", word.answered_by},
              {"date", show_day(frame, question.answer->at)},
              {"answer", verdict ? say(frame.language, *verdict) : std::string()}});
}

View orphan_view(const Frame& frame, const OrphanLine& line, std::size_t at) {
  const Language language = frame.language;
  const Orphan& orphan = line.orphan;
  const std::vector<View> candidates = candidate_views(line);
  const bool is_asked = line.owner_word && !line.owner_word->question.answer;
  View view = situation_view(language, orphan, line.person);
  view.exact("anchor", "k-" + std::to_string(at))
      .exact("account_key", orphan.account.key)
      .exact("advice", say(language, advice_word(orphan)))
      .text("owner",
            line.owner.empty() ? "" : say(language, Word::orphan_owner, {{"who", line.owner}}))
      .text("owner_words", line.owner_word ? owner_words(frame, *line.owner_word) : "", 400)
      .text("owner_said",
            !line.owner_word ? ""
            : is_asked       ? line.owner_word->question.words
                             : line.owner_word->question.answer->words,
            1000)
      .flag("can_ask", !line.owner.empty() && !is_asked)
      .flag("has_candidates", !candidates.empty())
      .list("candidates", candidates)
      .flag("can_link", orphan.person.kind.empty());
  return view;
}

std::vector<View> accepted_views(Language language, const std::vector<AcceptedAccount>& lines) {
  std::vector<View> views;
  for (const AcceptedAccount& line : lines) {
    views.push_back(
        View()
            .text("accepted_account", line.account.ref)
            .text("accepted_answers", line.answers.name)
            .exact("accepted_until", core::show(line.until))
            .exact("accepted_over", line.holds ? "" : say(language, Word::accepted_over))
            .text("accepted_reason", line.reason)
            .text("accepted_by", line.decided_by));
  }
  return views;
}

}  // namespace

View situation_view(Language language, const Orphan& orphan, const review::PersonView& person) {
  const std::string since =
      orphan.since ? say(language, Word::change_since, {{"date", core::show(*orphan.since)}}) : "";
  View view;
  view.text("account", orphan.account.ref)
      .exact("situation", situation_words(language, orphan.situation))
      .exact("remote",
             orphan.reach == Orphan::Reach::remote ? say(language, Word::orphan_remote) : "")
      .text("person", person.name)
      .text("person_title", person.title)
      .text("person_unit", person.unit)
      .exact("since", since);
  return view;
}

std::string orphans_page(const Frame& frame, const OrphanLists& lists, const OrphanForm& written,
                         const std::optional<Problem>& problem) {
  const std::vector<OrphanLine>& lines = lists.work;
  const bool may_act = may(frame, review::Deed::settle_orphans);
  std::vector<View> views;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string& account = lines[at].orphan.account.key;
    const auto order = lists.closing.find(lines[at].orphan.account.ref);
    const bool is_ordered = order != lists.closing.end();
    const bool is_open = problem && written.account == account;
    View view = orphan_view(frame, lines[at], at);
    view.exact("order_address", is_ordered ? order_address(order->second) : "")
        .exact("order_words", is_ordered ? order_name(frame.language, order->second) : "")
        .flag("may_act", may_act && !is_ordered)
        .flag("forms_open", is_open)
        .text("written_typed", is_open ? written.typed : "")
        .text("written_until", is_open ? written.until : "")
        .text("written_reason", is_open ? written.reason : "");
    views.push_back(std::move(view));
  }
  View view = body_view(frame, problem);
  view.exact("count_words", say_count(frame.language, Word::orphans_count,
                                      static_cast<std::int64_t>(lines.size())))
      .flag("no_orphans", lines.empty())
      .flag("has_orphans", !lines.empty())
      .list("orphans", std::move(views))
      .flag("has_accepted", !lists.accepted.empty())
      .list("accepted", accepted_views(frame.language, lists.accepted));
  return framed(frame, say(frame.language, Word::orphans), "orphans", std::move(view));
}

}  // namespace rettesnor::web
