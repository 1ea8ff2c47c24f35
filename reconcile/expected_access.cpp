// Judges every right of every person against the role policies, authorisations and grants.
#include "reconcile/expected_access.h"

#include <algorithm>
#include <array>

#include "reconcile/role_reach.h"

namespace rettesnor::reconcile {
namespace {

/// Judges one person at a time; keeps its scratch memory between persons.
class Judge {
 public:
  Judge(const AccessGraph& graph, const RoleReach& reach) : graph_(graph), reach_(reach) {}

  /// Fills `verdicts`, one for each of her rights. Appends what she lacks to `missing` when told
  /// to.
  void judge(Index person, std::span<Verdict> verdicts, std::vector<MissingRight>* missing);
  /// The reason of her right at `at`, after judge().
  Standing reason(std::size_t at, Verdict verdict) const;

 private:
  struct Dated {
    Verdict verdict;  ///< authorized or expired
    std::optional<Date> ended_on;
    std::string_view case_no;
  };
  std::span<const Index> rights() const { return graph_.entitlements_of_person[person_]; }
  template <class Visit>
  void each_capacity(Visit visit) const;
  void gather_given();
  void note_missing(std::vector<MissingRight>& missing) const;
  std::optional<Dated> dated(Index entitlement) const;
  bool was_given(Index entitlement) const;
  Verdict unexplained(Index entitlement) const;
  void follow_paths(std::span<Verdict> verdicts);

