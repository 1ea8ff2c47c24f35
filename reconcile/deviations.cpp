// Applies the municipality's deviations to findings.
#include "reconcile/deviations.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/text.h"
#include "policies/offices.h"
#include "reconcile/calendar.h"
#include "reconcile/offices.h"
#include "reconcile/subjects.h"

namespace rettesnor::reconcile {

using policies::Deviation;

namespace {

/// Persons whom the deviation is for: the one it names, or whose the account that it names is.
std::vector<Index> meant_persons(const AccessGraph& graph, std::string_view subject) {
  std::vector<Index> persons = subject_persons(graph, subject);
  for (const Index a : subject_accounts(graph, subject)) {
    if (graph.accounts[a].person != kNone) persons.push_back(graph.accounts[a].person);
  }
  return persons;
}

bool is_named(const core::Thing& thing, std::string_view text) {
  return thing.ref == text || thing.key == text;
}

}  // namespace

bool covers_several(const Deviation& deviation) {
  const auto& subjects = deviation.subjects;
  return subjects.size() > 1 || std::find(subjects.begin(), subjects.end(), "*") != subjects.end();
}

bool lasts_too_long(const Deviation& deviation) {
  // The last day is part of it.
  return deviation.to >= months_later(deviation.from, 12);
}

bool is_self_approved(const AccessGraph& graph, const Deviation& deviation) {
  if (deviation.recommended_by.empty() || deviation.approved_by.empty()) return false;
  if (core::fold(deviation.recommended_by) == core::fold(deviation.approved_by)) return true;
  const Index recommender = graph.person_by_employee_no(deviation.recommended_by);
  return recommender != kNone && recommender == graph.person_by_employee_no(deviation.approved_by);
}

std::optional<DeviationFault> fault_of(const AccessGraph& graph, const Deviation& deviation) {
  using enum DeviationFault;
  if (deviation.subjects.size() != 1 || covers_several(deviation)) return broad;
  if (lasts_too_long(deviation)) return too_long;
  if (is_self_approved(graph, deviation)) return self_approved;
  const std::string& subject = deviation.subjects.front();
  if (subject_persons(graph, subject).size() > 1 || subject_accounts(graph, subject).size() > 1) {
    return subject_ambiguous;
  }
  const Index recommender = graph.person_by_employee_no(deviation.recommended_by);
  const Index approver = graph.person_by_employee_no(deviation.approved_by);
  if (!held_office(graph, recommender, policies::kSecurityLead, deviation.from)) {
    return recommended_without_office;
  }
  if (!is_of_executive_group(graph, approver, deviation.from)) return approved_without_office;
  for (const Index person : meant_persons(graph, subject)) {
    if (person == recommender || person == approver) return decided_own;
  }
  return std::nullopt;
}

bool is_valid(const AccessGraph& graph, const Deviation& deviation) {
  return deviation.from <= graph.today && graph.today <= deviation.to &&
         !fault_of(graph, deviation);
}

bool speaks_of(const Deviation& deviation, const core::Finding& finding) {
  if (deviation.code != finding.code) return false;
  if (!deviation.object.empty() && !is_named(finding.object, deviation.object)) return false;
  if (!deviation.rule.empty() && deviation.rule != finding.rule) return false;
  return std::any_of(deviation.subjects.begin(), deviation.subjects.end(),
                     [&](const std::string& subject) {
                       return subject == "*" || is_named(finding.subject, subject);
                     });
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
    for (const std::string* name : {&finding.subject.ref, &finding.subject.key}) {
      const auto [begin, end] = valid.equal_range({finding.code, *name});
      for (auto it = begin; it != end; ++it) {
        const std::string& number = it->second->number;
        const bool is_first = finding.covered_by.empty() || number < finding.covered_by;
        if (is_first && speaks_of(*it->second, finding)) finding.covered_by = number;
      }
    }
  }
}

}  // namespace rettesnor::reconcile
