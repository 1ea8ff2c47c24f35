// Joins persons over sources and links accounts to them, tier by tier.
#include "reconcile/correlate.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "core/text.h"
#include "reconcile/acceptance.h"
#include "reconcile/account_kinds.h"
#include "reconcile/name_fit.h"
#include "reconcile/remembered.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;
using core::RecordView;

/// Union-find over told persons that never lets two persons of one source meet.
class Groups {
 public:
  Groups(const AccessGraph& graph, const ToldPersons& told)
      : graph_(graph), told_(told), up_(told.object.size()) {
    std::iota(up_.begin(), up_.end(), 0U);
  }
  Index root(Index t) {
    while (up_[t] != t) t = up_[t] = up_[up_[t]];
    return t;
  }
  void join(Index a, Index b) {
    a = root(a);
    b = root(b);
    if (a == b || share_a_source(a, b)) return;
    const Index low = std::min(a, b);
    const Index high = std::max(a, b);
    std::vector<Index>& into = members(low);
    const std::vector<Index> from = members(high);
    into.insert(into.end(), from.begin(), from.end());
    up_[high] = low;
  }
  Index source(Index t) const { return graph_.object(told_.object[t]).source; }

 private:
  std::vector<Index>& members(Index root) {
    std::vector<Index>& m = members_[root];
    if (m.empty()) m.push_back(root);
    return m;
  }
  bool share_a_source(Index a, Index b) {
    for (const Index x : members(a)) {
      for (const Index y : members(b)) {
        if (source(x) == source(y)) return true;
      }
    }
    return false;
  }
  const AccessGraph& graph_;
  const ToldPersons& told_;
  std::vector<Index> up_;
  std::unordered_map<Index, std::vector<Index>> members_;  // of roots that were joined or tried
};

/// Joins the persons of each group of rows that share a number, where each may be the first of
/// them.
template <class MayBeOne>
void join_by(Groups& groups, const std::vector<ToldNumber>& rows, MayBeOne may_be_one) {
  const auto text_of = [&](Index row) { return rows[row].employee_no; };
  TextIndex index(rows.size(), TextIndex::Match::folded);
  for (Index row = 0; row < rows.size(); ++row) index.add(row, text_of);
  std::vector<std::vector<Index>> sharing;
  std::vector<Index> same;
  for (Index row = 0; row < rows.size(); ++row) {
    same.clear();
    index.each(text_of(row), text_of, [&](Index other) { same.push_back(other); });
    if (same.size() < 2 || *std::min_element(same.begin(), same.end()) != row) continue;
    std::sort(same.begin(), same.end());
    const bool fits = std::all_of(same.begin() + 1, same.end(),
                                  [&](Index other) { return may_be_one(rows[row], rows[other]); });
    for (Index& r : same) r = rows[r].told;
    std::sort(same.begin(), same.end());
    same.erase(std::unique(same.begin(), same.end()), same.end());
    // Ascending told persons are ascending sources, except for those that only a capacity mentions.
    std::vector<Index> sources;
    for (const Index t : same) sources.push_back(groups.source(t));
    std::sort(sources.begin(), sources.end());
    const bool unclear = std::adjacent_find(sources.begin(), sources.end()) != sources.end();
    if (same.size() > 1 && fits && !unclear) sharing.push_back(same);
  }
  std::sort(sharing.begin(), sharing.end());
  for (const std::vector<Index>& persons : sharing) {
    for (std::size_t i = 1; i < persons.size(); ++i) groups.join(persons[0], persons[i]);
  }
}

/// A name as told, or put together from its parts.
std::string name_in(const RecordView& record) {
  const std::string_view name = record.get(Attribute::name);
  if (!name.empty()) return std::string(name);
  std::string out(record.get(Attribute::given_name));
  const std::string_view family = record.get(Attribute::family_name);
  if (!out.empty() && !family.empty()) out += ' ';
  return out += family;
}

