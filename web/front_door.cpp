// From an admitted request to an answer.
#include "web/front_door.h"

#include <algorithm>

#include "core/digest.h"
#include "web/addresses.h"
#include "web/routes.h"

namespace rettesnor::web {
namespace {

using core::Result;

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says; a route's own headers stand before these, and a policy of its own stands
/// alone.
void add_manners(Answer& answer, Transport transport, std::string_view caching) {
  HeaderLines& headers = answer.headers;
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
  if (transport == Transport::secure) {
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
}

/// Unchanged files are not sent again; a new program has new tags.
std::optional<Answer> static_answer(const Request& request) {
  const auto file = static_file(request.path());
  if (!file || request.method == "POST") return std::nullopt;
  const std::string tag = "\"" + core::to_hex(core::sha256(file->bytes), 16) + "\"";
  if (request.header("if-none-match") == tag) return Answer{304, {{"ETag", tag}}, "", ""};
  return Answer{200, {{"ETag", tag}}, std::string(file->media_type), std::string(file->bytes)};
}

core::Timestamp newest_facts(const review::Recertification& reviews) {
  core::Timestamp newest{};
  const auto moment = reviews.now();
  if (!moment) return newest;
  for (const core::SnapshotSource& source : moment->snapshot.sources) {
    if (source.last_applied) newest = std::max(newest, *source.last_applied);
  }
  return newest;
}

Answer refusal(const Frame& frame, int status, std::string message) {
  return page_answer(error_page(frame, {status, std::move(message), {}}), status);
}

/// Whether the form is one that we gave to this session.
bool has_our_token(const Visit& visit) {
  return !visit.frame.csrf.empty() && same_secret(visit.form.get("csrf"), visit.frame.csrf);
}

Result<void> read_fields(Visit& visit, const Route& route) {
  visit.query = TRY(Form::parse(visit.request.query()));
  if (visit.request.method != "POST") return {};
  const std::string_view type = visit.request.header("content-type");
  if (route.body == Route::Body::form_with_file && type.starts_with("multipart/")) {
    MultipartForm parts = TRY(read_multipart(type, visit.request.body));
    visit.form = TRY(Form::of(std::move(parts.fields)));
    visit.file = std::move(parts.file);
    return {};
  }
  if (!type.starts_with("application/x-www-form-urlencoded")) {
    return core::fail(core::ErrorKind::invalid_input,
                      "Kun formularer læses her / only forms are read here");
  }
  visit.form = TRY(Form::parse(visit.request.body));
  return {};
}

bool may_use(const Route& route, const review::Authority& who) {
  return route.roles.empty() || std::any_of(route.roles.begin(), route.roles.end(),
                                            [&](auto role) { return who.has(role); });
}

}  // namespace

bool is_from_ourselves(const Request& request) {
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

Language language_for(const Request& request, std::string_view fallback) {
  const std::string_view chosen = cookie_in(request.header("cookie"), kLanguageCookie);
  if (chosen == "da") return Language::da;
  if (chosen == "en") return Language::en;
  std::string_view wishes = request.header("accept-language");
  while (!wishes.empty()) {
    wishes.remove_prefix(std::min(wishes.find_first_not_of(" ,"), wishes.size()));
    const std::size_t end = std::min(wishes.find_first_of(",;-"), wishes.size());
    const std::string_view one = wishes.substr(0, end);
    if (one == "da") return Language::da;
    if (one == "en") return Language::en;
    wishes.remove_prefix(std::min(wishes.find(','), wishes.size()));
  }
  return fallback == "en" ? Language::en : Language::da;
}

Frame FrontDoor::frame_for(const Request& request, core::Timestamp now) const {
  Frame frame;
  frame.language = language_for(request, premises_.settings.language);
  frame.municipality = premises_.settings.municipality;
  // A form's own address cannot be fetched again; what it leads to says where it stands.
  frame.here = request.method == "POST" ? std::string(kStart) : request.target;
  frame.now = now;
  frame.zone = &premises_.zone;
  frame.demo = premises_.settings.demo == ServerSettings::Demo::personas;
  frame.data_as_of = newest_facts(premises_.reviews);
  return frame;
}

Result<void> FrontDoor::recognise(Visit& visit) const {
  const std::string_view id =
      cookie_in(visit.request.header("cookie"), session_cookie(premises_.transport));
  const auto session = premises_.sessions.find(id, visit.door_now);
  if (!session) return {};
  visit.session_id = id;
  visit.frame.csrf = session->csrf;
  visit.ties = session->ties;
  if (session->person.empty()) return {};
  auto who = premises_.reviews.authority(session->person, visit.now);
  if (!who) {
    const core::ErrorKind kind = who.error().kind;
    if (kind != core::ErrorKind::refused && kind != core::ErrorKind::not_found) {
      return tl::unexpected(who.error());
    }
    premises_.sessions.end_all_of(session->person);
    visit.session_id.clear();
    visit.frame.csrf.clear();
    return {};
  }
  visit.frame.person_name = who->name();
  visit.frame.person_key = who->person();
  visit.frame.roles = who->roles();
  visit.who = std::move(*who);
  return {};
}

Answer FrontDoor::answer_of_route(const Request& request) const {
  const core::Timestamp now = clock_();
  const auto& door_clock = premises_.door.ways.clock;
  Visit visit{.premises = premises_,
              .request = request,
              .now = now,
              .door_now = door_clock ? door_clock() : now,
              .query = {},
              .form = {},
              .frame = frame_for(request, now),
              .session_id = {},
              .who = {}};
  if (const auto known = recognise(visit); !known) return error_answer(visit.frame, known.error());
  const Route* route = route_for(request.method, request.path());
  if (route == nullptr) {
    if (!is_known_path(request.path())) return refusal(visit.frame, 404, {});
    Answer answer = refusal(visit.frame, 405, {});
    answer.headers.emplace_back("Allow", request.method == "POST" ? "GET, HEAD" : "POST");
    return answer;
  }
  if (const auto read = read_fields(visit, *route); !read)
    return error_answer(visit.frame, read.error());
  if (request.method == "POST" && route->entry != Route::Entry::provider) {
    if (!is_from_ourselves(request)) {
      return refusal(visit.frame, 403,
                     "Formularen kommer fra et andet sted / the form comes from "
                     "elsewhere");
    }
    const bool nobody = route->entry == Route::Entry::signed_in && !visit.who;
    if (nobody) return see_other(std::string(kSignIn));
    if (!has_our_token(visit)) {
      return refusal(visit.frame, 403,
                     "Siden er for gammel. Hent den igen / the page is too old. "
                     "Load it again");
    }
  }
  if (route->entry == Route::Entry::signed_in) {
    if (!visit.who) return see_other(sign_in_address(kSignIn, request.target));
    if (!may_use(*route, *visit.who)) return refusal(visit.frame, 403, {});
  }
  Result<Answer> answer = route->run(visit);
  return answer ? std::move(*answer) : error_answer(visit.frame, answer.error());
}

Answer FrontDoor::answer(const Request& request) const {
  if (request.path().starts_with(kStatic)) {
    if (auto file = static_answer(request)) {
      add_manners(*file, premises_.transport, "public, max-age=300");
      return std::move(*file);
    }
  }
  Answer answer = answer_of_route(request);
  add_manners(answer, premises_.transport, "no-store");
  return answer;
}

}  // namespace rettesnor::web