  const AccessGraph& graph_;
  const RoleReach& reach_;
  Index person_ = kNone;
  std::span<const GivenRight> given_;  // of her current capacities together
  std::vector<GivenRight> merged_;     // holds given_ when several capacities count
  std::vector<Index> kinds_;           // of her current capacities
  std::vector<Index> ended_kinds_;
  std::vector<std::uint8_t> reached_;  // right → weakest verdict on the best path to it; 0 none
  std::vector<Index> through_;         // right → direct group where that path begins
};

/// Calls visit(capacity, kind, current, last day when ended).
template <class Visit>
void Judge::each_capacity(Visit visit) const {
  const PersonNode& p = graph_.persons[person_];
  for (Index i = p.employment_begin; i < p.employment_end; ++i) {
    visit(Capacity{i, kNone, kNone}, reach_.kind_of_employment[i], graph_.employments[i]);
  }
  for (Index i = p.mandate_begin; i < p.mandate_end; ++i) {
    visit(Capacity{kNone, i, kNone}, reach_.kind_of_mandate[i], graph_.mandates[i]);
  }
  for (Index i = p.engagement_begin; i < p.engagement_end; ++i) {
    visit(Capacity{kNone, kNone, i}, reach_.kind_of_engagement[i], graph_.engagements[i]);
  }
}

const GivenRight* find(std::span<const GivenRight> given, Index entitlement) {
  const auto at =
      std::lower_bound(given.begin(), given.end(), entitlement,
                       [](const GivenRight& g, Index wanted) { return g.entitlement < wanted; });
  return at == given.end() || at->entitlement != entitlement ? nullptr : &*at;
}

void Judge::gather_given() {
  kinds_.clear();
  ended_kinds_.clear();
  each_capacity([&](const Capacity&, Index kind, const auto& node) {
    if (reach_.of_kind[kind].empty()) return;
    if (node.current) {
      kinds_.push_back(kind);
    } else if (ended_on(graph_, node)) {
      ended_kinds_.push_back(kind);
    }
  });
  given_ = {};
  if (kinds_.size() == 1) given_ = reach_.of_kind[kinds_[0]];
  if (kinds_.size() < 2) return;
  merged_ = given_together(reach_, kinds_);
  given_ = merged_;
}

std::optional<Judge::Dated> Judge::dated(Index entitlement) const {
  std::optional<Dated> out;
  const auto count = [&](bool is_open, std::optional<Date> end, std::string_view case_no) {
    if (is_open) {
      if (!out || out->verdict == Verdict::expired) out = {Verdict::authorized, {}, case_no};
    } else if (!out || (out->verdict == Verdict::expired && *out->ended_on < *end)) {
      out = {Verdict::expired, end, case_no};
    }
  };
  for (const AuthorizedRight& a : reach_.authorized_for(person_, entitlement)) {
    if (a.from > graph_.today) continue;
    count(!a.to || *a.to >= graph_.today, a.to, a.case_no);
  }
  const std::uint32_t begin = reach_.grant_begin[entitlement];
  const std::uint32_t end = reach_.grant_begin[entitlement + 1];
  if (begin == end) return out;
  for (const Index account : graph_.accounts_of_person[person_]) {
    if (!graph_.accounts[account].usable) continue;
    const auto rows = std::span(graph_.grants).subspan(begin, end - begin);
    auto at = std::lower_bound(rows.begin(), rows.end(), account,
                               [](const GrantNode& g, Index a) { return g.account < a; });
    for (; at != rows.end() && at->account == account; ++at) {
      const bool has_ended = at->end && *at->end < graph_.today;
      if (at->start && *at->start > graph_.today) continue;
      if (has_ended || at->documented) count(!has_ended, at->end, at->case_no);
    }
  }
  return out;
}

bool Judge::was_given(Index entitlement) const {
  return std::any_of(ended_kinds_.begin(), ended_kinds_.end(), [&](Index kind) {
    return find(reach_.of_kind[kind], entitlement) != nullptr;
  });
}

/// The verdict on a right that no current capacity gives.
Verdict Judge::unexplained(Index entitlement) const {
  if (!reach_.authorized.empty() || !graph_.grants.empty()) {
    if (const auto word = dated(entitlement)) return word->verdict;
  }
  if (was_given(entitlement)) return Verdict::former;
  return reach_.named[entitlement] ? Verdict::extra : Verdict::unexplained;
}

bool is_explained(Verdict v) {
  return v == Verdict::expected || v == Verdict::allowed || v == Verdict::authorized;
}

void Judge::note_missing(std::vector<MissingRight>& missing) const {
  const auto held = rights();
  auto at = held.begin();
  for (const GivenRight& g : given_) {
    if (g.how != GivenRight::How::expected) continue;
    while (at != held.end() && *at < g.entitlement) ++at;
    if (at == held.end() || *at != g.entitlement)
      missing.push_back({person_, g.entitlement, g.role});
  }
}

void Judge::judge(Index person, std::span<Verdict> verdicts, std::vector<MissingRight>* missing) {
  person_ = person;
  through_.clear();
  gather_given();
  if (missing != nullptr) note_missing(*missing);
  const auto held = rights();
  auto given = given_.begin();
  bool asks_paths = false;
  for (std::size_t i = 0; i < held.size(); ++i) {
    const Index e = held[i];
    while (given != given_.end() && given->entitlement < e) ++given;
    if (reach_.exempt[e]) {
      verdicts[i] = Verdict::review_free;
    } else if (given != given_.end() && given->entitlement == e) {
      verdicts[i] = given->how == GivenRight::How::expected ? Verdict::expected : Verdict::allowed;
    } else {
      verdicts[i] = unexplained(e);
      asks_paths |= !is_explained(verdicts[i]) && !graph_.child_entitlements[e].empty();
    }
  }
  if (asks_paths) follow_paths(verdicts);
}

/// Who may be in a group may have what the group gives: walks up from the groups that she is a
/// direct member of, through groups that are explained for her. A path is as good as its weakest
/// group, and the best path counts; so the groups are taken in the order of their verdicts. A right
/// that is free of review explains nothing but itself.
void Judge::follow_paths(std::span<Verdict> verdicts) {
  const auto held = rights();
  const std::uint32_t first = graph_.entitlements_of_person.begin[person_];
  reached_.assign(held.size(), 0);
  through_.assign(held.size(), kNone);
  constexpr std::size_t kLevels = static_cast<std::size_t>(Verdict::authorized) + 1;
  struct Step {
    std::size_t at;
    Index through;
  };
  std::array<std::vector<Step>, kLevels> waiting;
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (!graph_.held_directly[first + i] || graph_.parent_entitlements[held[i]].empty()) continue;
    if (is_explained(verdicts[i])) {
      waiting[static_cast<std::size_t>(verdicts[i])].push_back({i, held[i]});
    }
  }
  for (std::size_t level = 1; level < kLevels; ++level) {
    for (std::size_t n = 0; n < waiting[level].size(); ++n) {
      const Step step = waiting[level][n];
      if (reached_[step.at] != 0) continue;
      reached_[step.at] = static_cast<std::uint8_t>(level);
      through_[step.at] = step.through;
      for (const Index outer : graph_.parent_entitlements[held[step.at]]) {
        const auto at = std::lower_bound(held.begin(), held.end(), outer);
        const auto o = static_cast<std::size_t>(at - held.begin());
        if (verdicts[o] == Verdict::review_free) continue;
        const std::size_t own =
            is_explained(verdicts[o]) ? static_cast<std::size_t>(verdicts[o]) : 0;
        waiting[std::max(level, own)].push_back({o, step.through});
      }
    }
  }
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (reached_[i] == 0 || is_explained(verdicts[i])) {
      through_[i] = kNone;
    } else {
      verdicts[i] = static_cast<Verdict>(reached_[i]);
    }
  }
}

