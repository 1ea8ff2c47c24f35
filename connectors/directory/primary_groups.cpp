// Accounts and groups meet by their SIDs.
#include "connectors/directory/primary_groups.h"

#include <algorithm>

namespace rettesnor::connectors {

void PrimaryGroups::note_account(core::PullIndex account, const std::optional<Sid>& account_sid,
                                 std::uint32_t rid) {
  const Sid group{account_sid ? account_sid->domain : std::string(), rid};
  const auto [at, fresh] = index_.emplace(group.text(), static_cast<std::uint32_t>(sids_.size()));
  if (fresh) sids_.push_back(group);
  members_.push_back({account, at->second});
}

bool PrimaryGroups::is_one(const std::optional<Sid>& sid) const {
  return sid && (index_.contains(sid->text()) || index_.contains(Sid{{}, sid->rid}.text()));
}

std::vector<Sid> PrimaryGroups::missing() const {
  std::vector<Sid> out;
  for (const Sid& sid : sids_) {
    if (sid.domain.empty() || sid.domain == kPosix || by_sid_.contains(sid.text())) continue;
    out.push_back(sid);
  }
  return out;
}

std::vector<core::PullIndex> PrimaryGroups::groups_of(const Sid& sid) const {
  std::vector<core::PullIndex> out;
  const auto [first, last] = by_sid_.equal_range(sid.text());
  for (auto at = first; at != last; ++at) out.push_back(at->second);
  if (out.empty() && sid.domain.empty()) {
    const std::string end = "-" + std::to_string(sid.rid);
    const auto found = std::find_if(by_sid_.begin(), by_sid_.end(), [&](const auto& one) {
      return one.first.ends_with(end) && !one.first.starts_with(kPosix);
    });
    if (found != by_sid_.end()) out.push_back(found->second);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace rettesnor::connectors
