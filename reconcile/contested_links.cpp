// Holds what accounts say of themselves against what they said before, and against names.
#include "reconcile/contested_links.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "core/text.h"
#include "reconcile/account_kinds.h"
#include "reconcile/name_fit.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::FactChange;
using core::RecordView;
using Why = ContestedLink::Why;

bool is_settled(const AccountNode& account) {
  return account.tier == LinkTier::settled || account.tier == LinkTier::nobody;
}

AccountKind kind_told(std::string_view text) {
  return core::value_named<AccountKind>(text).value_or(AccountKind::personal);
}

/// What an account says of whose it is.
struct Claim {
  std::string_view number, upn, mail, owner;
  AccountKind kind = AccountKind::personal;
  bool tells_kind = false;
  // What the next reading told otherwise; empty for the newest.
  std::string_view changed;
  std::optional<Timestamp> until;
};

/// The newest first. `changes` are the account's own, by (seen, attribute).
std::vector<Claim> claims_of(const AccessGraph& graph, const AccountNode& account,
                             std::span<const FactChange> changes) {
  Claim claim;
  const RecordView record(graph.snapshot->objects[account.object].record);
  claim.number = record.get(Attribute::employee_no);
  claim.upn = record.get(Attribute::upn);
  claim.mail = record.get(Attribute::mail);
  claim.owner = record.get(Attribute::owner);
  claim.kind = account.kind;
  claim.tells_kind = true;
  const bool by_register = account.registered != nullptr && !account.registered->kind.empty();
  std::vector<Claim> claims{claim};
  for (std::size_t i = changes.size(); i > 0;) {
    const Timestamp seen = changes[i - 1].seen;
    bool otherwise = false;
    claim.changed = {};
    for (; i > 0 && changes[i - 1].seen == seen; --i) {
      const FactChange& change = changes[i - 1];
      const auto put = [&](std::string_view& value) {
        value = change.before;
        claim.changed = change.before;
        otherwise = true;
      };
      if (change.attribute == Attribute::mail) put(claim.mail);
      if (change.attribute == Attribute::upn) put(claim.upn);
      if (change.attribute == Attribute::employee_no) put(claim.number);
      if (change.attribute == Attribute::owner) put(claim.owner);
      if (change.attribute == Attribute::kind && !by_register) {
        claim.kind = kind_told(change.before);
        claim.tells_kind = !change.before.empty();
        otherwise = true;
      }
    }
    claim.until = seen;
    if (otherwise) claims.push_back(claim);
  }
  return claims;
}

/// The only person with an address, told before remembered.
class Addresses {
 public:
  explicit Addresses(const AccessGraph& graph) : graph_(graph) {}

  Index with_upn(std::string_view upn) { return only(upns(), upn, &PersonNode::upn); }
  Index with_mail(std::string_view mail) { return only(mails(), mail, &PersonNode::mail); }

 private:
  const TextIndex& upns() { return built(upns_, &PersonNode::upn); }
  const TextIndex& mails() { return built(mails_, &PersonNode::mail); }
  const TextIndex& built(std::optional<TextIndex>& index, std::string_view PersonNode::*text) {
    if (index) return *index;
    index.emplace(graph_.persons.size(), TextIndex::Match::folded);
    for (Index p = 0; p < graph_.persons.size(); ++p) {
      index->add(p, [&](Index i) { return graph_.persons[i].*text; });
    }
    return *index;
  }
  Index only(const TextIndex& index, std::string_view wanted,
             std::string_view PersonNode::*text) const {
    std::vector<Index> found;
    index.each(
        wanted, [&](Index i) { return graph_.persons[i].*text; },
        [&](Index p) { found.push_back(p); });
    const bool told =
        std::any_of(found.begin(), found.end(), [&](Index p) { return graph_.persons[p].told; });
    if (told) std::erase_if(found, [&](Index p) { return !graph_.persons[p].told; });
    return found.size() == 1 ? found.front() : kNone;
  }

  const AccessGraph& graph_;
  std::optional<TextIndex> upns_;
  std::optional<TextIndex> mails_;
};

class Contests {
 public:
  explicit Contests(const AccessGraph& graph) : graph_(graph), addresses_(graph) {}

  std::vector<ContestedLink> find() {
    read_given_numbers();
    std::vector<Index> misnamed;
    for (Index a = 0; a < graph_.accounts.size(); ++a) {
      const AccountNode& account = graph_.accounts[a];
      if (is_settled(account)) continue;
      const auto own = changes_of(account.object);
      if (!own.empty() && look_back(a, own)) continue;
      if (look_at_number(a) || look_at_kind(a)) continue;
      if (is_misnamed(a)) misnamed.push_back(a);
    }
    look_at_names(misnamed);
    std::sort(found_.begin(), found_.end(),
              [](const auto& x, const auto& y) { return x.account < y.account; });
    return std::move(found_);
  }

