// Months and years as people count them in deadlines.
#pragma once

#include "core/time.h"

namespace rettesnor::reconcile {

/// The same day of the month `months` later, or the last day of that month when it is shorter.
core::Date months_later(core::Date day, int months);

}  // namespace rettesnor::reconcile
