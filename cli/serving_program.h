// What `serve` lends to a command that it runs for a terminal, so that both stand on the same.
#pragma once

#include <functional>
#include <string>

#include "core/time.h"
#include "policies/settings.h"
#include "store/store.h"

namespace rettesnor::review {
class Desk;
class Orders;
}  // namespace rettesnor::review

namespace rettesnor::cli {

/// All of it outlives every command, and may be used from any thread.
struct ServingProgram {
  store::Store& store;
  review::Desk& reviews;  ///< refreshed; its policy is the one in force
  review::Orders& orders;
  const policies::Settings& settings;
  const core::LocalZone& zone;
  std::string settings_path;
  std::string data_folder;
  std::function<core::Timestamp()> clock;
  /// The pages could not be brought up to date at once: it must be tried again.
  std::function<void()> history_is_newer;
};

}  // namespace rettesnor::cli
