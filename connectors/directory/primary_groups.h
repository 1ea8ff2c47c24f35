// Memberships by primaryGroupID ([MS-ADTS] 3.1.1.4.5.20) or gidNumber (RFC 2307), which no group's
// member list tells.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/directory/windows_values.h"
#include "core/pull.h"

namespace rettesnor::connectors {

/// Stands for the domain of a group that is known by its gidNumber.
inline constexpr const char* kPosix = "gid";

/// Accounts are noted first, groups after; 8 bytes an account.
class PrimaryGroups {
 public:
  struct Member {
    core::PullIndex account;
    std::uint32_t group;  ///< into groups()
  };

  /// `account_sid` tells the domain; without it the number alone is matched.
  void note_account(core::PullIndex account, const std::optional<Sid>& account_sid,
                    std::uint32_t rid);
  void note_group(const Sid& sid, core::PullIndex group) { by_sid_.emplace(sid.text(), group); }
  /// Whether some account noted so far has this as its primary group.
  bool is_one(const std::optional<Sid>& sid) const;
  /// Those of Windows that no group noted so far is. Without the ones whose domain nobody told.
  std::vector<Sid> missing() const;

  const std::vector<Sid>& groups() const { return sids_; }
  /// Ascending; several groups may have one gidNumber, and then have the same members.
  std::vector<core::PullIndex> groups_of(const Sid& sid) const;
  std::vector<Member>& members() { return members_; }

 private:
  std::vector<Sid> sids_;  // domain "" when the account does not tell
  std::map<std::string, std::uint32_t> index_;
  std::vector<Member> members_;
  std::multimap<std::string, core::PullIndex> by_sid_;
};

}  // namespace rettesnor::connectors
