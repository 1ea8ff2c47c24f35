// One function per table of the policy files.
#include "policies/policy_values.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace rettesnor::policies {
namespace {

using nlohmann::json;

/// Typed, forgiving access to the keys of one table.
class Table {
 public:
  Table(const json& value, Origin origin) : value_(value), origin_(std::move(origin)) {}

  const Origin& origin() const { return origin_; }
  const json* get(const char* key) const {
    const auto found = value_.find(key);
    return found == value_.end() ? nullptr : &*found;
  }
  std::string text(const char* key) const {
    const json* value = get(key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  }
  bool flag(const char* key, bool otherwise = false) const {
    const json* value = get(key);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
  }
  std::optional<std::int64_t> whole(const char* key) const {
    const json* value = get(key);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    return value->get<std::int64_t>();
  }
  std::optional<int> number(const char* key) const {
    const auto value = whole(key);
    if (!value || !std::in_range<int>(*value)) return std::nullopt;
    return static_cast<int>(*value);
  }
  std::optional<Date> maybe_day(const char* key) const { return core::parse_date(text(key)); }
  Date day(const char* key) const { return maybe_day(key).value_or(Date{}); }
  std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> out;
    const json* value = get(key);
    if (value == nullptr || !value->is_array()) return out;
    for (const auto& item : *value) {
      if (item.is_string()) out.push_back(item.get<std::string>());
    }
    return out;
  }
  EntitlementRef right(const char* key) const { return read_right(text(key)); }
  std::vector<EntitlementRef> rights(const char* key) const {
    std::vector<EntitlementRef> out;
    for (const auto& text : texts(key)) out.push_back(read_right(text));
    return out;
  }
  Authority authority() const { return {text("document"), text("clause")}; }

