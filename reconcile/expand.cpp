// Nesting as strongly connected components, unions over a bitmap, and the tables turned over.
#include "reconcile/expand.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace rettesnor::reconcile {
namespace {

/// What an account that is a member brings along when it is a group of another domain.
class ForeignGroups {
 public:
  explicit ForeignGroups(const AccessGraph& graph) : rows_(graph.foreign_groups) {}
  template <class Visit>
  void each(Index account, Visit visit) const {
    if (rows_.empty()) return;
    for (auto at = std::lower_bound(rows_.begin(), rows_.end(), std::pair(account, Index{0}));
         at != rows_.end() && at->first == account; ++at) {
      visit(at->second);
    }
  }

 private:
  const std::vector<std::pair<Index, Index>>& rows_;
};

/// A mail list says who gets the mail: no token ever holds it ([MS-ADTS] 6.1.4.4, [MS-PAC] 4.1.2).
bool is_distribution(const AccessGraph& graph, Index entitlement) {
  return graph.entitlements[entitlement].kind == "distribution";
}

using Edge = std::pair<Index, Index>;  // outer entitlement, inner entitlement

Csr table_of(std::vector<Edge> edges, std::size_t rows) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  Csr out;
  out.begin.assign(rows + 1, 0);
  for (const auto& [row, value] : edges) ++out.begin[row + 1];
  std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
  out.values.reserve(edges.size());
  for (const auto& [row, value] : edges) out.values.push_back(value);
  return out;
}

/// Strongly connected components in an order in which inner ones come before outer ones.
struct Components {
  std::vector<Index> of;        ///< entitlement → component
  std::vector<Index> members;   ///< entitlements, component after component
  std::vector<Index> begin{0};  ///< component → its first position in members
};

/// Tarjan's algorithm with a stack of its own, so that no depth of nesting can exhaust ours.
class ComponentFinder {
 public:
  explicit ComponentFinder(const Csr& inner)
      : inner_(inner), number_(inner.rows(), kNone), low_(inner.rows()), on_stack_(inner.rows()) {
    out_.of.assign(inner.rows(), kNone);
  }
  Components find() {
    for (Index e = 0; e < inner_.rows(); ++e) {
      if (number_[e] == kNone) walk(e);
    }
    return std::move(out_);
  }

 private:
  struct Frame {
    Index node;
    std::size_t next;
  };
  void enter(Index e) {
    number_[e] = low_[e] = counter_++;
    open_.push_back(e);
    on_stack_[e] = true;
    frames_.push_back({e, 0});
  }
  void walk(Index start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& f = frames_.back();
      const auto inner = inner_[f.node];
      if (f.next < inner.size()) {
        const Index to = inner[f.next++];
        if (number_[to] == kNone) {
          enter(to);
        } else if (on_stack_[to]) {
          low_[f.node] = std::min(low_[f.node], number_[to]);
        }
        continue;
      }
      const Index done = f.node;
      frames_.pop_back();
      if (!frames_.empty()) {
        low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[done]);
      }
      if (low_[done] == number_[done]) close(done);
    }
  }
  void close(Index root) {
    const auto component = static_cast<Index>(out_.begin.size() - 1);
    Index e = kNone;
    while (e != root) {
      e = open_.back();
      open_.pop_back();
      on_stack_[e] = false;
      out_.of[e] = component;
      out_.members.push_back(e);
    }
    out_.begin.push_back(static_cast<Index>(out_.members.size()));
  }

  const Csr& inner_;
  std::vector<Index> number_;
  std::vector<Index> low_;
  std::vector<bool> on_stack_;
  std::vector<Index> open_;
  std::vector<Frame> frames_;
  Index counter_ = 0;
  Components out_;
};

