// Sign-ins that have left for the provider and are not back yet; in memory, few, short-lived.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/time.h"
#include "web/sessions/ways_in.h"

namespace rettesnor::web {

/// Safe from any thread. Of a state and of a session only the SHA-256 is kept.
class SignInsUnderWay {
 public:
  static constexpr std::chrono::minutes kLongest{10};
  static constexpr std::size_t kMost = 10'000;  ///< then the oldest is forgotten

  struct Kept {
    OpenIdWay::Trip trip;
    std::string back;  ///< a path of our own
  };
  /// `session`: id of the browser's session from before sign-in.
  void keep(Kept kept, std::string_view session, core::Timestamp now);
  /// Once, and for the same browser alone; empty when it is unknown, too old, or another's.
  std::optional<Kept> take(std::string_view state, std::string_view session, core::Timestamp now);

 private:
  struct Entry {
    Kept kept;
    core::Sha256 session;
    core::Timestamp begun;
  };
  std::mutex mutex_;
  std::map<core::Sha256, Entry> entries_;
};

}  // namespace rettesnor::web
