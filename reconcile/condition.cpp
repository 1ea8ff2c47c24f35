// Says whether a condition of the policy holds for one capacity of a person.
#include <algorithm>

#include "reconcile/expected_access.h"

namespace rettesnor::reconcile {
namespace {

using policies::Condition;
using policies::SubjectClass;

bool any_equal(const std::vector<std::string>& values, std::string_view text) {
  return !text.empty() && std::any_of(values.begin(), values.end(),
                                      [&](const std::string& v) { return folded_equal(v, text); });
}

/// What one capacity tells; empty or kNone where its kind tells nothing.
struct Told {
  Index unit = kNone;
  std::string_view title;
  std::string_view function;
  std::string_view body;
  std::string_view vendor;
};

Told told_by(const AccessGraph& graph, const Capacity& capacity) {
  if (capacity.employment != kNone) {
    const EmploymentNode& e = graph.employments[capacity.employment];
    return {e.unit, e.title, e.function, {}, {}};
  }
  if (capacity.mandate != kNone) {
    const MandateNode& m = graph.mandates[capacity.mandate];
    return {kNone, {}, m.function, m.body, {}};
  }
  if (capacity.engagement != kNone) {
    return {kNone, {}, {}, {}, graph.engagements[capacity.engagement].vendor};
  }
  return {};
}

bool leads(const Condition& condition, const AccessGraph& graph, const Capacity& capacity) {
  if (capacity.employment == kNone) return false;
  auto at = std::lower_bound(graph.led_units.begin(), graph.led_units.end(),
                             std::pair(capacity.employment, Index{0}));
  for (; at != graph.led_units.end() && at->first == capacity.employment; ++at) {
    for (const std::string& value : condition.values) {
      const bool is_meant =
          graph.units[at->second].id == value || graph.unit_meant(value) == at->second;
      if (value == "*" || is_meant) return true;
    }
  }
  return false;
}

bool in_unit(const Condition& condition, const AccessGraph& graph, Index unit) {
  if (unit == kNone) return false;
  return std::any_of(condition.values.begin(), condition.values.end(), [&](const std::string& v) {
    if (condition.op == Condition::Op::unit) {
      return graph.units[unit].id == v || unit == graph.unit_meant(v);
    }
    return graph.is_unit_under(unit, graph.unit_meant(v));
  });
}

}  // namespace

SubjectClass class_of(const AccessGraph& graph, const Capacity& capacity) {
  if (capacity.mandate != kNone) {
    const std::string_view body = graph.mandates[capacity.mandate].body;
    for (const policies::Body& b : graph.policy->bodies) {
      if (b.council && folded_equal(b.name, body)) return SubjectClass::council_member;
    }
    return SubjectClass::other_elected;
  }
  if (capacity.engagement != kNone) {
    const EngagementNode& g = graph.engagements[capacity.engagement];
    if (g.kind == "partner") return SubjectClass::partner;
    if (g.kind == "vendor" || (g.kind.empty() && !g.vendor.empty())) return SubjectClass::vendor;
    return SubjectClass::other_network_user;
  }
  return SubjectClass::employee;
}

bool holds(const Condition& condition, const AccessGraph& graph, const Capacity& capacity) {
  const auto child = [&](const Condition& c) { return holds(c, graph, capacity); };
  const auto& children = condition.children;
  switch (condition.op) {
    case Condition::Op::all:
      return std::all_of(children.begin(), children.end(), child);
    case Condition::Op::any:
      return std::any_of(children.begin(), children.end(), child);
    case Condition::Op::none_of:
      return std::none_of(children.begin(), children.end(), child);
    case Condition::Op::unit:
    case Condition::Op::unit_under:
      return in_unit(condition, graph, told_by(graph, capacity).unit);
    case Condition::Op::title:
      return any_equal(condition.values, told_by(graph, capacity).title);
    case Condition::Op::function:
      return any_equal(condition.values, told_by(graph, capacity).function);
    case Condition::Op::subject_class:
      return any_equal(condition.values, policies::name_of(class_of(graph, capacity)));
    case Condition::Op::body:
      return any_equal(condition.values, told_by(graph, capacity).body);
    case Condition::Op::vendor:
      return any_equal(condition.values, told_by(graph, capacity).vendor);
    case Condition::Op::leads_unit:
      return leads(condition, graph, capacity);
  }
  return false;
}

}  // namespace rettesnor::reconcile
