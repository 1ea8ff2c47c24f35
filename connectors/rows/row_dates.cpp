// Numbers and the signs between them; what fits is decided by the calendar, never by a guess.
#include "connectors/rows/row_dates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "connectors/rows/row_text.h"
#include "core/number.h"
#include "core/result.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using Fit = DateCell::Fit;

constexpr std::size_t kMostDaysKept = 4096;

/// `value` is that of the first nine digits; longer ones are told by their number alone.
struct Number {
  int value = 0;
  std::size_t digits = 0;
};

Number take_digits(std::string_view& text, std::size_t most) {
  Number number;
  while (number.digits < most && number.digits < text.size() &&
         core::is_digit(text[number.digits])) {
    if (number.digits < 9) number.value = number.value * 10 + (text[number.digits] - '0');
    ++number.digits;
  }
  text.remove_prefix(number.digits);
  return number;
}

bool take_sign(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<core::Date> day_of_calendar(int year, int month, int day) {
  if (year < 1800 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return core::Date(date);
}

DateCell nothing() {
  return {Fit::no_date, '\0', {}, {}, {}};
}

DateCell year_first(int year, int month, int day, char separator, std::optional<DateOrder> order) {
  const auto date = day_of_calendar(year, month, day);
  if (!date) return nothing();
  const Fit fit = order == DateOrder::excel_serial ? Fit::other : Fit::certain;
  return {fit, separator, *date, {}, {}};
}

/// a/b/year.
DateCell year_last(int a, int b, int year, char separator, std::optional<DateOrder> order) {
  const auto day_month = day_of_calendar(year, b, a);
  const auto month_day = day_of_calendar(year, a, b);
  const bool month_first = order == DateOrder::month_day_year;
  const auto& wanted = month_first ? month_day : day_month;
  const auto& another = month_first ? day_month : month_day;
  if (!wanted && !another) return nothing();
  const bool fits_order = !order || month_first || order == DateOrder::day_month_year;
  if (!wanted || !fits_order) return {Fit::other, separator, wanted ? *wanted : *another, {}, {}};
  const bool either = another && *another != *wanted;
  return {either ? Fit::either : Fit::certain, separator, *wanted, {}, {}};
}

/// 20261102, or 02112026 where the settings say so.
DateCell eight_digits(std::string_view digits, std::optional<DateOrder> order) {
  const auto number = [&](std::size_t at, std::size_t size) {
    std::string_view part = digits.substr(at, size);
    return take_digits(part, size).value;
  };
  if (order == DateOrder::day_month_year || order == DateOrder::month_day_year) {
    const auto year_before = day_of_calendar(number(0, 4), number(4, 2), number(6, 2));
    DateCell cell = year_last(number(0, 2), number(2, 2), number(4, 4), '\0', order);
    if (cell.fit == Fit::no_date && year_before) return {Fit::certain, '\0', *year_before, {}, {}};
    return cell;
  }
  return year_first(number(0, 4), number(4, 2), number(6, 2), '\0', order);
}

DateCell excel_serial(std::string_view text) {
  const std::size_t dot = text.find_first_of(",.");
  const auto days = core::number_in<std::int64_t>(text.substr(0, dot), 1);
  if (!days || *days > 2'958'465) return nothing();
  constexpr core::Date kFirst = std::chrono::year(1899) / 12 / 30;
  DateCell cell{Fit::certain, '\0', kFirst + std::chrono::days(*days), {}, {}};
  if (dot == std::string_view::npos) return cell;
  double fraction = 0;
  double weight = 0.1;
  for (const char c : text.substr(dot + 1)) {
    if (!core::is_digit(c)) return nothing();
    fraction += (c - '0') * weight;
    weight /= 10;
  }
  const auto seconds = static_cast<std::int64_t>(std::llround(fraction * 86'400));
  cell.clock = std::chrono::seconds(std::min<std::int64_t>(seconds, 86'399));
  return cell;
}

enum class Clock { absent, wrong, told };

/// "", " 17:00", "T17:00:00.000+01:00", " 00.00.00", " 12:00:00 AM".
Clock take_clock(std::string_view text, DateCell& cell) {
  if (text.empty()) return Clock::absent;
  if (!take_sign(text, 'T') && !take_sign(text, ' ')) return Clock::wrong;
  while (take_sign(text, ' ')) {
  }
  Number hour = take_digits(text, 2);
  if (hour.digits == 0 || text.empty() || (text[0] != ':' && text[0] != '.')) return Clock::wrong;
  const char separator = text[0];
  text.remove_prefix(1);
  const Number minute = take_digits(text, 2);
  if (minute.digits != 2) return Clock::wrong;
  Number second;
  if (take_sign(text, separator)) {
    second = take_digits(text, 2);
    if (second.digits != 2) return Clock::wrong;
    if (take_sign(text, '.') || take_sign(text, ',')) {
      if (take_digits(text, 9).digits == 0) return Clock::wrong;
    }
  }
  if (text.ends_with("AM") || text.ends_with("PM") || text.ends_with("am") ||
      text.ends_with("pm")) {
    if (hour.value < 1 || hour.value > 12) return Clock::wrong;
    const bool afternoon = core::lower_ascii(text[text.size() - 2]) == 'p';
    hour.value = hour.value % 12 + (afternoon ? 12 : 0);
    text = core::trimmed(text.substr(0, text.size() - 2));
  }
  if (hour.value > 23 || minute.value > 59 || second.value > 59) return Clock::wrong;
  cell.clock = std::chrono::hours(hour.value) + std::chrono::minutes(minute.value) +
               std::chrono::seconds(second.value);
  take_sign(text, ' ');
  if (text.empty()) return Clock::told;
  std::chrono::minutes offset{0};
  if (text != "Z") {
    const bool east = text[0] == '+';
    if (!east && text[0] != '-') return Clock::wrong;
    text.remove_prefix(1);
    const Number hours = take_digits(text, 2);
    take_sign(text, ':');
    const Number minutes = text.empty() ? Number{0, 2} : take_digits(text, 2);
    if (hours.digits != 2 || minutes.digits != 2 || !text.empty() || hours.value > 14 ||
        minutes.value > 59) {
      return Clock::wrong;
    }
    offset = std::chrono::hours(hours.value) + std::chrono::minutes(minutes.value);
    if (!east) offset = -offset;
  }
  cell.moment = core::Timestamp(cell.day) + *cell.clock - offset;
  return Clock::told;
}

bool is_separator(char c) {
  return c == '-' || c == '.' || c == '/';
}

/// The day at the front of `text`, which is left with what follows it.
DateCell take_day(std::string_view& text, std::optional<DateOrder> order) {
  const std::string_view whole = text;
  const Number first = take_digits(text, 14);
  if ((first.digits == 8 || first.digits == 14) && (text.empty() || !is_separator(text[0]))) {
    DateCell cell = eight_digits(whole.substr(0, 8), order);
    if (first.digits == 8 || cell.fit == Fit::no_date) return cell;
    std::string_view rest = whole.substr(8, 6);
    const int hour = take_digits(rest, 2).value;
    const int minute = take_digits(rest, 2).value;
    const int second = take_digits(rest, 2).value;
    if (hour > 23 || minute > 59 || second > 59) return nothing();
    cell.clock =
        std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
    return cell;
  }
  if (text.empty() || !is_separator(text[0])) return nothing();
  const char separator = text[0];
  text.remove_prefix(1);
  const Number second = take_digits(text, 2);
  if (second.digits == 0 || !take_sign(text, separator)) return nothing();
  const Number third = take_digits(text, 4);
  if (first.digits == 4 && (third.digits == 1 || third.digits == 2)) {
    return year_first(first.value, second.value, third.value, separator, order);
  }
  if (first.digits == 0 || first.digits > 2 || third.digits == 0) return nothing();
  if (third.digits < 4) {
    DateCell cell = nothing();
    if (third.digits == 2) cell.fit = Fit::short_year;
    return cell;
  }
  return year_last(first.value, second.value, third.value, separator, order);
}

}  // namespace

std::optional<DateOrder> date_order_named(std::string_view text) {
  if (text == "excel") return DateOrder::excel_serial;
  std::string letters;
  for (const char c : text) {
    const char lower = core::lower_ascii(c);
    const bool of_clock = c == 'H' || c == 'h' || c == 's' || c == 'S' || c == 'f' || c == 'T' ||
                          (c == 'm' && letters.size() == 3);
    if (of_clock) continue;
    if (lower == 'd' || lower == 'm' || lower == 'y') {
      if (letters.find(lower) == std::string::npos) letters += lower;
    } else if (core::is_letter_or_digit(c) || !core::is_ascii(c)) {
      return std::nullopt;
    }
  }
  if (letters == "dmy") return DateOrder::day_month_year;
  if (letters == "mdy") return DateOrder::month_day_year;
  if (letters == "ymd") return DateOrder::year_month_day;
  return std::nullopt;
}

DateCell read_date(std::string_view text, std::optional<DateOrder> order) {
  if (order == DateOrder::excel_serial) {
    DateCell cell = excel_serial(text);
    if (cell.fit != Fit::no_date) return cell;
  }
  std::string_view rest = text;
  DateCell cell = take_day(rest, order);
  if (cell.fit == Fit::no_date || cell.fit == Fit::short_year || cell.clock) {
    if (cell.clock && !rest.empty()) return nothing();
    return cell;
  }
  return take_clock(rest, cell) == Clock::wrong ? nothing() : cell;
}

void DateColumn::keep_first(Seen& seen, std::string_view text, std::int64_t place) {
  if (seen.place == 0) seen = {place, std::string(text)};
}

void DateColumn::note(const DateCell& cell, std::string_view text, std::int64_t place) {
  const bool slashed = cell.separator == '/';
  if (cell.fit == Fit::other) keep_first(other_, text, place);
  if (cell.fit == Fit::either && slashed) keep_first(slashed_either_, text, place);
  // A day and month of one number, or the year first, say nothing about the order.
  const bool year_last = cell.separator != '\0' && text.find(cell.separator) <= 2;
  const std::chrono::year_month_day day(cell.day);
  const bool tells = cell.fit == Fit::certain && year_last &&
                     static_cast<unsigned>(day.day()) != static_cast<unsigned>(day.month());
  if (tells) keep_first(fits_, text, place);
  if (tells && slashed) keep_first(slashed_fits_, text, place);
}

std::string DateColumn::doubt(const std::string& column) const {
  if (other_.place != 0) {
    core::ErrorValues values{{"column", column},
                             {"line", std::to_string(other_.place)},
                             {"value", in_quotes(other_.text)}};
    if (fits_.place == 0) return core::kept(core::ErrorCode{"date_order_odd"}, std::move(values));
    values["other_line"] = std::to_string(fits_.place);
    values["other_value"] = in_quotes(fits_.text);
    return core::kept(core::ErrorCode{"date_order_two"}, std::move(values));
  }
  if (!declared_ && slashed_either_.place != 0 && slashed_fits_.place == 0) {
    return core::kept(core::ErrorCode{"date_order_untold"},
                      {{"column", column},
                       {"line", std::to_string(slashed_either_.place)},
                       {"value", in_quotes(slashed_either_.text)}});
  }
  return {};
}

const LocalClock::Day& LocalClock::day(core::Date date) {
  const auto found = days_.find(date);
  if (found != days_.end()) return found->second;
  if (days_.size() >= kMostDaysKept) days_.clear();
  return days_.emplace(date, Day{zone_.start_of(date), zone_.end_of(date)}).first->second;
}

core::Timestamp LocalClock::start_of(core::Date date) {
  return day(date).start;
}

core::Timestamp LocalClock::end_of(core::Date date) {
  return day(date).end;
}

std::optional<core::Timestamp> LocalClock::moment(core::Date date, std::chrono::seconds clock) {
  const Day& local = day(date);
  if (local.end - local.start == std::chrono::hours(24) - std::chrono::seconds(1)) {
    return local.start + clock;
  }
  // 23 or 25 hours long: of the moments nearby the first whose clock shows it.
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(clock).count();
  for (const int shift : {-1, 0, 1}) {
    const core::Timestamp t = local.start + clock + std::chrono::hours(shift);
    const std::string shown = zone_.show(t);
    if (shown.substr(0, 10) == core::show(date) &&
        std::stoi(shown.substr(11, 2)) * 60 + std::stoi(shown.substr(14, 2)) == minutes) {
      return t;
    }
  }
  return std::nullopt;
}

}  // namespace rettesnor::connectors
