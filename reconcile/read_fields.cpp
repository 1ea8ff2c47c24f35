// Days, moments and numbers from the text of records.
#include "reconcile/read_fields.h"

namespace rettesnor::reconcile {

std::optional<Date> day_of(std::string_view text, const core::LocalZone& zone) {
  if (text.empty()) return std::nullopt;
  if (const auto day = core::parse_date(text)) return day;
  if (const auto moment = core::parse_timestamp(text)) return zone.date_of(*moment);
  return std::nullopt;
}

std::optional<Timestamp> moment_of(std::string_view text, const core::LocalZone& zone) {
  if (text.empty()) return std::nullopt;
  if (const auto moment = core::parse_timestamp(text)) return moment;
  if (const auto day = core::parse_date(text)) return zone.start_of(*day);
  return std::nullopt;
}

std::optional<Timestamp> last_moment_of(std::string_view text, const core::LocalZone& zone) {
  if (text.empty()) return std::nullopt;
  if (const auto moment = core::parse_timestamp(text)) return moment;
  if (const auto day = core::parse_date(text)) return zone.end_of(*day);
  return std::nullopt;
}

}  // namespace rettesnor::reconcile
