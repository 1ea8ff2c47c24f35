// A municipality for measuring reviews: so many leaders, each with one employee who has so many
// rights.
#pragma once

#include <cstdint>
#include <string>

#include "policies/policy.h"
#include "store/store.h"

namespace rettesnor::bench {

struct ReviewTown {
  std::uint32_t leaders;
  std::uint32_t rights;  ///< of each leader's employee
};

/// The personnel system and a directory, applied to `store`.
void fill(store::Store& store, const ReviewTown& town, core::Timestamp when);
/// Person 0 is the review administrator and the leader above all.
policies::Policy policy_of(const ReviewTown& town);

std::string leader_key(std::uint32_t leader);    ///< "Personale/…"; 0 is the administrator
std::string employee_key(std::uint32_t leader);  ///< the employee of leader 1…

}  // namespace rettesnor::bench
