// The town read from its exported file and from a live Active Directory: the same findings.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "core/record.h"
#include "core/time.h"
#include "policies/settings.h"
#include "tests/support/ad_town.h"
#include "tests/support/places.h"
#include "tests/support/pull_text.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

/// Places directly below the domain that the export has entries in, as a TOML list. The domain's
/// own furniture stands elsewhere.
std::string places_of(const std::string& ldif) {
  const std::string domain = "," + SambaDirectory::base_dn();
  std::set<std::string> places = {"CN=Domain Users,CN=Users" + domain,
                                  "CN=Domain Admins,CN=Users" + domain};
  const auto pull = pull_from("ldif", {{"path", ldif}, {"flavour", "ad"}});
  if (!pull) throw std::runtime_error(pull.error().message);
  for (core::PullIndex i = 0; i < pull->size(); ++i) {
    const std::string dn(record_of(*pull, i).get(core::Attribute::distinguished_name));
    if (!dn.ends_with(domain) || dn.find(",CN=Users,") != std::string::npos) continue;
    const auto below = dn.substr(0, dn.size() - domain.size());
    places.insert(below.substr(below.rfind(',') + 1) + domain);
  }
  std::string list;
  for (const std::string& place : places) list += (list.empty() ? "\"" : ", \"") + place + "\"";
  return "base_dns = [" + list + "]\n";
}

std::string dn_of(const std::string& ldif, const std::string& login) {
  const auto pull = pull_from("ldif", {{"path", ldif}, {"flavour", "ad"}});
  if (!pull) throw std::runtime_error(pull.error().message);
  return std::string(
      record_of(*pull, find_by_login(*pull, login)).get(core::Attribute::distinguished_name));
}

std::string now_iso() {
  return core::to_iso(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("the settings do not hold " + what);
  return text.replace(at, what.size(), by);
}

/// Pulls with these settings, reconciles and exports, all at `now`.
std::string findings_with(const TownProgram& town, const std::string& settings,
                          const std::string& now) {
  write_file(town.path() / "live.toml", settings);
  std::string out;
  // Long enough ago that nobody may still be writing.
  date_exports(town.path(), *core::parse_timestamp(now) - std::chrono::minutes(1));
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"sync"}, {"reconcile"}, {"findings", "export", "--json"}}) {
    std::vector<std::string> argv{test::built_path("cli/rettesnor").string(), "--settings",
                                  (town.path() / "live.toml").string(), "--now", now};
    argv.insert(argv.end(), words.begin(), words.end());
    const Ran ran = run(argv);
    // 3: a source has a gap; the bad rows of the personnel export are planted.
    EXPECT_TRUE(ran.exit_code == 0 || ran.exit_code == 3) << ran.out << ran.err;
    out = ran.out;
  }
  return out;
}

TEST(TownLive, TheFileAndTheControllerGiveTheSameFindingsByteForByte) {
  // The controller's clock cannot be set: both are read at the controller's time.
  const std::string now = now_iso();
  const TownProgram from_file;
  const TownProgram from_controller;
  const std::string ldif = (from_file.path() / "2026-11-02" / "kataloget.ldif").string();
  const std::string places = places_of(ldif);
  const std::string settings = read_file(from_file.settings());
  const std::string path = "path = \"2026-11-02/kataloget.ldif\"\n";

  SambaDirectory domain(read_file(ldif));
  const std::string connection = "urls = [\"" + domain.ldaps_url() + "\"]\nca_file = \"" +
                                 domain.ca_file() + "\"\nbind = { user = \"" +
                                 SambaDirectory::reader_upn() + "\", password_file = \"" +
                                 domain.reader_password_file() + "\" }\n";
  const std::string live = replaced(replaced(settings, path, connection + places),
                                    "kind = \"ldif\"\nflavour = \"ad\"\n", "kind = \"ad\"\n");
  const std::string wanted = findings_with(from_file, replaced(settings, path, path + places), now);
  const std::string got = findings_with(from_controller, live, now);
  ASSERT_GT(nlohmann::json::parse(wanted)["findings"].size(), 40U);
  EXPECT_EQ(got, wanted);

  // And the comparison sees one closed account.
  domain.modify(
      ldif_modify(dn_of(ldif, "gnielse2"), "replace: userAccountControl\nuserAccountControl: 514"));
  const std::string later = findings_with(from_controller, live, now_iso());
  EXPECT_NE(later, wanted);
  EXPECT_EQ(later.find("gnielse2"), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::test
