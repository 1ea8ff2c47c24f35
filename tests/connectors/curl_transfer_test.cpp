// What is refused before anything is asked.
#include "connectors/transport/curl_transfer.h"

#include <gtest/gtest.h>

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;

ErrorKind kind_of_asking(const std::string& url) {
  HttpAsk ask;
  ask.url = url;
  ask.time_limit = std::chrono::milliseconds(500);
  const auto reply = exchange(ask);
  EXPECT_FALSE(reply) << url;
  return reply ? ErrorKind::conflict : reply.error().kind;
}

TEST(CurlTransfer, OnlyHttpsIsAskedAndHttpOnThisMachineAlone) {
  for (const char* url :
       {"http://example.test/", "http://127.0.0.1.example.test/", "http://localhost/",
        "http://2130706433.example/", "ftp://127.0.0.1/", "file:///etc/passwd",
        "gopher://127.0.0.1/", "ldapi://%2fvar%2frun", "http://user:word@127.0.0.1/",
        "https://user@host.test/", "http://127.0.0.1/\r\nX: y", "", "nonsense"}) {
    EXPECT_EQ(kind_of_asking(url), ErrorKind::invalid_input) << url;
  }
}

TEST(CurlTransfer, NobodyAtTheAddressIsUnreachable) {
  EXPECT_EQ(kind_of_asking("http://127.0.0.1:1/"), ErrorKind::unreachable);
}

TEST(CurlTransfer, AHeaderWithALineEndIsRefused) {
  HttpAsk ask;
  ask.url = "http://127.0.0.1:1/";
  ask.headers = {"X-One: a\r\nX-Two: b"};
  EXPECT_EQ(exchange(ask).error().kind, ErrorKind::invalid_input);
}

TEST(CurlTransfer, AnAddressThatWouldBecomeAnotherCommandIsRefused) {
  const MailServer server{.url = "smtp://127.0.0.1:1"};
  for (const char* recipient :
       {"", "a b@c.test", "a@c.test>\r\nDATA", "a@c.test,b@c.test", "<a@c>"}) {
    const auto sent = send_mail(server, {"from@town.test", recipient, "x\r\n"});
    ASSERT_FALSE(sent) << recipient;
    EXPECT_EQ(sent.error().kind, ErrorKind::invalid_input) << recipient;
  }
}

TEST(CurlTransfer, PercentEncodingLeavesNothingThatMeansSomething) {
  EXPECT_EQ(percent_encoded("a/b?c&d=é~"), "a%2Fb%3Fc%26d%3D%C3%A9~");
}

}  // namespace
}  // namespace rettesnor::connectors
