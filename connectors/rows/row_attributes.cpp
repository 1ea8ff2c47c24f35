// One table; docs/sources-csv.md repeats it and a test holds them together.
#include "connectors/rows/row_attributes.h"

#include <algorithm>

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ObjectClass;
using enum core::Attribute;

constexpr Attribute kOfUnit[] = {name, description, parent, leader, Attribute::end, scope_tasks};
constexpr Attribute kOfPerson[] = {name, given_name, family_name, mail, upn, employee_no, kind};
constexpr Attribute kOfEmployment[] = {
    name,           given_name,  family_name, mail,     upn,        employee_no,
    person,         unit,        title,       function, status,     start,
    Attribute::end, leave_until, released_at, primary,  department, manager};
constexpr Attribute kOfMandate[] = {
    name,        given_name,  family_name, mail,       upn,   employee_no,
    person,      title,       function,    status,     start, Attribute::end,
    leave_until, released_at, body,        deputy_for, kind};
constexpr Attribute kOfEngagement[] = {
    name,        given_name,  family_name, mail,    upn,   employee_no,
    person,      title,       function,    status,  start, Attribute::end,
    leave_until, released_at, vendor,      sponsor, kind};
constexpr Attribute kOfAccount[] = {name,
                                    given_name,
                                    family_name,
                                    description,
                                    mail,
                                    upn,
                                    employee_no,
                                    title,
                                    vendor,
                                    sponsor,
                                    kind,
                                    login,
                                    enabled,
                                    expires,
                                    created,
                                    last_used,
                                    last_used_lag_days,
                                    password_set,
                                    password_never_expires,
                                    password_not_required,
                                    department,
                                    manager,
                                    owner,
                                    distinguished_name,
                                    never_used,
                                    foreign,
                                    last_used_record};
constexpr Attribute kOfEntitlement[] = {name,  description,       mail, kind, created,
                                        owner, distinguished_name};
constexpr Attribute kOfGrant[] = {start,   Attribute::end, account,    entitlement,  scope,
                                  case_no, granted_by,     granted_at, instructed_at};

bool holds(std::span<const Attribute> list, Attribute attribute) {
  return std::ranges::find(list, attribute) != list.end();
}

}  // namespace

std::span<const Attribute> attributes_of(ObjectClass c) {
  switch (c) {
    case ObjectClass::unit:
      return kOfUnit;
    case ObjectClass::person:
      return kOfPerson;
    case ObjectClass::employment:
      return kOfEmployment;
    case ObjectClass::mandate:
      return kOfMandate;
    case ObjectClass::engagement:
      return kOfEngagement;
    case ObjectClass::account:
      return kOfAccount;
    case ObjectClass::entitlement:
      return kOfEntitlement;
    case ObjectClass::grant:
      return kOfGrant;
  }
  return {};
}

bool has_meaning(ObjectClass c, Attribute attribute) {
  return holds(attributes_of(c), attribute);
}

bool is_of_the_person(Attribute attribute) {
  static constexpr Attribute kOwn[] = {name, given_name, family_name, mail, upn};
  return holds(kOwn, attribute);
}

bool is_capacity(ObjectClass c) {
  return c == ObjectClass::employment || c == ObjectClass::mandate || c == ObjectClass::engagement;
}

ValueKind value_kind(Attribute attribute) {
  switch (attribute) {
    case leave_until:
    case instructed_at:
      return ValueKind::day;
    case start:
    case Attribute::end:
      return ValueKind::day_or_moment;
    case released_at:
    case expires:
    case created:
    case last_used:
    case password_set:
    case granted_at:
      return ValueKind::moment;
    case primary:
    case enabled:
    case password_never_expires:
    case password_not_required:
    case foreign:
    case never_used:
      return ValueKind::yes_no;
    case last_used_lag_days:
      return ValueKind::whole_number;
    case status:
      return ValueKind::status;
    case kind:
      return ValueKind::kind;
    case vendor:
      return ValueKind::vendor;
    default:
      return ValueKind::text;
  }
}

bool is_date(ValueKind value) {
  return value == ValueKind::day || value == ValueKind::day_or_moment || value == ValueKind::moment;
}

bool names_an_object(Attribute attribute) {
  static constexpr Attribute kNaming[] = {person,  unit,    parent,     deputy_for,
                                          manager, account, entitlement};
  return holds(kNaming, attribute);
}

bool is_identity(Attribute attribute) {
  static constexpr Attribute kNaming[] = {mail,  upn,   employee_no, leader, sponsor,
                                          login, owner, granted_by,  vendor};
  return names_an_object(attribute) || holds(kNaming, attribute);
}

CellUse use_of(Attribute attribute) {
  const bool prose = !is_identity(attribute) && value_kind(attribute) == ValueKind::text;
  return prose ? CellUse::text : CellUse::identity;
}

Weight weight_of(ObjectClass c, Attribute attribute) {
  static constexpr Attribute kBeside[] = {
      name,      given_name,   family_name, description,     title,         department,
      created,   password_set, granted_at,  granted_by,      instructed_at, distinguished_name,
      last_used, scope_tasks,  function,    last_used_record};
  // What rules name by its name is nothing without it.
  const bool named_by_rules = c == ObjectClass::unit || c == ObjectClass::entitlement;
  if (attribute == name && named_by_rules) return Weight::deciding;
  if (attribute == function && c == ObjectClass::mandate) return Weight::deciding;
  return holds(kBeside, attribute) ? Weight::beside : Weight::deciding;
}

}  // namespace rettesnor::connectors