Standing Judge::reason(std::size_t at, Verdict verdict) const {
  const Index entitlement = rights()[at];
  Standing out{person_, entitlement, verdict, kNone, {}, kNone, std::nullopt, {}};
  if (!through_.empty() && through_[at] != kNone) {
    out.through = through_[at];
    return out;
  }
  switch (verdict) {
    case Verdict::expected:
    case Verdict::allowed:
      out.role = find(given_, entitlement)->role;
      each_capacity([&](const Capacity& capacity, Index kind, const auto& node) {
        if (!node.current || !(out.capacity == Capacity{})) return;
        const GivenRight* given = find(reach_.of_kind[kind], entitlement);
        if (given != nullptr && given->role == out.role) out.capacity = capacity;
      });
      break;
    case Verdict::authorized:
    case Verdict::expired:
      if (const auto word = dated(entitlement)) {
        out.ended_on = word->ended_on;
        out.case_no = word->case_no;
      }
      break;
    case Verdict::former:
      each_capacity([&](const Capacity& capacity, Index kind, const auto& node) {
        const std::optional<Date> end = ended_on(graph_, node);
        const GivenRight* given = find(reach_.of_kind[kind], entitlement);
        if (!end || given == nullptr || (out.ended_on && *out.ended_on >= *end)) return;
        out.role = given->role;
        out.capacity = capacity;
        out.ended_on = end;
      });
      break;
    case Verdict::review_free:
    case Verdict::extra:
    case Verdict::unexplained:
      break;
  }
  return out;
}

}  // namespace

std::optional<Verdict> ExpectedAccess::verdict(Index person, Index entitlement) const {
  if (person >= graph->persons.size()) return std::nullopt;
  const auto row = graph->entitlements_of_person[person];
  const auto at = std::lower_bound(row.begin(), row.end(), entitlement);
  if (at == row.end() || *at != entitlement) return std::nullopt;
  const auto offset = static_cast<std::size_t>(at - row.begin());
  return verdicts[graph->entitlements_of_person.begin[person] + offset];
}

std::optional<Standing> ExpectedAccess::standing(Index person, Index entitlement) const {
  if (person >= graph->persons.size()) return std::nullopt;
  const auto row = graph->entitlements_of_person[person];
  const auto at = std::lower_bound(row.begin(), row.end(), entitlement);
  if (at == row.end() || *at != entitlement) return std::nullopt;
  const auto offset = static_cast<std::uint32_t>(at - row.begin());
  return reason_at(person, graph->entitlements_of_person.begin[person] + offset);
}

Standing ExpectedAccess::reason_at(Index person, std::uint32_t i) const {
  const Verdict v = verdicts[i];
  if (v == Verdict::extra || v == Verdict::unexplained || v == Verdict::review_free) {
    return {person, graph->entitlements_of_person.values[i], v, kNone, {}, kNone, std::nullopt, {}};
  }
  Judge judge(*graph, *reach);
  const auto row = graph->entitlements_of_person[person];
  std::vector<Verdict> again(row.size());
  judge.judge(person, again, nullptr);
  return judge.reason(i - graph->entitlements_of_person.begin[person], v);
}

std::vector<Standing> ExpectedAccess::standings_of(Index person) const {
  Judge judge(*graph, *reach);
  std::vector<Verdict> again(graph->entitlements_of_person[person].size());
  judge.judge(person, again, nullptr);
  std::vector<Standing> out;
  for (std::size_t i = 0; i < again.size(); ++i) out.push_back(judge.reason(i, again[i]));
  return out;
}

ExpectedAccess compare_with_policy(const AccessGraph& graph) {
  ExpectedAccess out;
  out.graph = &graph;
  const auto reach = std::make_shared<const RoleReach>(reach_of_roles(graph));
  out.reach = reach;
  const Csr& rights = graph.entitlements_of_person;
  out.verdicts.resize(rights.values.size());
  Judge judge(graph, *reach);
  for (Index p = 0; p < graph.persons.size(); ++p) {
    const std::span<Verdict> row(out.verdicts.data() + rights.begin[p],
                                 out.verdicts.data() + rights.begin[p + 1]);
    judge.judge(p, row, &out.missing);
  }
  return out;
}

}  // namespace rettesnor::reconcile
