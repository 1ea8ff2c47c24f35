// The one table of who may do what.
#include "review/organisation/deeds.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "tests/support/places.h"
#include "tests/support/scratch.h"

namespace rettesnor::review {
namespace {

std::string whom(const DeedRow& row) {
  std::string roles;
  const auto add = [&](ProductRole role) {
    roles += roles.empty() ? "" : ", ";
    roles += role == ProductRole::user ? "everybody" : name_of(role);
  };
  for (const ProductRole role : kProductRoles) {
    if (row.may.contains(role)) add(role);
  }
  std::string never;
  for (const ProductRole role : kProductRoles) {
    if (row.never.contains(role)) never += (never.empty() ? "" : ", ") + std::string(name_of(role));
  }
  return never.empty() ? roles : roles + ", never " + never;
}

TEST(Deeds, ThePageForAuditorsSaysWhatTheTableSays) {
  std::map<std::string, std::string> told;
  std::istringstream page(test::read_file(test::source_path("docs/deeds.md")));
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `")) continue;
    const std::size_t end = line.find("` | ");
    const std::size_t next = line.find(" | ", end + 4);
    ASSERT_NE(next, std::string::npos) << line;
    EXPECT_GT(line.size(), next + 8) << "what it is: " << line;
    EXPECT_TRUE(told.emplace(line.substr(3, end - 3), line.substr(end + 4, next - end - 4)).second);
  }
  std::map<std::string, std::string> table;
  for (const DeedRow& row : deeds()) table.emplace(row.name, whom(row));
  EXPECT_EQ(table.size(), deeds().size()) << "two deeds of one name";
  EXPECT_EQ(told, table);
}

TEST(Deeds, EachIsAskedSomewhere) {
  std::string sources;
  for (const char* folder : {"review", "web", "service", "cli"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(test::source_path(folder))) {
      const std::string name = entry.path().filename().string();
      const bool is_source = name.ends_with(".cpp") || name.ends_with(".h");
      if (is_source && !name.starts_with("deeds.")) sources += test::read_file(entry.path());
    }
  }
  for (const DeedRow& row : deeds()) {
    const std::string asked = "Deed::" + std::string(row.name);
    std::size_t at = sources.find(asked);
    while (at != std::string::npos &&
           (std::isalnum(sources[at + asked.size()]) != 0 || sources[at + asked.size()] == '_')) {
      at = sources.find(asked, at + 1);
    }
    EXPECT_NE(at, std::string::npos) << asked;
  }
}

TEST(Deeds, AnAuditorChangesNothing) {
  const Roles auditor{ProductRole::user, ProductRole::auditor};
  for (const DeedRow& row : deeds()) {
    const bool reads = row.name.starts_with("see_") || row.name.starts_with("read_") ||
                       row.name.starts_with("search_") || row.name.starts_with("follow_");
    if (!reads) {
      EXPECT_FALSE(may(auditor, row.deed)) << row.name;
    }
  }
  EXPECT_TRUE(may(auditor, Deed::read_log));
}

TEST(Deeds, ARoleThatMustNotWinsOverOneThatMay) {
  EXPECT_TRUE(may(Roles{ProductRole::user}, Deed::approve_as_owner));
  EXPECT_FALSE(may(Roles{ProductRole::user, ProductRole::auditor}, Deed::approve_as_owner));
  EXPECT_FALSE(may(Roles{}, Deed::approve_as_owner)) << "the program itself holds no role";
}

}  // namespace
}  // namespace rettesnor::review
