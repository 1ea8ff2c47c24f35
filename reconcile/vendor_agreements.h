// Which of a vendor's agreements count, and when.
#pragma once

#include <string_view>
#include <vector>

#include "core/time.h"
#include "policies/policy.h"

namespace rettesnor::reconcile {

/// valid_from and valid_to are both inclusive.
bool is_valid_on(const policies::Agreement& agreement, core::Date day);

/// In the policy's order; confidentiality agreements count for nothing and are left out.
std::vector<const policies::Agreement*> agreements_of(const policies::Policy& policy,
                                                      std::string_view cvr);
/// Data-processing agreements only.
std::vector<const policies::Agreement*> processing_agreements_of(const policies::Policy& policy,
                                                                 std::string_view cvr);
/// Of `agreements`, the one that ends last; then by id. Null when there is none.
const policies::Agreement* latest_of(const std::vector<const policies::Agreement*>& agreements);

}  // namespace rettesnor::reconcile
