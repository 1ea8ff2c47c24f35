// Takes each admitted request through language, session, token and authority to its route.
#pragma once

#include <functional>

#include "core/time.h"
#include "http/exchange.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

/// Safe from any thread. What it is given must outlive it.
class Router {
 public:
  Router(const ServerContext& server, std::function<core::Timestamp()> clock)
      : server_(server), clock_(std::move(clock)) {}

  /// An answer always, with the headers that every answer has.
  http::Response answer(const http::Request& request) const;

 private:
  http::Response answer_of_route(const http::Request& request) const;
  Frame frame_for(const http::Request& request, core::Timestamp now) const;
  /// Finds the session and makes the authority anew; a session of somebody who is no longer
  /// current ends here.
  core::Result<void> recognise(RequestContext& context) const;

  const ServerContext& server_;
  std::function<core::Timestamp()> clock_;
};

/// A form from another site is refused, whatever it holds: by Sec-Fetch-Site where the browser
/// tells, else by Origin, which must be the host that was asked.
bool is_from_ourselves(const http::Request& request);

/// The cookie, else the first of da and en in Accept-Language, else `fallback`.
Language language_for(const http::Request& request, std::string_view fallback);

}  // namespace rettesnor::web
