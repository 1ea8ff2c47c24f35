// Many units have new ids and the same people; a human says which are the same.
#include "reconcile/checks/declarations.h"

#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings reorganised(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const std::vector<UnitSuccession>& units = input.reorganised;
  for (std::size_t i = 0; i < units.size();) {
    const Date seen = units[i].seen;
    std::vector<std::string> map;
    std::vector<core::Path> paths;
    for (; i < units.size() && units[i].seen == seen; ++i) {
      if (units[i].word != UnitSuccession::Word::none) continue;
      const core::Thing before = thing_of_unit(graph, units[i].before);
      const core::Thing after = thing_of_unit(graph, units[i].after);
      map.push_back(before.ref + " → " + after.ref + " (" + std::to_string(units[i].people) + "/" +
                    std::to_string(units[i].of) + ")");
      paths.push_back({{"unit", before.ref}, {"unit", after.ref}});
    }
    if (map.empty()) continue;
    const std::string day = core::to_iso(seen);
    findings.push_back(Draft(input, blank)
                           .subject(thing_named("reorganisation", day, core::show(seen)))
                           .number("n", static_cast<std::int64_t>(map.size()))
                           .note("seen", seen)
                           .note_all("map", map)
                           .paths(std::move(paths))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
