// What comes back from the provider: once, to the same browser, in time; and where it came from.
#include "web/sessions/sign_ins_under_way.h"

#include <gtest/gtest.h>

#include "http/peer.h"
#include "web/parts/addresses.h"

namespace rettesnor::web {
namespace {

using namespace std::chrono_literals;
constexpr core::Timestamp kBegun{std::chrono::seconds(1'800'000'000)};

SignInsUnderWay::Kept kept(const std::string& state) {
  return {{"https://login.example/auth", state, "nonce of " + state, "verifier"}, "/review"};
}

TEST(SignInsUnderWay, AStateHoldsOnce) {
  SignInsUnderWay under_way;
  under_way.keep(kept("one"), "browser", kBegun);
  const auto back = under_way.take("one", "browser", kBegun + 1min);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->back, "/review");
  EXPECT_EQ(back->trip.nonce, "nonce of one");
  EXPECT_FALSE(under_way.take("one", "browser", kBegun + 1min));
}

TEST(SignInsUnderWay, AnotherBrowserGetsNothingAndTakesNothing) {
  SignInsUnderWay under_way;
  under_way.keep(kept("one"), "browser", kBegun);
  EXPECT_FALSE(under_way.take("one", "other browser", kBegun));
  EXPECT_FALSE(under_way.take("one", "", kBegun));
  EXPECT_FALSE(under_way.take("two", "browser", kBegun));
  EXPECT_TRUE(under_way.take("one", "browser", kBegun));
}

TEST(SignInsUnderWay, AreOverAfterTenMinutes) {
  SignInsUnderWay under_way;
  under_way.keep(kept("one"), "browser", kBegun);
  EXPECT_FALSE(under_way.take("one", "browser", kBegun + 10min));
}

TEST(SignInsUnderWay, AreBoundedAndForgetTheOldest) {
  SignInsUnderWay under_way;
  for (std::size_t i = 0; i <= SignInsUnderWay::kMost; ++i) {
    under_way.keep(kept(std::to_string(i)), "browser", kBegun + (i == 0 ? 0s : 1s));
  }
  EXPECT_FALSE(under_way.take("0", "browser", kBegun + 1s));
  EXPECT_TRUE(under_way.take("1", "browser", kBegun + 1s));
}

http::Request from(std::string peer, http::HeaderLines headers) {
  return {.method = "POST",
          .target = "/",
          .headers = std::move(headers),
          .body = "",
          .peer = std::move(peer)};
}

TEST(Peer, IsWhoConnectsUnlessAProxyOfOursDoes) {
  const http::Request request = from(
      "127.0.0.1", {{"x-forwarded-for", "6.6.6.6, 192.0.2.7"}, {"x-forwarded-for", "192.0.2.8"}});
  EXPECT_EQ(http::peer_of(request, http::Peers::direct), "127.0.0.1")
      << "anybody can write that header";
  EXPECT_EQ(http::peer_of(request, http::Peers::proxied), "192.0.2.8");
  EXPECT_EQ(
      http::peer_of(from("", {{"x-forwarded-for", "6.6.6.6, 192.0.2.7"}}), http::Peers::proxied),
      "192.0.2.7");
}

TEST(Peer, OfSixIsItsNetworkAndNonsenseIsUnknown) {
  EXPECT_EQ(
      http::peer_of(from("", {{"x-forwarded-for", "2001:db8:1:2:aaaa::1"}}), http::Peers::proxied),
      "2001:db8:1:2::/64");
  EXPECT_EQ(
      http::peer_of(from("", {{"x-forwarded-for", "::ffff:192.0.2.9"}}), http::Peers::proxied),
      "192.0.2.9");
  EXPECT_EQ(http::peer_of(from("", {{"x-forwarded-for", "<script>"}}), http::Peers::proxied), "");
  EXPECT_EQ(http::peer_of(from("127.0.0.1", {}), http::Peers::proxied), "");
}

TEST(Addresses, AWayInRemembersWhereToUnlessThatIsTooLong) {
  EXPECT_EQ(sign_in_address(kSignIn, "/"), "/signin");
  EXPECT_EQ(sign_in_address(kOpenId, "/review?campaign=1"),
            "/signin/openid?back=%2Freview%3Fcampaign%3D1");
  EXPECT_EQ(sign_in_address(kOpenId, "/" + std::string(1500, '%')), "/signin/openid");
}

}  // namespace
}  // namespace rettesnor::web
