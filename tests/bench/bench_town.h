// A seeded town of any size for the benchmarks: who exists, who is in what, and what ought to be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pull.h"
#include "policies/policy.h"

namespace rettesnor::bench {

/// S 5,000 · M 100,000 · L 1,000,000 persons; about 12 direct memberships each, skewed group sizes,
/// groups nested to depth five, 8 % vendors, 8 % stale accounts, 2 % movers' leftovers, 0.5 %
/// orphans, 200 pairs of segregated duties.
struct BenchTown {
  std::uint32_t persons;
  std::uint32_t centres = 12;
  std::uint32_t titles = 40;
  std::uint32_t units;
  std::uint32_t groups;
  std::uint32_t accounts;                ///< persons and orphans
  std::vector<std::uint32_t> unit_of;    ///< by person
  std::vector<std::uint8_t> title_of;    ///< by person
  std::vector<std::uint32_t> vendor_of;  ///< by person; 0 = employed
  std::vector<bool> stale;               ///< by account
  /// Direct members of each group, ascending.
  std::vector<std::vector<std::uint32_t>> members;
  /// Groups that are members of this group (nesting).
  std::vector<std::vector<std::uint32_t>> nested;
  /// Groups that the role policy of (centre, title) expects / allows; index centre * titles +
  /// title.
  std::vector<std::vector<std::uint32_t>> expected;
  std::vector<std::vector<std::uint32_t>> allowed;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sod_pairs;

  std::uint32_t centre_of_unit(std::uint32_t unit) const { return unit % centres; }
  std::size_t memberships() const;
};

BenchTown make_town(std::uint32_t persons, std::uint64_t seed = 7);

std::string person_id(std::uint32_t person);
std::string employee_no(std::uint32_t person);
std::string account_uuid(std::uint32_t account);
std::string group_uuid(std::uint32_t group);
std::string group_name(std::uint32_t group);

/// What the connectors would read: the directory, and the personnel system.
core::Pull directory_pull(const BenchTown& town, core::Timestamp when);
core::Pull personnel_pull(const BenchTown& town, core::Timestamp when);
/// A person who is employed and leads her unit.
std::uint32_t first_employee(const BenchTown& town);
policies::Policy policy_of(const BenchTown& town);

/// LDIF for slapadd: inetOrgPerson and groupOfNames with entryUUID, in ou=people and ou=groups
/// below `suffix`, without the suffix itself.
std::string ldif_of(const BenchTown& town, const std::string& suffix);

}  // namespace rettesnor::bench
