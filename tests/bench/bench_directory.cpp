// The pull from a real slapd against ldapsearch reading the same, interleaved in one run.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "connectors/registry.h"
#include "store/store.h"
#include "tests/bench/bench_moment.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/parts.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::bench {
namespace {

constexpr int kRounds = 3;
constexpr int kPage = 1000;
const std::string kSuffix = "dc=kommun,dc=example";

/// The twelve attributes of every person, then every group with its members; thrown away.
double ldapsearch_seconds(const test::SlapdDirectory& slapd) {
  const std::string sign_in = "LDAPTLS_CACERT=" + slapd.ca_file() + " ldapsearch -x -LLL -H " +
                              slapd.ldaps_url() + " -D " + slapd.reader_dn() + " -y " +
                              slapd.reader_password_file() + " -b " + slapd.suffix() +
                              " -E pr=" + std::to_string(kPage) + "/noprompt ";
  const std::string both =
      sign_in +
      "'(objectClass=inetOrgPerson)' uid cn sn givenName displayName mail employeeNumber title "
      "departmentNumber manager entryUUID createTimestamp >/dev/null && " +
      sign_in +
      "'(objectClass=groupOfNames)' cn description member entryUUID createTimestamp >/dev/null";
  int status = 0;
  const double took = seconds([&] { status = std::system(both.c_str()); });
  if (status != 0) throw std::runtime_error("ldapsearch failed");
  return took;
}

}  // namespace

Numbers part_directory(std::uint32_t persons, const std::string& folder) {
  std::unique_ptr<test::SlapdDirectory> slapd;
  {
    test::SlapdWish wish;
    wish.suffix = kSuffix;
    const BenchTown town = make_town(persons);
    slapd = std::make_unique<test::SlapdDirectory>(wish, ldif_of(town, kSuffix));
  }
  const std::string path = folder + "/directory.db";
  std::vector<double> search, full, read, unchanged, rest, own, server, peak;
  ldapsearch_seconds(*slapd);  // the server's caches are warm for everybody
  for (int round = 0; round < kRounds; ++round) {
    search.push_back(ldapsearch_seconds(*slapd));
    std::filesystem::remove(path);
    const double before = cpu_seconds_of(slapd->pid());
    Numbers first = run_part({"one-pull", slapd->ldaps_url(), slapd->ca_file(), path});
    server.push_back(cpu_seconds_of(slapd->pid()) - before);
    full.push_back(first["read_s"] + first["apply_s"]);
    own.push_back(first["cpu_s"]);
    peak.push_back(first["peak_mib"]);
    Numbers again = run_part({"one-pull", slapd->ldaps_url(), slapd->ca_file(), path});
    read.push_back(again["read_s"]);
    unchanged.push_back(again["read_s"] + again["apply_s"]);
  }
  std::filesystem::remove(path);
  return {{"ldapsearch_s", middle(search)}, {"full_s", middle(full)},
          {"read_s", middle(read)},         {"unchanged_s", middle(unchanged)},
          {"own_cpu_s", middle(own)},       {"server_cpu_s", middle(server)},
          {"pull_peak_mib", middle(peak)}};
}

Numbers part_one_pull(const std::string& url, const std::string& ca_file, const std::string& path) {
  const nlohmann::json values = {
      {"urls", {url}},
      {"ca_file", ca_file},
      {"base_dns", {kSuffix}},
      {"page_size", kPage},
      {"bind",
       {{"user", "cn=reader," + kSuffix},
        {"password_file",
         (std::filesystem::path(ca_file).parent_path() / "reader.password").string()}}}};
  const auto connector =
      must(connectors::make_connector({"kataloget", "ldap", "Kataloget", "/", &values}));
  auto store = must(store::Store::open(path));
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  Numbers numbers;
  std::unique_ptr<core::Pull> pull;
  numbers["read_s"] = seconds([&] {
    pull = std::make_unique<core::Pull>(must(connector->read({now, {}})));
  });
  for (const core::Gap& gap : pull->gaps()) {
    throw std::runtime_error("a pull with gaps measures nothing: " + gap.what + ": " + gap.reason);
  }
  numbers["apply_s"] = seconds([&] {
    must(store.apply(*pull, {"kataloget", "ldap", "Kataloget"}, {}, store::ApplyMode::apply));
  });
  numbers["cpu_s"] = own_cpu_seconds();
  return numbers;
}

}  // namespace rettesnor::bench
