// One request on its way to an answer: who asks, with what, and what every page is framed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "review/orders.h"
#include "review/recertification.h"
#include "web/cookies.h"
#include "web/doorkeeper.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/pages.h"
#include "web/peer.h"
#include "web/server.h"
#include "web/sessions.h"

namespace rettesnor::web {

/// What all visits share; all of it outlives them.
struct Premises {
  ServerSettings settings;
  review::Recertification& reviews;
  review::Orders* orders;  ///< null: this server has none
  const core::LocalZone& zone;
  Sessions& sessions;
  Doorkeeper& door;
  Transport transport;
  Peers peers;
};

struct Visit {
  const Premises& premises;
  const Request& request;
  core::Timestamp now;
  core::Timestamp door_now;  ///< for sessions and sign-ins, where `now` may stand still
  Form query;
  Form form;                          ///< empty unless it is a POST
  std::optional<SentFile> file = {};  ///< of a form that may hold one
  Frame frame;
  std::string session_id;  ///< of a session that lives, or empty
  ProviderTies ties = {};  ///< of that session
  /// Held by routes that need somebody; made anew for this request.
  std::optional<review::Authority> who;

  review::Recertification& reviews() const { return premises.reviews; }
  const review::Authority& reader() const { return *who; }
};

/// 200 and a page.
Answer page_answer(std::string html, int status = 200);
/// 303: the browser fetches `address` with GET, so that reloading sends no form again.
Answer see_other(std::string address);

int status_of(core::ErrorKind kind);
/// The error as it stands beside a form or on a page of its own. What is inside the program
/// (corrupt, unreachable) is not told.
Problem problem_of(Language language, const core::Error& error, std::string entitlement = {});
Answer error_answer(const Frame& frame, const core::Error& error);

/// A whole number above zero from a field, else invalid_input.
core::Result<core::CampaignId> campaign_in(const Form& fields);

/// A path of our own to come back to, or "/": never another site's.
std::string safe_return(const std::string& path);

}  // namespace rettesnor::web