/// A set of accounts that is filled and emptied again and again.
class AccountSet {
 public:
  explicit AccountSet(std::size_t accounts) : bits_((accounts + 63) / 64) {}
  void add(std::span<const Index> accounts) {
    for (const Index a : accounts) {
      std::uint64_t& word = bits_[a / 64];
      const std::uint64_t bit = 1ULL << (a % 64);
      if ((word & bit) == 0) {
        word |= bit;
        held_.push_back(a);
      }
    }
  }
  /// Appends what it holds, ascending, and is empty again.
  void pour_into(std::vector<Index>& out) {
    if (held_.size() < bits_.size() / 8) {
      std::sort(held_.begin(), held_.end());
      for (const Index a : held_) bits_[a / 64] = 0;
      out.insert(out.end(), held_.begin(), held_.end());
    } else {
      for (std::size_t w = 0; w < bits_.size(); ++w) {
        for (std::uint64_t word = bits_[w]; word != 0; word &= word - 1) {
          out.push_back(
              static_cast<Index>(w * 64 + static_cast<std::size_t>(std::countr_zero(word))));
        }
        bits_[w] = 0;
      }
    }
    held_.clear();
  }

 private:
  std::vector<std::uint64_t> bits_;
  std::vector<Index> held_;
};

/// True when every account of `inner` is in `outer`; both ascending.
bool includes(std::span<const Index> outer, std::span<const Index> inner) {
  return inner.size() <= outer.size() &&
         std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

}  // namespace

void read_memberships(AccessGraph& graph) {
  const core::Snapshot& snapshot = *graph.snapshot;
  std::vector<Edge> nesting;
  const ForeignGroups foreign(graph);
  const auto nest = [&](Index outer, Index inner) {
    if (is_distribution(graph, inner) && !is_distribution(graph, outer)) return;
    nesting.emplace_back(outer, inner);
  };
  Csr& direct = graph.direct_accounts;
  direct.begin.assign(1, 0);
  direct.begin.reserve(graph.entitlements.size() + 1);
  direct.values.reserve(snapshot.members.size());
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const Index object = graph.entitlements[e].object;
    if (object != kNone) {
      for (const Index member : snapshot.members_of(object)) {
        const Index account = graph.account_of_object[member];
        if (account != kNone) {
          direct.values.push_back(account);
          foreign.each(account, [&](Index group) { nest(e, group); });
        } else if (graph.entitlement_of_object[member] != kNone) {
          nest(e, graph.entitlement_of_object[member]);
        }
      }
      const auto from = direct.values.begin() + direct.begin.back();
      if (!std::is_sorted(from, direct.values.end())) std::sort(from, direct.values.end());
    }
    direct.begin.push_back(static_cast<std::uint32_t>(direct.values.size()));
  }
  for (const policies::Conveyance& c : graph.policy->conveyances) {
    for (const Index outer : graph.entitlements_named(c.entitlement)) {
      for (const Index inner : graph.entitlements_named(c.group))
        nesting.emplace_back(outer, inner);
    }
  }
  graph.child_entitlements = table_of(nesting, graph.entitlements.size());
  for (auto& [outer, inner] : nesting) std::swap(outer, inner);
  graph.parent_entitlements = table_of(std::move(nesting), graph.entitlements.size());
}

