// A scratch store with a first pull in it, which tells what a later pull would take away.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "core/pull.h"
#include "store/store.h"
#include "tests/support/scratch.h"

namespace rettesnor::test {

/// May be asked from several threads.
class WatchedStore {
 public:
  /// Applies `first`; fails the calling test when that does not work.
  explicit WatchedStore(const core::Pull& first);

  /// Empty when `pull` would take nothing away; else what, in words. Changes nothing.
  std::string would_remove(const core::Pull& pull);
  /// Applies for good, with the limits of the breaker as they come.
  core::Result<store::ApplyResult> apply(const core::Pull& pull);
  /// Every object and every membership that is there now, as text.
  std::string content();

 private:
  std::mutex guard_;
  ScratchFolder folder_;
  store::SourceIdentity source_{"kataloget", "ldap", "Kataloget"};
  std::optional<store::Store> store_;
};

}  // namespace rettesnor::test
