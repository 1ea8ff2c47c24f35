// Turns what the access graph knows of the policy's names into complaints.
#include "reconcile/policy_notes.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/text.h"
#include "policies/closest_name.h"
#include "policies/offices.h"
#include "reconcile/deviations.h"
#include "reconcile/expected_access.h"
#include "reconcile/rule_objects.h"
#include "reconcile/subjects.h"

namespace rettesnor::reconcile {
namespace {

using core::ErrorCode;
using policies::Complaint;
using policies::Reference;

/// What a name of that kind could have been, for "did you mean".
std::vector<std::string> known_names(const AccessGraph& graph, const Reference& reference) {
  std::set<std::string> names;
  switch (reference.kind) {
    case Reference::Kind::right:
      for (const EntitlementNode& e : graph.entitlements) {
        if (graph.systems[e.system].name == reference.right->system) names.emplace(e.name);
      }
      break;
    case Reference::Kind::unit:
      for (const UnitNode& u : graph.units) names.emplace(u.id);
      break;
    case Reference::Kind::title:
      for (const EmploymentNode& e : graph.employments) names.emplace(e.title);
      break;
    case Reference::Kind::function:
      for (const EmploymentNode& e : graph.employments) names.emplace(e.function);
      for (const MandateNode& m : graph.mandates) names.emplace(m.function);
      break;
    case Reference::Kind::body:
      for (const MandateNode& m : graph.mandates) names.emplace(m.body);
      break;
    case Reference::Kind::vendor:
      for (const EngagementNode& e : graph.engagements) names.emplace(e.vendor);
      break;
    case Reference::Kind::account:
      for (const AccountNode& a : graph.accounts) {
        if (graph.systems[a.system].name == reference.system) names.emplace(a.login);
      }
      break;
    // A number that is near to another is not the same person.
    case Reference::Kind::employee:
    case Reference::Kind::employee_or_id:
    case Reference::Kind::office:
    case Reference::Kind::subject:
      break;
  }
  return {names.begin(), names.end()};
}

std::string listed(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "`" : ", `") + text + "`";
  return out;
}

std::string reason_of(const AccessGraph& graph, const RuleObject& object) {
  using enum RuleObject::State;
  const Reference& reference = object.reference;
  core::ErrorValues values{{"name", reference.name}};
  switch (object.state) {
    case missing: {
      const bool is_right = reference.right != nullptr;
      const std::string name = is_right ? reference.right->name : reference.name;
      const auto known = known_names(graph, reference);
      if (const auto near = policies::closest_name(name, known)) values["near"] = *near;
      if (!is_right) {
        values["lost"] = std::string(name_of(reference.kind));
        return core::kept(ErrorCode{"policy_name_missing"}, std::move(values));
      }
      values["name"] = reference.right->id.empty() ? name : reference.right->id;
      values["system"] = reference.right->system;
      return core::kept(ErrorCode{"policy_right_missing"}, std::move(values));
    }
    case replaced: {
      const core::NameBinding& bound = graph.snapshot->bindings[graph.binding_of(*reference.right)];
      values["id"] = bound.system + "/" + bound.natural_id;
      if (!object.choices.empty()) values["now"] = listed(object.choices);
      return core::kept(ErrorCode{"policy_right_replaced"}, std::move(values));
    }
    case renamed:
      values["id"] = id_of_right(graph, object.right);
      values["now"] = std::string(graph.entitlements[object.right].name);
      return core::kept(ErrorCode{"policy_right_renamed"}, std::move(values));
    case shared:
    case doubled:
      break;
  }
  values["choices"] = listed(object.choices);
  return core::kept(ErrorCode{"policy_right_doubled"}, std::move(values));
}

class Notes {
 public:
  explicit Notes(const AccessGraph& graph) : graph_(graph) {}

