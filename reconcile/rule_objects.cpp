// Looks every name of the policy up in the access graph.
#include "reconcile/rule_objects.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "core/text.h"
#include "policies/offices.h"
#include "reconcile/subjects.h"

namespace rettesnor::reconcile {
namespace {

using core::ObjectClass;
using policies::Reference;
using NameKind = Reference::Kind;
using State = RuleObject::State;

/// Texts compared folded, each spelling folded once.
class FoldedTexts {
 public:
  void add(std::string_view text) {
    if (!text.empty() && spelled_.insert(text).second) folded_.insert(core::fold(text));
  }
  bool has(std::string_view text) const { return folded_.contains(core::fold(text)); }

 private:
  std::unordered_set<std::string_view> spelled_;
  std::unordered_set<std::string> folded_;
};

class Lookup {
 public:
  explicit Lookup(const AccessGraph& graph) : graph_(graph) {
    for (const EmploymentNode& e : graph.employments) {
      titles_.add(e.title);
      functions_.add(e.function);
    }
    for (const MandateNode& m : graph.mandates) {
      functions_.add(m.function);
      bodies_.add(m.body);
    }
    for (const EngagementNode& e : graph.engagements) vendors_.add(e.vendor);
    for (const policies::Vendor& v : graph.policy->vendors) vendors_.add(v.cvr);
    for (const auto office : policies::kKnownOffices) offices_.add(office);
    for (const std::string& office : graph.policy->mandatory_roles) offices_.add(office);
  }

  std::vector<RuleObject> run() {
    const std::vector<Reference> references = references_of(*graph_.policy);
    for (const Reference& reference : references) {
      if (!reference.counts_on(graph_.today)) continue;
      if (reference.kind == NameKind::right) {
        right(reference);
      } else if (!is_there(reference)) {
        out_.push_back({reference, State::missing, kNone, {}});
      }
    }
    return std::move(out_);
  }

 private:
  void right(const Reference& reference) {
    const policies::EntitlementRef& ref = *reference.right;
    if (ref.name == "*") return;
    const std::vector<Index> called = graph_.entitlements_called(ref);
    const Index binding = graph_.binding_of(ref);
    if (binding == kNone) {
      if (called.size() > 1) add(reference, State::doubled, kNone, called);
      if (called.empty() && is_whole(graph_, ObjectClass::entitlement, ref.system)) {
        add(reference, State::missing, kNone, {});
      }
      return;
    }
    const Index bound = graph_.bound_rights[binding];
    if (bound == kNone) {
      add(reference, State::replaced, kNone, called);
    } else if (core::fold(graph_.entitlements[bound].name) !=
               core::fold(graph_.snapshot->bindings[binding].called)) {
      add(reference, State::renamed, bound, called);
    } else if (std::ranges::any_of(called, [&](Index e) { return e != bound; })) {
      add(reference, State::shared, bound, called);
    }
  }

  void add(const Reference& reference, State state, Index bound, const std::vector<Index>& called) {
    RuleObject object{reference, state, bound, {}};
    for (const Index e : called) object.choices.push_back(id_of_right(graph_, e));
    std::ranges::sort(object.choices);
    out_.push_back(std::move(object));
  }

  bool is_there(const Reference& r) const {
    switch (r.kind) {
      case NameKind::employee:
        return knows_number(r.name) || !is_whole(graph_, ObjectClass::employment);
      case NameKind::employee_or_id:
        return knows_number(r.name) || !subject_persons(graph_, r.name).empty() ||
               !is_whole(graph_, ObjectClass::employment);
      case NameKind::unit:
        return graph_.unit_by_id(r.name) != kNone || !is_whole(graph_, ObjectClass::unit);
      case NameKind::title:
        return titles_.has(r.name) || !is_whole(graph_, ObjectClass::employment);
      case NameKind::function:
        return functions_.has(r.name) || !is_whole(graph_, ObjectClass::employment);
      case NameKind::body:
        return bodies_.has(r.name) || !is_whole(graph_, ObjectClass::mandate);
      case NameKind::vendor:
        return vendors_.has(r.name);
      case NameKind::account:
        return graph_.account_by_login(r.system, r.name) != kNone ||
               !is_whole(graph_, ObjectClass::account, r.system);
      case NameKind::office:
        return offices_.has(r.name);
      case NameKind::subject:
        return is_subject(graph_, r.name);
      case NameKind::right:
        break;
    }
    return true;
  }

  bool knows_number(std::string_view number) const {
    bool known = false;
    graph_.employee_no_index.each(
        number, [this](Index e) { return graph_.employments[e].employee_no; },
        [&](Index) { known = true; });
    return known;
  }

  const AccessGraph& graph_;
  FoldedTexts titles_, functions_, bodies_, vendors_, offices_;
  std::vector<RuleObject> out_;
};

}  // namespace

std::vector<RuleObject> rule_objects(const AccessGraph& graph) {
  return Lookup(graph).run();
}

std::vector<RuleName> by_name(const std::vector<RuleObject>& objects,
                              std::initializer_list<RuleObject::State> states) {
  std::map<std::pair<policies::Reference::Kind, std::string_view>, RuleName> names;
  for (const RuleObject& object : objects) {
    if (std::ranges::find(states, object.state) == states.end()) continue;
    const policies::Reference& use = object.reference;
    const auto [at, is_new] =
        names.try_emplace({use.kind, use.name}, RuleName{{}, use.severity, {}});
    RuleName& name = at->second;
    const bool told = std::ranges::any_of(
        name.uses, [&](const RuleObject* other) { return other->reference.rule == use.rule; });
    if (!told) name.rules += (name.rules.empty() ? "" : ", ") + use.rule;
    name.severity = std::min(name.severity, use.severity);
    name.uses.push_back(&object);
  }
  std::vector<RuleName> out;
  for (auto& [key, name] : names) out.push_back(std::move(name));
  return out;
}

std::string id_of_right(const AccessGraph& graph, Index entitlement) {
  const EntitlementNode& node = graph.entitlements[entitlement];
  return std::string(graph.systems[node.system].name) + "/" + std::string(node.natural_id);
}

bool is_whole(const AccessGraph& graph, ObjectClass object_class, std::string_view system) {
  bool told = false;
  for (const core::SnapshotSource& source : graph.snapshot->sources) {
    if (!system.empty() && !folded_equal(source.system, system)) continue;
    const auto completeness = source.completeness[static_cast<std::size_t>(object_class)];
    if (completeness == core::Completeness::not_read) continue;
    if (completeness == core::Completeness::partial) return false;
    told = true;
    for (const core::Gap& gap : source.gaps) {
      if (gap.object_class == object_class && gap.list == core::ListKind::objects) return false;
    }
  }
  return told;
}

}  // namespace rettesnor::reconcile
