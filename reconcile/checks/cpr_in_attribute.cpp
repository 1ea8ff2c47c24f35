// A text field that holds what looks like a CPR number.
#include "reconcile/checks/declarations.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/cpr_pattern.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

using core::Attribute;

/// Text that people write. References, dates and flags are no text.
bool is_text(Attribute attribute) {
  switch (attribute) {
    case Attribute::name:
    case Attribute::given_name:
    case Attribute::family_name:
    case Attribute::description:
    case Attribute::mail:
    case Attribute::upn:
    case Attribute::employee_no:
    case Attribute::title:
    case Attribute::function:
    case Attribute::department:
    case Attribute::login:
    case Attribute::distinguished_name:
    case Attribute::scope_tasks:
    case Attribute::last_used_record:
      return true;
    default:
      return false;
  }
}

/// Collects findings, one for each (subject, attribute).
class Collector {
 public:
  explicit Collector(const CheckInput& input, const core::Finding& blank)
      : input_(input), blank_(blank) {}

  /// `thing()` is asked only when something is found.
  template <class MakeThing>
  void look_at(Index object, MakeThing thing) {
    if (object == kNone || !input_.graph.is_told(object)) return;
    const core::RecordView record(input_.graph.object(object).record);
    if (!core::may_hold_cpr(record.bytes())) return;
    record.each([&](const core::Fact& fact) {
      if (!is_text(fact.attribute) || !core::looks_like_cpr(fact.value)) return;
      add(thing(), name_of(fact.attribute));
    });
  }

  Findings done() { return std::move(findings_); }

 private:
  void add(core::Thing subject, std::string_view attribute) {
    if (!seen_.emplace(subject.kind + " " + subject.key, attribute).second) return;
    const std::string label = subject.label;
    findings_.push_back(Draft(input_, blank_)
                            .subject(std::move(subject))
                            .object(thing_named("attribute", attribute, attribute))
                            .text("felt", attribute)
                            .text("k", label)
                            .done());
  }

  const CheckInput& input_;
  const core::Finding& blank_;
  Findings findings_;
  std::set<std::pair<std::string, std::string_view>> seen_;
};

}  // namespace

Findings cpr_in_attribute(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Collector found(input, blank);
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    found.look_at(graph.accounts[a].object, [&] { return thing_of_account(graph, a); });
  }
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    found.look_at(graph.entitlements[e].object, [&] { return thing_of_entitlement(graph, e); });
  }
  for (Index u = 0; u < graph.units.size(); ++u) {
    found.look_at(graph.units[u].object, [&] { return thing_of_unit(graph, u); });
  }
  for (Index p = 0; p < graph.persons.size(); ++p) {
    found.look_at(graph.persons[p].object, [&] { return thing_of_person(graph, p); });
  }
  for (const EmploymentNode& node : graph.employments) {
    found.look_at(node.object, [&] { return thing_of_person(graph, node.person); });
  }
  for (const MandateNode& node : graph.mandates) {
    found.look_at(node.object, [&] { return thing_of_person(graph, node.person); });
  }
  for (const EngagementNode& node : graph.engagements) {
    found.look_at(node.object, [&] { return thing_of_person(graph, node.person); });
  }
  return found.done();
}

}  // namespace rettesnor::reconcile::checks
