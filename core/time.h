// Time as the product uses it: UTC seconds, calendar days, and the municipality's local clock.
//
// Time is always an argument below cli/. Local time exists on screens and in deadlines only: a
// deadline or a "valid to" day lasts until the end of that local day (policy.md P18, trust.md
// B3.4).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::core {

using Timestamp = std::chrono::sys_seconds;  ///< UTC, whole seconds.
using Date = std::chrono::sys_days;          ///< A calendar day, without a zone.
using Days = std::chrono::days;

/// "2026-11-02T07:00:00Z". The only spelling of a moment inside records, the store and JSON.
std::string to_iso(Timestamp t);
/// "2026-11-02".
std::string to_iso(Date d);
/// Exactly the spelling of to_iso(Timestamp), or with an offset ("…+01:00"). Empty on anything
/// else.
std::optional<Timestamp> parse_timestamp(std::string_view text);
/// "2026-11-02" or "02.11.2026" (also "2-11-2026", "2/11/2026"); a day that does not exist is
/// empty.
std::optional<Date> parse_date(std::string_view text);
/// Windows FILETIME (100 ns since 1601-01-01 UTC, [MS-ADTS] 2.2.7), as decimal text. 0 and
/// 0x7FFFFFFFFFFFFFFF mean "never" for accountExpires: both are empty here, as is nonsense.
std::optional<Timestamp> parse_filetime(std::string_view decimal);
/// LDAP GeneralizedTime (RFC 4517 3.3.13) "20261102070000Z" / "20261102070000.0Z".
std::optional<Timestamp> parse_generalized_time(std::string_view text);

/// The municipality's zone. Immutable; one is made in cli/ and handed down.
class LocalZone {
 public:
  /// `name` is an IANA name ("Europe/Copenhagen"). Fails with invalid_input when unknown.
  static Result<LocalZone> named(std::string_view name);

  Date date_of(Timestamp t) const;
  /// The last second of the local day (it is 23, 24 or 25 hours long).
  Timestamp end_of(Date d) const;
  Timestamp start_of(Date d) const;
  /// "02.11.2026" / "02.11.2026 08:00".
  std::string show_date(Timestamp t) const;
  std::string show(Timestamp t) const;

 private:
  explicit LocalZone(const void* zone) : zone_(zone) {}
  const void* zone_;  // date::time_zone, owned by the tz database for the life of the process
};

std::string show(Date d);  ///< "02.11.2026"

}  // namespace rettesnor::core
