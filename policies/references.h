// Everything that the policy names and that has to be there for its rules to mean something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "policies/policy.h"

namespace rettesnor::policies {

/// One name in one rule. Points into the policy, which must outlive it.
struct Reference {
  enum class Kind : std::uint8_t {
    right,
    employee,        ///< employee number
    employee_or_id,  ///< employee number, or natural id of a person
    unit,
    title,
    function,
    body,
    vendor,   ///< CVR
    account,  ///< login, in `system`
    office,   ///< role that somebody is appointed to
    subject   ///< what a deviation covers: any thing by ref
  } kind;
  std::string name;              ///< for right: as shown, "System:Name"
  std::string_view system = {};  ///< for account
  const EntitlementRef* right = nullptr;
  std::string rule;  ///< what people call the rule: its id, number or name
  std::string path;  ///< "role R1.when"
  const Origin* origin;
  core::Severity severity = core::Severity::high;  ///< critical when the rule is
  std::optional<Date> from = std::nullopt;         ///< when the rule counts, inclusive
  std::optional<Date> to = std::nullopt;

  bool counts_on(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

constexpr auto names_for(const Reference::Kind*) {
  using enum Reference::Kind;
  return std::to_array<core::Named<Reference::Kind>>({
      {right, "right"},
      {employee, "employee"},
      {employee_or_id, "employee_or_id"},
      {unit, "unit"},
      {title, "title"},
      {function, "function"},
      {body, "body"},
      {vendor, "vendor"},
      {account, "account"},
      {office, "office"},
      {subject, "subject"},
  });
}

/// In the order of the tables.
std::vector<Reference> references_of(const Policy& policy);

}  // namespace rettesnor::policies
