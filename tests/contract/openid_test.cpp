// A provider that lies: every token that must not be believed, and those that must.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "connectors/sign_in/openid_provider.h"
#include "connectors/sign_in/sign_in_settings.h"
#include "tests/support/openid_peer.h"

namespace rettesnor::test {
namespace {

using connectors::OpenIdProvider;
using connectors::OpenIdSettings;
using core::ErrorKind;
using nlohmann::json;

core::Timestamp machine_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// One hostile provider for all of these tests; its keys are as they were before each.
class OpenId : public testing::Test {
 protected:
  static void SetUpTestSuite() { peer = std::make_unique<OpenIdPeer>(OpenIdPeer::hostile()); }
  static void TearDownTestSuite() { peer.reset(); }
  void SetUp() override { peer->get("/publish?keys=rs,ps,es"); }

  static OpenIdSettings settings() {
    OpenIdSettings out;
    out.issuer = peer->issuer();
    out.client_id = "rettesnor";
    out.system = "Kataloget";
    out.redirect_address = "https://adgang.example/signin/openid/back";
    out.after_address = "https://adgang.example/signin";
    return out;
  }
  /// A sign-in that ends with the token of `lie`.
  static core::Result<connectors::OpenIdPerson> sign_in(OpenIdProvider& provider,
                                                        const std::string& lie) {
    const auto trip = TRY(provider.begin());
    return provider.finish(trip, lie + "~" + trip.nonce, machine_now());
  }
  static std::string logout_token(const std::string& lie) {
    return peer->get("/logout-token?lie=" + lie);
  }
  static int key_reads() { return std::stoi(peer->get("/key-reads")); }
  static std::unique_ptr<OpenIdPeer> peer;
};
std::unique_ptr<OpenIdPeer> OpenId::peer;

TEST_F(OpenId, TheTruthIsBelievedInAllThreeSignatures) {
  OpenIdProvider provider(settings());
  for (const char* lie : {"truth", "truth-ps", "truth-es", "two-audiences-with-azp"}) {
    const auto person = sign_in(provider, lie);
    ASSERT_TRUE(person) << lie << ": " << person.error().message;
    EXPECT_EQ(person->account, "ada");
    EXPECT_EQ(person->subject, "s-1");
    EXPECT_EQ(person->session, "p-1");
  }
}

TEST_F(OpenId, NoLieIsBelieved) {
  OpenIdProvider provider(settings());
  ASSERT_TRUE(sign_in(provider, "truth"));
  const json all = json::parse(peer->get("/lies"));
  int lies = 0;
  for (const json& one : all["lies"]) {
    const std::string lie = one.get<std::string>();
    if (lie.starts_with("truth") || lie == "two-audiences-with-azp") continue;
    ++lies;
    const auto person = sign_in(provider, lie);
    EXPECT_FALSE(person) << lie;
    if (person) continue;
    EXPECT_TRUE(person.error().kind == ErrorKind::refused ||
                person.error().kind == ErrorKind::corrupt)
        << lie << ": " << person.error().message;
    EXPECT_EQ(person.error().message.find("eyJ"), std::string::npos) << "no token in a message";
  }
  EXPECT_GE(lies, 30);
}

TEST_F(OpenId, EachLieIsRefusedForItsOwnReason) {
  OpenIdProvider provider(settings());
  const std::pair<const char*, const char*> reasons[] = {
      {"wrong-audience", "(aud)"},
      {"wrong-azp", "(azp)"},
      {"two-audiences", "(azp)"},
      {"wrong-issuer", "issuer"},
      {"wrong-nonce", "(nonce)"},
      {"expired", "(exp)"},
      {"from-the-future", "(iat)"},
      {"alg-none-with-kid", "token"},
      {"hmac-with-public-key", "\"HS256\" is not allowed"},
      {"hmac-with-published-key", "\"HS256\" is not allowed"},
      {"stranger-as-known", "signature"},
      {"key-of-its-own", "signature"},
      {"ps-with-rs-key", "signature"},
      {"changed-payload", "signature"},
      {"critical-extension", "crit"},
      {"names-twice", "twice"},
      {"weak-key", "not the provider's"},
      {"unknown-key", "not the provider's"}};
  for (const auto& [lie, reason] : reasons) {
    const auto person = sign_in(provider, lie);
    ASSERT_FALSE(person) << lie;
    EXPECT_NE(person.error().message.find(reason), std::string::npos)
        << lie << ": " << person.error().message;
  }
}

TEST_F(OpenId, ASkewOfAMinuteIsForgiven) {
  OpenIdProvider provider(settings());
  const auto at = [&](std::chrono::seconds later) {
    const auto trip = provider.begin();
    return provider.finish(*trip, "truth~" + trip->nonce, machine_now() + later);
  };
  EXPECT_TRUE(at(std::chrono::seconds(355))) << "five minutes and most of a minute";
  EXPECT_FALSE(at(std::chrono::seconds(365)));
  EXPECT_TRUE(at(std::chrono::seconds(-55)));
  EXPECT_FALSE(at(std::chrono::seconds(-65)));
}

TEST_F(OpenId, OnlyAlgorithmsOfTheSettingsAreTaken) {
  OpenIdSettings narrow = settings();
  narrow.algorithms = {"ES256"};
  OpenIdProvider provider(narrow);
  EXPECT_TRUE(sign_in(provider, "truth-es"));
  EXPECT_FALSE(sign_in(provider, "truth"));
}

TEST_F(OpenId, ANewKeyIsFetchedWhenATokenNamesIt) {
  OpenIdProvider provider(settings());
  ASSERT_TRUE(sign_in(provider, "truth"));
  EXPECT_FALSE(sign_in(provider, "rotated-key"));
  peer->get("/publish?keys=rs-new");
  const auto person = sign_in(provider, "rotated-key");
  ASSERT_TRUE(person) << person.error().message;
  EXPECT_FALSE(sign_in(provider, "truth")) << "the old key is gone";
}

TEST_F(OpenId, UnknownKeysDoNotMakeItAskForEver) {
  OpenIdProvider provider(settings());
  ASSERT_TRUE(sign_in(provider, "truth"));
  const int before = key_reads();
  for (int i = 0; i < 40; ++i) EXPECT_FALSE(sign_in(provider, "unknown-key"));
  EXPECT_LE(key_reads() - before, 6);
  EXPECT_TRUE(sign_in(provider, "truth"));
}

TEST_F(OpenId, ACodeThatTheProviderRefusesIsRefused) {
  OpenIdProvider provider(settings());
  const auto refused = sign_in(provider, "refused");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  const auto broken = sign_in(provider, "broken");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::unreachable);
}

TEST_F(OpenId, ASignInAsksForACodeWithPkceStateAndNonce) {
  OpenIdProvider provider(settings());
  const auto one = provider.begin();
  const auto two = provider.begin();
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->address.find(peer->issuer() + "/auth?response_type=code&client_id=rettesnor"), 0U);
  for (const char* part : {"&scope=openid%20profile", "&code_challenge_method=S256",
                           "&redirect_uri=https%3A%2F%2Fadgang.example%2Fsignin%2Fopenid%2Fback"}) {
    EXPECT_NE(one->address.find(part), std::string::npos) << part << " in " << one->address;
  }
  EXPECT_NE(one->address.find("&state=" + one->state), std::string::npos);
  EXPECT_NE(one->address.find("&nonce=" + one->nonce), std::string::npos);
  EXPECT_EQ(one->address.find(one->verifier), std::string::npos);
  EXPECT_NE(one->state, two->state);
  EXPECT_NE(one->nonce, two->nonce);
  EXPECT_NE(one->verifier, two->verifier);
}