void expand(AccessGraph& graph) {
  const Csr& inner = graph.child_entitlements;
  const Components components = ComponentFinder(inner).find();
  const std::size_t entitlements = graph.entitlements.size();
  constexpr std::uint64_t kShared = ~0ULL;
  struct Row {
    std::uint64_t begin = kShared;  // into own, or kShared: the row of `same_as`
    std::uint64_t size = 0;
    Index same_as = kNone;  // entitlement whose direct accounts it has
  };
  std::vector<Row> rows(components.begin.size() - 1);
  SharedRows& out = graph.effective_accounts;
  const auto row_of = [&](Index component) -> std::span<const Index> {
    const Row& row = rows[component];
    if (row.begin == kShared) return graph.direct_accounts[row.same_as];
    return std::span<const Index>(out.own).subspan(row.begin, row.size);
  };
  AccountSet set(graph.accounts.size());
  for (Index c = 0; c < rows.size(); ++c) {
    const std::span<const Index> members =
        std::span(components.members)
            .subspan(components.begin[c], components.begin[c + 1] - components.begin[c]);
    std::vector<Index> inside;  // components right below
    Index largest = members.front();
    for (const Index e : members) {
      if (graph.direct_accounts[e].size() > graph.direct_accounts[largest].size()) largest = e;
      for (const Index i : inner[e]) {
        if (components.of[i] != c) inside.push_back(components.of[i]);
      }
    }
    std::sort(inside.begin(), inside.end());
    inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
    if (members.size() > 1) {
      Ring ring{std::vector<Index>(members.begin(), members.end())};
      std::sort(ring.entitlements.begin(), ring.entitlements.end());
      graph.rings.push_back(std::move(ring));
    }
    rows[c].same_as = largest;
    if (members.size() == 1 && inside.empty()) continue;
    // A row that adds nothing to one of its parts is that part.
    const std::span<const Index> own = graph.direct_accounts[largest];
    if (members.size() == 1 && inside.size() == 1) {
      if (own.empty()) {
        rows[c] = rows[inside[0]];
        continue;
      }
      if (includes(own, row_of(inside[0]))) continue;
    }
    for (const Index e : members) set.add(graph.direct_accounts[e]);
    for (const Index i : inside) set.add(row_of(i));
    rows[c].begin = out.own.size();
    set.pour_into(out.own);
    rows[c].size = out.own.size() - rows[c].begin;
  }
  out.row.resize(entitlements);
  for (Index e = 0; e < entitlements; ++e) out.row[e] = row_of(components.of[e]);
  std::sort(graph.rings.begin(), graph.rings.end(),
            [](const Ring& a, const Ring& b) { return a.entitlements < b.entitlements; });
}

Csr transposed(const Csr& table, std::size_t columns) {
  Csr out;
  out.begin.assign(columns + 1, 0);
  for (const Index v : table.values) ++out.begin[v + 1];
  std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
  out.values.resize(table.values.size());
  std::vector<std::uint32_t> next(out.begin.begin(), out.begin.end() - 1);
  for (Index row = 0; row < table.rows(); ++row) {
    for (const Index v : table[row]) out.values[next[v]++] = row;
  }
  return out;
}

void index_holders(AccessGraph& graph) {
  const std::size_t persons = graph.persons.size();
  const auto entitlements = static_cast<Index>(graph.entitlements.size());
  // Who uses the account: kNone for one that is nobody's or cannot be used.
  std::vector<Index> user(graph.accounts.size(), kNone);
  std::vector<Edge> owned;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (account.person == kNone) continue;
    owned.emplace_back(account.person, a);
    if (account.usable) user[a] = account.person;
  }
  graph.accounts_of_person = table_of(std::move(owned), persons);

  Csr& rights = graph.entitlements_of_person;
  rights.begin.assign(persons + 1, 0);
  std::vector<Index> seen(persons, kNone);  // last entitlement counted for the person
  for (Index e = 0; e < entitlements; ++e) {
    for (const Index a : graph.effective_accounts[e]) {
      const Index p = user[a];
      if (p == kNone || seen[p] == e) continue;
      seen[p] = e;
      ++rights.begin[p + 1];
    }
  }
  std::partial_sum(rights.begin.begin(), rights.begin.end(), rights.begin.begin());
  rights.values.resize(rights.begin.back());
  graph.held_directly.assign(rights.values.size(), false);
  std::fill(seen.begin(), seen.end(), kNone);
  std::vector<std::uint32_t> next(rights.begin.begin(), rights.begin.end() - 1);
  for (Index e = 0; e < entitlements; ++e) {
    for (const Index a : graph.effective_accounts[e]) {
      const Index p = user[a];
      if (p == kNone || seen[p] == e) continue;
      seen[p] = e;
      rights.values[next[p]++] = e;
    }
    for (const Index a : graph.direct_accounts[e]) {
      if (user[a] != kNone) graph.held_directly[next[user[a]] - 1] = true;
    }
  }
  graph.persons_of_entitlement = transposed(rights, entitlements);
}

}  // namespace rettesnor::reconcile
