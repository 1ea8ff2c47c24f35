// Two current persons of one source who seem to be one human being.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/text.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

struct Told {
  Index source;
  Index person;
  std::string name;     ///< folded
  std::string address;  ///< folded mail, or folded UPN behind a sign
};

/// Addresses that more than one person of the source has. Two passes over small counters keep the
/// sorting to those that can matter.
class SharedAddresses {
 public:
  explicit SharedAddresses(std::size_t persons) {
    std::size_t size = 1024;
    while (size < persons * 8) size *= 2;
    counts_.assign(size, 0);
  }
  void count(std::string_view folded, Index source) {
    std::uint8_t& slot = counts_[slot_of(folded, source)];
    if (slot < 2) ++slot;
  }
  bool may_be_shared(std::string_view folded, Index source) const {
    return counts_[slot_of(folded, source)] > 1;
  }

 private:
  std::size_t slot_of(std::string_view folded, Index source) const {
    return (std::hash<std::string_view>{}(folded) ^ (source * 0x9E3779B97F4A7C15ULL)) &
           (counts_.size() - 1);
  }
  std::vector<std::uint8_t> counts_;
};

/// Calls `visit(person, source, folded address)` for mail and UPN of every current person.
template <class Visit>
void each_address(const AccessGraph& graph, Visit visit) {
  for (Index p = 0; p < graph.persons.size(); ++p) {
    const PersonNode& person = graph.persons[p];
    if (!person.current || !person.told || person.object == kNone || person.name.empty()) continue;
    const Index source = graph.object(person.object).source;
    if (!person.mail.empty()) visit(p, source, "m" + core::fold(person.mail));
    if (!person.upn.empty()) visit(p, source, "u" + core::fold(person.upn));
  }
}

std::vector<Told> sharing(const AccessGraph& graph) {
  SharedAddresses shared(graph.persons.size());
  each_address(graph, [&](Index, Index source, const std::string& address) {
    shared.count(address, source);
  });
  std::vector<Told> told;
  each_address(graph, [&](Index p, Index source, const std::string& address) {
    if (!shared.may_be_shared(address, source)) return;
    told.push_back({source, p, core::fold(graph.persons[p].name), address});
  });
  std::sort(told.begin(), told.end(), [](const Told& a, const Told& b) {
    return std::tie(a.source, a.address, a.name, a.person) <
           std::tie(b.source, b.address, b.name, b.person);
  });
  return told;
}

}  // namespace

Findings person_duplicate(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  std::set<std::pair<Index, Index>> pairs;
  const std::vector<Told> told = sharing(graph);
  for (std::size_t i = 1, first = 0; i < told.size(); ++i) {
    const bool is_same = told[i].source == told[first].source &&
                         told[i].address == told[first].address && told[i].name == told[first].name;
    if (!is_same) first = i;
    if (told[i].person != told[first].person) pairs.emplace(told[first].person, told[i].person);
  }
  Findings findings;
  for (const auto& [first, second] : pairs) {
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_person(graph, first))
                           .object(thing_of_person(graph, second))
                           .person(first)
                           .text("a", graph.persons[first].id)
                           .text("b", graph.persons[second].id)
                           .note("mail", graph.persons[first].mail)
                           .note("upn", graph.persons[first].upn)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
