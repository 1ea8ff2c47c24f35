// Coming in to the town by a real OpenID provider, a real directory and the emergency account.
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/support/ad_town.h"
#include "tests/support/curl_browser.h"
#include "tests/support/openid_peer.h"
#include "tests/support/places.h"
#include "tests/support/test_certificates.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

constexpr const char* kEmergency = "fem lange ord i en kuvert";
constexpr const char* kNeverExpires = "66048";  // its password was set in an old export
constexpr const char* kPassword = "Connies.Doer.7";

/// The town over TLS on a port of its own, with every way in.
class GuardedTown {
 public:
  explicit GuardedTown(SambaDirectory* directory = nullptr)
      : port_(free_port()), address_("https://127.0.0.1:" + std::to_string(port_)) {
    town_.walk();
    write_file(file("ca.crt"), authority_.certificate_pem());
    authority_.issue(town_.path(), "pages", {});
    provider_ = std::make_unique<OpenIdPeer>(OpenIdPeer::real(address_, file("ca.crt")));
    write_secret(file("openid.secret"), OpenIdPeer::client_secret());
    write_file(town_.settings(), read_file(town_.settings()) + sign_in_table(directory));
    const Ran set = run({built_path("cli/rettesnor").string(), "--settings", town_.settings(),
                         "break-glass", "set"},
                        {}, std::string(kEmergency) + "\n");
    if (set.exit_code != 0) throw std::runtime_error(set.err);
    process_ = Process({built_path("cli/rettesnor").string(), "--settings", town_.settings(),
                        "--now", std::string(kTownNow), "serve", "--port", std::to_string(port_),
                        "--certificate", file("pages.crt"), "--key", file("pages.key")},
                       file("serve.log"));
    const auto serves = [&] {
      return read_file(file("serve.log")).find(address_) != std::string::npos;
    };
    if (!wait_until(serves, std::chrono::seconds(30))) {
      throw std::runtime_error(read_file(file("serve.log")));
    }
  }

  const std::string& address() const { return address_; }
  OpenIdPeer& provider() { return *provider_; }
  void lose_provider() { provider_.reset(); }
  CurlBrowser browser() const { return CurlBrowser(file("ca.crt")); }
  std::string log() const { return read_file(town_.path() / "data" / "log.jsonl"); }

 private:
  std::string file(const std::string& name) const { return (town_.path() / name).string(); }
  std::string sign_in_table(SambaDirectory* directory) const {
    std::string text = "\n[sign_in]\naddress = \"" + address_ +
                       "\"\n[sign_in.openid]\nname = \"Mågesunds login\"\nissuer = \"" +
                       provider_->issuer() +
                       "\"\nclient_id = \"rettesnor\"\nclient_secret_file = \"openid.secret\"\n"
                       "system = \"Kataloget\"\nclaim = \"upn\"\naccount = \"upn\"\n"
                       "[sign_in.break_glass]\nfile = \"emergency\"\nlogin = \"noed-1\"\n"
                       "person = \"Personale/P0003\"\n";
    if (directory == nullptr) return text;
    return text +
           "[sign_in.directory]\nsource = \"doeren\"\n\n[[source]]\nname = \"doeren\"\n"
           "kind = \"ad\"\nsystem = \"Kataloget\"\nurls = [\"" +
           directory->ldaps_url() + "\"]\nca_file = \"" + directory->ca_file() +
           "\"\nbind = { user = \"" + SambaDirectory::reader_upn() + "\", password_file = \"" +
           directory->reader_password_file() + "\" }\nbase_dns = [\"" +
           AdExport::dn("OU=Personale") + "\"]\n";
  }

  TownProgram town_;
  TestAuthority authority_;
  int port_;
  std::string address_;
  std::unique_ptr<OpenIdPeer> provider_;
  Process process_;
};

/// Signs in at the provider; the browser stands before the address that leads back to us.
std::string signed_in_there(GuardedTown& town, CurlBrowser& browser, const std::string& login,
                            const std::string& back = "") {
  browser.get(town.address() + "/signin/openid" +
              (back.empty() ? "" : "?back=" + connectors::percent_encoded(back)));
  const std::string form = browser.follow();
  browser.post(form, {{"login", login}, {"password", OpenIdPeer::password_of(login)}});
  while (!browser.header("location").starts_with(town.address())) {
    if (browser.header("location").empty()) throw std::runtime_error(browser.last().body);
    browser.get(browser.header("location"));
  }
  return browser.header("location");
}

