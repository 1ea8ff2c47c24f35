// A finding: something that is not as it ought to be, with all of its reasons.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

/// KRITISK, HØJ, MELLEM, LAV, INFO; ordered from worst.
enum class Severity : std::uint8_t { critical = 1, high = 2, medium = 3, low = 4, notice = 5 };
constexpr auto names_for(const Severity*) {
  using enum Severity;
  return std::to_array<Named<Severity>>({
      {critical, "critical"},
      {high, "high"},
      {medium, "medium"},
      {low, "low"},
      {notice, "notice"},
  });
}

/// What a finding is about, or about what on it.
struct Thing {
  /// "person" "account" "entitlement" "unit" "vendor" "agreement" "system" "source" "rule"
  /// "deviation" "role" "body" "document" "employment" "row" or "" for nothing.
  std::string kind;
  /// Stable for ever and independent of the source's *name*: e.g. account: "<system>/<natural id>".
  /// Goes into the finding's id.
  std::string key;
  /// What a human types and the oracle names: account "System/login", entitlement "System:Name",
  /// person her natural id, unit its natural id, vendor its CVR, system/source its name.
  std::string ref;
  std::string label;  ///< for reading: "Birthe Kragelund (bikra)"
  friend bool operator==(const Thing&, const Thing&) = default;
};

/// One step of a path: "Mette Holm" → "meho" → "G_A" → "G_B".
struct PathStep {
  std::string kind;
  std::string ref;
  friend bool operator==(const PathStep&, const PathStep&) = default;
};
using Path = std::vector<PathStep>;

struct Finding {
  std::string code;  ///< "ACC_ORPHAN"; see reconcile/checks.cpp for the whole list
  Severity severity;
  Thing subject;
  Thing object;
  std::string rule;      ///< id of the municipality's rule, or empty
  std::string clause;    ///< clause of the policy, e.g. "P7"
  std::string document;  ///< the rule's document and version, e.g. "Rettighedsregler 3.1", or empty
  std::map<std::string, std::string> values;    ///< placeholders of the sentences: k s p r d n …
  std::vector<Path> paths;                      ///< ordered; how the access comes about
  std::map<std::string, std::string> evidence;  ///< named facts with the dates they came from
  std::string covered_by;  ///< id of a valid deviation: shown, not counted; else empty
};

/// 32 hex characters: hash of (code, subject.key, object.key, rule). Equal tomorrow.
std::string finding_id(const Finding& f);

/// Total order for output: severity, code, subject.ref, object.ref, id.
bool comes_before(const Finding& a, const Finding& b);

/// A finding with its life, as the store keeps it.
struct TrackedFinding {
  std::string id;
  Finding finding;
  Timestamp first_seen;
  Timestamp last_seen;
  std::optional<Timestamp> resolved_at;  ///< no longer true, as of that reconcile
};

}  // namespace rettesnor::core
