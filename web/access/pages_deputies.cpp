// Who stands in for whom, and arranging it.
#include <algorithm>

#include "web/access/pages_access.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

std::string name_of_key(const std::vector<std::pair<std::string, std::string>>& names,
                        const std::string& key) {
  const auto found = std::ranges::find(names, key, &std::pair<std::string, std::string>::first);
  return found == names.end() ? key : found->second;
}

Word state_word(const Frame& frame, const core::Deputyship& each) {
  const core::Date today = frame.zone->date_of(frame.now);
  if (each.ended_at || each.to < today) return Word::deputy_over;
  return each.from > today ? Word::deputy_later : Word::deputy_now;
}

/// What is over cannot be ended; a leader ends her own.
bool may_end(const Frame& frame, const core::Deputyship& each, const std::string& own_key) {
  if (state_word(frame, each) == Word::deputy_over) return false;
  return (!own_key.empty() && each.leader == own_key) ||
         may(frame, review::Deed::arrange_deputies_of_others);
}

/// Names to choose from, as many as a page can carry; every name can be typed.
std::vector<View> people_views(const std::vector<std::pair<std::string, std::string>>& names,
                               const std::string& own_key) {
  std::vector<View> people;
  for (const auto& [key, name] : names) {
    if (key == own_key || people.size() >= 500) continue;
    people.push_back(View().text("option", name));
  }
  return people;
}

}  // namespace

std::string deputies_page(const Frame& frame, const std::vector<core::Deputyship>& deputyships,
                          const std::vector<std::pair<std::string, std::string>>& names,
                          const std::optional<Problem>& problem) {
  // Who runs the reviews arranges for anybody, a leader for herself.
  const bool is_own = !may(frame, review::Deed::arrange_deputies_of_others);
  const std::string own_key = is_own ? frame.person_key : "";
  std::vector<View> rows;
  for (const core::Deputyship& each : deputyships) {
    rows.push_back(View()
                       .text("leader_name", name_of_key(names, each.leader))
                       .text("deputy_name", name_of_key(names, each.deputy))
                       .exact("period", core::show(each.from) + " – " + core::show(each.to))
                       .text("reason", each.reason, 300)
                       .exact("state", say(frame.language, state_word(frame, each)))
                       .flag("may_end", may_end(frame, each, own_key))
                       .exact("leader_key", each.leader)
                       .exact("deputy_key", each.deputy)
                       .exact("from_day", core::to_iso(each.from))
                       .exact("end_label", say(frame.language, Word::deputy_end_label,
                                               {{"deputy", name_of_key(names, each.deputy)},
                                                {"leader", name_of_key(names, each.leader)}})));
  }
  View view = body_view(frame, problem);
  view.exact("today", core::to_iso(frame.zone->date_of(frame.now)))
      .exact("own_key", own_key)
      .list("people", people_views(names, own_key))
      .exact("own_words", say(frame.language, Word::deputy_own, {{"name", frame.person_name}}))
      .flag("no_deputies", deputyships.empty())
      .flag("has_deputies", !deputyships.empty())
      .list("deputies", std::move(rows));
  return framed(frame, say(frame.language, Word::deputies), "deputies", std::move(view));
}

}  // namespace rettesnor::web
