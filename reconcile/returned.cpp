// Holds the people who are here against those who left with accounts.
#include "reconcile/returned.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "reconcile/name_fit.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile {
namespace {

std::optional<Date> gone_on(const PersonNode& p) {
  return p.vanished_on ? p.vanished_on : p.left_on;
}

bool is_gone(const AccessGraph& graph, Index person) {
  const PersonNode& p = graph.persons[person];
  return !p.dead && (p.vanished_on || has_left(graph, person));
}

/// Both are told as employed by one source: another register's word on who is here answers nothing.
bool is_same_authority(const AccessGraph& graph, Index person, Index before) {
  for (const EmploymentNode& is : employments_of(graph, person)) {
    for (const EmploymentNode& was : employments_of(graph, before)) {
      if (graph.object(is.object).source == graph.object(was.object).source) return true;
    }
  }
  return false;
}

/// Some account is hers, and no human said so.
bool is_asked_about(const AccessGraph& graph, Index person) {
  const auto accounts = graph.accounts_of_person[person];
  return std::any_of(accounts.begin(), accounts.end(),
                     [&](Index a) { return graph.accounts[a].tier != LinkTier::settled; });
}

/// Units that she is or is to be employed in, or that she was employed in last.
bool shares_a_unit(const AccessGraph& graph, Index person, Index before) {
  for (const EmploymentNode& was : employments_of(graph, before)) {
    if (was.unit == kNone) continue;
    for (const EmploymentNode& is : employments_of(graph, person)) {
      if (is.word == Word::told && is.unit == was.unit) return true;
    }
  }
  return false;
}

/// She came when the other was gone, as far as anybody says when.
bool came_after(const AccessGraph& graph, Index person, Index before) {
  const auto gone = gone_on(graph.persons[before]);
  for (const EmploymentNode& is : employments_of(graph, person)) {
    if (is.word == Word::told && is.start && gone && *is.start < *gone) return false;
  }
  return !employments_of(graph, person).empty();
}

}  // namespace

std::vector<Returned> returned_persons(const AccessGraph& graph) {
  std::vector<Index> leavers;
  for (Index p = 0; p < graph.persons.size(); ++p) {
    if (is_gone(graph, p) && is_asked_about(graph, p)) leavers.push_back(p);
  }
  if (leavers.empty()) return {};
  const auto mail_of = [&](Index row) { return graph.persons[leavers[row]].mail; };
  const auto name_of = [&](Index row) { return graph.persons[leavers[row]].name; };
  TextIndex by_mail(leavers.size(), TextIndex::Match::folded);
  TextIndex by_name(leavers.size(), TextIndex::Match::folded);
  for (Index row = 0; row < leavers.size(); ++row) {
    by_mail.add(row, mail_of);
    by_name.add(row, name_of);
  }
  std::map<Index, Returned> best;  // by who left
  const auto offer = [&](Index person, Index before, bool mail) {
    if (person == before || !is_same_authority(graph, person, before)) return;
    const auto [at, is_new] = best.emplace(before, Returned{person, before, mail});
    if (!is_new && mail && !at->second.by_mail) at->second = {person, before, mail};
  };
  for (Index p = 0; p < graph.persons.size(); ++p) {
    const PersonNode& node = graph.persons[p];
    const bool is_here = node.told && (node.current || without_capacity(graph, p));
    if (!is_here) continue;
    by_mail.each(node.mail, mail_of, [&](Index row) {
      if (!names_differ_clearly(node.name, name_of(row), Married::maybe)) {
        offer(p, leavers[row], true);
      }
    });
    by_name.each(node.name, name_of, [&](Index row) {
      const Index before = leavers[row];
      if (shares_a_unit(graph, p, before) && came_after(graph, p, before)) offer(p, before, false);
    });
  }
  std::vector<Returned> found;
  for (const auto& [before, returned] : best) found.push_back(returned);
  std::sort(found.begin(), found.end(), [](const Returned& a, const Returned& b) {
    return std::tie(a.person, a.before) < std::tie(b.person, b.before);
  });
  return found;
}

}  // namespace rettesnor::reconcile