 private:
  std::span<const FactChange> changes_of(Index object) const {
    const std::vector<FactChange>& changes = graph_.snapshot->fact_changes;
    const auto own = std::equal_range(
        changes.begin(), changes.end(), FactChange{object, {}, {}, {}, {}},
        [](const FactChange& x, const FactChange& y) { return x.object < y.object; });
    return {own.first, own.second};
  }
  Index person_of(const Claim& claim) {
    if (!kLinkedKinds.has(claim.kind)) return kNone;
    if (const Index p = graph_.person_by_employee_no(claim.number); p != kNone) return p;
    if (const Index p = addresses_.with_upn(claim.upn); p != kNone) return p;
    return addresses_.with_mail(claim.mail);
  }
  void add(Index account, Why why, Index before, std::vector<Index> also,
           std::string_view told_before = {}, std::optional<Timestamp> seen = {}) {
    const Index now = graph_.accounts[account].person;
    std::sort(also.begin(), also.end());
    also.erase(std::unique(also.begin(), also.end()), also.end());
    std::erase(also, now);
    found_.push_back({account, why, before, now, std::move(also), told_before, seen});
  }

  bool look_back(Index account, std::span<const FactChange> changes);
  bool look_at_owner(Index account, const std::vector<Claim>& claims);
  void read_given_numbers();
  bool look_at_number(Index account);
  bool look_at_kind(Index account);
  bool is_misnamed(Index account) const;
  void look_at_names(const std::vector<Index>& accounts);

  const AccessGraph& graph_;
  Addresses addresses_;
  /// Folded number → whose it was before HR gave it to somebody else, and when that was seen.
  std::map<std::string, std::pair<Index, Date>> given_;
  std::vector<ContestedLink> found_;
};

/// Whose was it by each earlier word? What is as it was first is not contested.
bool Contests::look_back(Index account, std::span<const FactChange> changes) {
  const AccountNode& node = graph_.accounts[account];
  const std::vector<Claim> claims = claims_of(graph_, node, changes);
  if (claims.size() < 2) return false;
  std::vector<Index> others;
  const Claim* newest = nullptr;
  Index first = kNone;
  for (std::size_t i = 1; i < claims.size(); ++i) {
    const Index person = person_of(claims[i]);
    if (person == kNone) continue;
    first = person;
    if (person == node.person) continue;
    if (newest == nullptr) {
      newest = &claims[i];
      others.insert(others.begin(), person);
    } else {
      others.push_back(person);
    }
  }
  if (newest == nullptr || first == node.person) return look_at_owner(account, claims);
  const bool by_kind = node.person == kNone && !kLinkedKinds.has(node.kind);
  add(account, by_kind ? Why::kind : Why::changed, others.front(), others, newest->changed,
      newest->until);
  return true;
}

bool Contests::look_at_owner(Index account, const std::vector<Claim>& claims) {
  const AccountNode& node = graph_.accounts[account];
  if (node.registered != nullptr && !node.registered->owner.empty()) return false;
  const Index now = graph_.person_by_employee_no(claims.front().owner);
  for (std::size_t i = 1; i < claims.size(); ++i) {
    const Index before = graph_.person_by_employee_no(claims[i].owner);
    if (before == kNone || before == now) continue;
    // Somebody has to take over from one who left.
    if (!graph_.persons[before].current) return false;
    add(account, Why::owner, before, {}, claims[i].owner, claims[i].until);
    found_.back().now = now;
    return true;
  }
  return false;
}

/// A number that was one person's and is another's takes the accounts that were made for it along.
void Contests::read_given_numbers() {
  for (const EmploymentNode& e : graph_.employments) {
    if (e.word != Word::vanished || e.employee_no.empty()) continue;
    const Index now = graph_.person_by_employee_no(e.employee_no);
    if (now == kNone || now == e.person) continue;
    given_.insert_or_assign(core::fold(e.employee_no), std::pair(e.person, *e.gone));
  }
  for (const FactChange& change : graph_.snapshot->fact_changes) {
    if (change.attribute != Attribute::person || change.before.empty()) continue;
    const core::SnapshotObject& o = graph_.snapshot->objects[change.object];
    const std::string_view number = RecordView(o.record).get(Attribute::employee_no);
    Index before = graph_.person_by_id(change.before);
    if (before != kNone && graph_.object(graph_.persons[before].object).source != o.source) {
      before = kNone;
    }
    const Index now = graph_.person_by_employee_no(number);
    if (number.empty() || before == kNone || now == kNone || now == before) continue;
    given_.insert_or_assign(core::fold(number),
                            std::pair(before, graph_.zone->date_of(change.seen)));
  }
}

