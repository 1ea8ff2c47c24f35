// Leaders, employees and rights, as a personnel system and a directory would tell of them.
#include "tests/bench/review_town.h"

#include <cstdlib>
#include <iostream>

namespace rettesnor::bench {
namespace {

using core::Attribute;
using core::ObjectClass;

std::string number_of(const char* kind, std::uint32_t n) {
  return kind + std::to_string(n);
}

void must_apply(store::Store& store, core::Pull& pull, const store::SourceIdentity& source) {
  const auto applied = store.apply(pull, source, {}, store::ApplyMode::apply);
  if (applied) return;
  std::cerr << applied.error().message << '\n';
  std::exit(1);
}

void add_person(core::Pull& pull, const std::string& id, const std::string& unit) {
  core::RecordBuilder record;
  record.set(Attribute::name, "Fornavn Efternavn " + id).set(Attribute::mail, id + "@bench.test");
  pull.add(ObjectClass::person, id, record);
  record.clear();
  record.set(Attribute::person, id).set(Attribute::employee_no, id).set(Attribute::unit, unit);
  record.set(Attribute::title, "medarbejder").set(Attribute::status, "AKTIV");
  record.set(Attribute::start, "2020-01-01");
  pull.add(ObjectClass::employment, id, record);
}

core::Pull personnel(const ReviewTown& town, core::Timestamp when) {
  core::Pull pull("hr", when);
  core::RecordBuilder record;
  for (std::uint32_t u = 0; u <= town.leaders; ++u) {
    record.clear();
    record.set(Attribute::name, number_of("Enhed ", u));
    record.set(Attribute::leader, number_of("L", u));
    if (u > 0) record.set(Attribute::parent, number_of("U", 0));
    pull.add(ObjectClass::unit, number_of("U", u), record);
  }
  for (std::uint32_t u = 0; u <= town.leaders; ++u) {
    add_person(pull, number_of("L", u), number_of("U", u));
    if (u > 0) add_person(pull, number_of("E", u), number_of("U", u));
  }
  for (const auto c : {ObjectClass::unit, ObjectClass::person, ObjectClass::employment}) {
    pull.set_completeness(c, core::Completeness::complete);
  }
  pull.set_finished(when);
  return pull;
}

void add_account(core::Pull& pull, const std::string& person, core::Timestamp when) {
  core::RecordBuilder record;
  record.set(Attribute::login, person).set(Attribute::mail, person + "@bench.test");
  record.set(Attribute::name, "Fornavn Efternavn " + person).flag(Attribute::enabled, true);
  record.set(Attribute::employee_no, person);
  record.set(Attribute::last_used, when - std::chrono::hours(24 * 5));
  pull.add(ObjectClass::account, "a-" + person, record);
}

core::Pull directory(const ReviewTown& town, core::Timestamp when) {
  core::Pull pull("fagsystemet", when);
  core::RecordBuilder record;
  for (std::uint32_t u = 0; u <= town.leaders; ++u) add_account(pull, number_of("L", u), when);
  const auto first_employee = static_cast<core::PullIndex>(town.leaders + 1);
  for (std::uint32_t u = 1; u <= town.leaders; ++u) add_account(pull, number_of("E", u), when);
  const core::PullIndex first_group = first_employee + town.leaders;
  for (std::uint32_t g = 0; g < town.rights; ++g) {
    record.clear();
    record.set(Attribute::name, number_of("G_Fagsystem_", g)).set(Attribute::kind, "group");
    record.set(Attribute::description, "Adgang til fagsystem nummer " + std::to_string(g));
    pull.add(ObjectClass::entitlement, number_of("g-", g), record);
  }
  std::vector<core::PullIndex> members;
  for (std::uint32_t u = 0; u < town.leaders; ++u) members.push_back(first_employee + u);
  for (std::uint32_t g = 0; g < town.rights; ++g) {
    pull.add_members(first_group + g, members, core::Completeness::complete);
  }
  pull.set_completeness(ObjectClass::account, core::Completeness::complete);
  pull.set_completeness(ObjectClass::entitlement, core::Completeness::complete);
  pull.set_finished(when);
  return pull;
}

}  // namespace

void fill(store::Store& store, const ReviewTown& town, core::Timestamp when) {
  core::Pull hr = personnel(town, when);
  must_apply(store, hr, {"hr", "csv", "Personale"});
  core::Pull accounts = directory(town, when);
  must_apply(store, accounts, {"fagsystemet", "csv", "Fagsystemet"});
}

policies::Policy policy_of(const ReviewTown&) {
  policies::Policy policy;
  policy.documents.push_back({"regler", "Rettighedsregler", "1", {}, core::Date{}, 12});
  policies::System system;
  system.name = "Fagsystemet";
  system.owner = "L0";
  system.classification = policies::Classification::internal;
  system.processing_activity = "A1";
  policy.systems.push_back(system);
  policies::RoleAppointment appointment;
  appointment.role = "attesteringsadministrator";
  appointment.person = "L0";
  policy.appointments.push_back(appointment);
  return policy;
}

std::string leader_key(std::uint32_t leader) {
  return "Personale/" + number_of("L", leader);
}
std::string employee_key(std::uint32_t leader) {
  return "Personale/" + number_of("E", leader);
}

}  // namespace rettesnor::bench
