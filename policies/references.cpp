// Walks the tables of the policy and notes every name that points at something outside them.
#include "policies/references.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace rettesnor::policies {
namespace {

using Kind = Reference::Kind;
using Op = Condition::Op;

/// What the values of a condition name; nothing for what the policy itself defines.
std::optional<Kind> kind_of(Op op) {
  switch (op) {
    case Op::unit:
    case Op::unit_under:
    case Op::leads_unit:
      return Kind::unit;
    case Op::title:
      return Kind::title;
    case Op::function:
      return Kind::function;
    case Op::body:
      return Kind::body;
    case Op::vendor:
      return Kind::vendor;
    case Op::all:
    case Op::any:
    case Op::none_of:
    case Op::subject_class:
      return std::nullopt;
  }
  return std::nullopt;
}

class Walk {
 public:
  explicit Walk(const Policy& policy) : policy_(policy) {}

  std::vector<Reference> run() {
    rules();
    registers();
    decisions();
    return std::move(out_);
  }

 private:
  /// The rule that what follows stands in.
  void rule(std::string name, std::string path, const Origin& origin,
            core::Severity severity = core::Severity::high) {
    rule_ = Reference{.kind = Kind::right,
                      .name = {},
                      .rule = std::move(name),
                      .path = std::move(path),
                      .origin = &origin,
                      .severity = severity};
  }
  /// One that has no name of its own is called by its place.
  void rule(const std::string& place, const Origin& origin,
            core::Severity severity = core::Severity::high) {
    rule(place, place, origin, severity);
  }
  void note(Kind kind, const char* key, std::string_view name, std::string_view system = {}) {
    if (name.empty()) return;
    Reference& added = out_.emplace_back(rule_);
    added.kind = kind;
    added.name = name;
    added.system = system;
    if (*key != '\0') added.path += std::string(".") + key;
  }
  void all(Kind kind, const char* key, const std::vector<std::string>& names) {
    for (const std::string& name : names) note(kind, key, name);
  }
  void right(const char* key, const EntitlementRef& ref) {
    if (ref.system.empty()) return;
    note(Kind::right, key, shown(ref));
    out_.back().right = &ref;
  }
  void rights(const char* key, const std::vector<EntitlementRef>& refs) {
    for (const EntitlementRef& ref : refs) right(key, ref);
  }
  void condition(const Condition& c) {
    for (const Condition& child : c.children) condition(child);
    const auto kind = kind_of(c.op);
    if (!kind) return;
    for (const std::string& value : c.values) {
      if (c.op != Op::leads_unit || value != "*") note(*kind, "when", value);
    }
  }

  void rules() {
    for (const RolePolicy& role : policy_.roles) {
      rule(role.id, "role " + role.id, role.origin);
      condition(role.when);
      rights("expected", role.expected);
      rights("allowed", role.allowed);
      all(Kind::employee, "except_persons", role.except_persons);
    }
    for (const SodRule& sod : policy_.sod_rules) {
      rule(sod.id, "sod " + sod.id, sod.origin, sod.severity);
      rights("left", sod.left);
      rights("right", sod.right);
    }
    for (const EntitlementRule& e : policy_.entitlements) {
      const bool weighty = e.privileged || e.critical;
      const std::string name = shown(e.ref);
      rule("entitlement " + name, e.origin,
           weighty ? core::Severity::critical : core::Severity::high);
      right("ref", e.ref);
      note(Kind::employee, "owner", e.owner);
      all(Kind::employee, "backups", e.backups);
    }
    for (const Conveyance& c : policy_.conveyances) {
      rule("conveys " + shown(c.group), c.origin);
      right("group", c.group);
      right("entitlement", c.entitlement);
    }
    for (const Body& b : policy_.bodies) {
      rule("body " + b.name, b.origin);
      note(Kind::body, "name", b.name);
      rights("equal", b.equal);
      rights("closed", b.closed);
    }
  }

  void registers() {
    for (const System& s : policy_.systems) {
      rule("system " + s.name, s.origin);
      note(Kind::employee, "owner", s.owner);
      note(Kind::employee, "responsible", s.responsible);
    }
    for (const Agreement& a : policy_.agreements) {
      rule(a.id, "agreement " + a.id, a.origin);
      rule_.from = a.valid_from;
      rule_.to = a.valid_to;
      note(Kind::employee, "sponsor", a.sponsor);
    }
    for (const RegisteredAccount& a : policy_.registered_accounts) {
      rule("service_account " + a.system + "/" + a.login, a.origin);
      note(Kind::account, "login", a.login, a.system);
      note(Kind::employee, "owner", a.owner);
      note(Kind::employee, "deputy_owner", a.deputy_owner);
      all(Kind::employee, "custodians", a.custodians);
    }
  }

  void decisions() {
    for (const Authorization& a : policy_.authorizations) {
      rule(a.case_no, "authorization " + a.person, a.origin);
      rule_.from = a.from;
      rule_.to = a.to;
      note(Kind::employee_or_id, "person", a.person);
      right("entitlement", a.entitlement);
    }
    for (const Deviation& d : policy_.deviations) {
      rule(d.number, "deviation " + d.number, d.origin);
      rule_.from = d.from;
      rule_.to = d.to;
      for (const std::string& subject : d.subjects) {
        if (subject != "*") note(Kind::subject, "subjects", subject);
      }
      note(Kind::subject, "object", d.object);
      note(Kind::employee, "recommended_by", d.recommended_by);
      note(Kind::employee, "approved_by", d.approved_by);
    }
    for (const RoleAppointment& a : policy_.appointments) {
      rule(a.role, "appointment " + a.role, a.origin);
      rule_.from = a.from;
      rule_.to = a.to;
      note(Kind::office, "role", a.role);
      note(Kind::employee, "person", a.person);
    }
  }

  const Policy& policy_;
  Reference rule_{.kind = Kind::right, .name = {}, .rule = {}, .path = {}, .origin = nullptr};
  std::vector<Reference> out_;
};

}  // namespace

std::vector<Reference> references_of(const Policy& policy) {
  return Walk(policy).run();
}

}  // namespace rettesnor::policies
