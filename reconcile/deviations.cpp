// Applies the municipality's deviations to findings.
#include "reconcile/deviations.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "reconcile/calendar.h"

namespace rettesnor::reconcile {

using policies::Deviation;

bool covers_several(const Deviation& deviation) {
  const auto& subjects = deviation.subjects;
  return subjects.size() > 1 || std::find(subjects.begin(), subjects.end(), "*") != subjects.end();
}

bool lasts_too_long(const Deviation& deviation) {
  return deviation.to > months_later(deviation.from, 12);
}

bool is_self_approved(const AccessGraph& graph, const Deviation& deviation) {
  if (deviation.recommended_by.empty() || deviation.approved_by.empty()) return false;
  if (core::fold(deviation.recommended_by) == core::fold(deviation.approved_by)) return true;
  const Index recommender = graph.person_by_employee_no(deviation.recommended_by);
  return recommender != kNone && recommender == graph.person_by_employee_no(deviation.approved_by);
}

bool is_valid(const AccessGraph& graph, const Deviation& deviation) {
  return deviation.from <= graph.today && graph.today <= deviation.to &&
         deviation.subjects.size() == 1 && !covers_several(deviation) &&
         !lasts_too_long(deviation) && !is_self_approved(graph, deviation);
}

bool speaks_of(const Deviation& deviation, const core::Finding& finding) {
  if (deviation.code != finding.code) return false;
  if (!deviation.object.empty() && deviation.object != finding.object.ref) return false;
  if (!deviation.rule.empty() && deviation.rule != finding.rule) return false;
  return std::any_of(
      deviation.subjects.begin(), deviation.subjects.end(),
      [&](const std::string& subject) { return subject == "*" || subject == finding.subject.ref; });
}

void mark_covered(const AccessGraph& graph, Findings& findings) {
  std::multimap<std::pair<std::string_view, std::string_view>, const Deviation*> valid;
  for (const Deviation& deviation : graph.policy->deviations) {
    if (!is_valid(graph, deviation)) continue;
    valid.emplace(
        std::pair<std::string_view, std::string_view>(deviation.code, deviation.subjects.front()),
        &deviation);
  }
  if (valid.empty()) return;
  for (core::Finding& finding : findings) {
    const auto [begin, end] = valid.equal_range({finding.code, finding.subject.ref});
    for (auto it = begin; it != end; ++it) {
      const std::string& number = it->second->number;
      const bool is_first = finding.covered_by.empty() || number < finding.covered_by;
      if (is_first && speaks_of(*it->second, finding)) finding.covered_by = number;
    }
  }
}

}  // namespace rettesnor::reconcile
