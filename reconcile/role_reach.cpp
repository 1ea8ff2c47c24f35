// Sorts capacities into kinds that the policy can tell apart, and evaluates the roles once per
// kind.
#include "reconcile/role_reach.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "core/text.h"

namespace rettesnor::reconcile {
namespace {

using policies::Condition;
using Op = Condition::Op;

/// Calls `visit` for the condition and everything below it.
template <class Visit>
void each_condition(const Condition& condition, Visit visit) {
  visit(condition);
  for (const Condition& child : condition.children) each_condition(child, visit);
}

/// Numbers for texts that some condition names, folded; 0 for every other text. Remembers how it
/// answered for each spelling, so that a spelling is folded once.
class NamedTexts {
 public:
  explicit NamedTexts(TextIndex::Match match = TextIndex::Match::folded) : named_(match) {}
  void name(std::string_view text) { named_.number(text); }
  Index number(std::string_view text) {
    if (text.empty() || named_.size() == 1) return 0;
    const Index spelling = spellings_.number(text);
    if (spelling < answers_.size()) return answers_[spelling];
    answers_.resize(spelling, 0);
    const Index found = named_.find(text);
    answers_.push_back(found == kNone ? 0 : found);
    return answers_.back();
  }

 private:
  TextNumbers named_;
  TextNumbers spellings_{TextIndex::Match::exact};
  std::vector<Index> answers_;
};

/// Small numbers for lists of indexes; the empty list is 0.
class ListNumbers {
 public:
  Index number(const std::vector<Index>& list) {
    return numbers_.emplace(list, static_cast<Index>(numbers_.size())).first->second;
  }

 private:
  std::map<std::vector<Index>, Index> numbers_{{{}, 0}};
};

/// Everything about a capacity that a condition of this policy can ask for.
using Kind = std::array<Index, 8>;
struct KindHash {
  std::size_t operator()(const Kind& kind) const {
    std::uint64_t h = 0;
    for (const Index part : kind) {
      h = (h ^ part) * 0x9e3779b97f4a7c15ULL;
      h ^= h >> 29;
    }
    return h;
  }
};

/// One row per entitlement: expected before allowed, then the first role.
void keep_best(std::vector<GivenRight>& given) {
  std::sort(given.begin(), given.end(), [](const GivenRight& a, const GivenRight& b) {
    return std::tie(a.entitlement, a.how, a.role) < std::tie(b.entitlement, b.how, b.role);
  });
  const auto same = [](const GivenRight& a, const GivenRight& b) {
    return a.entitlement == b.entitlement;
  };
  given.erase(std::unique(given.begin(), given.end(), same), given.end());
}

class KindSorter {
 public:
  explicit KindSorter(const AccessGraph& graph) : graph_(graph), roles_(graph.policy->roles) {
    for (Index r = 0; r < roles_.size(); ++r) {
      each_condition(roles_[r].when, [&](const Condition& c) { note(c); });
      for (const std::string& no : roles_[r].except_persons) note_exception(no, r);
    }
    std::sort(exceptions_.begin(), exceptions_.end());
    sort_units();
    resolve_rights();
    sort_roles();
  }

  RoleReach sort();

 private:
  void note(const Condition& c);
  void note_exception(const std::string& employee_no, Index role);
  void sort_units();
  void resolve_rights();
  void sort_roles();
  Index led_by(Index employment);
  Index kind(const Kind& k, Index person, const Capacity& capacity);
  std::vector<GivenRight> given(const Kind& k, const std::vector<Index>& except,
                                const Capacity& capacity) const;
  std::vector<Index> exceptions_of(Index person) const;

