// Keeps which right each name of the policy means, once it is met in a reading.
#pragma once

#include "core/result.h"
#include "policies/policy.h"
#include "store/store.h"

namespace rettesnor::service {

/// Binds what waits and is met, with one event; reads history only when a name waits.
core::Result<void> bind_names(store::Store& store, const policies::Policy& policy,
                              core::Timestamp now);

}  // namespace rettesnor::service
