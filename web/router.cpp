// From an admitted request to an answer.
#include "web/router.h"

#include <algorithm>

#include "core/digest.h"
#include "review/organisation/moment.h"
#include "review/organisation/persons.h"
#include "web/parts/addresses.h"
#include "web/routes.h"
#include "words/error.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says; a route's own headers stand before these, and a policy of its own stands
/// alone.
void add_manners(http::Response& answer, http::Transport transport, std::string_view caching) {
  http::HeaderLines& headers = answer.headers;
  const bool has_policy = std::any_of(headers.begin(), headers.end(), [](const auto& each) {
    return each.first == "Content-Security-Policy";
  });
  if (!has_policy) headers.emplace_back("Content-Security-Policy", kPolicy);
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Referrer-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  headers.emplace_back("Cache-Control", caching);
  if (transport == http::Transport::secure) {
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
}

/// Unchanged files are not sent again; a new program has new tags.
std::optional<http::Response> static_answer(const http::Request& request) {
  const auto file = static_file(request.path());
  if (!file || request.method == "POST") return std::nullopt;
  const std::string tag = "\"" + core::to_hex(core::sha256(file->bytes), 16) + "\"";
  if (request.header("if-none-match") == tag) return http::Response{304, {{"ETag", tag}}, "", ""};
  return http::Response{
      200, {{"ETag", tag}}, std::string(file->media_type), std::string(file->bytes)};
}

http::Response refusal(const Frame& frame, int status, std::string message) {
  return page_answer(error_page(frame, {status, std::move(message), {}}), status);
}

/// Whether the form is one that we gave to this session.
bool has_our_token(const RequestContext& context) {
  return !context.frame.csrf.empty() && same_secret(context.form.get("csrf"), context.frame.csrf);
}

Result<void> read_fields(RequestContext& context, const Route& route) {
  context.query = TRY(http::Form::parse(context.request.query()));
  if (context.request.method != "POST") return {};
  const std::string_view type = context.request.header("content-type");
  if (route.body == Route::Body::form_with_file && type.starts_with("multipart/")) {
    http::MultipartForm parts = TRY(http::read_multipart(type, context.request.body));
    context.form = TRY(http::Form::of(std::move(parts.fields)));
    context.file = std::move(parts.file);
    return {};
  }
  if (!type.starts_with("application/x-www-form-urlencoded")) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::only_forms);
  }
  context.form = TRY(http::Form::parse(context.request.body));
  return {};
}

}  // namespace

bool is_from_ourselves(const http::Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!origin.starts_with(scheme)) continue;
    origin.remove_prefix(scheme.size());
    return origin == request.header("host");
  }
  return false;
}

Language language_for(const http::Request& request, std::string_view fallback) {
  const std::string_view chosen = http::cookie_in(request.header("cookie"), http::kLanguageCookie);
  if (const auto language = words::language_named(chosen)) return *language;
  std::string_view wishes = request.header("accept-language");
  while (!wishes.empty()) {
    wishes.remove_prefix(std::min(wishes.find_first_not_of(" ,"), wishes.size()));
    const std::size_t end = std::min(wishes.find_first_of(",;-"), wishes.size());
    const std::string_view one = wishes.substr(0, end);
    if (const auto language = words::language_named(one)) return *language;
    wishes.remove_prefix(std::min(wishes.find(','), wishes.size()));
  }
  return words::language_named(fallback).value_or(Language::danish);
}

Frame Router::frame_for(const http::Request& request, core::Timestamp now) const {
  Frame frame;
  frame.language = language_for(request, server_.settings.language);
  frame.municipality = server_.settings.municipality;
  // A form's own address cannot be fetched again; what it leads to says where it stands.
  frame.here = request.method == "POST" ? std::string(kStart) : request.target;
  frame.now = now;
  frame.zone = &server_.zone;
  frame.demo = server_.settings.demo == ServerSettings::Demo::personas;
  if (const auto stopped = server_.reviews.stopped_writing()) {
    frame.notice = words::sentence(*stopped, frame.language);
  }
  frame.data_age = review::age_of_data(server_.reviews.now().get());
  return frame;
}

Result<void> Router::recognise(RequestContext& context) const {
  const std::string_view id =
      http::cookie_in(context.request.header("cookie"), http::session_cookie(server_.transport));
  const auto session = server_.sessions.find(id, context.door_now);
  if (!session) return {};
  context.session_id = id;
  context.frame.csrf = session->csrf;
  context.ties = session->ties;
  if (session->person.empty()) return {};
  auto who = review::organisation::authority(server_.reviews.look(), session->person);
  if (!who) {
    const core::ErrorKind kind = who.error().kind;
    if (kind != core::ErrorKind::refused && kind != core::ErrorKind::not_found) {
      return tl::unexpected(who.error());
    }
    server_.sessions.end_all_of(session->person);
    context.session_id.clear();
    context.frame.csrf.clear();
    return {};
  }
  context.frame.person_name = who->name();
  context.frame.person_key = who->person();
  context.frame.roles = who->roles();
  context.who = std::move(*who);
  return {};
}

http::Response Router::answer_of_route(const http::Request& request) const {
  const core::Timestamp now = clock_();
  const auto& door_clock = server_.door.ways.clock;
  RequestContext context{.server = server_,
                         .request = request,
                         .now = now,
                         .door_now = door_clock ? door_clock() : now,
                         .query = {},
                         .form = {},
                         .frame = frame_for(request, now),
                         .session_id = {},
                         .who = {}};
  if (const auto known = recognise(context); !known)
    return error_answer(context.frame, known.error());
  const Route* route = route_for(request.method, request.path());
  if (route == nullptr) {
    if (!is_known_path(request.path())) return refusal(context.frame, 404, {});
    http::Response answer = refusal(context.frame, 405, {});
    answer.headers.emplace_back("Allow", request.method == "POST" ? "GET, HEAD" : "POST");
    return answer;
  }
  if (const auto read = read_fields(context, *route); !read)
    return error_answer(context.frame, read.error());
  if (request.method == "POST" && route->entry != Route::Entry::provider) {
    if (!is_from_ourselves(request)) {
      return error_answer(
          context.frame,
          words::refuse(core::ErrorKind::refused, words::Refusal::foreign_form).value());
    }
    const bool nobody = route->entry == Route::Entry::signed_in && !context.who;
    if (nobody) return see_other(std::string(kSignIn));
    if (!has_our_token(context)) {
      return error_answer(
          context.frame, words::refuse(core::ErrorKind::refused, words::Refusal::old_page).value());
    }
  }
  if (route->entry == Route::Entry::signed_in) {
    if (!context.who) return see_other(sign_in_address(kSignIn, request.target));
    if (route->deed && !review::may(*context.who, *route->deed))
      return refusal(context.frame, 403, {});
  }
  Result<http::Response> answer = route->run(context);
  return answer ? std::move(*answer) : error_answer(context.frame, answer.error());
}

http::Response Router::answer(const http::Request& request) const {
  if (request.path().starts_with(kStatic)) {
    if (auto file = static_answer(request)) {
      add_manners(*file, server_.transport, "public, max-age=300");
      return std::move(*file);
    }
  }
  http::Response answer = answer_of_route(request);
  add_manners(answer, server_.transport, "no-store");
  return answer;
}

}  // namespace rettesnor::web
