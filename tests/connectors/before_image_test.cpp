// Before-images: the same bytes for the same change, and nothing but images is read.
#include "connectors/writing/before_image.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;

BeforeImage image() {
  return {"kataloget",
          "remove_member",
          "6f0c",
          "åse",
          {{"77aa", "CN=Grå,DC=x", "member", {"CN=Åse\\, \"x\",DC=x"}, {}}}};
}

TEST(BeforeImage, HasOneSpelling) {
  const auto text = write_before_image(image());
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(
      *text,
      R"({"account":"6f0c","act":"remove_member","changes":[{"after":[],"attribute":"member",)"
      R"("before":["CN=Åse\\, \"x\",DC=x"],"object":"77aa","shown":"CN=Grå,DC=x"}],)"
      R"("format":1,"login":"åse","source":"kataloget"})");
}

TEST(BeforeImage, IsReadAsItWasWritten) {
  const auto read = read_before_image(*write_before_image(image()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*write_before_image(*read), *write_before_image(image()));
}

TEST(BeforeImage, TellsTheGroupThatStays) {
  BeforeImage stays = image();
  stays.kept = "513a";
  const auto read = read_before_image(*write_before_image(stays));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->kept, "513a");
  EXPECT_EQ(*write_before_image(*read), *write_before_image(stays));
}

TEST(BeforeImage, AValueThatIsNoTextIsNotTakenAway) {
  BeforeImage odd = image();
  odd.changes[0].before = {"CN=\xff,DC=x"};
  const auto text = write_before_image(odd);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorKind::unsupported);
}

TEST(BeforeImage, WhatIsNoneIsRefused) {
  const auto good = nlohmann::json::parse(*write_before_image(image()));
  std::vector<std::string> wrong = {"",
                                    "[]",
                                    "{}",
                                    "null",
                                    "{\"format\":1}",
                                    std::string(1'000'000, '{'),
                                    std::string(1'000'000, '[')};
  for (const char* key : {"account", "act", "changes", "format", "login", "source"}) {
    auto without = good;
    without.erase(key);
    wrong.push_back(without.dump());
    auto number = good;
    number[key] = 7;
    wrong.push_back(number.dump());
  }
  auto more = good;
  more["changes"][0]["before"] = nlohmann::json::array({1});
  wrong.push_back(more.dump());
  more = good;
  more["extra"] = 1;
  wrong.push_back(more.dump());
  for (const nlohmann::json& kept : {nlohmann::json(""), nlohmann::json(7)}) {
    more = good;
    more["kept"] = kept;
    wrong.push_back(more.dump());
  }
  for (const std::string& text : wrong) {
    const auto read = read_before_image(text);
    ASSERT_FALSE(read) << text.substr(0, 200);
    EXPECT_EQ(read.error().kind, ErrorKind::corrupt);
  }
}

}  // namespace
}  // namespace rettesnor::connectors
