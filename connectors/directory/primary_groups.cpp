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
    if (!sid.domain.empty() && !by_sid_.contains(sid.text())) out.push_back(sid);
  }
  return out;
}

core::PullIndex PrimaryGroups::group_of(const Sid& sid) const {
  auto found = by_sid_.find(sid.text());
  if (found == by_sid_.end() && sid.domain.empty()) {
    const std::string end = "-" + std::to_string(sid.rid);
    found = std::find_if(by_sid_.begin(), by_sid_.end(),
                         [&](const auto& one) { return one.first.ends_with(end); });
  }
  return found == by_sid_.end() ? core::kNone : found->second;
}

}  // namespace rettesnor::connectors
