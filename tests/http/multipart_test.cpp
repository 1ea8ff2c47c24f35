// A form in parts: what browsers send is read, and nothing that two programs could read in two
// ways.
#include "http/multipart.h"

#include <gtest/gtest.h>

namespace rettesnor::http {
namespace {

using namespace std::string_literals;

constexpr std::string_view kType = "multipart/form-data; boundary=----WebKitFormBoundaryAbC123";

/// "\n" is written for "\r\n", "@" for the boundary with its two dashes.
std::string body(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\r\n";
    } else if (c == '@') {
      out += "------WebKitFormBoundaryAbC123";
    } else {
      out += c;
    }
  }
  return out;
}

const std::string kWhy =
    "@\nContent-Disposition: form-data; name=\"why\"\n\nFjernet i Ø-systemet\n";
const std::string kFile =
    "@\nContent-Disposition: form-data; name=\"file\"; filename=\"skærm.png\"\n"
    "Content-Type: image/png\n\n";

TEST(Multipart, ReadsWhatBrowsersSend) {
  const auto form = read_multipart(kType, body(kWhy + kFile + "a--b\n@-not\n@--\n"));
  // What looks like the boundary inside a file ends it, so that no browser chooses such a one.
  EXPECT_FALSE(form);
  const auto whole =
      read_multipart(kType, body(kWhy + kFile) + "\r\n--- \0bytes"s + body("\n@--\n"));
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->fields.size(), 1U);
  EXPECT_EQ(whole->fields[0].first, "why");
  EXPECT_EQ(whole->fields[0].second, "Fjernet i Ø-systemet");
  ASSERT_TRUE(whole->file);
  EXPECT_EQ(whole->file->name, "skærm.png");
  EXPECT_EQ(whole->file->bytes, "\r\n--- \0bytes"s);
}

TEST(Multipart, AFieldWithoutAChosenFileIsNoFile) {
  const auto form = read_multipart(
      kType, body(kWhy + "@\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\n"
                         "Content-Type: application/octet-stream\n\n\n@--\n"));
  ASSERT_TRUE(form);
  EXPECT_FALSE(form->file);
}

TEST(Multipart, AnEmptyFormIsAForm) {
  const auto form = read_multipart(kType, body("@--\n"));
  ASSERT_TRUE(form);
  EXPECT_TRUE(form->fields.empty());
}

struct Crooked {
  std::string name, type, body;
};
class MultipartRefuses : public testing::TestWithParam<Crooked> {};
TEST_P(MultipartRefuses, WithOneSentence) {
  const auto form = read_multipart(GetParam().type, GetParam().body);
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().kind, core::ErrorKind::invalid_input);
  EXPECT_EQ(form.error().code.name, "form_unreadable");
}

std::vector<Crooked> crooked() {
  const std::string type(kType);
  const std::string good = body(kWhy + kFile + "x\n@--\n");
  const auto head = [&](std::string_view lines) {
    return Crooked{"", type, body("@\n" + std::string(lines) + "\n\nx\n@--\n")};
  };
  const auto named = [](std::string name, Crooked one) {
    one.name = std::move(name);
    return one;
  };
  std::string many;
  for (int i = 0; i < 33; ++i) many += kWhy;
  const std::string disposition = "Content-Disposition: form-data; name=\"a\"";
  return {
      {"NoBoundary", "multipart/form-data", good},
      {"EmptyBoundary", "multipart/form-data; boundary=", good},
      {"OtherBoundary", "multipart/form-data; boundary=other", good},
      {"LongBoundary", "multipart/form-data; boundary=" + std::string(71, 'a'), good},
      {"OddBoundary", "multipart/form-data; boundary=a\"b", good},
      {"SpaceInBoundary", "multipart/form-data; boundary=\"a b\"", "--a b--\r\n"},
      {"SecondParameter", type + "; charset=utf-8", good},
      {"Mixed", "multipart/mixed; boundary=----WebKitFormBoundaryAbC123", good},
      {"Nothing", type, ""},
      {"WordsBefore", type, "hello\r\n" + good},
      {"WordsAfter", type, good + "hello"},
      {"NoEnd", type, body(kWhy)},
      {"CutInsideAFile", type, good.substr(0, good.size() - 12)},
      {"TwoFiles", type, body(kFile + "x\n" + kFile + "y\n@--\n")},
      {"TooManyParts", type, body(many + "@--\n")},
      {"LongField", type,
       body("@\n" + disposition + "\n\n" + std::string(16 * 1024 + 1, 'a') + "\n@--\n")},
      named("LongHead", head(disposition + "\nContent-Type: " + std::string(3000, 'a'))),
      named("NoName", head("Content-Disposition: form-data")),
      named("EmptyName", head("Content-Disposition: form-data; name=\"\"")),
      named("NoDisposition", head("Content-Type: text/plain")),
      named("TwoDispositions", head(disposition + "\n" + disposition)),
      named("TwoTypes", head(disposition + "\nContent-Type: a/b\nContent-Type: a/b")),
      named("OtherHeader", head(disposition + "\nContent-Transfer-Encoding: base64")),
      named("Nested", head(disposition + "\nContent-Type: multipart/mixed; boundary=b")),
      named("StarredName", head(disposition + "; filename*=UTF-8''evil.exe")),
      named("TwoFileNames", head(disposition + "; filename=\"a\"; filename=\"b\"")),
      named("UnquotedName", head("Content-Disposition: form-data; name=a")),
      named("Attachment", head("Content-Disposition: attachment; name=\"a\"")),
      {"BareLineFeeds", type,
       "------WebKitFormBoundaryAbC123\nContent-Disposition: form-data; name=\"a\"\n\nx\n"
       "------WebKitFormBoundaryAbC123--\n"},
  };
}
INSTANTIATE_TEST_SUITE_P(Forms, MultipartRefuses, testing::ValuesIn(crooked()),
                         [](const auto& one) { return one.param.name; });

TEST(Multipart, NoByteOfAGoodFormCanGoWithoutBeingMissed) {
  const std::string good = body(kWhy + kFile + "x\n@--\n");
  for (std::size_t length = 0; length + 2 < good.size(); ++length) {
    EXPECT_FALSE(read_multipart(kType, good.substr(0, length))) << length;
  }
}

}  // namespace
}  // namespace rettesnor::http
