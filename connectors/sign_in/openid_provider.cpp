// Keeps metadata and keys, exchanges codes.
#include "connectors/sign_in/openid_provider.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "connectors/foreign_json.h"
#include "connectors/sign_in/openid_claims.h"
#include "connectors/sign_in/openid_metadata.h"
#include "connectors/sign_in/openid_token.h"
#include "connectors/transport/curl_transfer.h"
#include "core/base64.h"
#include "core/digest.h"
#include "core/secret.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kAnswerWithin{5'000};
constexpr std::chrono::minutes kKept{60};
constexpr std::chrono::seconds kAfterFailure{5};
constexpr double kMostKeyFetches = 5;
constexpr std::chrono::seconds kNextLook{60};
constexpr std::size_t kMostEnded = 100'000;

std::string random_text() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("no randomness");
  }
  return core::to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

/// RFC 7636 4.2.
std::string challenge_of(std::string_view verifier) {
  const core::Sha256 digest = core::sha256(verifier);
  return core::to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

using Field = std::pair<std::string, std::string>;

std::string form_of(const std::vector<Field>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    out += (out.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  }
  return out;
}

std::string with_query(const std::string& address, const std::vector<Field>& fields) {
  return address + (address.find('?') == std::string::npos ? "?" : "&") + form_of(fields);
}

}  // namespace

struct OpenIdProvider::State {
  explicit State(OpenIdSettings s) : settings(std::move(s)) {}

  OpenIdSettings settings;
  std::mutex mutex;  ///< held while metadata and keys are fetched: one look at a time
  std::optional<OpenIdMetadata> metadata;
  Clock::time_point metadata_read;
  std::shared_ptr<const SigningKeys> keys;
  Clock::time_point keys_read;
  std::optional<core::Error> failure;
  Clock::time_point failed;
  double looks = kMostKeyFetches;  ///< left for keys that are unknown
  Clock::time_point looks_counted = Clock::now();
  std::map<std::string, core::Timestamp> ended;  ///< jti → when it was used

  TokenExpectation expected() const { return {settings.issuer, settings.client_id}; }

  Result<std::string> get(const std::string& address) {
    if (failure && Clock::now() - failed < kAfterFailure) return tl::unexpected(*failure);
    failure.reset();
    auto reply = ask({.url = address, .headers = {"Accept: application/json"}});
    if (!reply) {
      failure = reply.error();
      failed = Clock::now();
      return tl::unexpected(std::move(reply).error());
    }
    return std::move(reply->body);
  }

  Result<HttpReply> ask(HttpAsk question) const {
    question.ca_file = settings.ca_file;
    question.time_limit = kAnswerWithin;
    HttpReply reply = TRY(exchange(question));
    if (reply.status == 200 || question.method == HttpAsk::Method::post) return reply;
    return fail(ErrorKind::unreachable, "the OpenID provider answers " +
                                            std::to_string(reply.status) + " at " + question.url);
  }

  Result<OpenIdMetadata> known_metadata() {
    const std::lock_guard lock(mutex);
    return fresh_metadata();
  }

  Result<OpenIdMetadata> fresh_metadata() {
    if (!metadata || Clock::now() - metadata_read > kKept) {
      const std::string text = TRY(get(openid_metadata_address(settings.issuer)));
      metadata = TRY(read_openid_metadata(text, settings.issuer));
      metadata_read = Clock::now();
    }
    return *metadata;
  }

  Result<std::shared_ptr<const SigningKeys>> fresh_keys() {
    const OpenIdMetadata about = TRY(fresh_metadata());
    const std::string text = TRY(get(about.keys_address));
    keys = TRY(SigningKeys::parse(text));
    keys_read = Clock::now();
    return keys;
  }

  Result<std::shared_ptr<const SigningKeys>> known_keys() {
    const std::lock_guard lock(mutex);
    if (keys && Clock::now() - keys_read <= kKept) return keys;
    return fresh_keys();
  }

  /// After a token whose key is unknown. Null: we have looked too often of late.
  Result<std::shared_ptr<const SigningKeys>> newer_keys(
      const std::shared_ptr<const SigningKeys>& tried) {
    const std::lock_guard lock(mutex);
    if (keys != tried) return keys;  // somebody else has looked meanwhile
    const auto now = Clock::now();
    const std::chrono::duration<double> passed = now - looks_counted;
    looks = std::min(kMostKeyFetches, looks + passed / std::chrono::duration<double>(kNextLook));
    looks_counted = now;
    if (looks < 1) return std::shared_ptr<const SigningKeys>();
    looks -= 1;
    return fresh_keys();
  }

  Result<nlohmann::json> claims_of(const std::string& token) {
    const auto tried = TRY(known_keys());
    auto claims = tried->claims_of(token, settings.algorithms);
    if (claims || claims.error().kind != ErrorKind::not_found) return claims;
    const auto newer = TRY(newer_keys(tried));
    if (newer) claims = newer->claims_of(token, settings.algorithms);
    if (!claims && claims.error().kind == ErrorKind::not_found) {
      return fail(ErrorKind::refused, claims.error().message);
    }
    return claims;
  }

