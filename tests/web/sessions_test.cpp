// How long a session lives, and what it is known by.
#include "web/sessions/sessions.h"

#include <gtest/gtest.h>

#include "http/cookies.h"
#include "web/router.h"

namespace rettesnor::web {
namespace {

using namespace std::chrono_literals;
constexpr core::Timestamp kNow{std::chrono::seconds(1'800'000'000)};

TEST(Sessions, IdsAndTokensAreLongAndNeverTheSame) {
  Sessions sessions;
  const auto one = sessions.begin("ada", kNow);
  const auto two = sessions.begin("ada", kNow);
  EXPECT_EQ(one.id.size(), 64U);
  EXPECT_NE(one.id, two.id);
  EXPECT_NE(one.session.csrf, two.session.csrf);
  EXPECT_NE(one.id, one.session.csrf);
}

TEST(Sessions, EndsAfterTwentyIdleMinutes) {
  Sessions sessions;
  const auto begun = sessions.begin("ada", kNow);
  EXPECT_TRUE(sessions.find(begun.id, kNow + 19min));
  EXPECT_TRUE(sessions.find(begun.id, kNow + 38min)) << "it was used in between";
  EXPECT_FALSE(sessions.find(begun.id, kNow + 58min));
  EXPECT_FALSE(sessions.find(begun.id, kNow + 38min)) << "what is over stays over";
}

TEST(Sessions, EndsAfterTenHoursHoweverBusy) {
  Sessions sessions;
  const auto begun = sessions.begin("ada", kNow);
  for (auto later = 0min; later < 10h; later += 10min) {
    ASSERT_TRUE(sessions.find(begun.id, kNow + later));
  }
  EXPECT_FALSE(sessions.find(begun.id, kNow + 10h));
}

TEST(Sessions, EndWhenTheSettingsSay) {
  Sessions sessions(2min, 1h);
  const auto begun = sessions.begin("ada", kNow);
  EXPECT_TRUE(sessions.find(begun.id, kNow + 119s));
  EXPECT_FALSE(sessions.find(begun.id, kNow + 119s + 2min));
}

TEST(Sessions, TheProviderEndsItsSessionAloneOrAllOfASubject) {
  Sessions sessions;
  const auto desk = sessions.begin("ada", kNow, {"s-1", "desk", "t"});
  const auto phone = sessions.begin("ada", kNow, {"s-1", "phone", "t"});
  const auto other = sessions.begin("bo", kNow, {"s-2", "else", "t"});
  const auto local = sessions.begin("cleo", kNow);
  EXPECT_TRUE(sessions.end_of_provider("", "").empty());
  EXPECT_TRUE(sessions.end_of_provider("s-2", "desk").empty()) << "another subject's session";
  EXPECT_EQ(sessions.end_of_provider("s-1", "desk"), std::set<std::string>{"ada"});
  EXPECT_FALSE(sessions.find(desk.id, kNow));
  EXPECT_TRUE(sessions.find(phone.id, kNow));
  EXPECT_EQ(sessions.end_of_provider("s-1", ""), std::set<std::string>{"ada"});
  EXPECT_FALSE(sessions.find(phone.id, kNow));
  EXPECT_TRUE(sessions.find(other.id, kNow));
  EXPECT_TRUE(sessions.find(local.id, kNow));
}

TEST(Sessions, EndingAPersonEndsAllOfHersAlone) {
  Sessions sessions;
  const auto one = sessions.begin("ada", kNow);
  const auto two = sessions.begin("ada", kNow);
  const auto other = sessions.begin("bo", kNow);
  sessions.end_all_of("ada");
  EXPECT_FALSE(sessions.find(one.id, kNow));
  EXPECT_FALSE(sessions.find(two.id, kNow));
  EXPECT_TRUE(sessions.find(other.id, kNow));
}

TEST(Sessions, ACrowdAtTheSignInPagePushesNobodyOut) {
  Sessions sessions;
  const auto ada = sessions.begin("ada", kNow);
  for (std::size_t i = 0; i < Sessions::kMost + 10; ++i) sessions.begin("", kNow + 1min);
  EXPECT_TRUE(sessions.find(ada.id, kNow + 1min));
}

TEST(Cookies, AreForHttpsAloneExceptOnThisMachine) {
  EXPECT_EQ(http::set_session_cookie(http::Transport::secure, "x"),
            "__Host-rettesnor=x; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(http::set_session_cookie(http::Transport::loopback, "x"),
            "rettesnor=x; Path=/; HttpOnly; SameSite=Lax");
}

TEST(Cookies, AreFoundByTheirWholeName) {
  EXPECT_EQ(http::cookie_in("xrettesnor=1; rettesnor-language=en; rettesnor=2", "rettesnor"), "2");
  EXPECT_EQ(http::cookie_in("a=1", "rettesnor"), "");
}

http::Request asked(http::HeaderLines headers) {
  return {.method = "POST", .target = "/", .headers = std::move(headers), .body = ""};
}

TEST(Router, KnowsAFormThatComesFromElsewhere) {
  const std::pair<std::string, std::string> host{"host", "127.0.0.1:8080"};
  EXPECT_TRUE(is_from_ourselves(asked({host})));
  EXPECT_TRUE(is_from_ourselves(asked({host, {"origin", "http://127.0.0.1:8080"}})));
  EXPECT_TRUE(is_from_ourselves(asked({host, {"sec-fetch-site", "same-origin"}})));
  for (const char* origin : {"http://127.0.0.1:9090", "null", "http://127.0.0.1:8080.evil.example",
                             "ftp://127.0.0.1:8080"}) {
    EXPECT_FALSE(is_from_ourselves(asked({host, {"origin", origin}}))) << origin;
  }
  EXPECT_FALSE(is_from_ourselves(asked({host, {"sec-fetch-site", "cross-site"}})));
}

TEST(Router, SpeaksTheLanguageThatIsAskedFor) {
  EXPECT_EQ(language_for(asked({}), "da"), Language::danish);
  EXPECT_EQ(language_for(asked({{"accept-language", "de, en-GB;q=0.8, da;q=0.5"}}), "da"),
            Language::english);
  EXPECT_EQ(language_for(asked({{"accept-language", "da-DK,en"}}), "en"), Language::danish);
  EXPECT_EQ(
      language_for(asked({{"accept-language", "da"}, {"cookie", "rettesnor-language=en"}}), "da"),
      Language::english);
}

TEST(RequestContext, ComesBackToOurOwnPagesAlone) {
  EXPECT_EQ(safe_return("/review?campaign=1"), "/review?campaign=1");
  for (const char* path : {"//evil.example", "https://evil.example", "/\\evil.example", "",
                           "/a\r\nSet-Cookie: x", "/ a"}) {
    EXPECT_EQ(safe_return(path), "/") << path;
  }
}

}  // namespace
}  // namespace rettesnor::web
