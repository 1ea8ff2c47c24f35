// Decides whether a pull would take away more than a pull may (the breaker).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/history/compare_pull.h"
#include "store/store.h"

namespace rettesnor::store {

/// Of what there were `had`, and which of the two limits says so.
struct Allowance {
  std::int64_t removals = 0;
  enum class By { count, percent } by = By::count;
};

/// What is judged as one list. The floors let a normal day of a small town through: one leaver of a
/// council of five, a person and her unit, one person's handful of memberships.
enum class JudgedList { objects_of_a_class, objects_of_all_classes, memberships };

Allowance allowance(JudgedList what, std::int64_t had, const BreakerLimits& limits);

/// One reason, as core::kept, for every list that loses more than it may; empty = let it through.
core::Result<std::vector<std::string>> breaker_reasons(const Reader& reader, const PullPlan& plan,
                                                       const BreakerLimits& limits);

}  // namespace rettesnor::store
