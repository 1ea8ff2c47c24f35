// Dates as spreadsheets and databases write them, in one order for a whole column.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace rettesnor::connectors {

enum class DateOrder : std::uint8_t {
  day_month_year,
  month_day_year,
  year_month_day,
  excel_serial,  ///< days since 1899-12-30, with a fraction
};

/// "dmy", "mdy", "ymd", "excel", or a pattern whose letters d, M, y stand in that order
/// ("dd.MM.yyyy", "yyyyMMdd"); empty for anything else.
std::optional<DateOrder> date_order_named(std::string_view text);

struct DateCell {
  enum class Fit : std::uint8_t {
    no_date,     ///< none that exists
    short_year,  ///< a year of two digits: refused, its century is a guess
    certain,     ///< can be read in the column's order, and in no other as another day
    either,      ///< day and month may be changed about
    other,       ///< a date, but not in the column's order; read in the order that fits
  } fit;
  char separator;  ///< between day and month; NUL without one
  core::Date day;
  std::optional<std::chrono::seconds> clock;  ///< time of day, when it is told
  std::optional<core::Timestamp> moment;      ///< when an offset is told too
};

/// `order`: what the settings declare; without it the day comes before the month. Year first is
/// read in every order but excel_serial, since it is the same day in each.
DateCell read_date(std::string_view text, std::optional<DateOrder> order);

/// What the cells of one column said about its order.
class DateColumn {
 public:
  explicit DateColumn(std::optional<DateOrder> declared = std::nullopt) : declared_(declared) {}

  std::optional<DateOrder> declared() const { return declared_; }
  void note(const DateCell& cell, std::string_view text, std::int64_t place);

  /// Why none of the column's values is to be believed (core::kept, without its name); empty when
  /// they are.
  std::string doubt(const std::string& column) const;

 private:
  struct Seen {
    std::int64_t place = 0;
    std::string text;
  };
  static void keep_first(Seen& seen, std::string_view text, std::int64_t place);

  std::optional<DateOrder> declared_;
  Seen other_;
  Seen fits_;  // in the column's order alone
  Seen slashed_either_;
  Seen slashed_fits_;
};

/// Moments of a local clock, fast for many moments of the same days.
class LocalClock {
 public:
  explicit LocalClock(core::LocalZone zone) : zone_(zone) {}
  /// Of an hour that comes twice, the first; empty for one that the clock skipped.
  std::optional<core::Timestamp> moment(core::Date day, std::chrono::seconds clock);
  core::Timestamp start_of(core::Date day);
  core::Timestamp end_of(core::Date day);
  core::Date date_of(core::Timestamp t) const { return zone_.date_of(t); }

 private:
  struct Day {
    core::Timestamp start;
    core::Timestamp end;
  };
  const Day& day(core::Date day);

  core::LocalZone zone_;
  std::map<core::Date, Day> days_;
};

}  // namespace rettesnor::connectors
