// Parts of the bench that need no server: store, graph, comparison, checks, end to end.
#include <filesystem>
#include <iostream>

#include "reconcile/access_graph.h"
#include "reconcile/checks.h"
#include "reconcile/expected_access.h"
#include "store/store.h"
#include "tests/bench/bench_moment.h"
#include "tests/bench/limits.h"
#include "tests/bench/parts.h"

namespace rettesnor::bench {
namespace {

std::size_t five_answers(const reconcile::AccessGraph& graph) {
  const auto expected = reconcile::compare_with_policy(graph);
  std::size_t count = expected.missing.size();
  using reconcile::Verdict;
  expected.each({Verdict::extra, Verdict::unexplained},
                [&](const reconcile::Standing&) { ++count; });
  const reconcile::CheckInput input{graph, expected};
  for (const auto& check : reconcile::all_checks()) {
    if (check.code != "ACC_ORPHAN" && check.code != "ACC_DORMANT" &&
        check.code != "SOD_ENTITLEMENT")
      continue;
    core::Finding blank{};
    blank.code = std::string(check.code);
    blank.severity = check.severity;
    count += check.run(input, blank).size();
  }
  return count;
}

}  // namespace

/// Makes the store of a size: both pulls applied. "apply_s", "bytes_a_membership".
Numbers part_prepare(std::uint32_t persons, const std::string& path) {
  std::filesystem::remove(path);
  const BenchTown town = make_town(persons);
  Numbers numbers;
  {
    auto store = must(store::Store::open(path));
    const auto hr = personnel_pull(town, kNow);
    must(store.apply(hr, {"hr", "csv", "Personale"}, {}, store::ApplyMode::apply));
    const auto before = std::filesystem::file_size(path);
    const auto directory = directory_pull(town, kNow);
    numbers["apply_s"] = seconds([&] {
      must(store.apply(directory, {"kataloget", "ldap", "Kataloget"}, {}, store::ApplyMode::apply));
    });
    numbers["directory_bytes"] = static_cast<double>(std::filesystem::file_size(path) - before);
    const auto again = directory_pull(town, kNow + std::chrono::hours(24));
    const auto size = std::filesystem::file_size(path);
    numbers["apply_unchanged_s"] = seconds([&] {
      must(store.apply(again, {"kataloget", "ldap", "Kataloget"}, {}, store::ApplyMode::apply));
    });
    numbers["unchanged_grew_bytes"] = static_cast<double>(std::filesystem::file_size(path) - size);
  }
  // What the memberships alone cost: the same town without any.
  BenchTown bare = town;
  for (auto& list : bare.members) list.clear();
  for (auto& list : bare.nested) list.clear();
  const std::string bare_path = path + ".bare";
  std::filesystem::remove(bare_path);
  {
    auto store = must(store::Store::open(bare_path));
    const auto hr = personnel_pull(bare, kNow);
    must(store.apply(hr, {"hr", "csv", "Personale"}, {}, store::ApplyMode::apply));
    const auto directory = directory_pull(bare, kNow);
    must(store.apply(directory, {"kataloget", "ldap", "Kataloget"}, {}, store::ApplyMode::apply));
  }
  numbers["bytes_a_membership"] = (static_cast<double>(std::filesystem::file_size(path)) -
                                   static_cast<double>(std::filesystem::file_size(bare_path))) /
                                  static_cast<double>(town.memberships());
  std::filesystem::remove(bare_path);
  numbers["memberships"] = static_cast<double>(town.memberships());
  return numbers;
}

/// The limit: "merge_s", "expand_s" and how much there is.
Numbers part_merge(std::uint32_t persons) {
  const BenchTown town = make_town(persons);
  Rows actual;
  Numbers numbers;
  numbers["expand_s"] = median_seconds(3, [&] { actual = expand_simply(town); });
  const Rows by_group = transpose(actual, town.groups);
  const Rows expected = expected_rows(town);
  std::size_t answers = 0;
  numbers["merge_s"] =
      median_seconds(7, [&] { keep(answers = merge_answers(town, actual, by_group, expected)); });
  numbers["answers"] = static_cast<double>(answers);
  numbers["effective"] = static_cast<double>(actual.values.size());
  return numbers;
}

Numbers part_sql(std::uint32_t persons, const std::string& path) {
  const BenchTown town = make_town(persons);
  const Rows actual = expand_simply(town);
  Numbers numbers = sql_answers(town, actual, expected_rows(town), path);
  std::filesystem::remove(path);
  return numbers;
}

/// Closed database → findings stored, each step timed.
Numbers part_end_to_end(std::uint32_t persons, const std::string& path) {
  const auto policy = policy_of(make_town(persons));
  Numbers numbers;
  const auto start = std::chrono::steady_clock::now();
  auto lap = [&, before = start](const char* name) mutable {
    const auto now = std::chrono::steady_clock::now();
    numbers[name] = std::chrono::duration<double>(now - before).count();
    before = now;
  };
  auto store = must(store::Store::open(path));
  const auto snapshot = must(store.latest());
  lap("snapshot_s");
  const auto graph = reconcile::build_access_graph(snapshot, policy, zone(), kNow);
  lap("graph_s");
  const auto expected = reconcile::compare_with_policy(graph);
  lap("compare_s");
  const auto findings = reconcile::run_checks({graph, expected});
  lap("checks_s");
  must(store.track(findings, kNow));
  lap("track_s");
  numbers["end_to_end_s"] =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  numbers["findings"] = static_cast<double>(findings.size());
  double effective = 0;
  for (core::Index e = 0; e < graph.effective_accounts.rows(); ++e) {
    effective += static_cast<double>(graph.effective_accounts[e].size());
  }
  numbers["effective"] = effective;
  return numbers;
}

/// The five answers, and all checks, on a graph that stands.
Numbers part_answers(std::uint32_t persons, const std::string& path) {
  const auto policy = policy_of(make_town(persons));
  auto store = must(store::Store::open(path));
  const auto snapshot = must(store.latest());
  const auto graph = reconcile::build_access_graph(snapshot, policy, zone(), kNow);
  Numbers numbers;
  numbers["five_s"] = median_seconds(3, [&] { keep(five_answers(graph)); });
  numbers["all_checks_s"] = median_seconds(3, [&] {
    const auto expected = reconcile::compare_with_policy(graph);
    keep(reconcile::run_checks({graph, expected}).size());
  });
  return numbers;
}

}  // namespace rettesnor::bench