std::string query_value(const std::string& address, const std::string& name) {
  const std::size_t at = address.find(name + "=");
  if (at == std::string::npos) return {};
  return address.substr(at + name.size() + 1, address.find('&', at) - at - name.size() - 1);
}

/// Tries until it is told to wait, which is after a few failures at the latest; then it waits.
template <class Try>
void expect_slowing(const CurlBrowser& browser, const Try& try_once) {
  long status = 0;
  for (int i = 0; i < 9 && status != 429; ++i) status = try_once();
  EXPECT_EQ(status, 429);
  const int seconds = std::atoi(browser.header("retry-after").c_str());
  EXPECT_GE(seconds, 1);
  EXPECT_LE(seconds, 5);
  EXPECT_TRUE(browser.shows("prøv igen"));
  std::this_thread::sleep_for(std::chrono::seconds(seconds + 1));
}

class SignIn : public testing::Test {
 protected:
  static void SetUpTestSuite() { town = std::make_unique<GuardedTown>(); }
  static void TearDownTestSuite() { town.reset(); }
  static std::string at(const std::string& path) { return town->address() + path; }
  static bool is_in(CurlBrowser& browser) {
    browser.get(at("/me"));
    return browser.status() == 200 && browser.shows("Connie Rask");
  }
  static std::unique_ptr<GuardedTown> town;
};
std::unique_ptr<GuardedTown> SignIn::town;

TEST_F(SignIn, ThroughTheProviderLandsWhereSheWantedToGo) {
  CurlBrowser browser = town->browser();
  browser.get(at("/me?x=1"));
  EXPECT_EQ(browser.header("location"), "/signin?back=%2Fme%3Fx%3D1");
  browser.follow();
  EXPECT_TRUE(browser.shows("Mågesunds login"));
  EXPECT_TRUE(browser.shows("href=\"/signin/openid?back=%2Fme%3Fx%3D1\""));
  const std::string before = browser.cookie(town->address(), "__Host-rettesnor");
  ASSERT_EQ(before.size(), 64U);
  browser.get(signed_in_there(*town, browser, "coras", "/me?x=1"));
  EXPECT_EQ(browser.status(), 303);
  EXPECT_EQ(browser.header("location"), "/me?x=1");
  EXPECT_NE(browser.header("set-cookie").find("; Path=/; HttpOnly; SameSite=Lax; Secure"),
            std::string::npos);
  EXPECT_NE(browser.cookie(town->address(), "__Host-rettesnor"), before) << "a new session";
  EXPECT_TRUE(is_in(browser));
  EXPECT_NE(town->log().find("\"signed_in\""), std::string::npos);
}

TEST_F(SignIn, TheAddressThatLeadsBackHoldsOnceAndForOneBrowser) {
  CurlBrowser browser = town->browser();
  const std::string back = signed_in_there(*town, browser, "coras");
  CurlBrowser thief = town->browser();
  thief.get(at("/signin"));
  thief.get(back);
  EXPECT_EQ(thief.status(), 403) << "a state is the browser's that began";
  CurlBrowser twin = browser;
  browser.get(back);
  EXPECT_EQ(browser.status(), 303);
  twin.get(back);
  EXPECT_EQ(twin.status(), 403) << "a state holds once";
  EXPECT_FALSE(is_in(twin));
  EXPECT_TRUE(is_in(browser));
}

TEST_F(SignIn, ACodeHoldsOnce) {
  CurlBrowser first = town->browser();
  const std::string back = signed_in_there(*town, first, "coras");
  first.get(back);
  ASSERT_EQ(first.status(), 303);
  CurlBrowser second = town->browser();
  const std::string other = signed_in_there(*town, second, "coras");
  std::string replayed = other;
  const std::string fresh = query_value(other, "code");
  replayed.replace(replayed.find(fresh), fresh.size(), query_value(back, "code"));
  second.get(replayed);
  EXPECT_EQ(second.status(), 403);
  EXPECT_FALSE(is_in(second));
  EXPECT_NE(town->log().find("invalid_grant"), std::string::npos);
  EXPECT_EQ(town->log().find(query_value(back, "code")), std::string::npos) << "no code in the log";
}

