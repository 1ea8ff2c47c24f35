// Moments, days and the municipality's clock; the only file that knows the time zone library.
#include "core/time.h"

#include <date/tz.h>

#include <array>
#include <cstdio>
#include <limits>

#include "core/number.h"

namespace rettesnor::core {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Reads exactly `digits` decimal digits at `at`.
std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Date> day(int year, int month, int day_of_month) {
  const std::chrono::year_month_day ymd{std::chrono::year(year),
                                        std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day_of_month))};
  if (!ymd.ok() || year < 1) return std::nullopt;
  return std::chrono::sys_days(ymd);
}

std::optional<Timestamp> moment(std::optional<Date> d, std::optional<int> h, std::optional<int> m,
                                std::optional<int> s) {
  // A leap second (60) is taken as the second before it.
  if (!d || !h || !m || !s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  return Timestamp(*d) + hours(*h) + minutes(*m) + seconds(*s == 60 ? 59 : *s);
}

std::optional<Date> iso_day(std::string_view text) {
  const auto y = number(text, 0, 4);
  const auto m = number(text, 5, 2);
  const auto d = number(text, 8, 2);
  if (!y || !m || !d || text[4] != '-' || text[7] != '-') return std::nullopt;
  return day(*y, *m, *d);
}

/// "Z", "+01:00", "-05:30", "+0100", "+01" → seconds east of UTC.
std::optional<seconds> offset(std::string_view text) {
  if (text == "Z" || text == "z") return seconds(0);
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::size_t minute_at = text.size() > 3 && text[3] == ':' ? 4 : 3;
  const auto h = number(text, 1, 2);
  const auto m = text.size() == 3 ? std::optional(0) : number(text, minute_at, 2);
  if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
  if (text.size() != 3 && text.size() != minute_at + 2) return std::nullopt;
  const seconds east = hours(*h) + minutes(*m);
  return text[0] == '-' ? -east : east;
}

/// Drops ".123" or ",5" from the front.
std::string_view without_fraction(std::string_view text) {
  if (text.empty() || (text[0] != '.' && text[0] != ',')) return text;
  std::size_t end = 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return text.substr(end);
}

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

/// std::chrono's and the library's clocks count alike; only the types of their calendars differ.
date::local_days local_days(Date d) {
  return date::local_days(d.time_since_epoch());
}

}  // namespace

std::string to_iso(Date d) {
  const std::chrono::year_month_day ymd(d);
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return out.data();
}

std::string to_iso(Timestamp t) {
  const Date d = std::chrono::floor<Days>(t);
  const std::chrono::hh_mm_ss time(t - d);
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return to_iso(d) + out.data();
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  const auto local = moment(iso_day(text.substr(0, 10)), number(text, 11, 2), number(text, 14, 2),
                            number(text, 17, 2));
  const auto east = offset(without_fraction(text.substr(19)));
  if (!local || !east) return std::nullopt;
  return *local - *east;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() == 10 && text[4] == '-') return iso_day(text);
  const std::size_t first = text.find_first_of("./-");
  if (first == std::string_view::npos || first == 0 || first > 2) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos || second == first + 1 || second > first + 3 ||
      text.size() != second + 5) {
    return std::nullopt;
  }
  const auto d = number(text, 0, first);
  const auto m = number(text, first + 1, second - first - 1);
  const auto y = number(text, second + 1, 4);
  if (!d || !m || !y) return std::nullopt;
  return day(*y, *m, *d);
}

std::optional<Timestamp> parse_filetime(std::string_view decimal) {
  constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  const auto ticks = number_in<std::int64_t>(decimal, 1, kNever - 1);
  if (!ticks) return std::nullopt;
  constexpr std::int64_t kTicksPerSecond = 10'000'000;
  constexpr std::int64_t kSecondsFrom1601To1970 = 11'644'473'600;
  return Timestamp(seconds(*ticks / kTicksPerSecond - kSecondsFrom1601To1970));
}

std::optional<Timestamp> parse_generalized_time(std::string_view text) {
  const auto y = number(text, 0, 4);
  const auto m = number(text, 4, 2);
  const auto d = number(text, 6, 2);
  if (!y || !m || !d) return std::nullopt;
  const auto hour = number(text, 8, 2);
  std::size_t at = 10;
  std::optional<int> minute = 0;
  std::optional<int> second = 0;
  if (const auto value = number(text, at, 2)) {
    minute = value;
    at += 2;
    if (const auto more = number(text, at, 2)) {
      second = more;
      at += 2;
    }
  }
  const auto local = moment(day(*y, *m, *d), hour, minute, second);
  const auto east = at <= text.size() ? offset(without_fraction(text.substr(at))) : std::nullopt;
  if (!local || !east) return std::nullopt;
  return *local - *east;
}

Result<LocalZone> LocalZone::named(std::string_view name) {
  try {
    return LocalZone(date::locate_zone(std::string(name)));
  } catch (const std::exception&) {
    return fail(ErrorKind::invalid_input, "the time zone \"" + std::string(name) +
                                              "\" is unknown; write it as \"Europe/Copenhagen\"");
  }
}

Date LocalZone::date_of(Timestamp t) const {
  return Date(std::chrono::floor<Days>(zone_of(zone_).to_local(t)).time_since_epoch());
}

Timestamp LocalZone::start_of(Date d) const {
  return zone_of(zone_).to_sys(date::local_seconds(local_days(d)), date::choose::earliest);
}

Timestamp LocalZone::end_of(Date d) const {
  return start_of(d + Days(1)) - seconds(1);
}

std::string LocalZone::show_date(Timestamp t) const {
  return core::show(date_of(t));
}

std::string LocalZone::show(Timestamp t) const {
  const auto local = zone_of(zone_).to_local(t);
  const std::chrono::hh_mm_ss time(local - std::chrono::floor<Days>(local));
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), " %02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return show_date(t) + out.data();
}

std::string show(Date d) {
  const std::chrono::year_month_day ymd(d);
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%02u.%02u.%04d", static_cast<unsigned>(ymd.day()),
                static_cast<unsigned>(ymd.month()), static_cast<int>(ymd.year()));
  return out.data();
}

}  // namespace rettesnor::core