std::string told_name(const AccessGraph& graph, const ToldPersons& told, Index t) {
  const core::SnapshotObject& o = graph.object(told.object[t]);
  if (o.object_class != ObjectClass::person) return {};
  return name_in(RecordView(o.record));
}

class Linker {
 public:
  Linker(AccessGraph& graph, const ToldPersons& told, ObjectFinder& finder)
      : graph_(graph), snapshot_(*graph.snapshot), told_(told), finder_(finder) {}

  void link() {
    index_told();
    for (const core::SettledLink& link : snapshot_.links) {
      if (link.account != kNone) settled_[link.account] = &link;
    }
    std::vector<Index> unresolved;
    for (Index a = 0; a < graph_.accounts.size(); ++a) {
      if (!link_by_key(graph_.accounts[a])) unresolved.push_back(a);
    }
    link_by_name(unresolved);
    for (const Index a : unresolved) {
      AccountNode& account = graph_.accounts[a];
      if (is_accepted(a)) {
        account.tier = LinkTier::registered;
        account.candidates.clear();
      }
    }
  }

 private:
  std::string_view told_value(Index t, Attribute attribute) const {
    const core::SnapshotObject& o = graph_.object(told_.object[t]);
    if (o.object_class != ObjectClass::person) return {};
    return RecordView(o.record).get(attribute);
  }
  static std::string_view without_zeros(std::string_view number) {
    const std::size_t first = number.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : number.substr(first);
  }
  void index_told() {
    const auto numbers = static_cast<Index>(graph_.employments.size());
    bare_numbers_ = TextIndex(numbers, TextIndex::Match::folded);
    for (Index e = 0; e < numbers; ++e) {
      bare_numbers_.add(
          e, [this](Index i) { return without_zeros(graph_.employments[i].employee_no); });
    }
    const auto size = static_cast<Index>(told_.object.size());
    upns_ = TextIndex(size, TextIndex::Match::folded);
    mails_ = TextIndex(size, TextIndex::Match::folded);
    for (Index t = 0; t < size; ++t) {
      upns_.add(t, [this](Index i) { return told_value(i, Attribute::upn); });
      mails_.add(t, [this](Index i) { return told_value(i, Attribute::mail); });
    }
  }

  bool is_accepted(Index a) const {
    const AccountNode& account = graph_.accounts[a];
    if (account.registered != nullptr && !kLinkedKinds.has(account.kind)) return true;
    const auto acceptance = acceptance_of(graph_, a);
    return acceptance && acceptance->holds;
  }

  /// Vendor accounts belong to persons who work for a vendor, the same one when both tell which.
  bool may_own(Index person, const AccountNode& account, std::string_view vendor) const {
    if (account.kind != AccountKind::vendor) return true;
    const PersonNode& p = graph_.persons[person];
    for (Index i = p.engagement_begin; i < p.engagement_end; ++i) {
      const std::string_view other = graph_.engagements[i].vendor;
      if (vendor.empty() || other.empty() || vendor == other) return true;
    }
    return false;
  }

  bool is_told(Index person) const { return graph_.persons[person].told; }
  void keep_distinct(std::vector<Index>& persons, const AccountNode& account,
                     std::string_view vendor) const {
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    std::erase_if(persons, [&](Index p) { return !may_own(p, account, vendor); });
    // History speaks where nobody else does: a mail address or a name may be somebody else's today.
    if (std::any_of(persons.begin(), persons.end(), [&](Index p) { return is_told(p); })) {
      std::erase_if(persons, [&](Index p) { return !is_told(p); });
    }
  }

  /// False when neither a human nor a key settles whose it is, and a name may tell more.
  bool link_by_key(AccountNode& account);
  bool settle(AccountNode& account);
  Index person_of(const core::SettledLink& link) const;
  void link_by_name(const std::vector<Index>& unresolved);

