// The foreign principals are few: they are the table, and everything else is streamed past it.
#include "reconcile/foreign_principals.h"

#include <algorithm>

#include "reconcile/text_index.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::RecordView;

class ForeignPrincipals {
 public:
  explicit ForeignPrincipals(AccessGraph& graph) : graph_(graph) {
    for (Index a = 0; a < graph.accounts.size(); ++a) {
      if (graph.accounts[a].kind == AccountKind::foreign) foreign_.push_back(a);
    }
    sids_ = TextIndex(foreign_.size(), TextIndex::Match::folded);
    names_ = TextIndex(foreign_.size(), TextIndex::Match::folded);
    for (Index row = 0; row < foreign_.size(); ++row) {
      sids_.add(row, [this](Index i) { return sid_of(i); });
      // A principal that has a SID stands in a place of its own, which is not where it comes from.
      if (sid_of(row).empty()) names_.add(row, [this](Index i) { return name_of_row(i); });
    }
    accounts_.resize(foreign_.size());
  }

  void join() {
    if (foreign_.empty()) return;
    for (Index a = 0; a < graph_.accounts.size(); ++a) {
      if (graph_.accounts[a].kind == AccountKind::foreign) continue;
      each(graph_.accounts[a].object, [&](Index row) { accounts_[row].push_back(a); });
    }
    for (Index e = 0; e < graph_.entitlements.size(); ++e) {
      if (graph_.entitlements[e].object == kNone) continue;
      each(graph_.entitlements[e].object,
           [&](Index row) { graph_.foreign_groups.emplace_back(foreign_[row], e); });
    }
    std::sort(graph_.foreign_groups.begin(), graph_.foreign_groups.end());
    for (Index row = 0; row < foreign_.size(); ++row) settle(row);
  }

 private:
  RecordView record(Index object) const {
    return RecordView(graph_.snapshot->objects[object].record);
  }
  std::string_view sid_of(Index row) const {
    const AccountNode& account = graph_.accounts[foreign_[row]];
    const std::string_view told = record(account.object).get(Attribute::object_sid);
    if (!told.empty()) return told;
    return account.natural_id.starts_with("S-1-") ? account.natural_id : std::string_view();
  }
  std::string_view name_of_row(Index row) const {
    return record(graph_.accounts[foreign_[row]].object).get(Attribute::distinguished_name);
  }

  template <class Visit>
  void each(Index object, Visit visit) const {
    record(object).each([&](const core::Fact& fact) {
      if (fact.attribute == Attribute::object_sid) {
        sids_.each(
            fact.value, [this](Index i) { return sid_of(i); }, visit);
      } else if (fact.attribute == Attribute::distinguished_name) {
        names_.each(
            fact.value, [this](Index i) { return name_of_row(i); }, visit);
      }
    });
  }

  void settle(Index row) {
    AccountNode& foreign = graph_.accounts[foreign_[row]];
    if (accounts_[row].empty()) return;
    std::vector<Index> persons;
    bool usable = false;
    bool enabled = false;
    for (const Index a : accounts_[row]) {
      const AccountNode& own = graph_.accounts[a];
      usable = usable || own.usable;
      enabled = enabled || own.enabled;
      if (own.person != kNone) persons.push_back(own.person);
    }
    foreign.stands_for = accounts_[row].front();
    foreign.usable = foreign.usable && usable;
    foreign.enabled = foreign.enabled && enabled;
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    if (foreign.tier != LinkTier::none || persons.empty()) return;
    if (persons.size() == 1) {
      foreign.person = persons.front();
      foreign.tier = LinkTier::principal;
    } else {
      foreign.tier = LinkTier::ambiguous;
      foreign.candidates = std::move(persons);
    }
  }

  AccessGraph& graph_;
  std::vector<Index> foreign_;
  TextIndex sids_;
  TextIndex names_;
  std::vector<std::vector<Index>> accounts_;  // by row
};

}  // namespace

void join_foreign_principals(AccessGraph& graph) {
  ForeignPrincipals(graph).join();
}

}  // namespace rettesnor::reconcile