TEST_F(SignIn, WhoIsNobodyHereIsToldSoAndWrittenDown) {
  CurlBrowser browser = town->browser();
  browser.get(signed_in_there(*town, browser, "ukendt"));
  EXPECT_EQ(browser.status(), 403);
  EXPECT_TRUE(browser.shows("Du er logget ind, men ikke kendt her")) << browser.last().body;
  EXPECT_TRUE(browser.shows("Kataloget/ukendt@maagesund.example"));
  EXPECT_FALSE(is_in(browser));
  EXPECT_NE(town->log().find("\"sign_in_unknown\""), std::string::npos);
}

TEST_F(SignIn, BreakingOffAtTheProviderIsNoFault) {
  CurlBrowser browser = town->browser();
  browser.get(at("/signin/openid"));
  const std::string form = browser.follow();
  browser.post(form, {{"abort", "1"}});
  browser.follow();
  EXPECT_EQ(browser.status(), 403);
  EXPECT_TRUE(browser.shows("Login blev afbrudt"));
  EXPECT_TRUE(browser.shows("href=\"/signin/openid\"")) << "and she can try again";
}

TEST_F(SignIn, NobodyIsSentToAnotherSite) {
  for (const char* back : {"https://evil.example/", "//evil.example", "/\\evil.example"}) {
    CurlBrowser browser = town->browser();
    browser.get(signed_in_there(*town, browser, "coras", back));
    EXPECT_EQ(browser.header("location"), "/") << back;
  }
}

TEST_F(SignIn, SigningOutGoesOnToTheProvider) {
  CurlBrowser browser = town->browser();
  browser.get(signed_in_there(*town, browser, "coras"));
  browser.follow();
  const std::string during = browser.cookie(town->address(), "__Host-rettesnor");
  browser.post(at("/signout"), {});
  EXPECT_EQ(browser.status(), 200);
  const std::string refresh = browser.header("refresh");
  ASSERT_EQ(refresh.find("0; url=" + town->provider().issuer() + "/session/end?"), 0U) << refresh;
  EXPECT_NE(refresh.find("id_token_hint=ey"), std::string::npos);
  EXPECT_FALSE(is_in(browser));
  browser.get(refresh.substr(refresh.find("http")));
  EXPECT_TRUE(browser.shows("Log ud af testudbyderen?")) << browser.last().body;
}

TEST_F(SignIn, WhoSignsOutAtTheProviderIsOutHereToo) {
  CurlBrowser browser = town->browser();
  browser.get(signed_in_there(*town, browser, "coras"));
  CurlBrowser elsewhere = town->browser();
  elsewhere.get(signed_in_there(*town, elsewhere, "coras"));
  ASSERT_TRUE(is_in(browser));
  ASSERT_TRUE(is_in(elsewhere));
  browser.get(town->provider().issuer() + "/session/end");
  const std::string mark = "name=\"xsrf\" value=\"";
  const std::string& page = browser.last().body;
  const std::size_t from = page.find(mark);
  ASSERT_NE(from, std::string::npos) << page;
  const std::string xsrf =
      page.substr(from + mark.size(), page.find('"', from + mark.size()) - from - mark.size());
  browser.post(town->provider().issuer() + "/session/end/confirm",
               {{"xsrf", xsrf}, {"logout", "yes"}});
  EXPECT_TRUE(wait_until([&] { return !is_in(browser); })) << town->provider().log();
  EXPECT_TRUE(is_in(elsewhere)) << "another session of hers at the provider";
}

TEST_F(SignIn, AFalseWordOfTheProviderEndsNothing) {
  CurlBrowser browser = town->browser();
  browser.get(signed_in_there(*town, browser, "coras"));
  CurlBrowser machine = town->browser();
  // "e=" in any part ends a program that gives it to libcjose.
  for (const char* token : {"", "eyJ.eyJ.x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdWItY29ubmllIn0.",
                            "e=..", "eyJhbGciOiJSUzI1NiJ9.e=.e30", "eyJhbGciOiJSUzI1NiJ9.e30.e="}) {
    machine.post(at("/signin/openid/ended"), {{"logout_token", token}});
    EXPECT_EQ(machine.status(), 400) << token;
  }
  EXPECT_TRUE(is_in(browser));
}