  Result<std::string> id_token_for(const OpenIdTrip& trip, const std::string& code) {
    const OpenIdMetadata about = TRY(known_metadata());
    std::vector<Field> fields = {{"grant_type", "authorization_code"},
                                 {"code", code},
                                 {"redirect_uri", settings.redirect_address},
                                 {"code_verifier", trip.verifier}};
    HttpAsk question{.url = about.token_address, .method = HttpAsk::Method::post};
    question.headers = {"Content-Type: application/x-www-form-urlencoded",
                        "Accept: application/json"};
    if (settings.client_secret_file.empty()) {
      fields.emplace_back("client_id", settings.client_id);
    } else {
      const core::Secret secret = TRY(core::Secret::from_file(settings.client_secret_file));
      const std::string revealed(secret.reveal());
      if (about.secret == OpenIdMetadata::Secret::post) {
        fields.emplace_back("client_id", settings.client_id);
        fields.emplace_back("client_secret", revealed);
      } else {
        question.headers.push_back(
            "Authorization: Basic " +
            core::to_base64(percent_encoded(settings.client_id) + ":" + percent_encoded(revealed)));
      }
    }
    question.body = form_of(fields);
    const HttpReply reply = TRY(ask(question));
    if (reply.status >= 500) {
      return fail(ErrorKind::unreachable,
                  "the OpenID provider answers " + std::to_string(reply.status));
    }
    const auto answer = TRY(read_foreign_object(reply.body, "the OpenID provider's answer"));
    if (reply.status != 200) {
      return fail(
          ErrorKind::refused,
          "the OpenID provider refuses the code: " + core::printable(text_in(answer, "error"), 60) +
              " " + core::printable(text_in(answer, "error_description"), 200));
    }
    std::string token = text_in(answer, "id_token");
    if (token.empty()) return fail(ErrorKind::refused, "the OpenID provider gave no id_token");
    return token;
  }
};

OpenIdProvider::OpenIdProvider(OpenIdSettings settings)
    : state_(std::make_unique<State>(std::move(settings))) {}
OpenIdProvider::~OpenIdProvider() = default;

Result<OpenIdTrip> OpenIdProvider::begin() {
  const OpenIdMetadata about = TRY(state_->known_metadata());
  OpenIdTrip trip{{}, random_text(), random_text(), random_text()};
  std::string scopes;
  for (const std::string& scope : state_->settings.scopes) {
    scopes += (scopes.empty() ? "" : " ") + scope;
  }
  trip.address =
      with_query(about.authorization_address, {{"response_type", "code"},
                                               {"client_id", state_->settings.client_id},
                                               {"redirect_uri", state_->settings.redirect_address},
                                               {"scope", scopes},
                                               {"state", trip.state},
                                               {"nonce", trip.nonce},
                                               {"code_challenge", challenge_of(trip.verifier)},
                                               {"code_challenge_method", "S256"}});
  return trip;
}

Result<OpenIdPerson> OpenIdProvider::finish(const OpenIdTrip& trip, const std::string& code,
                                            core::Timestamp now) {
  const std::string token = TRY(state_->id_token_for(trip, code));
  const auto claims = TRY(state_->claims_of(token));
  TRY(check_id_token(claims, state_->expected(), trip.nonce, now));
  OpenIdPerson person{text_in(claims, state_->settings.claim.c_str()), text_in(claims, "sub"),
                      text_in(claims, "sid"), token};
  if (person.account.empty()) {
    return fail(ErrorKind::refused, "the token has no claim \"" + state_->settings.claim +
                                        "\": compare sign_in.openid.claim and .scopes");
  }
  return person;
}

Result<OpenIdEnd> OpenIdProvider::ended(const std::string& logout_token, core::Timestamp now) {
  const auto claims = TRY(state_->claims_of(logout_token));
  const LogoutClaims read = TRY(check_logout_token(claims, state_->expected(), now));
  const std::lock_guard lock(state_->mutex);
  auto& ended = state_->ended;
  std::erase_if(ended, [&](const auto& one) { return now - one.second > 2 * kLogoutTokenAge; });
  if (ended.contains(read.jti)) {
    return fail(ErrorKind::refused, "the token is refused: it was used before (jti)");
  }
  if (ended.size() >= kMostEnded) return fail(ErrorKind::refused, "too many logout tokens");
  ended.emplace(read.jti, now);
  return OpenIdEnd{read.subject, read.session};
}

Result<std::string> OpenIdProvider::end_address(const std::string& id_token) {
  const OpenIdMetadata about = TRY(state_->known_metadata());
  if (about.end_address.empty()) return std::string{};
  std::vector<Field> fields = {{"client_id", state_->settings.client_id},
                               {"post_logout_redirect_uri", state_->settings.after_address}};
  if (!id_token.empty()) fields.emplace_back("id_token_hint", id_token);
  return with_query(about.end_address, fields);
}

}  // namespace rettesnor::connectors
