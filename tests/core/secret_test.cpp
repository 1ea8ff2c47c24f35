// Secrets: read only from private files, gone when moved from.
#include "core/secret.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace rettesnor::core {
namespace {

class SecretFile : public ::testing::Test {
 protected:
  SecretFile() : path_(::testing::TempDir() + "secret-" + std::to_string(::getpid())) {}
  ~SecretFile() override { ::unlink(path_.c_str()); }
  void write(const std::string& text, mode_t mode) {
    std::ofstream(path_) << text;
    ::chmod(path_.c_str(), mode);
  }
  std::string path_;
};

TEST_F(SecretFile, ReadableByOthersIsRefusedWithTheCure) {
  write("kanariefugl\n", 0644);
  const auto secret = Secret::from_file(path_);
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().kind, ErrorKind::refused);
  EXPECT_NE(secret.error().message.find("chmod 600"), std::string::npos);
  EXPECT_EQ(secret.error().message.find("kanariefugl"), std::string::npos);
}

TEST_F(SecretFile, OneLineEndIsDropped) {
  write("kanariefugl\r\n", 0600);
  const auto secret = Secret::from_file(path_);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "kanariefugl");
}

TEST_F(SecretFile, EmptyIsNoSecret) {
  write("\n", 0600);
  EXPECT_FALSE(Secret::from_file(path_));
}

TEST_F(SecretFile, MissingIsNotFound) {
  EXPECT_EQ(Secret::from_file(path_ + "-none").error().kind, ErrorKind::not_found);
}

TEST(Secret, MovedFromIsEmpty) {
  Secret a(std::string("kanariefugl"));
  const Secret b = std::move(a);
  EXPECT_TRUE(a.empty());  // NOLINT(bugprone-use-after-move): that is the promise
  EXPECT_EQ(b.reveal(), "kanariefugl");
}

TEST(Secret, FromEnvironmentNamesTheVariableWhenAbsent) {
  ::unsetenv("RETTESNOR_TEST_SECRET");
  EXPECT_NE(Secret::from_environment("RETTESNOR_TEST_SECRET")
                .error()
                .message.find("RETTESNOR_TEST_SECRET"),
            std::string::npos);
}

}  // namespace
}  // namespace rettesnor::core