bool Contests::look_at_number(Index account) {
  const AccountNode& node = graph_.accounts[account];
  if (given_.empty() || node.tier != LinkTier::employee_no) return false;
  const core::SnapshotObject& o = graph_.snapshot->objects[node.object];
  const std::string_view number = RecordView(o.record).get(Attribute::employee_no);
  const auto at = given_.find(core::fold(number));
  if (at == given_.end() || graph_.zone->date_of(o.first_seen) >= at->second.second) return false;
  add(account, Why::changed, at->second.first, {at->second.first}, number,
      graph_.zone->start_of(at->second.second));
  return true;
}

/// Somebody's number on an account that nobody but its own system calls nobody's.
bool Contests::look_at_kind(Index account) {
  const AccountNode& node = graph_.accounts[account];
  if (node.person != kNone || node.registered != nullptr || node.accepted != nullptr) return false;
  if (node.tier == LinkTier::ambiguous || node.kind == AccountKind::foreign) return false;
  const core::SnapshotObject& o = graph_.snapshot->objects[node.object];
  const Index person =
      graph_.person_by_employee_no(RecordView(o.record).get(Attribute::employee_no));
  if (person == kNone) return false;
  add(account, Why::kind, person, {person});
  return true;
}

bool Contests::is_misnamed(Index account) const {
  const AccountNode& node = graph_.accounts[account];
  if (node.tier != LinkTier::employee_no || !kPersonalKinds.has(node.kind)) return false;
  const PersonNode& person = graph_.persons[node.person];
  if (!names_differ_clearly(node.name, person.name)) return false;
  if (folded_equal(node.name, node.login)) return false;
  const RecordView record(graph_.snapshot->objects[node.object].record);
  const auto is_hers = [&](std::string_view address) {
    return !address.empty() &&
           (folded_equal(address, person.mail) || folded_equal(address, person.upn));
  };
  const bool address = is_hers(record.get(Attribute::mail)) || is_hers(record.get(Attribute::upn));
  const Married married = address ? Married::maybe : Married::no;
  if (!names_differ_clearly(node.name, person.name, married)) return false;
  return std::ranges::none_of(changes_of(person.object), [&](const FactChange& change) {
    return change.attribute == Attribute::name && !change.before.empty() &&
           !names_differ_clearly(node.name, change.before, married);
  });
}

/// Whose name is it? Of two people of one name it is neither's.
void Contests::look_at_names(const std::vector<Index>& accounts) {
  if (accounts.empty()) return;
  const auto name_of_row = [&](Index row) { return graph_.accounts[accounts[row]].name; };
  TextIndex named(accounts.size(), TextIndex::Match::folded);
  for (Index row = 0; row < accounts.size(); ++row) named.add(row, name_of_row);
  std::vector<std::vector<Index>> namesakes(accounts.size());
  for (Index p = 0; p < graph_.persons.size(); ++p) {
    if (!graph_.persons[p].told) continue;
    named.each(graph_.persons[p].name, name_of_row,
               [&](Index row) { namesakes[row].push_back(p); });
  }
  for (Index row = 0; row < accounts.size(); ++row) {
    if (namesakes[row].size() > 1) namesakes[row].clear();
    add(accounts[row], Why::name, graph_.accounts[accounts[row]].person, std::move(namesakes[row]));
  }
}

}  // namespace

std::vector<ContestedLink> contested_links(const AccessGraph& graph) {
  return Contests(graph).find();
}

std::vector<ChangedKind> changed_kinds(const AccessGraph& graph) {
  std::map<Index, ChangedKind> first;
  for (const FactChange& change : graph.snapshot->fact_changes) {
    if (change.attribute != Attribute::kind) continue;
    const Index a = graph.account_of_object[change.object];
    if (a == kNone) continue;
    // Its first word counts; of one that told no kind, the persons' accounts are those of a person.
    first.try_emplace(a, ChangedKind{a, kind_told(change.before), change.seen});
  }
  std::vector<ChangedKind> changed;
  for (const auto& [a, told] : first) {
    const AccountNode& node = graph.accounts[a];
    if (node.kind == told.before || node.kind == AccountKind::personal) continue;
    if (node.registered != nullptr || node.accepted != nullptr || is_settled(node)) continue;
    changed.push_back(told);
  }
  return changed;
}

}  // namespace rettesnor::reconcile
