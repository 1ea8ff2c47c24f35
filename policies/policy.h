// What ought to be: role policies, segregation of duties, agreements, registers and thresholds.
//
// Values only. Read and checked by policies/read_policy.h, explained on screen by what they name.
// Every rule names the clause of the policy and the document version it serves (policy.md P3).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/named.h"
#include "core/time.h"

namespace rettesnor::policies {

using core::name_of;

using core::Date;

/// Where a value was written: "roller.toml" and its line (1-based; 0 when unknown).
struct Origin {
  std::string file;
  std::int64_t line = 0;
};

/// Which document a rule implements.
struct Authority {
  std::string document;  ///< id of a [[document]]
  std::string clause;    ///< clause of the security policy, "P24"
};

/// "System:Name", or "System/ID" where a name is not enough; a lone "*" as name means every
/// entitlement of the system.
struct EntitlementRef {
  std::string system;
  std::string name;
  std::string id = {};  ///< natural id in the source; the name is empty then
  friend auto operator<=>(const EntitlementRef&, const EntitlementRef&) = default;
};

/// As it is written in the policy.
std::string shown(const EntitlementRef& ref);

/// Who a person is to the municipality (policy.md A1).
enum class SubjectClass : std::uint8_t {
  employee = 1,           ///< ANSAT
  council_member = 2,     ///< BYRAADSMEDLEM
  other_elected = 3,      ///< FOLKEVALGT_ANDEN
  partner = 4,            ///< SAMARBEJDSPARTNER
  vendor = 5,             ///< LEVERANDOER
  other_network_user = 6  ///< ANDEN_NETBRUGER
};
constexpr auto names_for(const SubjectClass*) {
  using enum SubjectClass;
  return std::to_array<core::Named<SubjectClass>>({
      {employee, "employee"},
      {council_member, "council_member"},
      {other_elected, "other_elected"},
      {partner, "partner"},
      {vendor, "vendor"},
      {other_network_user, "other_network_user"},
  });
}

/// Ordered from least to most: INTERN, FORTROLIG, FOELSOM (special categories, GDPR art. 9).
enum class Classification : std::uint8_t { unset = 0, internal = 1, confidential = 2, special = 3 };
constexpr auto names_for(const Classification*) {
  using enum Classification;
  return std::to_array<core::Named<Classification>>({
      {internal, "INTERN"},
      {confidential, "FORTROLIG"},
      {special, "FØLSOM"},
      {unset, ""},
  });
}

/// A condition on one capacity (employment, mandate or engagement) of a person. A closed tree: no
/// expressions, no text evaluation.
struct Condition {
  enum class Op : std::uint8_t {
    all,            ///< every child holds (true when there is none)
    any,            ///< at least one child holds
    none_of,        ///< `not`: no child holds
    unit,           ///< the capacity is in exactly this unit (id)
    unit_under,     ///< … in this unit or below it
    title,          ///< compared folded
    function,       ///< compared folded
    subject_class,  ///< name_of(SubjectClass)
    body,           ///< member of this body or committee (compared folded)
    vendor,         ///< works for this vendor (CVR)
    leads_unit      ///< is the leader of a unit (values: unit ids, or "*")
  } op = Op::all;
  std::vector<std::string> values;  ///< any of them fits
  std::vector<Condition> children;
};

/// By the keys of the policy files.
constexpr auto names_for(const Condition::Op*) {
  using enum Condition::Op;
  return std::to_array<core::Named<Condition::Op>>({
      {all, "all"},
      {any, "any"},
      {none_of, "not"},
      {unit, "unit"},
      {unit_under, "unit_under"},
      {title, "title"},
      {function, "function"},
      {subject_class, "subject_class"},
      {body, "body"},
      {vendor, "vendor"},
      {leads_unit, "leads_unit"},
  });
}

/// [[role]]: who is expected or allowed to have what.
struct RolePolicy {
  std::string id;
  std::string name;
  Authority authority;
  Origin origin;
  Condition when;
  std::vector<EntitlementRef> expected;     ///< birthright: its absence is "missing"
  std::vector<EntitlementRef> allowed;      ///< may have
  std::vector<std::string> except_persons;  ///< employee numbers the rule does not apply to
};

/// [[sod]]: nobody may hold one of left and one of right at once (policy.md P24).
struct SodRule {
  std::string id;
  std::string name;
  Authority authority;
  Origin origin;
  core::Severity severity;  ///< critical or high
  std::vector<EntitlementRef> left;
  std::vector<EntitlementRef> right;
  std::string left_action;  ///< "oprette kreditor": completes "kan både … og …"
  std::string right_action;
};

/// [[system]]: the register of systems (policy.md P1, P28).
struct System {
  std::string name;
  Origin origin;
  Classification classification = Classification::unset;
  std::string processing_activity;  ///< id in the art. 30 record
  bool critical = false;
  std::string owner;             ///< employee_no
  std::string responsible;       ///< employee_no
  std::string contingency_plan;  ///< id of the plan, or empty
  bool case_sensitive_logins = false;
  bool operator_system =
      false;                   ///< a case or operations system that council members may not work in
  bool remote_access = false;  ///< VPN and kin: comes first when somebody leaves (P17)
  std::optional<int> stale_after_hours;  ///< overrides the threshold sync_stale_hours
};

/// [[entitlement]]: what the municipality knows of a right beyond what the source tells.
struct EntitlementRule {
  EntitlementRef ref;
  Origin origin;
  std::string description;  ///< plain Danish; replaces the source's
  std::string owner;        ///< employee_no; replaces the source's
  bool privileged = false;
  bool sensitive = false;
  bool extra_sensitive = false;
  bool critical = false;
  bool scope_required = false;  ///< grants must carry a data scope (KLE/ORG)
  bool instruction_required = false;
  bool review_exempt = false;      ///< technical group nobody reviews ("Domain Users")
  std::optional<int> min_holders;  ///< able persons; critical ⇒ at least 2
  std::optional<int> max_holders;
  std::vector<std::string> backups;  ///< employee numbers of named person backups
};

/// [[conveys]]: members of `group` in one system thereby hold `entitlement` in another.
struct Conveyance {
  EntitlementRef group;
  EntitlementRef entitlement;
  Origin origin;
};

struct Vendor {
  std::string cvr;
  std::string name;
  Origin origin;
  bool joint_procurement_very_large = false;
  std::string council_decision;  ///< reference; needed when the flag is set (P36)
};

enum class AgreementKind : std::uint8_t { data_processing, operation, confidentiality };

/// [[agreement]] (policy.md P18).
struct Agreement {
  std::string id;
  std::string vendor;  ///< CVR
  Origin origin;
  AgreementKind kind = AgreementKind::data_processing;
  int level = 0;                     ///< ordinal of the vendor's security level
  std::vector<std::string> systems;  ///< names in scope
  Date valid_from{};
  Date valid_to{};                        ///< inclusive, to the end of the local day
  std::string sponsor;                    ///< employee_no
  std::optional<int> supervision_points;  ///< 1–10 (Datatilsynet 29-10-2021)
  std::optional<Date> next_supervision;   ///< due day, inclusive
  std::string document_hash;
};

/// [[subject_class]]: rules of a whole class.
struct SubjectClassRule {
  SubjectClass subject_class;
  Authority authority;
  Origin origin;
  Classification highest = Classification::special;  ///< highest class of data allowed
  bool operator_access = true;                       ///< false: no operator systems (council)
};

/// [[body]]: an elected body or committee.
struct Body {
  std::string name;
  Origin origin;
  bool council = false;                ///< a mandate here makes a council member
  std::vector<EntitlementRef> equal;   ///< what every member must have alike (council, IM 1999)
  std::vector<EntitlementRef> closed;  ///< only sitting members may have
};

/// [[service_account]]: register of accounts that are no person's.
struct RegisteredAccount {
  std::string system;
  std::string login;
  Origin origin;
  std::string kind;                      ///< service robot shared breakglass test mailbox
  std::string owner;                     ///< employee_no
  std::string deputy_owner;              ///< employee_no
  std::optional<Date> password_rotated;  ///< documented rotation
  std::optional<Date> accepted_until;    ///< a legitimate orphan, with reason and expiry (K05)
  std::string reason;
  bool data_scoped = false;             ///< robot with documented data scope
  std::vector<std::string> custodians;  ///< employee numbers (break-glass: at least two)
  struct Use {
    Date day;
    std::string case_no;
  };
  std::vector<Use> uses;  ///< documented uses of a break-glass account
};

/// [[authorization]]: a documented decision that one person may have one right.
struct Authorization {
  std::string person;  ///< employee_no, or natural id of the person
  EntitlementRef entitlement;
  Origin origin;
  std::string case_no;
  Date from{};
  std::optional<Date> to;  ///< inclusive
};

/// [[deviation]] (policy.md P31): one subject, one rule, one finding.
struct Deviation {
  std::string number;
  Origin origin;
  std::string code;                   ///< code of the finding it covers
  std::vector<std::string> subjects;  ///< refs; more than one, or "*", is DEVIATION_SCOPE
  std::string object;                 ///< ref, or empty for any object of that finding
  std::string rule;                   ///< rule id, or empty
  std::string recommended_by;         ///< employee_no of the CISO
  std::string approved_by;            ///< employee_no of a member of Chefgruppen
  Date from{};
  Date to{};  ///< inclusive, at most 12 months after from
  std::string reason;
  std::string compensating_control;
};

/// [[appointment]] (policy.md P19).
struct RoleAppointment {
  std::string role;    ///< "informationssikkerhedsleder", "databeskyttelsesraadgiver", …
  std::string person;  ///< employee_no
  Origin origin;
  Date from{};
  std::optional<Date> to;
  std::string decision;
};

/// [[case_register]]: what the municipality's case numbers look like, and those that are known.
struct CaseRegister {
  std::string name;
  Origin origin;
  /// `#` one digit, `@` one letter, `*` any number of either, and everything else itself; empty:
  /// only `cases` are known.
  std::string pattern;
  std::vector<std::string> cases;
};

/// [[reorganisation]]: a human's word that a unit goes on under another id.
struct UnitSuccession {
  std::string from;  ///< unit id that is no longer told
  std::string to;    ///< unit id; empty: it does not go on
  Origin origin;
  std::string decision;
};

/// [[document]]: the rule documents that rules cite (policy.md P3, P29).
struct Document {
  std::string id;
  std::string title;
  std::string version;
  Origin origin;
  Date last_reviewed{};
  int review_months = 12;
};

/// [policy] (policy.md P33, P34).
struct PolicyDocument {
  std::string version;
  Date approved_on{};
  int reassess_years = 4;
  std::optional<Date> council_status_on;  ///< last yearly status to the council
};

/// [[level]]: the municipality's security level, with the day from which it is the baseline.
struct Baseline {
  int level = 0;
  Date from{};
};

/// [[threshold]]: a number with the day from which it counts; never retroactive (policy.md P6).
struct Threshold {
  std::string name;
  std::int64_t value = 0;
  Date from{};
  Origin origin;
};

/// Everything, in the order of the files' names and then of the lines in them.
struct Policy {
  PolicyDocument document;
  std::vector<Document> documents;
  std::vector<Baseline> baselines;
  std::vector<Threshold> thresholds;
  std::vector<std::string> mandatory_roles;
  std::vector<System> systems;
  std::vector<EntitlementRule> entitlements;
  std::vector<Conveyance> conveyances;
  std::vector<RolePolicy> roles;
  std::vector<SodRule> sod_rules;
  std::vector<Vendor> vendors;
  std::vector<Agreement> agreements;
  std::vector<SubjectClassRule> subject_classes;
  std::vector<Body> bodies;
  std::vector<RegisteredAccount> registered_accounts;
  std::vector<Authorization> authorizations;
  std::vector<Deviation> deviations;
  std::vector<RoleAppointment> appointments;
  std::vector<CaseRegister> case_registers;
  std::vector<UnitSuccession> reorganisations;
  std::string fingerprint;  ///< hash over all values: same meaning, same text
  std::vector<std::pair<std::string, std::string>> files;  ///< what it was read from: name, content

  /// The value that counts on `day`: newest `from` not after it, else the built-in default
  /// (policies/thresholds.cpp). The name must be one of known_thresholds().
  std::int64_t threshold(std::string_view name, Date day) const;
  /// Baseline security level on `day`; 0 when none is set.
  int baseline(Date day) const;
};

struct ThresholdDefault {
  std::string_view name;
  std::int64_t value;
  std::string_view meaning;  ///< with its unit
};
/// Ordered by name.
const std::vector<ThresholdDefault>& known_thresholds();

}  // namespace rettesnor::policies