  std::vector<Complaint> run() {
    for (const RuleObject& object : rule_objects(graph_)) {
      // The office is told of when the policy is read.
      if (object.reference.kind == Reference::Kind::office) continue;
      if (!is_employee_number(object.reference)) {
        say(*object.reference.origin, object.reference.path, reason_of(graph_, object));
      }
    }
    roles();
    for (const policies::Deviation& deviation : graph_.policy->deviations) judge(deviation);
    std::ranges::sort(out_, {}, [](const Complaint& c) {
      return std::tie(c.origin.file, c.origin.line, c.path, c.reason);
    });
    return std::move(out_);
  }

 private:
  void say(const policies::Origin& origin, std::string path, std::string reason) {
    out_.push_back({Complaint::Weight::warning, origin, std::move(path), std::move(reason)});
  }

  /// A deviation whose subject is the number of an employment; said with what to write instead.
  bool is_employee_number(const Reference& reference) {
    if (reference.kind != Reference::Kind::subject) return false;
    const Index person = graph_.person_by_employee_no(reference.name);
    if (person == kNone) return false;
    say(*reference.origin, reference.path,
        core::kept(ErrorCode{"policy_number_is_no_person"},
                   {{"name", reference.name}, {"id", thing_of_person(graph_, person).key}}));
    return true;
  }

  void roles() {
    for (const policies::RolePolicy& role : graph_.policy->roles) {
      const auto fits = [&](const auto& nodes, auto capacity_of) {
        for (Index i = 0; i < nodes.size(); ++i) {
          if (nodes[i].current && holds(role.when, graph_, capacity_of(i))) return true;
        }
        return false;
      };
      if (fits(graph_.employments,
               [](Index i) {
                 return Capacity{i, kNone, kNone};
               }) ||
          fits(graph_.mandates,
               [](Index i) {
                 return Capacity{kNone, i, kNone};
               }) ||
          fits(graph_.engagements, [](Index i) {
            return Capacity{kNone, kNone, i};
          })) {
        continue;
      }
      say(role.origin, "role " + role.id + ".when",
          core::kept(ErrorCode{"policy_role_nobody"}, {}));
    }
  }

  void judge(const policies::Deviation& deviation) {
    using enum DeviationFault;
    if (deviation.to < graph_.today) return;
    const auto fault = fault_of(graph_, deviation);
    if (!fault) return;
    const std::string path = "deviation " + deviation.number;
    const auto without = [&](const std::string& number, std::string_view office) {
      return core::kept(
          ErrorCode{"policy_without_office"},
          {{"person", number}, {"role", std::string(office)}, {"day", core::show(deviation.from)}});
    };
    switch (*fault) {
      case broad:
      case too_long:
      case self_approved:
        return;  // told when the policy is read
      case subject_ambiguous:
        say(deviation.origin, path + ".subjects",
            core::kept(ErrorCode{"policy_name_doubled"},
                       {{"name", deviation.subjects.front()}, {"choices", choices(deviation)}}));
        return;
      case recommended_without_office:
        say(deviation.origin, path + ".recommended_by",
            without(deviation.recommended_by, policies::kSecurityLead));
        return;
      case approved_without_office:
        say(deviation.origin, path + ".approved_by",
            without(deviation.approved_by, policies::kExecutiveGroup));
        return;
      case decided_own:
        say(deviation.origin, path + ".subjects",
            core::kept(ErrorCode{"policy_decided_own"}, {{"person", deviation.subjects.front()}}));
        return;
    }
  }

  std::string choices(const policies::Deviation& deviation) const {
    std::vector<std::string> keys;
    const std::string& subject = deviation.subjects.front();
    for (const Index p : subject_persons(graph_, subject)) {
      keys.push_back(thing_of_person(graph_, p).key);
    }
    for (const Index a : subject_accounts(graph_, subject)) {
      keys.push_back(thing_of_account(graph_, a).key);
    }
    return listed(keys);
  }

  const AccessGraph& graph_;
  std::vector<Complaint> out_;
};

}  // namespace

std::vector<Complaint> policy_notes(const AccessGraph& graph) {
  return Notes(graph).run();
}

}  // namespace rettesnor::reconcile