  AccessGraph& graph_;
  const core::Snapshot& snapshot_;
  const ToldPersons& told_;
  ObjectFinder& finder_;
  TextIndex bare_numbers_;  ///< employee numbers without the zeros in front → employments
  TextIndex upns_;
  TextIndex mails_;
  std::unordered_map<Index, const core::SettledLink*> settled_;
};

bool Linker::settle(AccountNode& account) {
  const auto word = settled_.find(account.object);
  if (word == settled_.end()) return false;
  const core::SettledLink& link = *word->second;
  if (link.person.empty()) {
    account.tier = LinkTier::nobody;
    return true;
  }
  const Index person = person_of(link);
  if (link.accepted_until) {
    // It still is whose a key says that it is: nobody's account alone can be accepted.
    account.accepted = &link;
    account.answers_for_it = person;
    return false;
  }
  if (person == kNone) return false;
  account.person = person;
  account.tier = LinkTier::settled;
  return true;
}

/// kNone for one that no source ever told of.
Index Linker::person_of(const core::SettledLink& link) const {
  for (Index s = 0; s < snapshot_.sources.size(); ++s) {
    if (snapshot_.sources[s].name != link.person_source) continue;
    Index object = finder_.find(s, ObjectClass::person, link.person);
    if (object == kNone) {
      const Index r = find_remembered(graph_.remembered, s, ObjectClass::person, link.person);
      if (r == kNone) return kNone;
      object = static_cast<Index>(snapshot_.objects.size() + r);
    }
    const auto rows_end = told_.object.begin() + static_cast<std::ptrdiff_t>(told_.person_rows);
    const auto at = std::lower_bound(told_.object.begin(), rows_end, object);
    return told_.person[static_cast<std::size_t>(at - told_.object.begin())];
  }
  return kNone;
}

bool Linker::link_by_key(AccountNode& account) {
  if (settle(account)) return true;
  if (!kLinkedKinds.has(account.kind)) return false;
  std::string_view number, upn, mail, vendor;
  RecordView(snapshot_.objects[account.object].record).each([&](const core::Fact& fact) {
    if (fact.attribute == Attribute::employee_no && number.empty()) number = fact.value;
    if (fact.attribute == Attribute::upn && upn.empty()) upn = fact.value;
    if (fact.attribute == Attribute::mail && mail.empty()) mail = fact.value;
    if (fact.attribute == Attribute::vendor && vendor.empty()) vendor = fact.value;
  });
  std::vector<Index> persons;
  const auto take = [&](LinkTier tier) {
    keep_distinct(persons, account, vendor);
    if (persons.empty()) return false;
    if (persons.size() == 1) {
      account.person = persons[0];
      account.tier = tier;
    } else {
      account.tier = LinkTier::ambiguous;
      account.candidates = persons;
    }
    return true;
  };
  graph_.employee_no_index.each(
      number, [this](Index e) { return graph_.employments[e].employee_no; },
      [&](Index e) { persons.push_back(graph_.employments[e].person); });
  if (take(LinkTier::employee_no)) return account.tier != LinkTier::ambiguous;
  // A spreadsheet eats the zeros in front: the number is hers beside a name that can be hers.
  const std::string_view bare = without_zeros(number);
  bare_numbers_.each(
      bare, [this](Index e) { return without_zeros(graph_.employments[e].employee_no); },
      [&](Index e) { persons.push_back(graph_.employments[e].person); });
  std::erase_if(persons, [&](Index person) {
    return account.name.empty() || names_differ_clearly(account.name, graph_.persons[person].name);
  });
  if (take(LinkTier::employee_no)) return account.tier != LinkTier::ambiguous;
  upns_.each(
      upn, [this](Index t) { return told_value(t, Attribute::upn); },
      [&](Index t) { persons.push_back(told_.person[t]); });
  if (take(LinkTier::upn)) return account.tier != LinkTier::ambiguous;
  mails_.each(
      mail, [this](Index t) { return told_value(t, Attribute::mail); },
      [&](Index t) { persons.push_back(told_.person[t]); });
  return take(LinkTier::mail) && account.tier != LinkTier::ambiguous;
}

