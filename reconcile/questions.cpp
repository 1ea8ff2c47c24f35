// Finds what a human typed and gathers the whole answer from the graph.
#include "reconcile/questions.h"

#include <algorithm>
#include <string>

#include "core/text.h"
#include "reconcile/subjects.h"

namespace rettesnor::reconcile {
namespace {

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = core::fold(text);
  std::vector<std::string> out;
  std::string word;
  for (const char c : folded + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

bool contains_all(std::string_view text, const std::vector<std::string>& words) {
  const std::string folded = core::fold(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return folded.find(word) != std::string::npos;
  });
}

/// Rows 0 … size-1 that fit.
template <class Fits>
std::vector<Index> rows_that(std::size_t size, Fits fits) {
  std::vector<Index> out;
  for (Index row = 0; row < size; ++row) {
    if (fits(row)) out.push_back(row);
  }
  return out;
}

void sort_out(std::vector<Index>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

Holding holding(const AccessGraph& graph, Index account, Index entitlement, std::size_t paths) {
  Holding out{account,
              graph.accounts[account].person,
              std::ranges::binary_search(graph.direct_accounts[entitlement], account),
              explain(graph, account, entitlement, paths),
              std::nullopt,
              graph.grant(entitlement, account)};
  if (out.direct) {
    out.since = graph.member_since(entitlement, account);
  } else if (!out.paths.empty()) {
    for (const core::PathStep& step : out.paths.front()) {
      if (step.kind != "entitlement") continue;
      const std::size_t colon = step.ref.find(':');
      for (const Index first :
           graph.entitlements_named({step.ref.substr(0, colon), step.ref.substr(colon + 1)})) {
        if (std::ranges::binary_search(graph.direct_accounts[first], account)) {
          out.since = graph.member_since(first, account);
        }
      }
      break;
    }
  }
  return out;
}

std::vector<Capacity> capacities_of(const AccessGraph& graph, Index person) {
  const PersonNode& p = graph.persons[person];
  std::vector<Capacity> out;
  for (Index i = p.employment_begin; i < p.employment_end; ++i) out.push_back({i, kNone, kNone});
  for (Index i = p.mandate_begin; i < p.mandate_end; ++i) out.push_back({kNone, i, kNone});
  for (Index i = p.engagement_begin; i < p.engagement_end; ++i) out.push_back({kNone, kNone, i});
  return out;
}

}  // namespace

std::vector<Index> accounts_meant(const AccessGraph& graph, std::string_view text) {
  std::vector<Index> out = subject_accounts(graph, text);
  if (!out.empty()) return out;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const Index system = graph.system_by_name(text.substr(0, slash));
    out = rows_that(graph.accounts.size(), [&](Index a) {
      return graph.accounts[a].system == system &&
             folded_equal(graph.accounts[a].login, text.substr(slash + 1));
    });
    if (!out.empty()) return out;
  }
  graph.login_index.each(
      text, [&](Index a) { return graph.accounts[a].login; }, [&](Index a) { out.push_back(a); });
  sort_out(out);
  if (!out.empty()) return out;
  return rows_that(graph.accounts.size(),
                   [&](Index a) { return folded_equal(graph.accounts[a].natural_id, text); });
}

std::vector<Index> persons_meant(const AccessGraph& graph, std::string_view text) {
  if (text.empty()) return {};
  const std::size_t size = graph.persons.size();
  const auto by = [&](auto text_of) {
    return rows_that(size, [&](Index p) { return folded_equal(text_of(graph.persons[p]), text); });
  };
  std::vector<Index> out = subject_persons(graph, text);
  if (out.empty()) out = by([](const PersonNode& p) { return p.id; });
  // A number may be one person's id and another's employment.
  graph.employee_no_index.each(
      text, [&](Index e) { return graph.employments[e].employee_no; },
      [&](Index e) { out.push_back(graph.employments[e].person); });
  if (out.empty()) {
    for (const Index a : accounts_meant(graph, text)) {
      if (graph.accounts[a].person != kNone) out.push_back(graph.accounts[a].person);
    }
  }
  sort_out(out);
  if (!out.empty()) return out;
  out = rows_that(size, [&](Index p) {
    return folded_equal(graph.persons[p].mail, text) || folded_equal(graph.persons[p].upn, text);
  });
  if (!out.empty()) return out;
  out = by([](const PersonNode& p) { return p.name; });
  if (!out.empty()) return out;
  const std::vector<std::string> words = folded_words(text);
  return rows_that(size, [&](Index p) { return contains_all(graph.persons[p].name, words); });
}

std::vector<Index> entitlements_meant(const AccessGraph& graph, std::string_view text) {
  if (text.empty()) return {};
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const policies::EntitlementRef ref{std::string(text.substr(0, colon)),
                                       std::string(text.substr(colon + 1))};
    std::vector<Index> named = graph.entitlements_called(ref);
    const std::vector<Index> bound = graph.entitlements_named(ref);
    named.insert(named.end(), bound.begin(), bound.end());
    sort_out(named);
    if (!named.empty()) return named;
  }
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    std::vector<Index> by_id = graph.entitlements_called(
        {std::string(text.substr(0, slash)), "", std::string(text.substr(slash + 1))});
    if (!by_id.empty()) return by_id;
  }
  const std::size_t size = graph.entitlements.size();
  std::vector<Index> out = rows_that(size, [&](Index e) {
    return folded_equal(graph.entitlements[e].natural_id, text) ||
           folded_equal(graph.entitlements[e].name, text);
  });
  if (!out.empty()) return out;
  const std::vector<std::string> words = folded_words(text);
  return rows_that(size, [&](Index e) { return contains_all(graph.entitlements[e].name, words); });
}

