// Answers about a person from the dates of her capacities.
#include "reconcile/person_state.h"

#include <algorithm>

#include "reconcile/rights.h"

namespace rettesnor::reconcile {
namespace {

template <class Node>
std::span<const Node> part(const std::vector<Node>& nodes, Index begin, Index end) {
  return {nodes.data() + begin, nodes.data() + end};
}

template <class Nodes>
bool any_current(const Nodes& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [](const auto& node) { return node.current; });
}

/// What of `nodes` ended last, and what of them begins first; into `last` and `next`.
template <class Nodes>
void look_around(const AccessGraph& graph, const Nodes& nodes, std::optional<Date>& last,
                 std::optional<Date>& next) {
  for (const auto& node : nodes) {
    if (node.word == Word::moved) continue;
    if (const auto end = ended_on(graph, node)) last = std::max(last, end);
    const bool is_ahead = node.word == Word::told && node.start && *node.start > graph.today;
    if (is_ahead && (!next || *node.start < *next)) next = node.start;
  }
}

template <class Nodes>
bool any_ended_on(const AccessGraph& graph, const Nodes& nodes, Date day) {
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const auto& node) { return ended_on(graph, node) == day; });
}

}  // namespace

std::span<const EmploymentNode> employments_of(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  return part(graph.employments, node.employment_begin, node.employment_end);
}

std::span<const MandateNode> mandates_of(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  return part(graph.mandates, node.mandate_begin, node.mandate_end);
}

std::span<const EngagementNode> engagements_of(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  return part(graph.engagements, node.engagement_begin, node.engagement_end);
}

bool has_current_employment(const AccessGraph& graph, Index person) {
  return any_current(employments_of(graph, person));
}

bool has_current_mandate(const AccessGraph& graph, Index person) {
  return any_current(mandates_of(graph, person));
}

bool has_current_engagement(const AccessGraph& graph, Index person) {
  return any_current(engagements_of(graph, person));
}

std::optional<WithoutCapacity> without_capacity(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  if (node.current || node.left_on || node.vanished_on || node.dead) return std::nullopt;
  std::optional<Date> last, next;
  look_around(graph, employments_of(graph, person), last, next);
  look_around(graph, mandates_of(graph, person), last, next);
  look_around(graph, engagements_of(graph, person), last, next);
  if (!next) return std::nullopt;
  return WithoutCapacity{last ? std::optional(*last + core::Days(1)) : std::nullopt,
                         *next - core::Days(1)};
}

bool has_left(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  return !node.current && node.left_on && *node.left_on < graph.today;
}

const MandateNode* left_from_mandate(const AccessGraph& graph, Index person) {
  if (!has_left(graph, person)) return nullptr;
  const Date day = *graph.persons[person].left_on;
  if (any_ended_on(graph, employments_of(graph, person), day)) return nullptr;
  if (any_ended_on(graph, engagements_of(graph, person), day)) return nullptr;
  for (const MandateNode& mandate : mandates_of(graph, person)) {
    if (ended_on(graph, mandate) == day) return &mandate;
  }
  return nullptr;
}

bool is_released(const AccessGraph& graph, Index person) {
  const auto& released_at = graph.persons[person].released_at;
  return released_at && *released_at <= graph.now;
}

bool has_usable_account(const AccessGraph& graph, Index person) {
  const auto accounts = graph.accounts_of_person[person];
  return std::any_of(accounts.begin(), accounts.end(),
                     [&](Index account) { return graph.accounts[account].usable; });
}

std::optional<Leave> current_leave(const AccessGraph& graph, Index person) {
  std::optional<Leave> leave;
  for (const EmploymentNode& employment : employments_of(graph, person)) {
    if (!employment.current) continue;
    const bool is_away = employment.status == EmploymentStatus::leave &&
                         (!employment.leave_until || *employment.leave_until >= graph.today);
    if (!is_away) return std::nullopt;
    if (!leave) leave = Leave{};
    if (!employment.leave_until) continue;
    leave->until =
        leave->until ? std::min(*leave->until, *employment.leave_until) : *employment.leave_until;
  }
  return leave;
}

bool lasts_longer_than(const Leave& leave, Date today, std::int64_t days) {
  return !leave.until || (*leave.until - today).count() > days;
}

std::optional<Leave> leave_with_access(const AccessGraph& graph, Index person) {
  const auto leave = current_leave(graph, person);
  if (!leave) return std::nullopt;
  if (has_current_mandate(graph, person) || has_current_engagement(graph, person)) {
    return std::nullopt;
  }
  const auto limit = graph.policy->threshold("leave_access_days", graph.today);
  if (!lasts_longer_than(*leave, graph.today, limit)) return std::nullopt;
  const auto rights = graph.entitlements_of_person[person];
  const bool holds_something = std::any_of(rights.begin(), rights.end(), [&](Index entitlement) {
    return !is_review_exempt(graph, entitlement);
  });
  return holds_something ? leave : std::nullopt;
}

}  // namespace rettesnor::reconcile
