// The rules for each kind of attribute; a cell that fits none is refused, never guessed.
#include "connectors/rows/csv_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "core/number.h"
#include "core/text.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

/// 0x80–0x9F of windows-1252; 0 where the encoding has no character.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string hex_of(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return std::string("0x") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
}

Result<std::string> utf8_of_windows_1252(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t code = byte;
    if (byte >= 0x80 && byte < 0xA0) code = kWindows1252[byte - 0x80U];
    if (code == 0 && byte != 0) {
      return fail(ErrorKind::corrupt, "byte " + hex_of(byte) + " is no character of windows-1252");
    }
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0U | (code >> 6U));
      out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
      out += static_cast<char>(0xE0U | (code >> 12U));
      out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
      out += static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return out;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

std::string first_invalid_byte(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t length = sequence_length(static_cast<unsigned char>(bytes[at]));
    if (!core::is_valid_utf8(bytes.substr(at, length))) break;
    at += length;
  }
  return at < bytes.size() ? hex_of(static_cast<unsigned char>(bytes[at])) : "at its end";
}

enum class Meaning { text, day, day_or_moment, moment, yes_no, whole_number, status, kind };

Meaning meaning_of(Attribute attribute) {
  switch (attribute) {
    case Attribute::leave_until:
    case Attribute::instructed_at:
      return Meaning::day;
    case Attribute::start:
    case Attribute::end:
      return Meaning::day_or_moment;
    case Attribute::released_at:
    case Attribute::expires:
    case Attribute::created:
    case Attribute::last_used:
    case Attribute::password_set:
    case Attribute::granted_at:
      return Meaning::moment;
    case Attribute::primary:
    case Attribute::enabled:
    case Attribute::password_never_expires:
    case Attribute::password_not_required:
    case Attribute::foreign:
    case Attribute::never_used:
      return Meaning::yes_no;
    case Attribute::last_used_lag_days:
      return Meaning::whole_number;
    case Attribute::status:
      return Meaning::status;
    case Attribute::kind:
      return Meaning::kind;
    default:
      return Meaning::text;
  }
}

auto refuse(Attribute attribute, std::string_view text, const std::string& why) {
  return fail(ErrorKind::invalid_input,
              std::string(core::name_of(attribute)) + " " + quoted(text) + " " + why);
}

std::optional<core::Timestamp> moment_of(std::string_view text, const core::LocalZone& zone) {
  if (const auto moment = core::parse_timestamp(text)) return moment;
  return parse_local_moment(text, zone);
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
  return refuse(attribute, text,
                "is neither yes nor no; use 1/0, ja/nej or a `values` translation");
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
  return refuse(Attribute::status, text,
                "is unknown; translate it with `values` to one of " + joined(kStatuses));
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
  return refuse(Attribute::kind, text,
                "is unknown; translate it with `values` to one of " + joined(known));
}

Result<std::string> whole_number(Attribute attribute, std::string_view text) {
  const auto number = core::number_in<std::int64_t>(text, 0);
  if (!number) return refuse(attribute, text, "is no whole number of days");
  return std::to_string(*number);
}

/// Number of two digits at most, taken from the front; negative when there is none.
int take_number(std::string_view& text) {
  int number = 0;
  const auto limit = std::min<std::size_t>(2, text.size());
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + limit, number);
  if (problem != std::errc() || text.empty() || text[0] == '-') return -1;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

bool take_character(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string quoted(std::string_view text) {
  return "\"" + core::printable(text, 60) + "\"";
}

Result<std::string> cell_text(std::string_view cell, CsvEncoding encoding) {
  if (cell.find('\0') != std::string_view::npos) {
    return fail(ErrorKind::corrupt, "holds a NUL character");
  }
  cell = core::trimmed(cell);
  if (core::is_ascii(cell)) return std::string(cell);
  if (encoding == CsvEncoding::windows_1252) return utf8_of_windows_1252(cell);
  if (core::is_valid_utf8(cell)) return std::string(cell);
  return fail(ErrorKind::corrupt, "is not UTF-8 (byte " + first_invalid_byte(cell) +
                                      "); it looks like a line in latin-1");
}

Result<std::string> canonical_value(Attribute attribute, ObjectClass object_class,
                                    std::string_view text, const core::LocalZone& zone) {
  if (text.empty()) return std::string();
  const Meaning meaning = meaning_of(attribute);
  switch (meaning) {
    case Meaning::text:
      return std::string(text);
    case Meaning::yes_no:
      return yes_or_no(attribute, text);
    case Meaning::whole_number:
      return whole_number(attribute, text);
    case Meaning::status:
      return status_of(text);
    case Meaning::kind:
      return kind_of(object_class, text);
    case Meaning::day:
    case Meaning::day_or_moment:
    case Meaning::moment:
      break;
  }
  if (const auto day = core::parse_date(text)) {
    if (meaning != Meaning::moment) return core::to_iso(*day);
    const bool last = attribute == Attribute::expires;
    return core::to_iso(last ? zone.end_of(*day) : zone.start_of(*day));
  }
  const auto moment = moment_of(text, zone);
  if (!moment) {
    return refuse(attribute, text, "is no date that exists; write it as 2026-11-02 or 02.11.2026");
  }
  if (meaning == Meaning::day) return core::to_iso(zone.date_of(*moment));
  return core::to_iso(*moment);
}

std::optional<core::Timestamp> parse_local_moment(std::string_view text,
                                                  const core::LocalZone& zone) {
  const std::size_t space = text.find_first_of(" T");
  if (space == std::string_view::npos) return std::nullopt;
  const auto day = core::parse_date(text.substr(0, space));
  if (!day) return std::nullopt;
  std::string_view rest = text.substr(space + 1);
  const int hour = take_number(rest);
  if (hour < 0 || hour > 23 || !take_character(rest, ':')) return std::nullopt;
  const int minute = take_number(rest);
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  if (take_character(rest, ':')) {
    second = take_number(rest);
    if (second < 0 || second > 59) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;

  // The day may be 23 or 25 hours long: of the moments nearby take the first whose clock shows it.
  const auto wanted = std::chrono::hours(hour) + std::chrono::minutes(minute);
  const auto shown = [&](core::Timestamp t) {
    const std::string local = zone.show(t);
    return local.substr(0, 10) == core::show(*day) &&
           std::stoi(local.substr(11, 2)) * 60 + std::stoi(local.substr(14, 2)) ==
               std::chrono::duration_cast<std::chrono::minutes>(wanted).count();
  };
  for (const int shift : {-1, 0, 1}) {
    const core::Timestamp t = zone.start_of(*day) + wanted + std::chrono::hours(shift);
    if (shown(t)) return t + std::chrono::seconds(second);
  }
  return std::nullopt;
}

}  // namespace rettesnor::connectors
