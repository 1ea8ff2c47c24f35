// How moments, days and absent values stand in rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.h"
#include "store/database.h"

namespace rettesnor::store {

inline std::int64_t seconds_of(core::Timestamp t) {
  return t.time_since_epoch().count();
}
inline core::Timestamp moment_of(std::int64_t seconds) {
  return core::Timestamp{std::chrono::seconds{seconds}};
}
inline std::int64_t number_of(core::Date day) {
  return day.time_since_epoch().count();
}
inline core::Date date_of(std::int64_t days) {
  return core::Date{core::Days{static_cast<core::Days::rep>(days)}};
}
inline std::string text_at(const Statement& row, int column) {
  return std::string(row.bytes(column));
}
inline std::optional<core::Date> day_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return date_of(row.integer(column));
}
inline std::optional<core::Timestamp> moment_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return moment_of(row.integer(column));
}
inline void bind_day(Statement& row, int parameter, std::optional<core::Date> day) {
  if (day) {
    row.bind(parameter, number_of(*day));
  } else {
    row.bind_null(parameter);
  }
}
inline void bind_moment(Statement& row, int parameter, std::optional<core::Timestamp> moment) {
  if (moment) {
    row.bind(parameter, seconds_of(*moment));
  } else {
    row.bind_null(parameter);
  }
}

}  // namespace rettesnor::store
