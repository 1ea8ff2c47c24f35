// Finds what a human named in the access graph.
#include "cli/lookup.h"

#include <set>
#include <vector>

#include "core/text.h"
#include "reconcile/questions.h"
#include "reconcile/rule_objects.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Index;
using core::kNone;
using core::Result;
using reconcile::AccessGraph;
using reconcile::AccountNode;

constexpr std::size_t kMostCandidates = 8;

/// Several things fit: says which, so that the next try is exact.
tl::unexpected<core::Error> ambiguous(const App& app, const std::string& text,
                                      const std::vector<core::Thing>& things) {
  std::string message = say_count(app.language(), Word::lookup_ambiguous,
                                  static_cast<std::int64_t>(things.size()), {{"text", text}});
  std::size_t shown = 0;
  for (const core::Thing& thing : things) {
    if (++shown > kMostCandidates) break;
    message += "\n" + core::printable(thing.key, 120) + "  " + core::printable(thing.label, 80);
  }
  if (things.size() > kMostCandidates) message += "\n…";
  return core::fail(ErrorKind::not_found, message);
}

std::vector<core::Thing> things_of(const AccessGraph& graph, const std::vector<Index>& rows,
                                   core::Thing (*thing_of)(const AccessGraph&, Index)) {
  std::vector<core::Thing> things;
  for (const Index row : rows) things.push_back(thing_of(graph, row));
  return things;
}

}  // namespace

Result<Index> find_person(const App& app, const AccessGraph& graph, const std::string& text) {
  const std::vector<Index> found = persons_meant(graph, text);
  if (found.empty()) {
    return fail_with(app, ErrorKind::not_found, Word::lookup_no_person, Word::lookup_no_person_next,
                     {{"text", text}});
  }
  if (found.size() == 1) return found.front();
  return ambiguous(app, text, things_of(graph, found, reconcile::thing_of_person));
}

Result<Index> find_account(const App& app, const AccessGraph& graph, const std::string& text) {
  const std::vector<Index> found = accounts_meant(graph, text);
  if (found.empty()) {
    return fail_with(app, ErrorKind::not_found, Word::lookup_no_account,
                     Word::lookup_no_account_next, {{"text", text}});
  }
  if (found.size() == 1) return found.front();
  return ambiguous(app, text, things_of(graph, found, reconcile::thing_of_account));
}

Result<Index> find_entitlement(const App& app, const AccessGraph& graph, const std::string& text) {
  const std::vector<Index> found = entitlements_meant(graph, text);
  if (found.empty()) {
    return fail_with(app, ErrorKind::not_found, Word::lookup_no_entitlement,
                     Word::lookup_no_entitlement_next, {{"text", text}});
  }
  if (found.size() == 1) return found.front();
  std::vector<core::Thing> things = things_of(graph, found, reconcile::thing_of_entitlement);
  for (std::size_t i = 0; i < things.size(); ++i) things[i].key = id_of_right(graph, found[i]);
  return ambiguous(app, text, things);
}

Result<Index> find_decider(const App& app, const AccessGraph& graph, const std::string& text) {
  std::set<Index> persons;
  const std::vector<Index> accounts = accounts_meant(graph, text);
  for (const Index i : accounts) {
    const AccountNode& account = graph.accounts[i];
    if (account.usable && account.person != kNone) persons.insert(account.person);
  }
  if (accounts.empty()) {
    const Index person = graph.person_by_employee_no(text);
    if (person == kNone) {
      return fail_with(app, ErrorKind::not_found, Word::decider_unknown, Word::decider_unknown_next,
                       {{"text", text}});
    }
    persons.insert(person);
  }
  if (persons.empty()) {
    return fail_with(app, ErrorKind::refused, Word::decider_unlinked, Word::decider_unlinked_next,
                     {{"text", text}});
  }
  if (persons.size() > 1) {
    return ambiguous(app, text, things_of(graph, accounts, reconcile::thing_of_account));
  }
  const Index person = *persons.begin();
  if (!graph.persons[person].current) {
    return fail_with(app, ErrorKind::refused, Word::decider_left, Word::decider_left_next,
                     {{"text", text}, {"person", std::string(graph.persons[person].name)}});
  }
  return person;
}

}  // namespace rettesnor::cli
