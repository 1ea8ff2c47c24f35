// The web UI: one process, loopback or a Unix socket unless TLS or a proxy stands in front.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "web/parts/server_settings.h"
#include "web/sessions/ways_in.h"

namespace rettesnor::review {
class Desk;
class Orders;
}  // namespace rettesnor::review

namespace rettesnor::web {

/// Runs until stop(). `reviews`, `orders` and `zone` must outlive it. `clock` is asked for every
/// request; the demo's clock stands still.
class Server {
 public:
  /// Binds and begins to answer; an Error names the address and what to do.
  static core::Result<std::unique_ptr<Server>> start(
      const ServerSettings& settings, review::Desk& reviews, const core::LocalZone& zone,
      std::function<core::Timestamp()> clock, WaysIn ways = {}, review::Orders* orders = nullptr);
  virtual ~Server() = default;
  /// "http://127.0.0.1:8443/"
  virtual std::string url() const = 0;
  /// Answers what has begun, takes nothing new, returns when all threads have ended.
  virtual void stop() = 0;
};

}  // namespace rettesnor::web
