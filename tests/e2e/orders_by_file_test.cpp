// An order done by hand in a system that tells of itself by files, and what comes in place of them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.h"
#include "tests/support/town_program.h"

namespace rettesnor {
namespace {

using test::TownProgram;

class OrdersByFile : public testing::Test {
 protected:
  void SetUp() override {
    town_.walk();
    must("10:00", {"orders", "request", "OmsorgsNet/mesor1", "OmsorgsNet:Medicin", "--by",
                   "Kataloget/coras", "--reason", "Ny opgave"});
    must("10:10", {"orders", "approve", "1", "--by", "Kataloget/vilun"});
    must("10:20", {"orders", "done", "1", "--by", "Kataloget/jelin", "--reason", "Sag 26/1234"});
    ASSERT_EQ(state("10:21"), "carried_out");
  }
  test::Ran at(const std::string& time, std::vector<std::string> arguments) const {
    std::vector<std::string> argv{test::built_path("cli/rettesnor").string(), "--settings",
                                  town_.settings(), "--now", "2026-11-02T" + time + ":00+01:00"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return test::run(argv);
  }
  void must(const std::string& time, std::vector<std::string> arguments) const {
    const test::Ran ran = at(time, std::move(arguments));
    ASSERT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  std::string state(const std::string& time) const {
    const auto shown = nlohmann::json::parse(at(time, {"orders", "show", "1", "--json"}).out);
    return shown["order"]["state"].get<std::string>();
  }
  std::filesystem::path rights() const {
    return town_.path() / "2026-11-02/omsorgsnet/tildelinger.csv";
  }
  test::Ran syncs(const std::string& time) const {
    // All files of an export are written anew, whichever of them says something else.
    test::date_exports(town_.path(), test::moment("2026-11-02T" + time + ":00+01:00"));
    const test::Ran ran = at(time, {"sync", "omsorgsnet"});
    at(time, {"reconcile"});
    return ran;
  }

  TownProgram town_;
};

TEST_F(OrdersByFile, AnErrorPageInPlaceOfTheDataProvesNothing) {
  const std::string real = test::read_file(rights());
  test::write_file(rights(),
                   "<!DOCTYPE HTML><html><head><title>302 Found</title></head><body><h1>Found</h1>"
                   "<a href=\"https://login.example/\">here</a></body></html>\n");
  const test::Ran ran = syncs("11:00");
  EXPECT_NE(ran.exit_code, 0);
  EXPECT_NE((ran.out + ran.err).find("omsorgsnet"), std::string::npos) << ran.out << ran.err;
  EXPECT_EQ(state("11:01"), "carried_out");
  // Nor is anything more ordered on it; what was read before stands.
  const test::Ran more = at("11:02", {"orders", "request", "OmsorgsNet/tibak", "--by",
                                      "Kataloget/jelin", "--reason", "Rejst"});
  EXPECT_EQ(more.exit_code, 5);
  EXPECT_NE(more.err.find("omsorgsnet"), std::string::npos) << more.err;
  EXPECT_EQ(at("11:03", {"orders", "show", "2"}).exit_code, 6);
  EXPECT_NE(at("11:04", {"who", "P0085"}).out.find("Medicin"), std::string::npos);

  test::write_file(rights(), "");
  EXPECT_NE(syncs("11:10").exit_code, 0);
  EXPECT_EQ(state("11:11"), "carried_out");

  // It says done, and is still there.
  test::write_file(rights(), real);
  EXPECT_EQ(syncs("11:20").exit_code, 0);
  EXPECT_EQ(state("11:21"), "still_effective");

  std::string without;
  for (std::size_t begin = 0; begin < real.size();) {
    const std::size_t end = std::min(real.find('\n', begin), real.size() - 1) + 1;
    const std::string line = real.substr(begin, end - begin);
    begin = end;
    if (!line.starts_with("mesor1;ON-MED;")) without += line;
  }
  ASSERT_NE(without, real);
  test::write_file(rights(), without);
  EXPECT_EQ(syncs("11:30").exit_code, 0);
  EXPECT_EQ(state("11:31"), "verified");
}

}  // namespace
}  // namespace rettesnor
