// The guard under TLS, with a certificate of the tests' own authority.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <stdexcept>

#include "http/admission_guard.h"
#include "tests/http/raw_client.h"
#include "tests/support/scratch.h"
#include "tests/support/test_certificates.h"
#include "tests/support/tls_stream.h"

namespace rettesnor::http {
namespace {

using namespace std::chrono_literals;
constexpr std::string_view kAsk = "GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

class Tls : public testing::Test {
 protected:
  Tls() {
    authority.issue(folder.path(), "web");
    auto identity = TlsIdentity::load(folder.file("web.crt"), folder.file("web.key"));
    auto socket = ListeningSocket::open("127.0.0.1", 0);
    if (!identity || !socket) throw std::runtime_error("no TLS");
    auto started = AdmissionGuard::start(
        std::move(*socket), std::move(*identity), {.head_patience = 1s}, 2,
        [](const Request& request) {
          const std::string large(request.path() == "/large" ? 3'000'000 : 0, 'x');
          return Response{200, {}, "text/plain", request.target + large};
        });
    if (!started) throw std::runtime_error(started.error().message);
    guard = std::move(*started);
  }
  int port() const { return guard->socket().port(); }

  test::ScratchFolder folder;
  test::TestAuthority authority;
  std::unique_ptr<AdmissionGuard> guard;
};

TEST_F(Tls, AnswersRequestsThatComeTogetherInOneRecord) {
  const auto stream = test::TlsStream::connect(port());
  ASSERT_TRUE(stream->write(std::string(kAsk) + std::string(kAsk)));
  std::string read;
  const auto both = [&] { return read.rfind("\r\n\r\n/a") != read.find("\r\n\r\n/a"); };
  for (int i = 0; i < 20 && !both(); ++i) read += stream->read_some();
  EXPECT_TRUE(both()) << read;
}

TEST_F(Tls, SendsAnAnswerThatFillsTheLineManyTimes) {
  const auto stream = test::TlsStream::connect(port());
  ASSERT_TRUE(stream->write("GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
  std::size_t bytes = 0;
  for (std::string piece = stream->read_some(); !piece.empty(); piece = stream->read_some()) {
    bytes += piece.size();
  }
  EXPECT_GT(bytes, 3'000'000U);
}

TEST_F(Tls, AClientThatNeverShakesHandsIsLeft) {
  test::RawClient client(port());
  EXPECT_EQ(client.rest(5s), "");
  EXPECT_TRUE(client.closed());
}

TEST_F(Tls, AClientInTheClearLearnsNothing) {
  test::RawClient client(port());
  client.send(kAsk);
  EXPECT_EQ(test::status_of(client.rest(5s)), 0);
  EXPECT_TRUE(client.closed());
}

TEST_F(Tls, IsVersionOneDotTwoOrLater) {
  const auto identity = TlsIdentity::load(folder.file("web.crt"), folder.file("web.key"));
  ASSERT_TRUE(identity);
  EXPECT_EQ(SSL_CTX_get_min_proto_version(identity->context()), TLS1_2_VERSION);
}

TEST_F(Tls, AKeyThatDoesNotFitIsNamed) {
  authority.issue(folder.path(), "other");
  const auto identity = TlsIdentity::load(folder.file("web.crt"), folder.file("other.key"));
  ASSERT_FALSE(identity);
  EXPECT_NE(identity.error().message.find("other.key"), std::string::npos);
  EXPECT_FALSE(TlsIdentity::load(folder.file("missing.crt"), folder.file("web.key")));
}

}  // namespace
}  // namespace rettesnor::http