 private:
  const json& value_;
  Origin origin_;
};

Document document_of(const Table& t) {
  return {t.text("id"), t.text("title"),        t.text("version"),
          t.origin(),   t.day("last_reviewed"), t.number("review_months").value_or(12)};
}

System system_of(const Table& t) {
  System s;
  s.name = t.text("name");
  s.origin = t.origin();
  s.classification =
      core::value_named<Classification>(t.text("classification")).value_or(Classification::unset);
  s.processing_activity = t.text("processing_activity");
  s.critical = t.flag("critical");
  s.owner = t.text("owner");
  s.responsible = t.text("responsible");
  s.contingency_plan = t.text("contingency_plan");
  s.case_sensitive_logins = t.flag("case_sensitive_logins");
  s.operator_system = t.flag("operator_system");
  s.remote_access = t.flag("remote_access");
  s.stale_after_hours = t.number("stale_after_hours");
  return s;
}

EntitlementRule entitlement_of(const Table& t) {
  EntitlementRule e;
  e.ref = t.right("ref");
  e.origin = t.origin();
  e.description = t.text("description");
  e.owner = t.text("owner");
  e.privileged = t.flag("privileged");
  e.sensitive = t.flag("sensitive");
  e.extra_sensitive = t.flag("extra_sensitive");
  e.critical = t.flag("critical");
  e.scope_required = t.flag("scope_required");
  e.instruction_required = t.flag("instruction_required");
  e.review_exempt = t.flag("review_exempt");
  e.min_holders = t.number("min_holders");
  e.max_holders = t.number("max_holders");
  e.backups = t.texts("backups");
  return e;
}

Conveyance conveyance_of(const Table& t) {
  return {t.right("group"), t.right("entitlement"), t.origin()};
}

RolePolicy role_of(const Table& t) {
  RolePolicy r;
  r.id = t.text("id");
  r.name = t.text("name");
  r.authority = t.authority();
  r.origin = t.origin();
  const json* when = t.get("when");
  r.when = read_condition(when == nullptr ? json() : *when);
  r.expected = t.rights("expected");
  r.allowed = t.rights("allowed");
  r.except_persons = t.texts("except_persons");
  return r;
}

SodRule sod_of(const Table& t) {
  SodRule s;
  s.id = t.text("id");
  s.name = t.text("name");
  s.authority = t.authority();
  s.origin = t.origin();
  s.severity = t.text("severity") == "high" ? core::Severity::high : core::Severity::critical;
  s.left = t.rights("left");
  s.right = t.rights("right");
  s.left_action = t.text("left_action");
  s.right_action = t.text("right_action");
  return s;
}

Vendor vendor_of(const Table& t) {
  return {t.text("cvr"), t.text("name"), t.origin(), t.flag("joint_procurement_very_large"),
          t.text("council_decision")};
}

Agreement agreement_of(const Table& t) {
  Agreement a;
  a.id = t.text("id");
  a.vendor = t.text("vendor");
  a.origin = t.origin();
  const std::string kind = t.text("kind");
  if (kind == "operation") a.kind = AgreementKind::operation;
  if (kind == "confidentiality") a.kind = AgreementKind::confidentiality;
  a.level = t.number("level").value_or(0);
  a.systems = t.texts("systems");
  a.valid_from = t.day("valid_from");
  a.valid_to = t.day("valid_to");
  a.sponsor = t.text("sponsor");
  a.supervision_points = t.number("supervision_points");
  a.next_supervision = t.maybe_day("next_supervision");
  a.document_hash = t.text("document_hash");
  return a;
}

SubjectClassRule subject_class_of(const Table& t) {
  SubjectClassRule rule{};
  rule.subject_class = core::value_named<SubjectClass>(t.text("subject_class"))
                           .value_or(SubjectClass::other_network_user);
  rule.authority = t.authority();
  rule.origin = t.origin();
  rule.highest = Classification::special;
  if (t.get("highest") != nullptr)
    rule.highest =
        core::value_named<Classification>(t.text("highest")).value_or(Classification::unset);
  rule.operator_access = t.flag("operator_access", true);
  return rule;
}

Body body_of(const Table& t) {
  return {t.text("name"), t.origin(), t.flag("council"), t.rights("equal"), t.rights("closed")};
}

RegisteredAccount registered_of(const Table& t) {
  RegisteredAccount a;
  a.system = t.text("system");
  a.login = t.text("login");
  a.origin = t.origin();
  a.kind = t.text("kind");
  a.owner = t.text("owner");
  a.deputy_owner = t.text("deputy_owner");
  a.password_rotated = t.maybe_day("password_rotated");
  a.accepted_until = t.maybe_day("accepted_until");
  a.reason = t.text("reason");
  a.data_scoped = t.flag("data_scoped");
  a.custodians = t.texts("custodians");
  const json* uses = t.get("uses");
  if (uses == nullptr || !uses->is_array()) return a;
  for (const auto& use : *uses) {
    if (!use.is_object()) continue;
    const Table u(use, t.origin());
    a.uses.push_back({u.day("day"), u.text("case_no")});
  }
  return a;
}

Authorization authorization_of(const Table& t) {
  return {t.text("person"),  t.right("entitlement"), t.origin(),
          t.text("case_no"), t.day("from"),          t.maybe_day("to")};
}

Deviation deviation_of(const Table& t) {
  Deviation d;
  d.number = t.text("number");
  d.origin = t.origin();
  d.code = t.text("code");
  d.subjects = t.texts("subjects");
  d.object = t.text("object");
  d.rule = t.text("rule");
  d.recommended_by = t.text("recommended_by");
  d.approved_by = t.text("approved_by");
  d.from = t.day("from");
  d.to = t.day("to");
  d.reason = t.text("reason");
  d.compensating_control = t.text("compensating_control");
  return d;
}

RoleAppointment appointment_of(const Table& t) {
  return {t.text("role"), t.text("person"),  t.origin(),
          t.day("from"),  t.maybe_day("to"), t.text("decision")};
}

CaseRegister case_register_of(const Table& t) {
  return {t.text("name"), t.origin(), t.text("pattern"), t.texts("cases")};
}

UnitSuccession reorganisation_of(const Table& t) {
  return {t.text("from"), t.text("to"), t.origin(), t.text("decision")};
}

Threshold threshold_of(const Table& t) {
  return {t.text("name"), t.whole("value").value_or(0), t.day("from"), t.origin()};
}

PolicyDocument policy_document_of(const Table& t) {
  return {t.text("version"), t.day("approved_on"), t.number("reassess_years").value_or(4),
          t.maybe_day("council_status_on")};
}

/// Every table of one name in one file, through `make`, to the end of `out`.
template <class Value, class Make>
void take(const ParsedFile& file, const char* name, Places& places, std::vector<Value>& out,
          Make make) {
  const auto found = file.value.find(name);
  if (found == file.value.end() || !found->is_array()) return;
  for (std::size_t i = 0; i < found->size(); ++i) {
    if (!(*found)[i].is_object()) continue;
    std::string pointer = "/" + std::string(name) + "/" + std::to_string(i);
    out.push_back(make(Table((*found)[i], {file.name, file.line_of(pointer)})));
    places.add(name, file, std::move(pointer));
  }
}

const Condition kNever{Condition::Op::any, {}, {}};

}  // namespace

