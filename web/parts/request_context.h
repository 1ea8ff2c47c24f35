// One request on its way to an answer: who asks, with what, and what every page is framed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/cookies.h"
#include "http/exchange.h"
#include "http/form.h"
#include "http/multipart.h"
#include "http/peer.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "web/parts/pages.h"
#include "web/parts/server_settings.h"
#include "web/sessions/sessions.h"
#include "web/sessions/sign_in_services.h"

namespace rettesnor::web {

/// What all visits share; all of it outlives them.
struct ServerContext {
  ServerSettings settings;
  review::Desk& reviews;
  review::Orders* orders;  ///< null: this server has none
  const core::LocalZone& zone;
  Sessions& sessions;
  SignInServices& door;
  http::Transport transport;
  http::Peers peers;
};

struct RequestContext {
  const ServerContext& server;
  const http::Request& request;
  core::Timestamp now;
  core::Timestamp door_now;  ///< for sessions and sign-ins, where `now` may stand still
  http::Form query;
  http::Form form;                          ///< empty unless it is a POST
  std::optional<http::SentFile> file = {};  ///< of a form that may hold one
  Frame frame;
  std::string session_id;  ///< of a session that lives, or empty
  ProviderTies ties = {};  ///< of that session
  /// Held by routes that need somebody; made anew for this request.
  std::optional<review::Authority> who;

  review::Desk& reviews() const { return server.reviews; }
  /// The desk held by who asks; a route looks, or changes something.
  review::Read look() const { return server.reviews.look(reader()); }
  review::Change enter() const { return server.reviews.enter(reader()); }
  review::Read look(core::CampaignId at) const { return server.reviews.look(reader(), at); }
  review::Change enter(core::CampaignId at) const { return server.reviews.enter(reader(), at); }
  const review::Authority& reader() const { return *who; }
};

/// 200 and a page.
http::Response page_answer(std::string html, int status = 200);
/// 303: the browser fetches `address` with GET, so that reloading sends no form again.
http::Response see_other(std::string address);

int status_of(core::ErrorKind kind);
/// The error as it stands beside a form or on a page of its own. What is inside the program
/// (corrupt, unreachable) is not told.
Problem problem_of(Language language, const core::Error& error, std::string entitlement = {});
http::Response error_answer(const Frame& frame, const core::Error& error);

/// A whole number above zero from a field, else invalid_input.
core::Result<core::CampaignId> campaign_in(const http::Form& fields);

/// The person whom somebody typed: by key, user name or whole name; invalid_input when nobody or
/// several are meant.
core::Result<std::string> person_typed(const RequestContext& context, const std::string& typed);

/// A path of our own to come back to, or "/": never another site's.
std::string safe_return(const std::string& path);

}  // namespace rettesnor::web
