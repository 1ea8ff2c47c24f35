// Binary and numeric values as Windows writes them into a directory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace rettesnor::connectors {

// userAccountControl, [MS-ADTS] 2.2.16.
constexpr std::uint64_t kAccountDisabled = 0x2;
constexpr std::uint64_t kTrustOrComputerAccount = 0x800 | 0x1000 | 0x2000;

/// A security identifier ([MS-DTYP] 2.4.2), split where the domain ends.
struct Sid {
  std::string domain;  ///< "S-1-5-21-…" without the last number
  std::uint32_t rid;
  std::string text() const { return domain + "-" + std::to_string(rid); }
};
std::optional<Sid> read_sid(std::string_view bytes);
/// "Authenticated Users" for S-1-5-11 and its kin; the SID itself when it is not one of the few.
std::string name_of_sid(std::string_view sid);
/// "Domain Admins" for 512; empty when the number is of no fixed group.
std::string_view name_of_rid(std::uint32_t rid);

/// 16 bytes as Windows writes a GUID ([MS-DTYP] 2.3.4.2): "6f0c…-…", lower-case.
std::optional<std::string> guid_text(std::string_view bytes);

/// A whole decimal number and nothing else; a negative one wraps, as bit fields are told.
std::optional<std::uint64_t> read_number(std::string_view text);

/// How an attribute tells a moment.
enum class MomentSyntax : std::uint8_t {
  by_shape,  ///< FILETIME ("accountExpires") or GeneralizedTime with Z or an offset ("whenCreated")
  days,      ///< days since 1970-01-01 ("shadowExpire", shadow(5))
};
MomentSyntax moment_syntax_of(std::string_view attribute);

struct ToldMoment {
  enum class What : std::uint8_t {
    moment,
    never,       ///< the attribute's own word for it: 0, 2^63-1, -1
    unreadable,  ///< something else: it tells nothing
  } what = What::unreadable;
  core::Timestamp moment{};
};
ToldMoment read_moment(std::string_view value, MomentSyntax syntax = MomentSyntax::by_shape);

}  // namespace rettesnor::connectors
