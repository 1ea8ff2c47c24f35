// What a token claims, held against what it must claim. Pure; the signature is checked before.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct TokenExpectation {
  std::string issuer;
  std::string client_id;
};

/// OpenID Connect Core 3.1.3.7: iss, aud, azp, exp, iat, nbf (60 s of skew), nonce, sub. refused
/// says which does not hold, and never the token.
core::Result<void> check_id_token(const nlohmann::json& claims, const TokenExpectation& expected,
                                  const std::string& nonce, core::Timestamp now);

/// OpenID Connect Back-Channel Logout 2.6, but for the replay of jti. At least one of `subject` and
/// `session` is not empty.
struct LogoutClaims {
  std::string subject;
  std::string session;
  std::string jti;
};
core::Result<LogoutClaims> check_logout_token(const nlohmann::json& claims,
                                              const TokenExpectation& expected,
                                              core::Timestamp now);
/// A logout token older than this is refused, so that a used jti need not be remembered for longer.
inline constexpr std::chrono::seconds kLogoutTokenAge{300};

}  // namespace rettesnor::connectors
