// How long whoever guesses passwords must wait: longer and longer, and never for good.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>

#include "core/digest.h"
#include "core/time.h"

namespace rettesnor::web {

/// What is known of one account name or one peer since its local day began.
struct Failures {
  int count = 0;
  core::Timestamp last;
};

/// When the next try of an account may be made: 1 s after the last while there are fewer than 3
/// failures, 3 s (< 9), 5 s (< 25), 10 s (< 100), then when the local day ends.
core::Timestamp next_try_of_account(const Failures& failures, const core::LocalZone& zone);
/// Of a peer: nothing while there are fewer than 30 failures, 1 s (< 90), 3 s (< 250), 5 s (<
/// 1,000), then 10 s. A whole town hall may be one peer, so its day never ends early.
core::Timestamp next_try_of_peer(const Failures& failures);

/// Safe from any thread. Remembers at most 50,000 accounts and as many peers, as hashes; who failed
/// least and longest ago is forgotten first.
class LoginThrottle {
 public:
  explicit LoginThrottle(const core::LocalZone& zone) : zone_(zone) {}

  /// Nothing: go on; the try counts as failed until it is taken back, so that many at once are no
  /// way around. Else how long to wait; such a try counts for nothing. An empty `peer` is unknown
  /// and not slowed.
  std::optional<std::chrono::seconds> admit(std::string_view account, std::string_view peer,
                                            core::Timestamp now);
  /// It was the wrong one: the wait begins now, however long the verdict took.
  void failed(std::string_view account, std::string_view peer, core::Timestamp now);
  /// It was the right password: the account's failures are forgotten, the peer's others are not.
  void succeeded(std::string_view account, std::string_view peer);
  /// Nobody could say whether it was the right password.
  void take_back(std::string_view account, std::string_view peer);

  static constexpr std::size_t kMost = 50'000;

 private:
  using Known = std::map<core::Sha256, Failures>;
  Failures& of(Known& known, const core::Sha256& key, core::Timestamp now);
  static void begin_wait(Known& known, std::string_view name, core::Timestamp now);
  static void undo(Known& known, std::string_view name);

  const core::LocalZone& zone_;
  std::mutex mutex_;
  Known accounts_;
  Known peers_;
};

}  // namespace rettesnor::web
