// Canonical JSON of every value, tables and sets sorted, hashed.
#include "policies/fingerprint.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/digest.h"
#include "core/text.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;

json sorted(std::vector<json> values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

template <class Value, class ToJson>
json sorted_of(const std::vector<Value>& values, ToJson to_json) {
  std::vector<json> out;
  for (const auto& value : values) out.push_back(to_json(value));
  return sorted(std::move(out));
}

json day(Date d) {
  return core::to_iso(d);
}
json day(const std::optional<Date>& d) {
  return d ? day(*d) : json();
}
json number(const std::optional<int>& n) {
  return n ? json(*n) : json();
}
json texts(const std::vector<std::string>& values) {
  return sorted_of(values, [](const std::string& text) { return json(text); });
}
json right(const EntitlementRef& ref) {
  if (ref.id.empty()) return json::array({ref.system, ref.name});
  return json::array({ref.system, ref.name, ref.id});
}
json rights(const std::vector<EntitlementRef>& refs) {
  return sorted_of(refs, right);
}
json authority(const Authority& a) {
  return json::array({a.document, a.clause});
}

json condition(const Condition& c) {
  const bool exact = c.op == Condition::Op::unit || c.op == Condition::Op::unit_under ||
                     c.op == Condition::Op::leads_unit;
  const json values = sorted_of(
      c.values, [&](const std::string& value) { return json(exact ? value : core::fold(value)); });
  const bool branch = c.op == Condition::Op::all || c.op == Condition::Op::any;
  if (branch && c.children.size() == 1) return condition(c.children[0]);
  return json::array({static_cast<int>(c.op), values, sorted_of(c.children, condition)});
}

json rules_of(const Policy& p) {
  return {{"role", sorted_of(p.roles,
                             [](const RolePolicy& r) {
                               return json::array({r.id, r.name, authority(r.authority),
                                                   condition(r.when), rights(r.expected),
                                                   rights(r.allowed), texts(r.except_persons)});
                             })},
          {"sod", sorted_of(p.sod_rules,
                            [](const SodRule& s) {
                              return json::array({s.id, s.name, authority(s.authority),
                                                  static_cast<int>(s.severity), rights(s.left),
                                                  rights(s.right), s.left_action, s.right_action});
                            })},
          {"conveys", sorted_of(p.conveyances,
                                [](const Conveyance& c) {
                                  return json::array({right(c.group), right(c.entitlement)});
                                })},
          {"subject_class", sorted_of(p.subject_classes,
                                      [](const SubjectClassRule& r) {
                                        return json::array({name_of(r.subject_class),
                                                            authority(r.authority),
                                                            name_of(r.highest), r.operator_access});
                                      })},
          {"threshold", sorted_of(p.thresholds,
                                  [](const Threshold& t) {
                                    return json::array({t.name, t.value, day(t.from)});
                                  })},
          {"level", sorted_of(p.baselines,
                              [](const Baseline& b) {
                                return json::array({b.level, day(b.from)});
                              })},
          {"mandatory_role", texts(p.mandatory_roles)}};
}

json account(const RegisteredAccount& a) {
  const json uses = sorted_of(a.uses, [](const RegisteredAccount::Use& use) {
    return json::array({day(use.day), use.case_no});
  });
  return json::array({a.system, a.login, a.kind, a.owner, a.deputy_owner, day(a.password_rotated),
                      day(a.accepted_until), a.reason, a.data_scoped, texts(a.custodians), uses});
}

json systems_of(const Policy& p) {
  return {{"system", sorted_of(p.systems,
                               [](const System& s) {
                                 return json::array({s.name, name_of(s.classification),
                                                     s.processing_activity, s.critical, s.owner,
                                                     s.responsible, s.contingency_plan,
                                                     s.case_sensitive_logins, s.operator_system,
                                                     s.remote_access, number(s.stale_after_hours)});
                               })},
          {"entitlement", sorted_of(p.entitlements,
                                    [](const EntitlementRule& e) {
                                      return json::array({right(e.ref), e.description, e.owner,
                                                          e.privileged, e.sensitive,
                                                          e.extra_sensitive, e.critical,
                                                          e.scope_required, e.instruction_required,
                                                          e.review_exempt, number(e.min_holders),
                                                          number(e.max_holders), texts(e.backups)});
                                    })},
          {"service_account", sorted_of(p.registered_accounts, account)},
          {"vendor", sorted_of(p.vendors,
                               [](const Vendor& v) {
                                 return json::array({v.cvr, v.name, v.joint_procurement_very_large,
                                                     v.council_decision});
                               })},
          {"agreement", sorted_of(p.agreements, [](const Agreement& a) {
             return json::array({a.id, a.vendor, static_cast<int>(a.kind), a.level,
                                 texts(a.systems), day(a.valid_from), day(a.valid_to), a.sponsor,
                                 number(a.supervision_points), day(a.next_supervision),
                                 a.document_hash});
           })}};
}

json registers_of(const Policy& p) {
  return {
      {"policy", json::array({p.document.version, day(p.document.approved_on),
                              p.document.reassess_years, day(p.document.council_status_on)})},
      {"document",
       sorted_of(
           p.documents,
           [](const Document& d) {
             return json::array({d.id, d.title, d.version, day(d.last_reviewed), d.review_months});
           })},
      {"body",
       sorted_of(p.bodies,
                 [](const Body& b) {
                   return json::array({b.name, b.council, rights(b.equal), rights(b.closed)});
                 })},
      {"authorization", sorted_of(p.authorizations,
                                  [](const Authorization& a) {
                                    return json::array({a.person, right(a.entitlement), a.case_no,
                                                        day(a.from), day(a.to)});
                                  })},
      {"deviation", sorted_of(p.deviations,
                              [](const Deviation& d) {
                                return json::array({d.number, d.code, texts(d.subjects), d.object,
                                                    d.rule, d.recommended_by, d.approved_by,
                                                    day(d.from), day(d.to), d.reason,
                                                    d.compensating_control});
                              })},
      {"appointment",
       sorted_of(p.appointments,
                 [](const RoleAppointment& a) {
                   return json::array({a.role, a.person, day(a.from), day(a.to), a.decision});
                 })},
      {"case_register", sorted_of(p.case_registers,
                                  [](const CaseRegister& r) {
                                    return json::array({r.name, r.pattern, texts(r.cases)});
                                  })},
      {"reorganisation", sorted_of(p.reorganisations, [](const UnitSuccession& u) {
         return json::array({u.from, u.to, u.decision});
       })}};
}

}  // namespace

std::string fingerprint_of(const Policy& policy) {
  const json whole = json::array({rules_of(policy), systems_of(policy), registers_of(policy)});
  return core::to_hex(core::sha256(whole.dump(-1, ' ', false, json::error_handler_t::replace)));
}

}  // namespace rettesnor::policies
