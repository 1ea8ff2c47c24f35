// Days, moments and numbers from the text of records.
#include "reconcile/read_fields.h"

#include <charconv>

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

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace rettesnor::reconcile