  const AccessGraph& graph_;
  const std::vector<policies::RolePolicy>& roles_;
  NamedTexts titles_, functions_, bodies_, vendors_;
  std::vector<std::string> title_texts_;
  std::vector<bool> asked_exactly_;  // unit → a condition names it
  std::vector<bool> asked_below_;    // unit → a condition names what is under it
  std::vector<bool> asked_leader_;   // unit → a condition names its leader
  bool asks_any_leader_ = false;
  std::vector<Index> kind_of_unit_;
  ListNumbers leaderships_;
  ListNumbers exception_sets_;
  std::vector<std::pair<Index, Index>> exceptions_;  // (person, role)
  std::vector<std::vector<GivenRight>> rights_;      // role → what it gives
  std::vector<Index> roles_for_all_;
  std::unordered_map<Index, std::vector<Index>> roles_by_title_;       // by number of the title
  std::unordered_map<Index, std::vector<Index>> roles_by_unit_;        // by unit
  std::unordered_map<Index, std::vector<Index>> roles_by_unit_above_;  // by unit or one above it
  std::unordered_map<Kind, Index, KindHash> kinds_;
  RoleReach out_;
};

void KindSorter::note(const Condition& c) {
  const auto mark = [&](std::vector<bool>& units, const std::string& id) {
    units.resize(graph_.units.size());
    const Index u = graph_.unit_meant(id);
    if (u != kNone) units[u] = true;
  };
  for (const std::string& value : c.values) {
    switch (c.op) {
      case Op::unit:
        mark(asked_exactly_, value);
        break;
      case Op::unit_under:
        mark(asked_below_, value);
        break;
      case Op::leads_unit:
        mark(asked_leader_, value);
        asks_any_leader_ |= value == "*";
        break;
      case Op::title:
        titles_.name(value);
        break;
      case Op::function:
        functions_.name(value);
        break;
      case Op::body:
        bodies_.name(value);
        break;
      case Op::vendor:
        vendors_.name(value);
        break;
      default:
        break;
    }
  }
}

void KindSorter::note_exception(const std::string& employee_no, Index role) {
  graph_.employee_no_index.each(
      employee_no, [this](Index e) { return graph_.employments[e].employee_no; },
      [&](Index e) { exceptions_.emplace_back(graph_.employments[e].person, role); });
}

/// Units between which no condition can tell a difference are of one kind.
void KindSorter::sort_units() {
  asked_exactly_.resize(graph_.units.size());
  asked_below_.resize(graph_.units.size());
  asked_leader_.resize(graph_.units.size());
  ListNumbers numbers;
  for (Index u = 0; u < graph_.units.size(); ++u) {
    std::vector<Index> told;
    Index above = u;
    for (std::size_t steps = 0; above != kNone && steps <= graph_.units.size(); ++steps) {
      if (asked_below_[above]) told.push_back(above);
      above = graph_.units[above].parent;
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    if (asked_exactly_[u]) {
      told.push_back(kNone);
      told.push_back(u);
    }
    kind_of_unit_.push_back(numbers.number(told));
  }
}

void KindSorter::resolve_rights() {
  out_.named.assign(graph_.entitlements.size(), false);
  for (Index r = 0; r < roles_.size(); ++r) {
    std::vector<GivenRight> given;
    for (const auto& ref : roles_[r].expected) {
      for (const Index e : graph_.entitlements_named(ref)) {
        given.push_back({e, GivenRight::How::expected, r});
      }
    }
    for (const auto& ref : roles_[r].allowed) {
      for (const Index e : graph_.entitlements_named(ref)) {
        given.push_back({e, GivenRight::How::allowed, r});
      }
    }
    for (const GivenRight& g : given) out_.named[g.entitlement] = true;
    rights_.push_back(std::move(given));
  }
}

/// Every role is asked for under one thing that it cannot do without (a title, a unit), so that a
/// kind of capacity asks few of many roles; a role without such a thing is asked for always.
void KindSorter::sort_roles() {
  for (Index r = 0; r < roles_.size(); ++r) {
    const Condition& when = roles_[r].when;
    std::vector<const Condition*> needed{&when};
    if (when.op == Op::all) {
      for (const Condition& c : when.children) needed.push_back(&c);
    }
    const auto of_op = [&](Op op) {
      return std::find_if(needed.begin(), needed.end(),
                          [&](const Condition* c) { return c->op == op; });
    };
    const auto file = [&](std::unordered_map<Index, std::vector<Index>>& under, Index key) {
      std::vector<Index>& roles = under[key];
      if (roles.empty() || roles.back() != r) roles.push_back(r);
    };
    if (const auto unit = of_op(Op::unit); unit != needed.end()) {
      for (const std::string& id : (*unit)->values) file(roles_by_unit_, graph_.unit_meant(id));
    } else if (const auto title = of_op(Op::title); title != needed.end()) {
      for (const std::string& text : (*title)->values) {
        file(roles_by_title_, titles_.number(text));
      }
    } else if (const auto above = of_op(Op::unit_under); above != needed.end()) {
      for (const std::string& id : (*above)->values) {
        file(roles_by_unit_above_, graph_.unit_meant(id));
      }
    } else {
      roles_for_all_.push_back(r);
    }
  }
}

Index KindSorter::led_by(Index employment) {
  std::vector<Index> led;
  bool any = false;
  auto at = std::lower_bound(graph_.led_units.begin(), graph_.led_units.end(),
                             std::pair(employment, Index{0}));
  for (; at != graph_.led_units.end() && at->first == employment; ++at) {
    any = true;
    if (asked_leader_[at->second]) led.push_back(at->second);
  }
  if (any && asks_any_leader_) led.push_back(kNone);
  return leaderships_.number(led);
}

std::vector<Index> KindSorter::exceptions_of(Index person) const {
  std::vector<Index> out;
  auto at = std::lower_bound(exceptions_.begin(), exceptions_.end(), std::pair(person, Index{0}));
  for (; at != exceptions_.end() && at->first == person; ++at) out.push_back(at->second);
  return out;
}

std::vector<GivenRight> KindSorter::given(const Kind& k, const std::vector<Index>& except,
                                          const Capacity& capacity) const {
  std::vector<GivenRight> out;
  const auto ask = [&](Index r) {
    if (std::binary_search(except.begin(), except.end(), r)) return;
    if (!holds(roles_[r].when, graph_, capacity)) return;
    out.insert(out.end(), rights_[r].begin(), rights_[r].end());
  };
  const auto ask_filed = [&](const std::unordered_map<Index, std::vector<Index>>& under,
                             Index key) {
    const auto at = under.find(key);
    if (at == under.end()) return;
    for (const Index r : at->second) ask(r);
  };
  for (const Index r : roles_for_all_) ask(r);
  if (k[2] != 0) ask_filed(roles_by_title_, k[2]);
  Index unit = capacity.employment == kNone ? kNone : graph_.employments[capacity.employment].unit;
  if (unit != kNone) ask_filed(roles_by_unit_, unit);
  for (std::size_t steps = 0; unit != kNone && steps <= graph_.units.size(); ++steps) {
    ask_filed(roles_by_unit_above_, unit);
    unit = graph_.units[unit].parent;
  }
  keep_best(out);
  out.shrink_to_fit();
  return out;
}

Index KindSorter::kind(const Kind& k, Index person, const Capacity& capacity) {
  Kind key = k;
  std::vector<Index> except;
  if (!exceptions_.empty()) {
    except = exceptions_of(person);
    key[7] = exception_sets_.number(except);
  }
  const auto [at, is_new] = kinds_.emplace(key, static_cast<Index>(kinds_.size()));
  if (is_new) out_.of_kind.push_back(given(key, except, capacity));
  return at->second;
}

RoleReach KindSorter::sort() {
  const bool asks_leaders =
      asks_any_leader_ ||
      std::find(asked_leader_.begin(), asked_leader_.end(), true) != asked_leader_.end();
  for (Index i = 0; i < graph_.employments.size(); ++i) {
    const EmploymentNode& e = graph_.employments[i];
    const Capacity capacity{i, kNone, kNone};
    const Kind k{static_cast<Index>(policies::SubjectClass::employee),
                 e.unit == kNone ? 0 : kind_of_unit_[e.unit],
                 titles_.number(e.title),
                 functions_.number(e.function),
                 0,
                 0,
                 asks_leaders ? led_by(i) : 0,
                 0};
    out_.kind_of_employment.push_back(kind(k, e.person, capacity));
  }
  for (Index i = 0; i < graph_.mandates.size(); ++i) {
    const MandateNode& m = graph_.mandates[i];
    const Capacity capacity{kNone, i, kNone};
    const Kind k{static_cast<Index>(class_of(graph_, capacity)),
                 0,
                 0,
                 functions_.number(m.function),
                 bodies_.number(m.body),
                 0,
                 0,
                 0};
    out_.kind_of_mandate.push_back(kind(k, m.person, capacity));
  }
  for (Index i = 0; i < graph_.engagements.size(); ++i) {
    const EngagementNode& g = graph_.engagements[i];
    const Capacity capacity{kNone, kNone, i};
    const Kind k{static_cast<Index>(class_of(graph_, capacity)),
                 0,
                 0,
                 0,
                 0,
                 vendors_.number(g.vendor),
                 0,
                 0};
    out_.kind_of_engagement.push_back(kind(k, g.person, capacity));
  }
  return std::move(out_);
}

/// Persons whom an authorisation can mean: by employee number, else by natural id.
std::vector<Index> authorized_persons(const AccessGraph& graph, std::string_view text) {
  const Index by_number = graph.person_by_employee_no(text);
  if (by_number != kNone) return {by_number};
  const Index by_id = graph.person_by_id(text);
  if (by_id != kNone) return {by_id};
  return {};
}

}  // namespace

std::span<const AuthorizedRight> RoleReach::authorized_for(Index person, Index entitlement) const {
  const auto before = [](const AuthorizedRight& a, const std::pair<Index, Index>& key) {
    return std::pair(a.person, a.entitlement) < key;
  };
  const auto begin = std::lower_bound(authorized.begin(), authorized.end(),
                                      std::pair(person, entitlement), before);
  auto end = begin;
  while (end != authorized.end() && end->person == person && end->entitlement == entitlement) ++end;
  return {begin, end};
}

std::vector<Index> current_kinds(const AccessGraph& graph, const RoleReach& reach, Index person) {
  std::vector<Index> out;
  const auto take = [&](bool current, Index kind) {
    if (current && !reach.of_kind[kind].empty()) out.push_back(kind);
  };
  const PersonNode& p = graph.persons[person];
  for (Index i = p.employment_begin; i < p.employment_end; ++i) {
    take(graph.employments[i].current, reach.kind_of_employment[i]);
  }
  for (Index i = p.mandate_begin; i < p.mandate_end; ++i) {
    take(graph.mandates[i].current, reach.kind_of_mandate[i]);
  }
  for (Index i = p.engagement_begin; i < p.engagement_end; ++i) {
    take(graph.engagements[i].current, reach.kind_of_engagement[i]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<GivenRight> given_together(const RoleReach& reach, std::span<const Index> kinds) {
  std::vector<GivenRight> out;
  for (const Index k : kinds) {
    out.insert(out.end(), reach.of_kind[k].begin(), reach.of_kind[k].end());
  }
  keep_best(out);
  return out;
}

RoleReach reach_of_roles(const AccessGraph& graph) {
  RoleReach out = KindSorter(graph).sort();
  for (const EntitlementNode& e : graph.entitlements) {
    out.exempt.push_back(e.rule != nullptr && e.rule->review_exempt);
  }
  for (const policies::Authorization& a : graph.policy->authorizations) {
    for (const Index p : authorized_persons(graph, a.person)) {
      for (const Index e : graph.entitlements_named(a.entitlement)) {
        out.authorized.push_back({p, e, a.from, a.to, a.case_no});
      }
    }
  }
  std::stable_sort(out.authorized.begin(), out.authorized.end(),
                   [](const AuthorizedRight& a, const AuthorizedRight& b) {
                     return std::tie(a.person, a.entitlement, a.from) <
                            std::tie(b.person, b.entitlement, b.from);
                   });
  out.grant_begin.assign(graph.entitlements.size() + 1, 0);
  for (const GrantNode& g : graph.grants) ++out.grant_begin[g.entitlement + 1];
  for (std::size_t e = 0; e < graph.entitlements.size(); ++e) {
    out.grant_begin[e + 1] += out.grant_begin[e];
  }
  return out;
}

}  // namespace rettesnor::reconcile
