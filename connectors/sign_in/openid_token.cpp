// The only home of libcjose.
#include "connectors/sign_in/openid_token.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "connectors/foreign_json.h"
#include "core/base64.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;

constexpr std::size_t kMostKeys = 64;
constexpr std::size_t kLongestToken = 64 * 1024;
constexpr std::size_t kLeastRsaBits = 2048;

struct ReleaseJose {
  void operator()(cjose_jwk_t* p) const { cjose_jwk_release(p); }
  void operator()(cjose_jws_t* p) const { cjose_jws_release(p); }
};

struct Key {
  std::string kid;
  std::string algorithm;  ///< the only one it is for, or empty
  std::string kind;       ///< "RSA" or "EC"
  std::unique_ptr<cjose_jwk_t, ReleaseJose> key;

  bool fits(std::string_view wanted) const {
    if (!algorithm.empty() && algorithm != wanted) return false;
    return wanted == "ES256" ? kind == "EC" : kind == "RSA";
  }
};

constexpr std::array<const char*, 2> kRsaParts{"n", "e"};
constexpr std::array<const char*, 2> kCurveParts{"x", "y"};

/// Nothing when it is no public key for signatures that is strong enough. The library ends the
/// program on a `=` after one letter of base64, so nothing that could hold one reaches it.
std::unique_ptr<cjose_jwk_t, ReleaseJose> usable(const json& told) {
  const std::string use = text_in(told, "use");
  const std::string kind = text_in(told, "kty");
  if (!use.empty() && use != "sig") return nullptr;
  if (kind != "RSA" && !(kind == "EC" && text_in(told, "crv") == "P-256")) return nullptr;
  // Only the public half, whatever else somebody published.
  json half = {{"kty", kind}};
  if (kind == "EC") half["crv"] = "P-256";
  for (const char* part : kind == "RSA" ? kRsaParts : kCurveParts) {
    const std::string value = text_in(told, part);
    if (!core::is_base64url(value)) return nullptr;
    half[part] = value;
  }
  const std::string text = half.dump();
  cjose_err trouble{};
  std::unique_ptr<cjose_jwk_t, ReleaseJose> key(
      cjose_jwk_import(text.data(), text.size(), &trouble));
  if (!key) return nullptr;
  if (kind == "RSA" && cjose_jwk_get_keysize(key.get(), &trouble) < kLeastRsaBits) return nullptr;
  return key;
}

/// RFC 7515 7.1: three parts with dots between. As above, nothing else may reach the library.
bool is_compact_form(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return false;
  const std::size_t second = token.find('.', first + 1);
  return second != std::string_view::npos && core::is_base64url(token.substr(0, first)) &&
         core::is_base64url(token.substr(first + 1, second - first - 1)) &&
         core::is_base64url(token.substr(second + 1));
}

}  // namespace

tl::unexpected<core::Error> refuse_token(const std::string& why) {
  return fail(ErrorKind::refused, "the token is refused: " + why);
}

struct SigningKeys::Keys {
  std::vector<Key> all;
};

SigningKeys::SigningKeys() : keys_(std::make_unique<Keys>()) {}
SigningKeys::~SigningKeys() = default;

std::size_t SigningKeys::size() const {
  return keys_->all.size();
}

Result<std::shared_ptr<const SigningKeys>> SigningKeys::parse(std::string_view jwks) {
  const json set = TRY(read_foreign_object(jwks, "the provider's key set"));
  const auto list = set.find("keys");
  if (list == set.end() || !list->is_array() || list->size() > kMostKeys) {
    return fail(ErrorKind::corrupt, "the provider's key set holds no list of at most " +
                                        std::to_string(kMostKeys) + " keys");
  }
  std::shared_ptr<SigningKeys> out(new SigningKeys);
  for (const json& told : *list) {
    if (!told.is_object()) continue;
    auto key = usable(told);
    if (!key) continue;
    Key one{text_in(told, "kid"), text_in(told, "alg"), text_in(told, "kty"), std::move(key)};
    out->keys_->all.push_back(std::move(one));
  }
  return std::shared_ptr<const SigningKeys>(std::move(out));
}

Result<json> SigningKeys::claims_of(std::string_view token,
                                    const std::vector<std::string>& allowed) const {
  if (token.size() > kLongestToken) return refuse_token("it is too long");
  if (!is_compact_form(token)) return refuse_token("it is not a signed token");
  cjose_err trouble{};
  const std::unique_ptr<cjose_jws_t, ReleaseJose> signed_text(
      cjose_jws_import(token.data(), token.size(), &trouble));
  if (!signed_text) return refuse_token("it is not a signed token");
  cjose_header_t* header = cjose_jws_get_protected(signed_text.get());
  const auto told = [&](const char* name) {
    const char* value = cjose_header_get(header, name, &trouble);
    return std::string(value == nullptr ? "" : value);
  };
  const std::string algorithm = told("alg");
  if (std::ranges::find(allowed, algorithm) == allowed.end()) {
    return refuse_token("the algorithm \"" + core::printable(algorithm, 20) + "\" is not allowed");
  }
  if (char* critical = cjose_header_get_raw(header, "crit", &trouble)) {
    std::free(critical);
    return refuse_token("it demands an extension (crit)");
  }
  const std::string kid = told("kid");
  bool known = false;
  for (const Key& key : keys_->all) {
    if (!kid.empty() && key.kid != kid) continue;
    known = true;
    if (!key.fits(algorithm)) continue;
    if (!cjose_jws_verify(signed_text.get(), key.key.get(), &trouble)) continue;
    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(signed_text.get(), &bytes, &size, &trouble)) break;
    return read_foreign_object({reinterpret_cast<const char*>(bytes), size}, "the token");
  }
  if (!known) {
    return fail(ErrorKind::not_found, "the token is refused: its key \"" +
                                          core::printable(kid, 60) + "\" is not the provider's");
  }
  return refuse_token("the signature does not hold");
}

}  // namespace rettesnor::connectors