PersonAnswer who(const AccessGraph& graph, const ExpectedAccess& expected, Index person,
                 std::size_t paths) {
  PersonAnswer out{person, capacities_of(graph, person), {}, {}, {}};
  for (const Index a : graph.accounts_of_person[person]) {
    const std::size_t rights = rows_that(graph.entitlements.size(), [&](Index e) {
                                 return std::ranges::binary_search(graph.effective_accounts[e], a);
                               }).size();
    out.accounts.push_back({a, rights});
  }
  for (const Standing& standing : expected.standings_of(person)) {
    PersonAnswer::Right right{standing, {}, standing.case_no};
    for (const Index a : graph.accounts_of_person[person]) {
      if (!graph.accounts[a].usable) continue;
      if (!std::ranges::binary_search(graph.effective_accounts[standing.entitlement], a)) continue;
      right.holdings.push_back(holding(graph, a, standing.entitlement, paths));
      const GrantNode* grant = right.holdings.back().grant;
      if (right.case_no.empty() && grant != nullptr) right.case_no = grant->case_no;
    }
    out.rights.push_back(std::move(right));
  }
  const auto before = [](const MissingRight& m, Index p) { return m.person < p; };
  auto at = std::lower_bound(expected.missing.begin(), expected.missing.end(), person, before);
  for (; at != expected.missing.end() && at->person == person; ++at) out.missing.push_back(*at);
  return out;
}

EntitlementAnswer access(const AccessGraph& graph, const ExpectedAccess& expected,
                         Index entitlement, std::size_t paths) {
  EntitlementAnswer out{entitlement, {}, {}, {}};
  for (const Index a : graph.effective_accounts[entitlement]) {
    const AccountNode& account = graph.accounts[a];
    EntitlementAnswer::Holder holder{holding(graph, a, entitlement, paths), account.usable, {}};
    if (account.usable && account.person != kNone) {
      holder.standing = expected.standing(account.person, entitlement);
    }
    out.holders.push_back(std::move(holder));
  }
  // kNone is the largest index: those without a person come last.
  std::stable_sort(out.holders.begin(), out.holders.end(), [](const auto& x, const auto& y) {
    return x.holding.person < y.holding.person;
  });
  const auto inner = graph.child_entitlements[entitlement];
  const auto outer = graph.parent_entitlements[entitlement];
  out.members.assign(inner.begin(), inner.end());
  out.member_of.assign(outer.begin(), outer.end());
  return out;
}

}  // namespace rettesnor::reconcile
