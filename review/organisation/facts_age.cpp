// Looks for the oldest moment that a source tells of.
#include "review/organisation/facts_age.h"

#include <algorithm>

#include "reconcile/freshness.h"
#include "review/organisation/moment.h"

namespace rettesnor::review {

DataAge age_of_data(const Moment* moment) {
  const bool is_read =
      moment != nullptr && std::ranges::any_of(moment->snapshot.sources, [](const auto& each) {
        return each.last_applied.has_value();
      });
  if (!is_read) return {};
  const auto oldest = reconcile::oldest_data(moment->snapshot);
  return oldest ? DataAge{DataAge::Known::from, *oldest} : DataAge{DataAge::Known::unknown, {}};
}

}  // namespace rettesnor::review
