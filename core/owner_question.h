// A question to who owns a system: what is to become of an account there that nobody stands behind?
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

enum class OwnerVerdict : std::uint8_t {
  stands = 1,   ///< it is rightly nobody's, and who answers will answer for it until a day
  close = 2,    ///< an order follows
  unknown = 3,  ///< she cannot say: it is IT's again
};
constexpr auto names_for(const OwnerVerdict*) {
  using enum OwnerVerdict;
  return std::to_array<Named<OwnerVerdict>>({
      {stands, "stands"},
      {close, "close"},
      {unknown, "unknown"},
  });
}

struct OwnerAnswer {
  OwnerVerdict verdict = OwnerVerdict::unknown;
  std::optional<Date> until;  ///< the last day; with `stands` alone
  std::string words;
  std::string by;  ///< a person's key
  Timestamp at{};
};

/// Append-only, and answered once. It is for who answers for the system when it is looked at,
/// which may be another than who was asked.
struct OwnerQuestion {
  std::int64_t id = 0;
  std::string account;   ///< Thing::key
  std::string asked;     ///< a person's key
  std::string asked_by;  ///< a person's key
  std::string words;
  Timestamp asked_at{};
  std::optional<OwnerAnswer> answer;
};

}  // namespace rettesnor::core