TEST_F(SignIn, ARotatedKeyIsTaken) {
  CurlBrowser before = town->browser();
  before.get(signed_in_there(*town, before, "coras"));
  ASSERT_EQ(before.status(), 303);
  town->provider().post("/test/rotate");
  CurlBrowser after = town->browser();
  after.get(signed_in_there(*town, after, "coras"));
  EXPECT_EQ(after.status(), 303) << after.last().body;
  EXPECT_TRUE(is_in(after));
}

TEST_F(SignIn, TheEmergencyAccountIsSlowedAndWrittenDown) {
  CurlBrowser browser = town->browser();
  browser.get(at("/signin"));
  const auto try_with = [&](const char* name, const char* password) {
    browser.post(at("/signin/emergency"),
                 {{"name", name}, {"password", password}, {"back", "/me"}});
    return browser.status();
  };
  EXPECT_EQ(try_with("noed-1", "forkert"), 401);
  EXPECT_TRUE(browser.shows("Brugernavnet eller adgangskoden er forkert"));
  expect_slowing(browser, [&] { return try_with("noed-1", "forkert"); });
  EXPECT_EQ(try_with("en-anden", kEmergency), 401) << "the name counts";
  EXPECT_EQ(try_with("noed-1", kEmergency), 303);
  EXPECT_EQ(browser.header("location"), "/me");
  browser.follow();
  EXPECT_EQ(browser.status(), 200);
  const std::string log = town->log();
  EXPECT_NE(log.find("\"break_glass_used\""), std::string::npos);
  EXPECT_NE(log.find("wrong emergency password"), std::string::npos);
  EXPECT_EQ(log.find(kEmergency), std::string::npos);
}

TEST_F(SignIn, WhatIsNotConfiguredIsNotThere) {
  CurlBrowser browser = town->browser();
  browser.get(at("/signin"));
  EXPECT_FALSE(browser.shows("action=\"/signin/directory\""));
  browser.post(at("/signin/directory"), {{"name", "coras"}, {"password", kPassword}});
  EXPECT_EQ(browser.status(), 404);
  browser.post(at("/signin"), {{"persona", "Personale/P0084"}});
  EXPECT_EQ(browser.status(), 403) << "no persona without --demo";
}

TEST(ServeWithSignIn, StartsOnlyWhenNobodyCanListenOnTheWay) {
  TownProgram town;
  town.walk();
  const std::string plain = read_file(town.settings());
  const auto serve = [&](const std::string& table, std::vector<std::string> more) {
    write_file(town.settings(), plain + "\n[sign_in]\n" + table);
    more.insert(more.begin(), {"--language", "en", "serve", "--port", "0"});
    return town.run(more);
  };
  const std::string emergency =
      "[sign_in.break_glass]\nfile = \"emergency\"\nlogin = \"n\"\nperson = \"Personale/P0003\"\n";
  EXPECT_EQ(serve("", {}).exit_code, 5) << "no way in";
  const Ran no_tls = serve(emergency, {});
  EXPECT_EQ(no_tls.exit_code, 5);
  EXPECT_NE(no_tls.err.find("Without TLS"), std::string::npos) << no_tls.err;
  const Ran no_hash = serve("address = \"https://adgang.example\"\n" + emergency, {});
  EXPECT_EQ(no_hash.exit_code, 6) << "the hash is looked for before anybody needs it";
  const Ran plain_issuer = serve(
      "address = \"https://adgang.example\"\n[sign_in.openid]\nissuer = "
      "\"http://127.0.0.1:1\"\nclient_id = \"r\"\nsystem = \"Kataloget\"\n",
      {"--address", "0.0.0.0"});
  EXPECT_EQ(plain_issuer.exit_code, 5);
  EXPECT_NE(plain_issuer.err.find("without TLS"), std::string::npos) << plain_issuer.err;
  const Ran no_source =
      serve("address = \"https://adgang.example\"\n[sign_in.directory]\nsource = \"hr\"\n", {});
  EXPECT_EQ(no_source.exit_code, 2) << no_source.err;
}

