// Periods that end before they begin, numbers out of range, registers with holes.
#include <algorithm>
#include <chrono>
#include <span>
#include <string>

#include "core/text.h"
#include "policies/closest_name.h"
#include "policies/offices.h"
#include "policies/thresholds.h"
#include "policies/whole_policy.h"
#include "words/findings.h"

namespace rettesnor::policies {
namespace {

using core::ErrorCode;
using core::kept;

/// The last day of the twelve months that begin on `from`.
Date last_of_twelve_months(Date from) {
  const std::chrono::year_month_day day(from);
  const auto next = day + std::chrono::years(1);
  if (next.ok()) return Date(next) - core::Days(1);
  return Date(next.year() / next.month() / std::chrono::last);
}

/// With the name that may have been meant, where one is near.
std::string misnamed(ErrorCode code, const char* key, const std::string& name,
                     std::span<const std::string> known) {
  core::ErrorValues values{{key, name}};
  if (const auto near = closest_name(name, known)) values["near"] = *near;
  return kept(std::move(code), std::move(values));
}

class Registers {
 public:
  Registers(const Policy& policy, const Places& places) : policy_(policy), places_(places) {}

  std::vector<Complaint> run() {
    thresholds();
    entitlements();
    agreements();
    vendors();
    accounts();
    deviations();
    for (std::size_t i = 0; i < policy_.authorizations.size(); ++i) {
      const auto& a = policy_.authorizations[i];
      if (a.to && *a.to < a.from) ends_before_it_begins("authorization", i, "to", a.from, *a.to);
    }
    conveyances();
    appointments();
    return std::move(complaints_);
  }

 private:
  void error(const std::string& table, std::size_t i, std::string_view key, std::string reason) {
    complaints_.push_back(places_.error(table, i, key, std::move(reason)));
  }
  void warn(const std::string& table, std::size_t i, std::string_view key, std::string reason) {
    complaints_.push_back(places_.warning(table, i, key, std::move(reason)));
  }
  void ends_before_it_begins(const std::string& table, std::size_t i, std::string_view key,
                             Date from, Date to) {
    error(table, i, key,
          "ends on " + core::to_iso(to) + ", before it begins on " + core::to_iso(from));
  }

  void thresholds() {
    std::vector<std::string> names;
    for (const auto& known : known_thresholds()) names.emplace_back(known.name);
    for (std::size_t i = 0; i < policy_.thresholds.size(); ++i) {
      const auto& t = policy_.thresholds[i];
      if (t.name.empty()) continue;
      const auto range = threshold_range(t.name);
      if (!range) {
        error("threshold", i, "name",
              "there is no threshold \"" + core::printable(t.name, 60) + "\"" +
                  suggestion(t.name, names));
      } else if (t.value < range->least || t.value > range->most) {
        error("threshold", i, "value",
              "is " + std::to_string(t.value) + ", but " + t.name + " must be " +
                  std::to_string(range->least) + " to " + std::to_string(range->most));
      }
    }
  }

  void entitlements() {
    for (std::size_t i = 0; i < policy_.entitlements.size(); ++i) {
      const auto& e = policy_.entitlements[i];
      const std::string name = "\"" + e.ref.system + ":" + e.ref.name + "\"";
      if (e.critical && e.min_holders && *e.min_holders < 2) {
        error("entitlement", i, "min_holders",
              name + " is critical, so at least 2 persons must be able to step in");
      }
      if (e.min_holders && e.max_holders && *e.max_holders < *e.min_holders) {
        error("entitlement", i, "max_holders", name + " may have fewer holders than it must have");
      }
      if (e.critical && e.max_holders && *e.max_holders < 2) {
        error("entitlement", i, "max_holders",
              name + " is critical and must have 2 holders, but may have only one");
      }
      if (e.review_exempt && (e.privileged || e.sensitive || e.extra_sensitive || e.critical)) {
        error("entitlement", i, "review_exempt",
              name + " is privileged, sensitive or critical: such a right is never exempt");
      }
    }
  }

