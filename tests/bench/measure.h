// Measuring: medians of repeated runs, peak memory of a child process, results as named numbers.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rettesnor::bench {

/// The median of what was measured.
inline double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Median wall time in seconds of `runs` calls.
template <class Work>
double median_seconds(int runs, Work work) {
  std::vector<double> took;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    took.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return middle(std::move(took));
}

template <class Work>
double seconds(Work work) {
  return median_seconds(1, work);
}

/// User and system time of this process so far, in seconds.
double own_cpu_seconds();
/// The same of another process, from /proc; 0 when it is gone.
double cpu_seconds_of(int pid);
double own_peak_mib();

/// What one part measured, by name ("merge_s", "peak_mib").
using Numbers = std::map<std::string, double>;

/// Runs a part of this program in a process of its own, so that its peak memory is its own; adds
/// "peak_mib". Stops the program with the part's output when the part fails.
Numbers run_part(const std::vector<std::string>& arguments);
/// How a part hands its numbers over: one "name value" line each on standard output.
void hand_over(const Numbers& numbers);

/// Keeps the optimizer from removing work whose result nobody reads.
void keep(std::uint64_t value);

}  // namespace rettesnor::bench
