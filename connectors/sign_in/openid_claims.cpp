// Claims of ID tokens and logout tokens.
#include "connectors/sign_in/openid_claims.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "connectors/foreign_json.h"
#include "connectors/sign_in/openid_token.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::Result;
using nlohmann::json;

constexpr std::chrono::seconds kSkew{60};
constexpr std::size_t kLongestClaim = 255;
constexpr const char* kLogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

std::optional<core::Timestamp> moment_in(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds < 1e11)) return std::nullopt;
  return core::Timestamp(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

std::vector<std::string> audience_of(const json& claims) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  std::vector<std::string> out;
  if (!found->is_array()) return out;
  for (const json& one : *found) out.push_back(one.is_string() ? one.get<std::string>() : "");
  return out;
}

Result<void> check_parties(const json& claims, const TokenExpectation& expected) {
  if (const std::string issuer = text_in(claims, "iss"); issuer != expected.issuer) {
    return refuse_token("it is of the issuer \"" + core::printable(issuer, 200) + "\"");
  }
  const auto audience = audience_of(claims);
  if (std::ranges::find(audience, expected.client_id) == audience.end()) {
    return refuse_token("it is for somebody else (aud)");
  }
  const bool has_party = claims.contains("azp");
  if ((has_party || audience.size() > 1) && text_in(claims, "azp") != expected.client_id) {
    return refuse_token("it was given to somebody else (azp)");
  }
  return {};
}

}  // namespace

Result<void> check_id_token(const json& claims, const TokenExpectation& expected,
                            const std::string& nonce, core::Timestamp now) {
  TRY(check_parties(claims, expected));
  const auto expires = moment_in(claims, "exp");
  if (!expires) return refuse_token("it does not say when it expires (exp)");
  if (now >= *expires + kSkew) return refuse_token("it has expired (exp)");
  const auto issued = moment_in(claims, "iat");
  if (!issued) return refuse_token("it does not say when it was issued (iat)");
  if (*issued > now + kSkew) return refuse_token("it is from the future (iat): compare the clocks");
  if (const auto begins = moment_in(claims, "nbf"); begins && *begins > now + kSkew) {
    return refuse_token("it does not hold yet (nbf)");
  }
  const std::string told = text_in(claims, "nonce");
  if (nonce.empty() || told.size() != nonce.size() ||
      CRYPTO_memcmp(told.data(), nonce.data(), nonce.size()) != 0) {
    return refuse_token("it is not for this sign-in (nonce)");
  }
  const std::string subject = text_in(claims, "sub");
  if (subject.empty() || subject.size() > kLongestClaim)
    return refuse_token("it names nobody (sub)");
  return {};
}

Result<LogoutClaims> check_logout_token(const json& claims, const TokenExpectation& expected,
                                        core::Timestamp now) {
  TRY(check_parties(claims, expected));
  if (claims.contains("nonce")) return refuse_token("a logout token has no nonce");
  const auto events = claims.find("events");
  if (events == claims.end() || !events->is_object() || !events->contains(kLogoutEvent) ||
      !events->at(kLogoutEvent).is_object()) {
    return refuse_token("it is no logout token (events)");
  }
  const auto issued = moment_in(claims, "iat");
  if (!issued || *issued > now + kSkew) return refuse_token("it has no time that can be (iat)");
  if (now - *issued > kLogoutTokenAge) return refuse_token("it is too old (iat)");
  if (const auto expires = moment_in(claims, "exp"); expires && now >= *expires + kSkew) {
    return refuse_token("it has expired (exp)");
  }
  LogoutClaims out{text_in(claims, "sub"), text_in(claims, "sid"), text_in(claims, "jti")};
  if (out.subject.empty() && out.session.empty()) return refuse_token("it names nobody (sub, sid)");
  for (const std::string* text : {&out.subject, &out.session, &out.jti}) {
    if (text->size() > kLongestClaim) return refuse_token("a name in it is too long");
  }
  if (out.jti.empty()) return refuse_token("it has no jti");
  return out;
}

}  // namespace rettesnor::connectors
