// `check` shows the writing account beside the reading one, and only when there is one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/small_town.h"

namespace rettesnor::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A directory at which nobody listens: what is wrong in the settings shows all the same.
std::string settings_with(const std::string& write) {
  return "[municipality]\nname = \"Maagesund\"\npolicies = \"politik\"\n\n"
         "[[source]]\nname = \"openldap\"\nkind = \"ldap\"\nsystem = \"Kataloget\"\n"
         "urls = [\"ldaps://127.0.0.1:1\"]\nca_file = \"ca.pem\"\n"
         "base_dns = [\"dc=kommun,dc=example\"]\n\n"
         "[source.bind]\nuser = \"cn=laeser,dc=kommun,dc=example\"\npassword_file = "
         "\"laeser\"\n\n" +
         write;
}

TEST(CheckWriter, AWriterThatIsTheReaderIsABadLine) {
  const SmallTown town;
  town.write("rettesnor.toml",
             settings_with("[source.write]\nbind = \"CN=Laeser, dc=kommun,dc=example\"\n"
                           "password_file = \"skriver\"\n"));
  const ProgramRun run = town.run({"check", "--json"});
  EXPECT_EQ(run.code, ExitCode::source) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("write.bind"));
  EXPECT_THAT(run.out, HasSubstr("\"writing\""));
}

TEST(CheckWriter, WithoutAWriterNothingIsSaidOfWriting) {
  const SmallTown town;
  town.write("rettesnor.toml", settings_with(""));
  const ProgramRun run = town.run({"check", "--json"});
  EXPECT_THAT(run.out, Not(HasSubstr("\"writing\"")));
}

TEST(CheckWriter, AMistakeInTheTableIsFoundByTheSchema) {
  const SmallTown town;
  town.write("rettesnor.toml", settings_with("[source.write]\nbind = \"cn=skriver\"\n"));
  const ProgramRun run = town.run({"check"});
  EXPECT_EQ(run.code, ExitCode::usage) << run.out << run.err;
  EXPECT_THAT(run.out + run.err, HasSubstr("password_file"));
}

}  // namespace
}  // namespace rettesnor::cli
