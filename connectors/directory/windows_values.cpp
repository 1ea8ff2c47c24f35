// GUIDs, SIDs, FILETIMEs: from their bytes to the text that people know.
#include "connectors/directory/windows_values.h"

#include <utility>

#include "core/number.h"

namespace rettesnor::connectors {

std::optional<std::uint64_t> read_number(std::string_view text) {
  const auto value = core::number_in<std::int64_t>(text);
  return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

std::optional<core::Timestamp> read_moment(std::string_view value) {
  if (value.ends_with('Z') || value.find('.') != std::string_view::npos) {
    return core::parse_generalized_time(value);
  }
  return core::parse_filetime(value);
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
