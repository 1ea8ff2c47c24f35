// The emergency password: only its hash is kept, and in a file that only its owner reads.
#include "connectors/sign_in/break_glass.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "connectors/sign_in/sign_in_settings.h"
#include "tests/support/scratch.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;

const char* const kPassword = "fem tilfældige ord i en kuvert";

unsigned mode_of(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

TEST(BreakGlass, KnowsItsPasswordAndNoOther) {
  const test::ScratchFolder folder;
  const std::string file = folder.file("hash");
  ASSERT_TRUE(write_break_glass(file, core::Secret(kPassword)));
  EXPECT_TRUE(prove_break_glass(file, core::Secret(kPassword)));
  for (const char* wrong :
       {"fem tilfældige ord i en kuver", "", "fem tilfældige ord i en kuvert "}) {
    const auto proved = prove_break_glass(file, core::Secret(wrong));
    ASSERT_FALSE(proved) << wrong;
    EXPECT_EQ(proved.error().kind, ErrorKind::unauthorized);
  }
}

TEST(BreakGlass, KeepsAnArgon2idHashForItsOwnerAlone) {
  const test::ScratchFolder folder;
  const std::string file = folder.file("hash");
  ASSERT_TRUE(write_break_glass(file, core::Secret(kPassword)));
  const std::string first = test::read_file(file);
  EXPECT_EQ(first.find("$argon2id$v=19$m=65536,t=3,p=1$"), 0U) << first;
  EXPECT_EQ(mode_of(file), 0400U);
  ASSERT_TRUE(write_break_glass(file, core::Secret(kPassword))) << "it can be replaced";
  EXPECT_NE(test::read_file(file), first) << "salted anew";
}

TEST(BreakGlass, AShortPasswordIsRefusedAndTheOldOneStays) {
  const test::ScratchFolder folder;
  const std::string file = folder.file("hash");
  ASSERT_TRUE(write_break_glass(file, core::Secret(kPassword)));
  const auto written = write_break_glass(file, core::Secret("femten tegn her"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::invalid_input);
  EXPECT_FALSE(write_break_glass(file, core::Secret("æøåæøåæøåæøåæøå"))) << "characters, not bytes";
  EXPECT_TRUE(prove_break_glass(file, core::Secret(kPassword)));
}

TEST(BreakGlass, AFileThatOthersReadOrThatIsNoHashIsNotUsed) {
  const test::ScratchFolder folder;
  const std::string file = folder.file("hash");
  ASSERT_TRUE(write_break_glass(file, core::Secret(kPassword)));
  ::chmod(file.c_str(), 0440);
  EXPECT_EQ(prove_break_glass(file, core::Secret(kPassword)).error().kind, ErrorKind::refused);
  test::write_secret(folder.file("plain"), kPassword);
  EXPECT_EQ(prove_break_glass(folder.file("plain"), core::Secret(kPassword)).error().kind,
            ErrorKind::corrupt);
  EXPECT_EQ(prove_break_glass(folder.file("none"), core::Secret(kPassword)).error().kind,
            ErrorKind::not_found);
}

TEST(SignInSettings, SayWhichKeyIsWrong) {
  using nlohmann::json;
  const auto error_of = [](const json& table) {
    const auto read = read_sign_in_settings({{"sign_in", table}}, "/etc/rettesnor");
    return read ? std::string() : read.error().message;
  };
  const json openid = {{"issuer", "https://login.example"}, {"client_id", "r"}, {"system", "K"}};
  EXPECT_EQ(error_of({{"address", "https://adgang.example"}, {"openid", openid}}), "");
  EXPECT_NE(error_of({{"openid", openid}}).find("sign_in.address"), std::string::npos);
  EXPECT_NE(error_of({{"address", "http://adgang.example"}, {"openid", openid}}).find("https"),
            std::string::npos);
  EXPECT_NE(error_of({{"address", "https://a.example/rettesnor"}, {"openid", openid}}).find("root"),
            std::string::npos);
  json plain = openid;
  plain["issuer"] = "http://login.example";
  EXPECT_NE(
      error_of({{"address", "https://a.example"}, {"openid", plain}}).find("sign_in.openid.issuer"),
      std::string::npos);
  EXPECT_NE(error_of({{"break_glass", {{"file", "x"}, {"login", "n"}}}}).find("person"),
            std::string::npos);
}

TEST(SignInSettings, AreNothingWhenThereIsNoTable) {
  const auto read = read_sign_in_settings(nlohmann::json::object(), "/etc/rettesnor");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->has_value());
}

TEST(SignInSettings, FilesLieBesideTheSettings) {
  const auto read = read_sign_in_settings({{"sign_in",
                                            {{"address", "https://adgang.example/"},
                                             {"idle_minutes", 5},
                                             {"openid",
                                              {{"issuer", "https://login.example"},
                                               {"client_id", "r"},
                                               {"system", "K"},
                                               {"scopes", {"profile"}},
                                               {"client_secret_file", "hemmelig/openid"}}}}}},
                                          "/etc/rettesnor");
  ASSERT_TRUE(read) << read.error().message;
  const SignInSettings& settings = **read;
  EXPECT_EQ(settings.idle, std::chrono::minutes(5));
  EXPECT_EQ(settings.openid->client_secret_file, "/etc/rettesnor/hemmelig/openid");
  EXPECT_EQ(settings.openid->redirect_address, "https://adgang.example/signin/openid/back");
  EXPECT_EQ(settings.openid->scopes, (std::vector<std::string>{"openid", "profile"}));
}

}  // namespace
}  // namespace rettesnor::connectors
