// The web UI: one process, loopback or a Unix socket unless TLS or a proxy stands in front.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "review/recertification.h"
#include "web/ways_in.h"

namespace rettesnor::web {

struct ServerSettings {
  /// "127.0.0.1", "::1" or "unix:/path"; an address that other machines reach only when
  /// certificate_file is set.
  std::string address = "127.0.0.1";
  int port = 8443;  ///< 0: the system chooses
  /// Names under which a proxy with TLS in front is asked, lower-case; with any, cookies are for
  /// https alone. A request for another name is refused.
  std::vector<std::string> names;
  std::string certificate_file;  ///< PEM; with it the server speaks TLS 1.2 or later
  std::string key_file;
  std::string municipality;     ///< shown at the top of every page
  std::string language = "da";  ///< when the browser asks for neither da nor en
  /// Sign in as anybody without a password. Refused on an address that is not loopback, and on data
  /// that is not the fixture town's (cli/ decides that).
  enum class Demo { off, personas } demo = Demo::off;
  int workers = 8;
};

/// Runs until stop(). `reviews` and `zone` must outlive it. `clock` is asked for every request; the
/// demo's clock stands still.
class Server {
 public:
  /// Binds and begins to answer; an Error names the address and what to do.
  static core::Result<std::unique_ptr<Server>> start(const ServerSettings& settings,
                                                     review::Recertification& reviews,
                                                     const core::LocalZone& zone,
                                                     std::function<core::Timestamp()> clock,
                                                     WaysIn ways = {});
  virtual ~Server() = default;
  /// "http://127.0.0.1:8443/"
  virtual std::string url() const = 0;
  /// Answers what has begun, takes nothing new, returns when all threads have ended.
  virtual void stop() = 0;
};

}  // namespace rettesnor::web
