// A policy that speaks of what no source has ever heard of.
#include <algorithm>
#include <set>
#include <string>

#include "core/text.h"
#include "policies/closest_name.h"
#include "policies/condition_sense.h"
#include "policies/read_policy.h"

namespace rettesnor::policies {
namespace {

using Op = Condition::Op;

/// Names of one kind that the sources hold.
class Known {
 public:
  enum class Comparison { exact, folded };
  Known(const std::vector<std::string>& names, Comparison comparison)
      : names_(names), comparison_(comparison) {
    std::ranges::sort(names_);
    for (const auto& name : names_) compared_.insert(compared(name));
  }
  bool has(const std::string& name) const { return compared_.contains(compared(name)); }
  std::string suggestion_for(const std::string& name) const { return suggestion(name, names_); }

 private:
  std::string compared(const std::string& name) const {
    return comparison_ == Comparison::folded ? core::fold(name) : name;
  }
  std::vector<std::string> names_;
  Comparison comparison_;
  std::set<std::string> compared_;
};

class AgainstReality {
 public:
  AgainstReality(const Policy& policy, const Reality& reality)
      : policy_(policy),
        units_(reality.units, Known::Comparison::exact),
        titles_(reality.titles, Known::Comparison::folded),
        functions_(reality.functions, Known::Comparison::folded),
        bodies_(reality.bodies, Known::Comparison::folded),
        employee_nos_(reality.employee_nos, Known::Comparison::folded),
        complete_(reality.complete_systems.begin(), reality.complete_systems.end()) {
    for (const auto& ref : reality.entitlements) {
      rights_.insert(ref);
      right_names_.push_back(ref.system + ":" + ref.name);
    }
    std::ranges::sort(right_names_);
  }

  std::vector<Complaint> run() {
    for (const auto& role : policy_.roles) role_policy(role);
    for (const auto& rule : policy_.sod_rules) {
      const std::string path = "sod " + rule.id;
      rights(rule.origin, path + ".left", rule.left);
      rights(rule.origin, path + ".right", rule.right);
    }
    for (const auto& e : policy_.entitlements) {
      right(e.origin, "entitlement", e.ref);
      person(e.origin, "entitlement.owner", e.owner);
      persons(e.origin, "entitlement.backups", e.backups);
    }
    for (const auto& c : policy_.conveyances) {
      right(c.origin, "conveys.group", c.group);
      right(c.origin, "conveys.entitlement", c.entitlement);
    }
    registers();
    std::ranges::sort(complaints_, {}, [](const Complaint& c) {
      return std::tie(c.origin.file, c.origin.line, c.path, c.reason);
    });
    return std::move(complaints_);
  }

 private:
  void say(const Origin& origin, const std::string& path, std::string reason) {
    complaints_.push_back({Complaint::Weight::warning, origin, path, std::move(reason)});
  }

  void right(const Origin& origin, const std::string& path, const EntitlementRef& ref) {
    if (ref.name == "*" || !complete_.contains(ref.system) || rights_.contains(ref)) return;
    const std::string name = ref.system + ":" + ref.name;
    say(origin, path,
        "the source of " + ref.system + " has no right \"" + name + "\"" +
            suggestion(name, right_names_));
  }
  void rights(const Origin& origin, const std::string& path,
              const std::vector<EntitlementRef>& refs) {
    for (const auto& ref : refs) right(origin, path, ref);
  }
  void person(const Origin& origin, const std::string& path, const std::string& number) {
    if (number.empty() || employee_nos_.has(number)) return;
    say(origin, path, "no source has the employee number \"" + number + "\"");
  }
  void persons(const Origin& origin, const std::string& path,
               const std::vector<std::string>& numbers) {
    for (const auto& number : numbers) person(origin, path, number);
  }

  /// Null when the sources cannot tell what values there are.
  const Known* known_for(Op op) const {
    switch (op) {
      case Op::unit:
      case Op::unit_under:
      case Op::leads_unit:
        return &units_;
      case Op::title:
        return &titles_;
      case Op::function:
        return &functions_;
      case Op::body:
        return &bodies_;
      default:
        return nullptr;
    }
  }

  bool is_known(Op op, const std::string& value) const {
    const Known* known = known_for(op);
    return known == nullptr || (op == Op::leads_unit && value == "*") || known->has(value);
  }

  /// May somebody of today's sources meet it?
  bool possible(const Condition& c) const {
    const auto child = [&](const Condition& inner) { return possible(inner); };
    if (c.op == Op::all) return std::ranges::all_of(c.children, child);
    if (c.op == Op::any) return std::ranges::any_of(c.children, child);
    if (c.op == Op::none_of) return true;
    return std::ranges::any_of(c.values, [&](const auto& value) { return is_known(c.op, value); });
  }

  void unknown_values(const Condition& c, const Origin& origin, const std::string& path) {
    for (const auto& inner : c.children) unknown_values(inner, origin, path);
    for (const auto& value : c.values) {
      if (is_known(c.op, value)) continue;
      say(origin, path,
          "no source has the " + std::string(name_of(c.op)) + " \"" + core::printable(value, 80) +
              "\"" + known_for(c.op)->suggestion_for(value));
    }
  }

  void role_policy(const RolePolicy& role) {
    const std::string path = "role " + role.id;
    unknown_values(role.when, role.origin, path + ".when");
    if (!possible(role.when)) {
      say(role.origin, path + ".when", "fits nobody that the sources know of");
    }
    rights(role.origin, path + ".expected", role.expected);
    rights(role.origin, path + ".allowed", role.allowed);
    persons(role.origin, path + ".except_persons", role.except_persons);
  }

  void registers() {
    for (const auto& s : policy_.systems) {
      person(s.origin, "system " + s.name + ".owner", s.owner);
      person(s.origin, "system " + s.name + ".responsible", s.responsible);
    }
    for (const auto& a : policy_.agreements) {
      person(a.origin, "agreement " + a.id + ".sponsor", a.sponsor);
    }
    for (const auto& b : policy_.bodies) {
      const std::string path = "body " + b.name;
      if (!bodies_.has(b.name)) {
        say(b.origin, path, "no mandate is in this body" + bodies_.suggestion_for(b.name));
      }
      rights(b.origin, path + ".equal", b.equal);
      rights(b.origin, path + ".closed", b.closed);
    }
    for (const auto& a : policy_.registered_accounts) {
      const std::string path = "service_account " + a.system + "/" + a.login;
      person(a.origin, path + ".owner", a.owner);
      person(a.origin, path + ".deputy_owner", a.deputy_owner);
      persons(a.origin, path + ".custodians", a.custodians);
    }
    for (const auto& a : policy_.authorizations) {
      right(a.origin, "authorization.entitlement", a.entitlement);
    }
    for (const auto& a : policy_.appointments) {
      person(a.origin, "appointment " + a.role + ".person", a.person);
    }
    for (const auto& d : policy_.deviations) {
      person(d.origin, "deviation " + d.number + ".recommended_by", d.recommended_by);
      person(d.origin, "deviation " + d.number + ".approved_by", d.approved_by);
    }
  }

  const Policy& policy_;
  Known units_;
  Known titles_;
  Known functions_;
  Known bodies_;
  Known employee_nos_;
  std::set<std::string> complete_;
  std::set<EntitlementRef> rights_;
  std::vector<std::string> right_names_;
  std::vector<Complaint> complaints_;
};

}  // namespace

std::vector<Complaint> check_against(const Policy& policy, const Reality& reality) {
  return AgainstReality(policy, reality).run();
}

}  // namespace rettesnor::policies
