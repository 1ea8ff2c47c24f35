// Base64: the vectors of RFC 4648 10, and what is refused.
#include "core/base64.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace rettesnor::test {
namespace {

using core::from_base64;
using core::is_base64url;
using core::to_base64;
using core::to_base64url;

TEST(Base64, IsWhatTheStandardSays) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  EXPECT_EQ(to_base64url("\xfb\xff\xfe?"), "-__-Pw");
}

TEST(Base64, WrongLettersPaddingAndBitsLeftOverAreRefused) {
  for (const char* wrong : {"Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9v",
                            "Zm9v\n", "Zm-_", "Zm9ø"}) {
    EXPECT_FALSE(from_base64(wrong)) << wrong;
  }
}

TEST(Base64, OnlyWholeBytesInItsOwnAlphabetAreBase64url) {
  for (const char* right : {"Zg", "Zm8", "Zm9v", "-_-_", "eyJhbGciOiJub25lIn0"}) {
    EXPECT_TRUE(is_base64url(right)) << right;
  }
  for (const char* wrong :
       {"", "Z", "Zm9vY", "e=", "e", "Zg==", "Zm+/", "Zm 8", "Zm8\n", "Zmø", "."}) {
    EXPECT_FALSE(is_base64url(wrong)) << wrong;
  }
  EXPECT_FALSE(is_base64url(std::string_view("Zm\0v", 4)));
}

RC_GTEST_PROP(Base64, WhatWasWrittenIsReadAgain, (const std::string& bytes)) {
  RC_ASSERT(from_base64(to_base64(bytes)) == bytes);
  RC_ASSERT(bytes.empty() || is_base64url(to_base64url(bytes)));
}

}  // namespace
}  // namespace rettesnor::test
