// Signing in at an OpenID provider: authorization code with PKCE, and what ends it again.
#pragma once

#include <memory>
#include <string>

#include "connectors/sign_in/sign_in_settings.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// What one sign-in under way must remember, on our side alone.
struct OpenIdTrip {
  std::string address;  ///< where the browser goes
  std::string state;
  std::string nonce;
  std::string verifier;
};

struct OpenIdPerson {
  std::string account;  ///< the configured claim
  std::string subject;
  std::string session;   ///< the provider's, may be empty
  std::string id_token;  ///< a hint when she signs out
};

struct OpenIdEnd {
  std::string subject;  ///< may be empty when `session` is not
  std::string session;
};

/// Safe from any thread. Asks the issuer's host and nobody else. Metadata and keys are kept for an
/// hour; a token with an unknown key makes the keys be read again, at most five times and then once
/// a minute. After a failed look the same error is given for five seconds without asking.
class OpenIdProvider {
 public:
  explicit OpenIdProvider(OpenIdSettings settings);
  ~OpenIdProvider();

  core::Result<OpenIdTrip> begin();
  /// Takes the code to the provider and checks what comes back. refused: a code or token that does
  /// not hold; unreachable: the provider does not answer.
  core::Result<OpenIdPerson> finish(const OpenIdTrip& trip, const std::string& code,
                                    core::Timestamp now);
  /// A logout token of the provider's; each holds once.
  core::Result<OpenIdEnd> ended(const std::string& logout_token, core::Timestamp now);
  /// Where a browser ends its session at the provider; empty when the provider has no such place.
  core::Result<std::string> end_address(const std::string& id_token);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rettesnor::connectors
