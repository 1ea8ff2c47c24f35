// Keeps what must come back with the browser and with nobody else.
#include "web/sessions/sign_ins_under_way.h"

#include <algorithm>

namespace rettesnor::web {

void SignInsUnderWay::keep(Kept kept, std::string_view session, core::Timestamp now) {
  const core::Sha256 key = core::sha256(kept.trip.state);
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kMost) {
    std::erase_if(entries_, [&](const auto& one) { return now - one.second.begun >= kLongest; });
  }
  if (entries_.size() >= kMost) {
    entries_.erase(
        std::ranges::min_element(entries_, {}, [](const auto& one) { return one.second.begun; }));
  }
  entries_[key] = {std::move(kept), core::sha256(session), now};
}

std::optional<SignInsUnderWay::Kept> SignInsUnderWay::take(std::string_view state,
                                                           std::string_view session,
                                                           core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(core::sha256(state));
  if (found == entries_.end() || session.empty()) return std::nullopt;
  if (found->second.session != core::sha256(session)) return std::nullopt;
  const bool fresh = now - found->second.begun < kLongest;
  Kept kept = std::move(found->second.kept);
  entries_.erase(found);
  return fresh ? std::optional(std::move(kept)) : std::nullopt;
}

}  // namespace rettesnor::web
