// Which deputyships count today.
#include "review/organisation/deputies.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace rettesnor::review {

std::vector<core::Deputyship> newest_of_each(const std::vector<core::Deputyship>& deputyships) {
  std::map<std::tuple<std::string, std::string, core::Date>, core::Deputyship> newest;
  for (const core::Deputyship& row : deputyships) {
    const auto [at, is_new] = newest.try_emplace({row.leader, row.deputy, row.from}, row);
    if (!is_new && row.id >= at->second.id) at->second = row;
  }
  std::vector<core::Deputyship> rows;
  for (const auto& [place, row] : newest) rows.push_back(row);
  std::sort(rows.begin(), rows.end(),
            [](const core::Deputyship& a, const core::Deputyship& b) { return a.id < b.id; });
  return rows;
}

std::vector<core::Deputyship> in_force(const reconcile::AccessGraph& graph,
                                       const std::vector<core::Deputyship>& deputyships) {
  std::vector<core::Deputyship> rows;
  for (core::Deputyship& row : newest_of_each(deputyships)) {
    const bool is_dated = row.from <= graph.today && graph.today <= row.to;
    if (is_dated && (!row.ended_at || *row.ended_at > graph.now)) rows.push_back(std::move(row));
  }
  if (rows.empty()) return rows;
  std::set<std::string> current;
  for (core::Index person = 0; person < graph.persons.size(); ++person) {
    if (graph.persons[person].current) {
      current.insert(reconcile::thing_of_person(graph, person).key);
    }
  }
  std::erase_if(rows, [&](const core::Deputyship& row) {
    return !current.contains(row.leader) || !current.contains(row.deputy);
  });
  return rows;
}

}  // namespace rettesnor::review
