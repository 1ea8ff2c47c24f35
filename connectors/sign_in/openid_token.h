// A signed token (JWS, RFC 7515) and the keys of whoever signs: is the signature theirs?
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace rettesnor::connectors {

/// refused: "the token is refused: …".
tl::unexpected<core::Error> refuse_token(const std::string& why);

/// The public keys of a provider (JWKS, RFC 7517). Immutable, shared by threads. Symmetric keys,
/// keys for encryption and RSA below 2048 bits are left out.
class SigningKeys {
 public:
  /// corrupt when the text is no key set. Limit: 64 keys.
  static core::Result<std::shared_ptr<const SigningKeys>> parse(std::string_view jwks);
  ~SigningKeys();

  /// What a token says, when one of these keys signed it with an algorithm of `allowed`. not_found
  /// when the key that it names is not here (newer keys may help); refused for everything else that
  /// is wrong. The key decides what kind of signature is looked for, the token only chooses within
  /// it: an HMAC over a public key is never tried.
  core::Result<nlohmann::json> claims_of(std::string_view token,
                                         const std::vector<std::string>& allowed) const;
  std::size_t size() const;

 private:
  SigningKeys();
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace rettesnor::connectors
