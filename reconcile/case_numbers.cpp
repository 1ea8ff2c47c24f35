// Holds case numbers against the registers of cases.
#include "reconcile/case_numbers.h"

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace rettesnor::reconcile {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Every byte of a letter beyond ASCII counts as one.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool fits(char c, char pattern) {
  switch (pattern) {
    case '#':
      return is_digit(c);
    case '@':
      return is_letter(c);
    case '*':
      return is_digit(c) || is_letter(c);
    default:
      return c == pattern;
  }
}

bool looks_like_a_case(std::string_view case_no) {
  return case_no.size() >= 4 && std::any_of(case_no.begin(), case_no.end(), is_digit);
}

bool is_listed(const policies::Policy& policy, std::string_view case_no) {
  return std::any_of(
      policy.case_registers.begin(), policy.case_registers.end(), [&](const auto& known) {
        return std::any_of(known.cases.begin(), known.cases.end(),
                           [&](const std::string& one) { return folded_equal(one, case_no); });
      });
}

bool has_a_form(const policies::Policy& policy, std::string_view case_no) {
  return std::any_of(policy.case_registers.begin(), policy.case_registers.end(),
                     [&](const auto& known) {
                       return !known.pattern.empty() && has_form(case_no, known.pattern);
                     });
}

}  // namespace

// A star that took too much gives back: the usual walk with one point to return to.
bool has_form(std::string_view case_no, std::string_view pattern) {
  const std::string number = core::fold(trimmed(case_no));
  const std::string form = core::fold(pattern);
  std::size_t n = 0, f = 0, star = std::string::npos, taken = 0;
  while (n < number.size()) {
    if (f < form.size() && form[f] == '*') {
      star = f++;
      taken = n;
    } else if (f < form.size() && fits(number[n], form[f])) {
      ++n;
      ++f;
    } else if (star != std::string::npos && fits(number[taken], '*')) {
      f = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  while (f < form.size() && form[f] == '*') ++f;
  return f == form.size() && !number.empty();
}

void judge_case_numbers(AccessGraph& graph) {
  const policies::Policy& policy = *graph.policy;
  if (policy.case_registers.empty()) {
    for (GrantNode& grant : graph.grants)
      grant.documented = looks_like_a_case(trimmed(grant.case_no));
    return;
  }
  /// Of one case number: whether anybody knows it, and for whom it stands.
  struct Case {
    bool is_listed;
    bool has_form;
    Index person;
    bool is_ones;
  };
  TextNumbers numbers;
  std::vector<Case> cases;
  std::vector<Index> number_of(graph.grants.size(), 0);
  for (Index g = 0; g < graph.grants.size(); ++g) {
    const GrantNode& grant = graph.grants[g];
    const std::string_view case_no = trimmed(grant.case_no);
    if (case_no.empty()) continue;
    const Index person = grant.account == kNone ? kNone : graph.accounts[grant.account].person;
    const Index number = number_of[g] = numbers.number(case_no);
    if (number > cases.size()) {
      cases.push_back({is_listed(policy, case_no), has_a_form(policy, case_no), person, true});
    } else if (cases[number - 1].person != person) {
      cases[number - 1].is_ones = false;
    }
  }
  for (Index g = 0; g < graph.grants.size(); ++g) {
    if (number_of[g] == 0) continue;
    const Case& known = cases[number_of[g] - 1];
    graph.grants[g].documented = known.is_listed || (known.has_form && known.is_ones);
  }
}

}  // namespace rettesnor::reconcile