  void agreements() {
    for (std::size_t i = 0; i < policy_.agreements.size(); ++i) {
      const auto& a = policy_.agreements[i];
      if (a.valid_to < a.valid_from) {
        ends_before_it_begins("agreement", i, "valid_to", a.valid_from, a.valid_to);
      }
      if (a.kind == AgreementKind::data_processing && a.level == 0) {
        warn("agreement", i, "", "tells no `level`: it is below every security level");
      }
      if (a.kind == AgreementKind::data_processing && a.systems.empty()) {
        warn("agreement", i, "", "names no `systems`: it covers none");
      }
    }
  }

  void vendors() {
    for (std::size_t i = 0; i < policy_.vendors.size(); ++i) {
      const auto& v = policy_.vendors[i];
      if (v.council_decision.empty() || v.joint_procurement_very_large) continue;
      warn("vendor", i, "council_decision",
           "a council decision is told, but the vendor is not marked "
           "joint_procurement_very_large");
    }
  }

  void accounts() {
    for (std::size_t i = 0; i < policy_.registered_accounts.size(); ++i) {
      const auto& a = policy_.registered_accounts[i];
      if (a.accepted_until && a.reason.empty()) {
        error("service_account", i, "accepted_until",
              "an account is accepted without a person only with a `reason`");
      }
      if (!a.uses.empty() && a.kind != "breakglass") {
        warn("service_account", i, "uses", "uses are only looked at for kind breakglass");
      }
      if (!a.owner.empty() && a.owner == a.deputy_owner) {
        warn("service_account", i, "deputy_owner", "owner and deputy are the same person");
      }
    }
  }

  void conveyances() {
    for (std::size_t i = 0; i < policy_.conveyances.size(); ++i) {
      const auto& c = policy_.conveyances[i];
      if (c.group == c.entitlement)
        error("conveys", i, "",
              kept(ErrorCode{"policy_conveys_itself"}, {{"right", shown(c.group)}}));
    }
  }

  void appointments() {
    std::vector<std::string> known(kKnownOffices.begin(), kKnownOffices.end());
    known.insert(known.end(), policy_.mandatory_roles.begin(), policy_.mandatory_roles.end());
    for (std::size_t i = 0; i < policy_.appointments.size(); ++i) {
      const auto& a = policy_.appointments[i];
      if (a.to && *a.to < a.from) ends_before_it_begins("appointment", i, "to", a.from, *a.to);
      const bool is_known = std::ranges::any_of(
          known, [&](const auto& role) { return core::fold(role) == core::fold(a.role); });
      if (!is_known) {
        warn("appointment", i, "role",
             misnamed(ErrorCode{"policy_office_unknown"}, "role", a.role, known));
      }
    }
  }

  void deviations() {
    std::vector<std::string> codes;
    for (const auto& row : words::all_finding_words()) codes.emplace_back(row.code);
    for (std::size_t i = 0; i < policy_.deviations.size(); ++i) {
      const auto& d = policy_.deviations[i];
      if (d.to < d.from) ends_before_it_begins("deviation", i, "to", d.from, d.to);
      if (!d.code.empty() && words::words_of(d.code) == nullptr) {
        error("deviation", i, "code",
              misnamed(ErrorCode{"policy_code_unknown"}, "code", d.code, codes));
      }
      if (d.to > last_of_twelve_months(d.from)) {
        error("deviation", i, "to",
              kept(ErrorCode{"policy_deviation_too_long"},
                   {{"to", core::to_iso(d.to)},
                    {"last", core::to_iso(last_of_twelve_months(d.from))}}));
      }
      if (d.subjects.size() > 1 || std::ranges::find(d.subjects, "*") != d.subjects.end()) {
        warn("deviation", i, "subjects", kept(ErrorCode{"policy_deviation_broad"}, {}));
      }
      if (!d.approved_by.empty() && core::fold(d.approved_by) == core::fold(d.recommended_by)) {
        warn("deviation", i, "approved_by", kept(ErrorCode{"policy_deviation_self_approved"}, {}));
      }
      if (d.compensating_control.empty()) {
        warn("deviation", i, "", "tells no `compensating_control`");
      }
    }
  }

  const Policy& policy_;
  const Places& places_;
  std::vector<Complaint> complaints_;
};

}  // namespace

std::vector<Complaint> check_registers(const Policy& policy, const Places& places) {
  return Registers(policy, places).run();
}

}  // namespace rettesnor::policies
