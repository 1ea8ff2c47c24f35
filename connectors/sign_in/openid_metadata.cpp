// Discovery documents.
#include "connectors/sign_in/openid_metadata.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "connectors/foreign_json.h"
#include "connectors/sign_in/sign_in_settings.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

Result<std::string> address_in(const nlohmann::json& metadata, const char* name,
                               const std::string& issuer) {
  std::string address = text_in(metadata, name);
  if (address.empty()) return address;
  const bool printable =
      std::ranges::all_of(address, [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  const auto origin = origin_of(address);
  if (!printable || address.size() > 1000 || !origin || *origin != TRY(origin_of(issuer))) {
    return fail(ErrorKind::refused, "the provider " + issuer + " names as " + name + " \"" +
                                        core::printable(address, 200) +
                                        "\", which is not on its own host");
  }
  return address;
}

}  // namespace

std::string openid_metadata_address(const std::string& issuer) {
  return issuer + (issuer.ends_with('/') ? "" : "/") + ".well-known/openid-configuration";
}

Result<OpenIdMetadata> read_openid_metadata(std::string_view text, const std::string& issuer) {
  const auto metadata = TRY(read_foreign_object(text, "the metadata of " + issuer));
  if (const std::string told = text_in(metadata, "issuer"); told != issuer) {
    return fail(ErrorKind::refused, "the provider at " + issuer + " calls itself \"" +
                                        core::printable(told, 200) +
                                        "\"; write exactly that as issuer if it is the right one");
  }
  OpenIdMetadata out;
  out.authorization_address = TRY(address_in(metadata, "authorization_endpoint", issuer));
  out.token_address = TRY(address_in(metadata, "token_endpoint", issuer));
  out.keys_address = TRY(address_in(metadata, "jwks_uri", issuer));
  out.end_address = TRY(address_in(metadata, "end_session_endpoint", issuer));
  if (out.authorization_address.empty() || out.token_address.empty() || out.keys_address.empty()) {
    return fail(
        ErrorKind::corrupt,
        "the metadata of " + issuer + " lacks authorization_endpoint, token_endpoint or jwks_uri");
  }
  const auto methods = metadata.find("token_endpoint_auth_methods_supported");
  if (methods != metadata.end() && methods->is_array()) {
    const auto has = [&](const char* name) {
      return std::ranges::find(*methods, name) != methods->end();
    };
    if (!has("client_secret_basic") && has("client_secret_post")) {
      out.secret = OpenIdMetadata::Secret::post;
    }
  }
  return out;
}

}  // namespace rettesnor::connectors
