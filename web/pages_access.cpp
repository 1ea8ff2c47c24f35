// What a person has access to, why, who decided, and who has looked.
#include "web/pages_parts.h"

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

std::string access_page(const Frame& frame, const review::MyAccess& access,
                        const std::string& title, const std::string& note) {
  std::vector<View> rows;
  for (const review::ReviewRow& row : access.rows) {
    rows.push_back(right_view(frame, row).exact("decided_words", decided_words(frame, row)));
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
  View view = body_view(frame);
  view.text("person_line", line, 600)
      .exact("looked_note", note)
      .flag("no_rows", access.rows.empty())
      .list("rows", std::move(rows))
      .flag("no_lookups", no_lookups)
      .list("lookups", std::move(lookups));
  return framed(frame, title, "access", std::move(view));
}

}  // namespace

std::string my_access_page(const Frame& frame, const review::MyAccess& mine) {
  return access_page(frame, mine, say(frame.language, Word::nav_mine), "");
}

std::string person_page(const Frame& frame, const review::MyAccess& theirs) {
  const std::string& name = theirs.person.name;
  return access_page(frame, theirs, say(frame.language, Word::access_title, {{"name", name}}),
                     say(frame.language, Word::looked_note, {{"name", name}}));
}

}  // namespace rettesnor::web
