// The limits that our own numbers are held against, computed from the same town in the same run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/bench_town.h"
#include "tests/bench/measure.h"

namespace rettesnor::bench {

/// Rows of sorted numbers.
struct Rows {
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> values;
};

/// Account → effective groups, by walking the nesting once per group: the prototype's expansion.
Rows expand_simply(const BenchTown& town);
/// Group → effective accounts.
Rows transpose(const Rows& rows, std::uint32_t columns);
/// Account → groups that its role policy expects or allows.
Rows expected_rows(const BenchTown& town);

/// missing, excess, orphan, SoD, stale by merging sorted arrays on one thread; all materialised.
/// Returns how many answers there were.
std::size_t merge_answers(const BenchTown& town, const Rows& actual, const Rows& by_group,
                          const Rows& expected);

/// The same five answers by fully indexed SQL in `path`; "load_s" and "answers_s".
Numbers sql_answers(const BenchTown& town, const Rows& actual, const Rows& expected,
                    const std::string& path);

}  // namespace rettesnor::bench
