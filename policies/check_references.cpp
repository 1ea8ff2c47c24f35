// Every name that points somewhere must point at something.
#include <algorithm>
#include <string>

#include "core/text.h"
#include "policies/closest_name.h"
#include "policies/whole_policy.h"

namespace rettesnor::policies {
namespace {

class References {
 public:
  References(const Policy& policy, const Places& places) : places_(places) {
    for (const auto& document : policy.documents) documents_.push_back(document.id);
    for (const auto& system : policy.systems) systems_.push_back(system.name);
    for (const auto& vendor : policy.vendors) vendors_.push_back(vendor.cvr);
  }

  void document(const std::string& table, std::size_t i, const Authority& authority) {
    if (!authority.document.empty()) {
      known(table, i, "document", "document", authority.document, documents_);
    }
  }
  void system(const std::string& table, std::size_t i, const std::string& key,
              const std::string& name) {
    if (!name.empty()) known(table, i, key, "system", name, systems_);
  }
  void vendor(const std::string& table, std::size_t i, const std::string& cvr) {
    if (!cvr.empty()) known(table, i, "vendor", "vendor", cvr, vendors_);
  }
  enum class Star { allowed, refused };
  void right(const std::string& table, std::size_t i, const std::string& key,
             const EntitlementRef& ref, Star star) {
    if (ref.system.empty() || ref.name.empty()) return;  // the schema has said so
    if (ref.system.front() == ' ' || ref.system.back() == ' ' || ref.name.front() == ' ' ||
        ref.name.back() == ' ') {
      say(table, i, key,
          "\"" + ref.system + ":" + ref.name +
              "\" has blanks around the colon or at its ends; write \"System:Name\"");
      return;
    }
    if (star == Star::refused && ref.name == "*") {
      say(table, i, key, "\"*\" means every right of a system; name one right here");
    }
    system(table, i, key, ref.system);
  }
  void rights(const std::string& table, std::size_t i, const std::string& key,
              const std::vector<EntitlementRef>& refs, Star star) {
    for (std::size_t n = 0; n < refs.size(); ++n) {
      right(table, i, key + "/" + std::to_string(n), refs[n], star);
    }
  }

  std::vector<Complaint> take() { return std::move(complaints_); }

 private:
  void say(const std::string& table, std::size_t i, const std::string& key, std::string reason) {
    complaints_.push_back(places_.error(table, i, key, std::move(reason)));
  }
  void known(const std::string& table, std::size_t i, const std::string& key,
             const std::string& what, const std::string& name,
             const std::vector<std::string>& names) {
    if (std::ranges::find(names, name) != names.end()) return;
    say(table, i, key,
        "there is no [[" + what + "]] \"" + core::printable(name, 80) + "\"" +
            suggestion(name, names));
  }

  const Places& places_;
  std::vector<std::string> documents_;
  std::vector<std::string> systems_;
  std::vector<std::string> vendors_;
  std::vector<Complaint> complaints_;
};

}  // namespace

std::vector<Complaint> check_references(const Policy& policy, const Places& places) {
  using enum References::Star;
  References refer(policy, places);
  for (std::size_t i = 0; i < policy.entitlements.size(); ++i) {
    refer.right("entitlement", i, "ref", policy.entitlements[i].ref, refused);
  }
  for (std::size_t i = 0; i < policy.conveyances.size(); ++i) {
    refer.right("conveys", i, "group", policy.conveyances[i].group, refused);
    refer.right("conveys", i, "entitlement", policy.conveyances[i].entitlement, refused);
  }
  for (std::size_t i = 0; i < policy.roles.size(); ++i) {
    refer.document("role", i, policy.roles[i].authority);
    refer.rights("role", i, "expected", policy.roles[i].expected, refused);
    refer.rights("role", i, "allowed", policy.roles[i].allowed, allowed);
  }
  for (std::size_t i = 0; i < policy.sod_rules.size(); ++i) {
    refer.document("sod", i, policy.sod_rules[i].authority);
    refer.rights("sod", i, "left", policy.sod_rules[i].left, allowed);
    refer.rights("sod", i, "right", policy.sod_rules[i].right, allowed);
  }
  for (std::size_t i = 0; i < policy.agreements.size(); ++i) {
    refer.vendor("agreement", i, policy.agreements[i].vendor);
    const auto& systems = policy.agreements[i].systems;
    for (std::size_t n = 0; n < systems.size(); ++n) {
      refer.system("agreement", i, "systems/" + std::to_string(n), systems[n]);
    }
  }
  for (std::size_t i = 0; i < policy.subject_classes.size(); ++i) {
    refer.document("subject_class", i, policy.subject_classes[i].authority);
  }
  for (std::size_t i = 0; i < policy.bodies.size(); ++i) {
    refer.rights("body", i, "equal", policy.bodies[i].equal, refused);
    refer.rights("body", i, "closed", policy.bodies[i].closed, allowed);
  }
  for (std::size_t i = 0; i < policy.registered_accounts.size(); ++i) {
    refer.system("service_account", i, "system", policy.registered_accounts[i].system);
  }
  for (std::size_t i = 0; i < policy.authorizations.size(); ++i) {
    refer.right("authorization", i, "entitlement", policy.authorizations[i].entitlement, allowed);
  }
  return refer.take();
}

}  // namespace rettesnor::policies
