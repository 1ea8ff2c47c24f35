// GUIDs, SIDs, FILETIMEs: from their bytes to the text that people know.
#include "connectors/directory/windows_values.h"

#include <limits>
#include <utility>

#include "connectors/directory/directory_entry.h"
#include "core/number.h"

namespace rettesnor::connectors {
namespace {

constexpr std::int64_t kLastDay = 2'932'896;                  // 9999-12-31
constexpr std::int64_t kFirstTicks = 94'354'848'000'000'000;  // 1900-01-01

}  // namespace

std::optional<std::uint64_t> read_number(std::string_view text) {
  const auto value = core::number_in<std::int64_t>(text);
  return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

MomentSyntax moment_syntax_of(std::string_view attribute) {
  static constexpr std::string_view kDays[] = {"shadowExpire", "shadowLastChange"};
  for (const std::string_view name : kDays) {
    if (same_name(attribute, name)) return MomentSyntax::days;
  }
  return MomentSyntax::by_shape;
}

ToldMoment read_moment(std::string_view value, MomentSyntax syntax) {
  using What = ToldMoment::What;
  const auto told = [](const std::optional<core::Timestamp>& moment) {
    return moment ? ToldMoment{What::moment, *moment} : ToldMoment{};
  };
  if (syntax == MomentSyntax::days) {
    if (value == "-1") return {What::never, {}};
    // shadow(5): 0 is read in two ways, so in none.
    const auto days = core::number_in<std::int64_t>(value, 1, kLastDay);
    return days ? ToldMoment{What::moment, core::Timestamp(core::Days(*days))} : ToldMoment{};
  }
  const auto number = core::number_in<std::int64_t>(value);
  if (!number) return told(core::parse_generalized_time(value));
  if (*number == 0 || *number == std::numeric_limits<std::int64_t>::max()) {
    return {What::never, {}};
  }
  // Before 1900: not a FILETIME, but a number of another kind.
  return *number < kFirstTicks ? ToldMoment{} : told(core::parse_filetime(value));
}

std::optional<Sid> read_sid(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  if (bytes.size() < 12 || byte(0) != 1 || byte(1) == 0 || bytes.size() != 8U + 4U * byte(1)) {
    return std::nullopt;
  }
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < 8; ++i) authority = authority << 8U | byte(i);
  Sid sid{"S-1-" + std::to_string(authority), 0};
  for (std::size_t i = 8; i < bytes.size(); i += 4) {
    const std::uint32_t part = static_cast<std::uint32_t>(byte(i)) |
                               static_cast<std::uint32_t>(byte(i + 1)) << 8U |
                               static_cast<std::uint32_t>(byte(i + 2)) << 16U |
                               static_cast<std::uint32_t>(byte(i + 3)) << 24U;
    if (i + 4 == bytes.size()) {
      sid.rid = part;
    } else {
      sid.domain += "-" + std::to_string(part);
    }
  }
  return sid;
}

std::string name_of_sid(std::string_view sid) {
  static constexpr std::pair<std::string_view, std::string_view> kWellKnown[] = {
      {"S-1-1-0", "Everyone"},
      {"S-1-5-2", "NETWORK"},
      {"S-1-5-4", "INTERACTIVE"},
      {"S-1-5-7", "ANONYMOUS LOGON"},
      {"S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS"},
      {"S-1-5-11", "Authenticated Users"},
      {"S-1-5-15", "This Organization"},
      {"S-1-5-17", "IUSR"},
      {"S-1-5-18", "SYSTEM"}};
  for (const auto& [known, name] : kWellKnown) {
    if (known == sid) return std::string(name);
  }
  return std::string(sid);
}

std::string_view name_of_rid(std::uint32_t rid) {
  switch (rid) {
    case 512:
      return "Domain Admins";
    case 514:
      return "Domain Guests";
    case 518:
      return "Schema Admins";
    case 519:
      return "Enterprise Admins";
    default:
      return {};
  }
}

std::optional<std::string> guid_text(std::string_view bytes) {
  if (bytes.size() != 16) return std::nullopt;
  // The first three parts are stored with their low byte first.
  static constexpr std::uint8_t kOrder[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    const auto byte = static_cast<unsigned char>(bytes[kOrder[i]]);
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace rettesnor::connectors
