// Tokens and keys in bytes that end a program which trusts its library with them.
#include "connectors/sign_in/openid_token.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base64.h"

namespace rettesnor::test {
namespace {

using connectors::SigningKeys;
using core::ErrorKind;
using nlohmann::json;

// RFC 7517 A.1: a curve's key, and RFC 7515 A.2.1: an RSA key of 2048 bits.
const json kCurveKey = {{"kty", "EC"},
                        {"crv", "P-256"},
                        {"kid", "ec"},
                        {"x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"},
                        {"y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}};
const json kRsaKey = {
    {"kty", "RSA"},
    {"kid", "rsa"},
    {"e", "AQAB"},
    {"n",
     "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4"
     "d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5re"
     "xMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxX"
     "FvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}};

std::shared_ptr<const SigningKeys> keys_of(const std::vector<json>& list) {
  const auto keys = SigningKeys::parse(json{{"keys", list}}.dump());
  EXPECT_TRUE(keys) << keys.error().message;
  return *keys;
}

TEST(OpenIdToken, AKeyWithBytesOutsideItsAlphabetIsNoKey) {
  EXPECT_EQ(keys_of({kCurveKey, kRsaKey})->size(), 2U);
  for (const json& key : {kCurveKey, kRsaKey}) {
    for (const char* part : {"n", "e", "x", "y"}) {
      if (!key.contains(part)) continue;
      for (const char* wrong :
           {"", "e", "e=", "e===", "=", "AQAB=", "AQ+B", "AQ B", "AQAB\n", "ø"}) {
        json spoiled = key;
        spoiled[part] = wrong;
        EXPECT_EQ(keys_of({spoiled, kRsaKey})->size(), 1U) << part << " = " << wrong;
      }
      json missing = key;
      missing.erase(part);
      EXPECT_EQ(keys_of({missing})->size(), 0U) << part;
    }
  }
}

TEST(OpenIdToken, ATokenWithBytesOutsideItsAlphabetIsRefused) {
  const auto keys = keys_of({kCurveKey, kRsaKey});
  const std::string head = core::to_base64url(R"({"alg":"RS256","kid":"rsa"})");
  for (const std::string& wrong :
       {std::string("e=.."), std::string("e=.e=.e="), head + ".e=.e30", head + ".e30.e=",
        head + ".e30.", head + "..e30", "." + head + ".e30", head + ".e30", head + ".e30.e30.e30",
        head + ".e30.e", head + ".e30.Zg==", std::string("."), std::string(".."),
        std::string("e.e.e"), std::string("e\0.e30.e30", 10), std::string(3000, '='),
        std::string(3000, '.'), head + "." + std::string(70'000, 'A') + ".e30"}) {
    const auto claims = keys->claims_of(wrong, {"RS256", "ES256"});
    ASSERT_FALSE(claims) << wrong;
    EXPECT_EQ(claims.error().kind, ErrorKind::refused) << wrong;
  }
  // Well formed, and signed by nobody.
  EXPECT_EQ(keys->claims_of(head + ".e30.e30", {"RS256"}).error().message,
            "the token is refused: the signature does not hold");
}

}  // namespace
}  // namespace rettesnor::test