std::string shown(const EntitlementRef& ref) {
  return ref.id.empty() ? ref.system + ":" + ref.name : ref.system + "/" + ref.id;
}

EntitlementRef read_right(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return {"", std::string(text)};
    return {std::string(text.substr(0, slash)), "", std::string(text.substr(slash + 1))};
  }
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Condition read_condition(const json& value) {
  if (!value.is_object() || value.size() != 1) return kNever;
  const auto op = core::value_named<Condition::Op>(value.begin().key());
  if (!op) return kNever;
  const json& told = value.begin().value();
  Condition condition{.op = *op};
  if (*op == Condition::Op::all || *op == Condition::Op::any || *op == Condition::Op::none_of) {
    if (told.is_object()) condition.children.push_back(read_condition(told));
    if (told.is_array()) {
      for (const auto& child : told) condition.children.push_back(read_condition(child));
    }
    return condition;
  }
  if (told.is_string()) condition.values.push_back(told.get<std::string>());
  if (told.is_array()) {
    for (const auto& text : told) {
      if (text.is_string()) condition.values.push_back(text.get<std::string>());
    }
  }
  return condition;
}

void take_values(const ParsedFile& file, Policy& policy, Places& places) {
  if (!file.value.is_object()) return;
  const auto head = file.value.find("policy");
  if (head != file.value.end() && head->is_object()) {
    if (places.count("policy") == 0) {
      policy.document = policy_document_of(Table(*head, {file.name, file.line_of("/policy")}));
    }
    places.add("policy", file, "/policy");
  }
  const auto level_of = [](const Table& t) {
    return Baseline{t.number("level").value_or(0), t.day("from")};
  };
  const auto name_in = [](const Table& t) { return t.text("name"); };
  take(file, "document", places, policy.documents, document_of);
  take(file, "level", places, policy.baselines, level_of);
  take(file, "threshold", places, policy.thresholds, threshold_of);
  take(file, "mandatory_role", places, policy.mandatory_roles, name_in);
  take(file, "system", places, policy.systems, system_of);
  take(file, "entitlement", places, policy.entitlements, entitlement_of);
  take(file, "conveys", places, policy.conveyances, conveyance_of);
  take(file, "role", places, policy.roles, role_of);
  take(file, "sod", places, policy.sod_rules, sod_of);
  take(file, "vendor", places, policy.vendors, vendor_of);
  take(file, "agreement", places, policy.agreements, agreement_of);
  take(file, "subject_class", places, policy.subject_classes, subject_class_of);
  take(file, "body", places, policy.bodies, body_of);
  take(file, "service_account", places, policy.registered_accounts, registered_of);
  take(file, "authorization", places, policy.authorizations, authorization_of);
  take(file, "deviation", places, policy.deviations, deviation_of);
  take(file, "appointment", places, policy.appointments, appointment_of);
  take(file, "case_register", places, policy.case_registers, case_register_of);
  take(file, "reorganisation", places, policy.reorganisations, reorganisation_of);
}

}  // namespace rettesnor::policies