TEST(BreakGlassSet, TakesAPasswordFromItsInputAlone) {
  const TownProgram town;
  const auto set = [&](const std::string& input) {
    return run(
        {built_path("cli/rettesnor").string(), "--settings", town.settings(), "break-glass", "set"},
        {}, input);
  };
  EXPECT_EQ(set(std::string(kEmergency) + "\n").exit_code, 6) << "no [sign_in.break_glass]";
  write_file(town.settings(), read_file(town.settings()) +
                                  "\n[sign_in.break_glass]\nfile = \"emergency\"\nlogin = \"n\"\n"
                                  "person = \"Personale/P0003\"\n");
  EXPECT_EQ(set("").exit_code, 2);
  EXPECT_EQ(set("for kort\n").exit_code, 2);
  const Ran done = set(std::string(kEmergency) + "\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ((done.out + done.err).find(kEmergency), std::string::npos);
  EXPECT_EQ(read_file(town.path() / "emergency").find("$argon2id$"), 0U);
}

TEST(SignInWithoutProvider, IsSaidAndTheOtherWaysStillWork) {
  GuardedTown town;
  town.lose_provider();
  CurlBrowser browser = town.browser();
  browser.get(town.address() + "/signin/openid");
  EXPECT_EQ(browser.status(), 503);
  EXPECT_TRUE(browser.shows("svarer ikke"));
  browser.post(town.address() + "/signin/emergency",
               {{"name", "noed-1"}, {"password", kEmergency}});
  EXPECT_EQ(browser.status(), 303);
}

TEST(SignInByDirectory, LetsInTheRightPasswordAndTellsNobodyWhyNot) {
  AdExport people;
  const std::string below = "OU=Personale";
  people.unit(below)
      .user("coras", below,
            {{"userAccountControl", kNeverExpires}, {"clearTextPassword", kPassword}})
      .user("ukendt", below,
            {{"userAccountControl", kNeverExpires}, {"clearTextPassword", kPassword}})
      .user("malor", below, {{"userAccountControl", "514"}, {"clearTextPassword", kPassword}})
      .user("mesor1", below,
            {{"accountExpires", ad_filetime("2020-01-01T00:00:00Z")},
             {"clearTextPassword", kPassword}})
      .user("kiaag", below, {{"pwdLastSet", "0"}, {"clearTextPassword", kPassword}});
  SambaDirectory directory(people.ldif());
  GuardedTown town(&directory);
  CurlBrowser browser = town.browser();
  browser.get(town.address() + "/signin");
  const auto try_with = [&](const std::string& name, const std::string& password) {
    browser.post(town.address() + "/signin/directory",
                 {{"name", name}, {"password", password}, {"back", "/me"}});
    return browser.status();
  };
  const auto problem = [&] {
    const std::size_t from = browser.last().body.find("<div class=\"alert");
    return browser.last().body.substr(from, browser.last().body.find("</div>", from) - from);
  };
  EXPECT_EQ(try_with("coras", ""), 401);
  const std::string words = problem();
  const std::pair<const char*, const char*> wrong[] = {
      {"coras", "Forkert.Doer.9"}, {"malor", kPassword}, {"mesor1", kPassword},
      {"kiaag", kPassword},        {"ingen", kPassword}, {"*", kPassword}};
  for (const auto& [name, password] : wrong) {
    EXPECT_EQ(try_with(name, password), 401) << name;
    EXPECT_EQ(problem(), words) << name;
  }
  const std::string log = town.log();
  for (const char* cause : {"52e", "533", "701", "773"}) {
    EXPECT_NE(log.find(std::string(", ") + cause + ")"), std::string::npos) << cause;
  }
  EXPECT_EQ(log.find("Doer"), std::string::npos) << "no password in the log";
  int turn = 0;  // whatever the account is called, its failures are counted together
  expect_slowing(browser, [&] {
    return try_with(++turn % 2 == 0 ? "coras" : "coras@maagesund.example", "Forkert.Doer.9");
  });
  EXPECT_EQ(try_with("ukendt", kPassword), 403);
  EXPECT_TRUE(browser.shows("men ikke kendt her"));
  EXPECT_EQ(try_with("coras@maagesund.example", kPassword), 303) << browser.last().body;
  browser.follow();
  EXPECT_TRUE(browser.shows("Connie Rask"));
  directory.kill();
  CurlBrowser late = town.browser();
  late.get(town.address() + "/signin");
  late.post(town.address() + "/signin/directory", {{"name", "coras"}, {"password", kPassword}});
  EXPECT_EQ(late.status(), 503);
}

}  // namespace
}  // namespace rettesnor::test
