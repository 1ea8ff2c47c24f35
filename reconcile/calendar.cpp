// Counts months on the calendar, not in days.
#include "reconcile/calendar.h"

namespace rettesnor::reconcile {

core::Date months_later(core::Date day, int months) {
  using namespace std::chrono;
  const year_month_day start(day);
  const year_month_day moved = start + std::chrono::months(months);
  if (moved.ok()) return moved;
  return year_month_day_last(moved.year(), month_day_last(moved.month()));
}

}  // namespace rettesnor::reconcile
