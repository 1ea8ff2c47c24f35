// The ladder of Kanidm's soft lock, for accounts and, gentler, for peers.
#include "web/sessions/login_throttle.h"

#include <algorithm>
#include <span>

#include "core/text.h"

namespace rettesnor::web {
namespace {

using std::chrono::seconds;

struct Step {
  int fewer_than;
  seconds wait;
};

constexpr Step kAccountSteps[] = {
    {1, seconds{0}}, {3, seconds{1}}, {9, seconds{3}}, {25, seconds{5}}, {100, seconds{10}}};
constexpr Step kPeerSteps[] = {
    {30, seconds{0}}, {90, seconds{1}}, {250, seconds{3}}, {1'000, seconds{5}}};
constexpr seconds kLastPeerStep{10};

std::optional<seconds> wait_in(std::span<const Step> steps, int failures) {
  for (const Step& step : steps) {
    if (failures < step.fewer_than) return step.wait;
  }
  return std::nullopt;
}

core::Sha256 key_of(std::string_view name) {
  return core::sha256(core::fold(name));
}

}  // namespace

core::Timestamp next_try_of_account(const Failures& failures, const core::LocalZone& zone) {
  if (const auto wait = wait_in(kAccountSteps, failures.count)) return failures.last + *wait;
  return zone.end_of(zone.date_of(failures.last)) + seconds{1};
}

core::Timestamp next_try_of_peer(const Failures& failures) {
  return failures.last + wait_in(kPeerSteps, failures.count).value_or(kLastPeerStep);
}

Failures& LoginThrottle::of(Known& known, const core::Sha256& key, core::Timestamp now) {
  const auto found = known.find(key);
  if (found != known.end()) {
    // A new day begins from nothing.
    if (zone_.date_of(found->second.last) != zone_.date_of(now)) found->second = {};
    return found->second;
  }
  if (known.size() >= kMost) {
    const auto least = [](const auto& a, const auto& b) {
      return std::pair(a.second.count, a.second.last) < std::pair(b.second.count, b.second.last);
    };
    known.erase(std::ranges::min_element(known, least));
  }
  return known[key];
}

std::optional<seconds> LoginThrottle::admit(std::string_view account, std::string_view peer,
                                            core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  Failures& ours = of(accounts_, key_of(account), now);
  Failures* theirs = peer.empty() ? nullptr : &of(peers_, key_of(peer), now);
  core::Timestamp next = ours.count == 0 ? now : next_try_of_account(ours, zone_);
  if (theirs != nullptr && theirs->count > 0) next = std::max(next, next_try_of_peer(*theirs));
  if (next > now) return next - now;
  ours = {ours.count + 1, now};
  if (theirs != nullptr) *theirs = {theirs->count + 1, now};
  return std::nullopt;
}

void LoginThrottle::begin_wait(Known& known, std::string_view name, core::Timestamp now) {
  const auto found = known.find(key_of(name));
  if (found != known.end()) found->second.last = std::max(found->second.last, now);
}

void LoginThrottle::failed(std::string_view account, std::string_view peer, core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  begin_wait(accounts_, account, now);
  if (!peer.empty()) begin_wait(peers_, peer, now);
}

void LoginThrottle::undo(Known& known, std::string_view name) {
  const auto found = known.find(key_of(name));
  if (found == known.end()) return;
  if (--found->second.count <= 0) known.erase(found);
}

void LoginThrottle::succeeded(std::string_view account, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  accounts_.erase(key_of(account));
  if (!peer.empty()) undo(peers_, peer);
}

void LoginThrottle::take_back(std::string_view account, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  undo(accounts_, account);
  if (!peer.empty()) undo(peers_, peer);
}

}  // namespace rettesnor::web
