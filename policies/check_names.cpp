// Two things of one name: which one would count?
#include <map>
#include <set>
#include <string>

#include "core/text.h"
#include "policies/whole_policy.h"

namespace rettesnor::policies {
namespace {

class Names {
 public:
  Names(const Places& places, std::vector<Complaint>& complaints)
      : places_(places), complaints_(complaints) {}

  /// `name_of(value)` must differ, folded, over all values of the table.
  template <class Value, class NameOf>
  void unique(const std::string& table, const char* key, const std::vector<Value>& values,
              NameOf name_of) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string name = name_of(values[i]);
      if (name.empty()) continue;
      const auto [first, is_new] = seen.emplace(core::fold(name), i);
      if (is_new) continue;
      complaints_.push_back(places_.error(table, i, key,
                                          "\"" + core::printable(name, 80) +
                                              "\" stands twice; the first is in " +
                                              places_.name_of(table, first->second)));
    }
  }

 private:
  const Places& places_;
  std::vector<Complaint>& complaints_;
};

}  // namespace

std::vector<Complaint> check_names(const Policy& policy, const Places& places) {
  std::vector<Complaint> complaints;
  Names names(places, complaints);
  names.unique("document", "id", policy.documents, [](const Document& d) { return d.id; });
  names.unique("mandatory_role", "name", policy.mandatory_roles,
               [](const std::string& name) { return name; });
  names.unique("system", "name", policy.systems, [](const System& s) { return s.name; });
  names.unique("entitlement", "ref", policy.entitlements,
               [](const EntitlementRule& e) { return shown(e.ref); });
  names.unique("conveys", "", policy.conveyances,
               [](const Conveyance& c) { return shown(c.group) + " → " + shown(c.entitlement); });
  names.unique("role", "id", policy.roles, [](const RolePolicy& r) { return r.id; });
  names.unique("sod", "id", policy.sod_rules, [](const SodRule& s) { return s.id; });
  names.unique("vendor", "cvr", policy.vendors, [](const Vendor& v) { return v.cvr; });
  names.unique("agreement", "id", policy.agreements, [](const Agreement& a) { return a.id; });
  names.unique("body", "name", policy.bodies, [](const Body& b) { return b.name; });
  names.unique("subject_class", "subject_class", policy.subject_classes,
               [](const SubjectClassRule& r) { return std::string(name_of(r.subject_class)); });
  names.unique("deviation", "number", policy.deviations,
               [](const Deviation& d) { return d.number; });
  names.unique("level", "from", policy.baselines,
               [](const Baseline& b) { return core::to_iso(b.from); });
  names.unique("threshold", "from", policy.thresholds,
               [](const Threshold& t) { return t.name + " from " + core::to_iso(t.from); });
  // Logins fold only where the system folds them: "JHØJ" and "jhøj" may be two accounts.
  std::set<std::string> case_sensitive;
  for (const auto& system : policy.systems) {
    if (system.case_sensitive_logins) case_sensitive.insert(system.name);
  }
  std::map<std::string, std::size_t> logins;
  for (std::size_t i = 0; i < policy.registered_accounts.size(); ++i) {
    const auto& account = policy.registered_accounts[i];
    const std::string login =
        case_sensitive.contains(account.system) ? account.login : core::fold(account.login);
    const auto [first, is_new] = logins.emplace(account.system + '\0' + login, i);
    if (!is_new) {
      complaints.push_back(places.error("service_account", i, "login",
                                        "\"" + account.system + "/" + account.login +
                                            "\" stands twice; the first is in " +
                                            places.name_of("service_account", first->second)));
    }
  }
  for (std::size_t i = 1; i < places.count("policy"); ++i) {
    complaints.push_back(places.error(
        "policy", i, "", "[policy] stands twice; the first is in " + places.name_of("policy", 0)));
  }
  return complaints;
}

}  // namespace rettesnor::policies
