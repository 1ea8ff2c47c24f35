// The rules for each kind of attribute; a cell that fits none is refused, never guessed.
#include "connectors/rows/row_values.h"

#include <algorithm>
#include <array>
#include <span>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_text.h"
#include "core/number.h"
#include "core/text.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

auto refuse_value(ErrorCode why, Attribute attribute, std::string_view text,
                  core::ErrorValues more = {}) {
  more.emplace("attribute", core::name_of(attribute));
  more.emplace("value", in_quotes(text));
  return fail(ErrorKind::invalid_input, std::move(why), std::move(more));
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

Result<std::string> yes_or_no(Attribute attribute, std::string_view text) {
  static constexpr std::array<std::string_view, 8> kYes = {"1", "ja",   "j",    "yes",
                                                           "y", "true", "sand", "sandt"};
  static constexpr std::array<std::string_view, 7> kNo = {"0",     "nej",   "n",     "no",
                                                          "false", "falsk", "falskt"};
  const std::string word = core::fold(text);
  if (std::ranges::find(kYes, word) != kYes.end()) return std::string("1");
  if (std::ranges::find(kNo, word) != kNo.end()) return std::string("0");
  return refuse_value(ErrorCode{"value_no_yes_or_no"}, attribute, text);
}

Result<std::string> status_of(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kStatuses = {
      "AKTIV", "ORLOV", "LANGTIDSSYG", "FRITSTILLET", "FRATRAADT", "DOED", "FREMTIDIG"};
  const std::string word = core::fold(text);
  if (word == core::fold("FRATRÅDT")) return std::string("FRATRAADT");
  if (word == core::fold("DØD")) return std::string("DOED");
  for (const auto status : kStatuses) {
    if (core::fold(status) == word) return std::string(status);
  }
  return refuse_value(ErrorCode{"value_unknown"}, Attribute::status, text,
                      {{"known", joined(kStatuses)}});
}

Result<std::string> kind_of(ObjectClass object_class, std::string_view text) {
  static constexpr std::array<std::string_view, 5> kEntitlement = {"group", "distribution", "role",
                                                                   "job_role", "bundle"};
  static constexpr std::array<std::string_view, 3> kEngagement = {"vendor", "partner", "other"};
  static constexpr std::array<std::string_view, 6> kPerson = {
      "employee", "council_member", "other_elected", "partner", "vendor", "other_network_user"};
  std::span<const std::string_view> known;
  switch (object_class) {
    case ObjectClass::account:
      known = policies::kAccountKinds;
      break;
    case ObjectClass::entitlement:
      known = kEntitlement;
      break;
    case ObjectClass::engagement:
      known = kEngagement;
      break;
    case ObjectClass::person:
      known = kPerson;
      break;
    default:
      return std::string(text);
  }
  const std::string word = core::fold(text);
  if (std::ranges::find(known, word) != known.end()) return word;
  return refuse_value(ErrorCode{"value_unknown"}, Attribute::kind, text,
                      {{"known", joined(known)}});
}

Result<std::string> whole_number(Attribute attribute, std::string_view text) {
  const auto number = core::number_in<std::int64_t>(text, 0);
  if (!number) return refuse_value(ErrorCode{"value_no_number"}, attribute, text);
  return std::to_string(*number);
}

/// "12 34 56 74", "DK12345674" → "12345674"; what is no CVR number stays as it is.
std::string vendor_of(std::string_view text) {
  std::string digits;
  std::string_view rest = text;
  if (rest.size() > 2 && core::lower_ascii(rest.substr(0, 2)) == "dk") rest.remove_prefix(2);
  for (const char c : rest) {
    if (core::is_digit(c)) {
      digits += c;
    } else if (c != ' ' && c != '-' && c != '.') {
      return std::string(text);
    }
  }
  return digits.size() == 8 ? digits : std::string(text);
}

}  // namespace

Result<std::string> canonical_word(Attribute attribute, ObjectClass object_class,
                                   std::string_view text) {
  if (text.empty()) return std::string();
  switch (value_kind(attribute)) {
    case ValueKind::yes_no:
      return yes_or_no(attribute, text);
    case ValueKind::whole_number:
      return whole_number(attribute, text);
    case ValueKind::status:
      return status_of(text);
    case ValueKind::kind:
      return kind_of(object_class, text);
    case ValueKind::vendor:
      return vendor_of(text);
    default:
      return std::string(text);
  }
}

Result<std::string> canonical_date(Attribute attribute, const DateCell& cell, std::string_view text,
                                   LocalClock& clock) {
  if (cell.fit == DateCell::Fit::short_year) {
    return refuse_value(ErrorCode{"date_short_year"}, attribute, text);
  }
  if (cell.fit == DateCell::Fit::no_date) {
    return refuse_value(ErrorCode{"date_unknown"}, attribute, text);
  }
  const int year = static_cast<int>(std::chrono::year_month_day(cell.day).year());
  const bool is_end = attribute == Attribute::end || attribute == Attribute::expires ||
                      attribute == Attribute::leave_until;
  if (year == 9999 && is_end) return std::string();
  const ValueKind kind = value_kind(attribute);
  const bool midnight = cell.clock && cell.clock->count() == 0 && !cell.moment;
  if (!cell.clock || (midnight && kind == ValueKind::day_or_moment)) {
    if (kind != ValueKind::moment) return core::to_iso(cell.day);
    const bool last = attribute == Attribute::expires;
    return core::to_iso(last ? clock.end_of(cell.day) : clock.start_of(cell.day));
  }
  const auto moment = cell.moment ? cell.moment : clock.moment(cell.day, *cell.clock);
  if (!moment) return refuse_value(ErrorCode{"date_skipped_hour"}, attribute, text);
  if (kind == ValueKind::day) return core::to_iso(clock.date_of(*moment));
  return core::to_iso(*moment);
}

Result<std::string> canonical_value(Attribute attribute, ObjectClass object_class,
                                    std::string_view text, LocalClock& clock) {
  if (text.empty() || !is_date(value_kind(attribute))) {
    return canonical_word(attribute, object_class, text);
  }
  return canonical_date(attribute, read_date(text, std::nullopt), text, clock);
}

}  // namespace rettesnor::connectors
