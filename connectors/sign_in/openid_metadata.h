// What an OpenID provider publishes about itself, believed only as far as its own host.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::connectors {

/// OpenID Connect Discovery 1.0, what we use of it.
struct OpenIdMetadata {
  std::string authorization_address;
  std::string token_address;
  std::string keys_address;
  std::string end_address;  ///< empty: the provider knows no sign-out
  enum class Secret { basic, post } secret = Secret::basic;  ///< how it wants the client's secret
};

/// refused when it names another issuer than `issuer`, or an address on another host than the
/// issuer's: nobody but that host is ever asked. corrupt when it is no metadata.
core::Result<OpenIdMetadata> read_openid_metadata(std::string_view text, const std::string& issuer);

/// Where `issuer` publishes it.
std::string openid_metadata_address(const std::string& issuer);

}  // namespace rettesnor::connectors