/// Names of accounts that no key links, and the persons that have them: the accounts are few, so
/// they are the table and the persons are streamed past it.
void Linker::link_by_name(const std::vector<Index>& unresolved) {
  std::vector<Index> asking;
  std::vector<std::string> folded;
  std::vector<std::string> loose;
  for (const Index a : unresolved) {
    AccountNode& account = graph_.accounts[a];
    if (account.tier == LinkTier::ambiguous || !kLinkedKinds.has(account.kind)) continue;
    const std::string name = name_in(RecordView(snapshot_.objects[account.object].record));
    if (name.empty()) continue;
    asking.push_back(a);
    folded.push_back(core::fold(name));
    loose.push_back(core::fold_loosely(name));
  }
  if (asking.empty()) return;
  const auto rows = static_cast<Index>(asking.size());
  const auto folded_of = [&](Index row) { return std::string_view(folded[row]); };
  const auto loose_of = [&](Index row) { return std::string_view(loose[row]); };
  TextIndex by_name(rows, TextIndex::Match::exact);
  TextIndex by_loose_name(rows, TextIndex::Match::exact);
  for (Index row = 0; row < rows; ++row) {
    by_name.add(row, folded_of);
    by_loose_name.add(row, loose_of);
  }
  std::vector<std::vector<Index>> same(rows);
  std::vector<std::vector<Index>> alike(rows);
  for (Index t = 0; t < told_.object.size(); ++t) {
    const core::SnapshotObject& o = graph_.object(told_.object[t]);
    if (o.object_class != ObjectClass::person) continue;
    const std::string name = name_in(RecordView(o.record));
    by_name.each(core::fold(name), folded_of,
                 [&](Index row) { same[row].push_back(told_.person[t]); });
    by_loose_name.each(core::fold_loosely(name), loose_of,
                       [&](Index row) { alike[row].push_back(told_.person[t]); });
  }
  for (Index row = 0; row < rows; ++row) {
    AccountNode& account = graph_.accounts[asking[row]];
    const std::string_view vendor =
        RecordView(snapshot_.objects[account.object].record).get(Attribute::vendor);
    keep_distinct(same[row], account, vendor);
    keep_distinct(alike[row], account, vendor);
    if (!same[row].empty()) {
      account.tier = same[row].size() == 1 ? LinkTier::name_only : LinkTier::ambiguous;
      account.candidates = std::move(same[row]);
    } else if (!alike[row].empty()) {
      account.tier = LinkTier::spelling;
      account.candidates = std::move(alike[row]);
    }
  }
}

}  // namespace

std::vector<Index> join_persons(const AccessGraph& graph, const ToldPersons& told,
                                std::span<const ToldNumber> numbers) {
  Groups groups(graph, told);
  const auto may_be_one = [&](const ToldNumber& a, const ToldNumber& b) {
    if (a.is_own && b.is_own) return true;
    return !names_differ_clearly(told_name(graph, told, a.told), told_name(graph, told, b.told),
                                 Married::maybe);
  };
  // What is told comes first: nobody who is gone may stand between two who are here.
  std::vector<ToldNumber> rows;
  for (const ToldNumber& n : numbers) {
    if (graph.is_told(n.object)) rows.push_back(n);
  }
  const std::size_t here = rows.size();
  join_by(groups, rows, may_be_one);
  for (const ToldNumber& n : numbers) {
    if (!graph.is_told(n.object)) rows.push_back(n);
  }
  if (rows.size() != here) join_by(groups, rows, may_be_one);
  std::vector<Index> out(told.object.size());
  for (Index t = 0; t < out.size(); ++t) out[t] = groups.root(t);
  return out;
}

void link_accounts(AccessGraph& graph, const ToldPersons& told, ObjectFinder& finder) {
  Linker(graph, told, finder).link();
}

}  // namespace rettesnor::reconcile
