// `rettesnor check` on a live directory with a writing account, as IT runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.h"
#include "tests/support/revoker_ground.h"
#include "tests/support/scratch.h"

namespace rettesnor::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string quoted_list(const json& values) {
  return values.dump();  // a list of texts is the same in TOML
}

TEST(CheckWriterLive, ShowsTheRightsOfBothAccounts) {
  const auto ground = RevokerGround::openldap();
  const json source = ground->settings();
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path() / "politik");
  write_file(folder.file("politik/politik.toml"),
             "[policy]\nversion = \"1\"\napproved_on = \"2026-01-01\"\n\n[[document]]\n"
             "id = \"regler\"\ntitle = \"Regler\"\nversion = \"1\"\nlast_reviewed = "
             "\"2026-01-01\"\n");
  write_file(folder.file("rettesnor.toml"),
             "[municipality]\nname = \"Maagesund\"\npolicies = \"politik\"\n\n"
             "[[source]]\nname = \"kataloget\"\nkind = \"ldap\"\nsystem = \"Kataloget\"\nurls = " +
                 quoted_list(source["urls"]) + "\nca_file = " + source["ca_file"].dump() +
                 "\n[source.people]\nbases = " + quoted_list(source["people"]["bases"]) +
                 "\n[source.groups]\nbases = " + quoted_list(source["groups"]["bases"]) +
                 "\n[source.bind]\nuser = " + source["bind"]["user"].dump() +
                 "\npassword_file = " + source["bind"]["password_file"].dump() +
                 "\n[source.write]\nbind = " + source["write"]["bind"].dump() +
                 "\npassword_file = " + source["write"]["password_file"].dump() + "\n");
  const Ran ran = run({test::built_path("cli/rettesnor").string(), "--settings",
                       folder.file("rettesnor.toml"), "check", "--json"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out + ran.err, Not(HasSubstr(ground->writer_password())));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("writing people below ou=personale"),
                             HasSubstr("writing groups below ou=grupper"),
                             HasSubstr("signed in as uid=skriver")));
}

}  // namespace
}  // namespace rettesnor::test
