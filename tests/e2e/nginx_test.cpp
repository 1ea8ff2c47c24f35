// nginx with TLS in front of the pages, as docs/nginx.md says.
#include <gtest/gtest.h>

#include <unistd.h>

#include "connectors/transport/curl_transfer.h"
#include "tests/e2e/served_town.h"
#include "tests/support/test_certificates.h"

namespace rettesnor {
namespace {

using connectors::HttpAsk;
using connectors::HttpReply;

constexpr std::string_view kName = "adgang.eksempel.dk";

/// The block of the page, with the places of this test in it.
std::string documented_server(const std::filesystem::path& folder, int port) {
  const std::string page = test::read_file(test::source_path("docs/nginx.md"));
  const std::size_t at = page.find("```nginx\n") + 9;
  std::string block = page.substr(at, page.find("```", at) - at);
  const auto put = [&block](const std::string& was, const std::string& is) {
    const std::size_t found = block.find(was);
    if (found == std::string::npos) throw std::runtime_error("not in docs/nginx.md: " + was);
    block.replace(found, was.size(), is);
  };
  put("listen 443", "listen 127.0.0.1:" + std::to_string(port));
  put("/etc/ssl/adgang.crt", folder / "front.crt");
  put("/etc/ssl/private/adgang.key", folder / "front.key");
  put("/run/rettesnor/web.sock", folder / "web.sock");
  return block;
}

class NginxInFront : public testing::Test {
 protected:
  void SetUp() override {
    test::write_file(folder_.path() / "ca.pem", authority_.certificate_pem());
    authority_.issue(folder_.path(), "front", {.dns_names = {std::string(kName)}});
    town_.walk();
    served_ =
        test::Process({test::built_path("cli/rettesnor").string(), "--settings", town_.settings(),
                       "--now", std::string(test::kTownNow), "serve", "--demo", "--address",
                       "unix:" + folder_.file("web.sock"), "--name", std::string(kName)},
                      folder_.path() / "serve.log");
    const bool root = ::geteuid() == 0;
    const std::string own = folder_.path().string();
    std::string file = root ? "user root;\n" : "";
    file += "daemon off;\npid " + own + "/nginx.pid;\nerror_log " + own + "/error.log;\n";
    file += "events {}\nhttp {\naccess_log off;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      file += std::string(kind) + "_temp_path " + own + "/" + kind + ";\n";
    }
    test::write_file(folder_.path() / "nginx.conf",
                     file + documented_server(folder_.path(), port_) + "}\n");
    nginx_ = test::Process({"nginx", "-c", folder_.file("nginx.conf"), "-p", own},
                           folder_.path() / "nginx.log");
    const bool up = test::wait_until([&] {
      const auto reply = ask({.url = url("/signin")});
      return reply && reply->status == 200;
    });
    ASSERT_TRUE(up) << test::read_file(folder_.path() / "serve.log")
                    << test::read_file(folder_.path() / "nginx.log");
  }

  std::string url(std::string_view path) const {
    return "https://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  core::Result<HttpReply> ask(HttpAsk wish, std::string_view host = kName) const {
    wish.ca_file = folder_.file("ca.pem");
    wish.headers.push_back("Host: " + std::string(host));
    wish.headers.push_back("Origin: https://" + std::string(host));
    if (!cookie_.empty()) wish.headers.push_back("Cookie: " + cookie_);
    return connectors::exchange(wish);
  }
  static std::string header(const HttpReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers) {
      if (key == name) return value;
    }
    return {};
  }

  test::ScratchFolder folder_;
  test::TestAuthority authority_;
  test::TownProgram town_;
  int port_ = test::free_port();
  test::Process served_;
  test::Process nginx_;
  std::string cookie_;
};

TEST_F(NginxInFront, ALeaderSignsInAndReadsHerListOverTls) {
  const auto first = ask({.url = url("/signin")});
  ASSERT_TRUE(first);
  const std::string set = header(*first, "set-cookie");
  EXPECT_TRUE(set.starts_with("__Host-")) << set;
  EXPECT_NE(set.find("Secure"), std::string::npos) << set;
  EXPECT_NE(header(*first, "strict-transport-security"), "");
  cookie_ = set.substr(0, set.find(';'));
  const auto signed_in = ask({.url = url("/signin"),
                              .method = HttpAsk::Method::post,
                              .body = "persona=" + web::encode("Personale/P0084") +
                                      "&csrf=" + test::field(first->body, "csrf")});
  ASSERT_TRUE(signed_in);
  ASSERT_EQ(signed_in->status, 303) << signed_in->body;
  const std::string again = header(*signed_in, "set-cookie");
  cookie_ = again.substr(0, again.find(';'));
  const auto start = ask({.url = url("/")});
  ASSERT_TRUE(start);
  EXPECT_EQ(start->status, 200);
  EXPECT_NE(start->body.find("Efterår 2026"), std::string::npos);
}

TEST_F(NginxInFront, AnotherNameIsRefused) {
  const auto reply = ask({.url = url("/signin")}, "andet.eksempel.dk");
  ASSERT_TRUE(reply);
  EXPECT_GE(reply->status, 400);
  EXPECT_LT(reply->status, 500);
}

TEST_F(NginxInFront, WhatTheProgramWouldNotTakeNginxMakesPlainOrStops) {
  HttpAsk chunked{.url = url("/signin"), .method = HttpAsk::Method::post, .body = "persona=x"};
  chunked.headers = {"Transfer-Encoding: chunked", "Content-Encoding: gzip"};
  const auto taken = ask(chunked);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->status, 403) << "heard whole, and refused for want of a token: " << taken->body;
  HttpAsk large{.url = url("/signin"), .method = HttpAsk::Method::post};
  large.body = std::string(2 << 20, 'x');
  const auto refused = ask(large);
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_EQ(refused->status, 413);
}

}  // namespace
}  // namespace rettesnor