TEST_F(OpenId, AProviderMayNameNobodyElsesHost) {
  for (const char* liar : {"issuer", "keys", "token", "user", "redirect", "large", "deep"}) {
    OpenIdSettings lying = settings();
    lying.issuer += std::string("/liar/") + liar;
    OpenIdProvider provider(lying);
    EXPECT_FALSE(provider.begin()) << liar;
  }
  OpenIdSettings honest = settings();
  honest.issuer += "/liar/not";
  EXPECT_TRUE(OpenIdProvider(honest).begin());
}

TEST_F(OpenId, AProviderThatIsAwayIsAskedOnceInFiveSeconds) {
  OpenIdSettings away = settings();
  away.issuer += "/liar/away";
  OpenIdProvider provider(away);
  for (int i = 0; i < 3; ++i) {
    const auto trip = provider.begin();
    ASSERT_FALSE(trip);
    EXPECT_EQ(trip.error().kind, ErrorKind::unreachable);
  }
  EXPECT_EQ(peer->get("/away-reads"), "1");
}

TEST_F(OpenId, ALogoutTokenEndsASessionOnce) {
  OpenIdProvider provider(settings());
  const std::string token = logout_token("truth");
  const auto end = provider.ended(token, machine_now());
  ASSERT_TRUE(end) << end.error().message;
  EXPECT_EQ(end->subject, "s-1");
  EXPECT_EQ(end->session, "p-1");
  EXPECT_FALSE(provider.ended(token, machine_now())) << "the same token again";
  EXPECT_EQ(provider.ended(logout_token("subject-only"), machine_now())->session, "");
  EXPECT_EQ(provider.ended(logout_token("session-only"), machine_now())->subject, "");
}

TEST_F(OpenId, NoFalseLogoutTokenIsBelieved) {
  OpenIdProvider provider(settings());
  const json all = json::parse(peer->get("/lies"));
  int lies = 0;
  for (const json& one : all["logouts"]) {
    const std::string lie = one.get<std::string>();
    if (lie == "truth" || lie.ends_with("-only")) continue;
    ++lies;
    EXPECT_FALSE(provider.ended(logout_token(lie), machine_now())) << lie;
  }
  EXPECT_GE(lies, 12);
}

TEST_F(OpenId, SigningOutThereNamesTheTokenAndThePlaceToComeBackTo) {
  OpenIdProvider provider(settings());
  const auto address = provider.end_address("a.b.c");
  ASSERT_TRUE(address);
  EXPECT_EQ(*address, peer->issuer() +
                          "/end?client_id=rettesnor&post_logout_redirect_uri="
                          "https%3A%2F%2Fadgang.example%2Fsignin&id_token_hint=a.b.c");
}

TEST(SignInSettings, AnIssuerIsHttpsOrThisMachine) {
  for (const char* good : {"https://login.example/tenant/v2.0", "http://127.0.0.1:8080",
                           "https://LOGIN.example:443/x"}) {
    EXPECT_TRUE(connectors::origin_of(good)) << good;
  }
  EXPECT_EQ(*connectors::origin_of("https://LOGIN.example:443/x"), "https://login.example");
  EXPECT_EQ(*connectors::origin_of("http://[::1]:8080/x"), "http://[::1]:8080");
  for (const char* bad : {"http://login.example", "login.example", "https://",
                          "https://user@login.example", "https://login.example@evil.example",
                          "ftp://login.example", "https://a\\b", "http://127.0.0.1.evil.example"}) {
    EXPECT_FALSE(connectors::origin_of(bad)) << bad;
  }
}

}  // namespace
}  // namespace rettesnor::test
