// What a person has access to, why, who decided, and who has looked.
#include "web/access/pages_access.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

std::string decided_words(const Frame& frame, const review::ReviewRow& row) {
  const auto& decision = row.decision ? row.decision : row.previous;
  if (!decision) return say(frame.language, Word::decided_never);
  const std::string& who = row.decision ? row.decided_by_name : row.previous_by_name;
  return say(frame.language, Word::decided_line,
             {{"answer", answer_words(frame.language, *decision)},
              {"who", name_or_unknown(frame, who)},
              {"when", show_day(frame, decision->decided_at)}});
}

/// When she said so, or empty.
std::string said_on(const Frame& frame, const review::MyAccess& access, Word words,
                    const std::string& kind, const std::string& thing) {
  for (const core::Report& report : access.reports) {
    if (report.kind != kind || report.thing != thing) continue;
    return say(frame.language, words, {{"date", show_day(frame, report.reported_at)}});
  }
  return {};
}

enum class Reader : std::uint8_t { herself, another };

View access_row(const Frame& frame, const review::MyAccess& access, const review::ReviewRow& row,
                Reader reader) {
  const std::string handed_back =
      reader == Reader::herself
          ? said_on(frame, access, Word::handed_back, "hand_back", row.entitlement_key)
          : "";
  return right_view(frame, row)
      .exact("decided_words", decided_words(frame, row))
      .exact("entitlement", row.entitlement_key)
      .exact("handed_back", handed_back)
      .flag("may_hand_back", reader == Reader::herself && handed_back.empty() &&
                                 row.verdict != reconcile::Verdict::review_free);
}

void add_accounts(View& view, const Frame& frame, const review::MyAccess& access, Reader reader) {
  std::vector<View> accounts;
  for (const review::AccountView& account : access.accounts) {
    accounts.push_back(
        View()
            .exact("account_key", account.key)
            .text("account", account.ref)
            .exact("not_me_label",
                   say(frame.language, Word::not_me_label, {{"account", account.ref}}))
            .exact("disputed", said_on(frame, access, Word::disputed, "not_me", account.key)));
  }
  view.flag("own", reader == Reader::herself).flag("no_accounts", accounts.empty());
  view.list("accounts", std::move(accounts));
}

std::string access_page(const Frame& frame, const review::MyAccess& access,
                        const std::string& title, const std::string& note, Reader reader,
                        const std::optional<Problem>& problem) {
  std::vector<View> rows;
  for (const review::ReviewRow& row : access.rows) {
    rows.push_back(access_row(frame, access, row, reader));
  }
  std::vector<View> lookups;
  for (std::size_t i = 0; i < access.lookups.size(); ++i) {
    const std::string who =
        i < access.lookup_names.size() ? access.lookup_names[i] : access.lookups[i].actor;
    lookups.push_back(View()
                          .exact("lookup_when", show_moment(frame, access.lookups[i].at))
                          .exact("lookup_who", name_or_unknown(frame, who)));
  }
  std::string line = access.person.name;
  for (const std::string& part : {access.person.title, access.person.unit}) {
    if (!part.empty()) line += " · " + part;
  }
  const bool no_lookups = lookups.empty();
  const bool may_cut = reader == Reader::another && may(frame, review::Deed::cut_access);
  View view = body_view(frame, problem);
  add_accounts(view, frame, access, reader);
  view.text("person_line", line, 600)
      .exact("looked_note", note)
      .flag("may_cut", may_cut)
      .flag("cut_problem", problem.has_value())
      .exact("person_key", access.person.key)
      .flag("no_rows", access.rows.empty())
      .list("rows", std::move(rows))
      .flag("no_lookups", no_lookups)
      .list("lookups", std::move(lookups));
  return framed(frame, title, "access", std::move(view));
}

}  // namespace

std::string my_access_page(const Frame& frame, const review::MyAccess& mine,
                           const std::optional<Problem>& problem) {
  return access_page(frame, mine, say(frame.language, Word::nav_mine), "", Reader::herself,
                     problem);
}

std::string person_page(const Frame& frame, const review::MyAccess& theirs,
                        const std::optional<Problem>& problem) {
  const std::string& name = theirs.person.name;
  return access_page(frame, theirs, say(frame.language, Word::access_title, {{"name", name}}),
                     say(frame.language, Word::looked_note, {{"name", name}}), Reader::another,
                     problem);
}

}  // namespace rettesnor::web
