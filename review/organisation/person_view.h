// A person as pages show her, and why somebody is asked about her.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/named.h"

namespace rettesnor::review {

using core::name_of;

/// Why somebody is asked about somebody.
enum class RouteReason : std::uint8_t {
  leader,         ///< leads the unit of the primary employment
  higher_leader,  ///< the unit's leader is the person herself, or is vacant: the next unit up
  sponsor,        ///< of a vendor's or partner's person
  owner,          ///< of the right's system
  account_owner,  ///< of an account that is no person's, by the register
  responsible,    ///< for the right's system, which has no owner who can be asked
  fallback,       ///< no leader up to the top: the appointed review administrator
  nobody          ///< not even that; a finding, never silence
};
constexpr auto names_for(const RouteReason*) {
  using enum RouteReason;
  return std::to_array<core::Named<RouteReason>>({
      {leader, "leader"},
      {higher_leader, "higher_leader"},
      {sponsor, "sponsor"},
      {owner, "owner"},
      {account_owner, "account_owner"},
      {responsible, "responsible"},
      {fallback, "fallback"},
      {nobody, "nobody"},
  });
}

struct PersonView {
  std::string key;
  std::string ref;  ///< "P0126"
  std::string name;
  std::string title;
  std::string unit;  ///< name of the unit
  /// Names of what she may here beyond what everybody may ("leader", "auditor"), "deputy",
  /// "system_owner"; of personas alone.
  std::vector<std::string> holds;
};

/// Whom a typed key, user name or name means.
struct PersonMeant {
  std::string key;
  int candidates = 0;  ///< how many it fits; the key stands when it is one
};

/// What the subjects of a campaign are: people, accounts that are nobody's, roles of the policy.
enum class About : std::uint8_t { people, accounts, roles };

}  // namespace rettesnor::review
