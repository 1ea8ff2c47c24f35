// A right of somebody with everything that tells whether it should stay.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/campaign.h"
#include "core/finding.h"
#include "core/named.h"
#include "reconcile/expected_access.h"

namespace rettesnor::review {

enum class Sensitivity : std::uint8_t { ordinary, sensitive, extra_sensitive, privileged };

struct LastUse {
  enum class Known : std::uint8_t { on, never, unknown } known = Known::unknown;
  std::optional<core::Date> day;  ///< local day of the last sign-in to the account
  int accuracy_days = 0;          ///< AD's lastLogonTimestamp lags: 14
};

enum class Advice : std::uint8_t {
  keep,   ///< nothing speaks against it
  look,   ///< something is worth a look
  remove  ///< something speaks against it
};

/// The strongest reason, first that fits.
enum class AdviceReason : std::uint8_t {
  sod_conflict,
  left_unit,
  expired,
  unused,
  unexplained,
  privileged,
  few_peers,
  nobody_by_role,
  expected,
  allowed,
  authorized,
  usual
};
constexpr auto names_for(const AdviceReason*) {
  using enum AdviceReason;
  return std::to_array<core::Named<AdviceReason>>({
      {sod_conflict, "sod_conflict"},
      {left_unit, "left_unit"},
      {expired, "expired"},
      {unused, "unused"},
      {unexplained, "unexplained"},
      {privileged, "privileged"},
      {few_peers, "few_peers"},
      {nobody_by_role, "nobody_by_role"},
      {expected, "expected"},
      {allowed, "allowed"},
      {authorized, "authorized"},
      {usual, "usual"},
  });
}

/// A question to a colleague about a row, with her note.
struct ConsultLine {
  core::Consultation consultation;
  std::string asked_name;
  std::string asked_by_name;
};

struct ReviewRow {
  std::string entitlement_key;
  std::string ref;  ///< "Kassebog:Godkend betaling"
  std::string name;
  std::string description;  ///< plain Danish, or empty
  std::string system;
  Sensitivity sensitivity = Sensitivity::ordinary;
  std::vector<core::Path> paths;  ///< shortest first
  bool direct = false;
  std::optional<core::Timestamp> since;
  LastUse last_use;
  int peers_with = 0;   ///< others in the unit who have it too
  int peers_total = 0;  ///< others in the unit
  reconcile::Verdict verdict = reconcile::Verdict::unexplained;
  std::string rule;  ///< "R-12 Løn: opsætning", or empty
  std::string case_no;
  std::optional<core::Date> expires;
  std::vector<std::string> conflicts;  ///< "S1: oprette kreditor og godkende betaling"
  Advice advice = Advice::look;
  AdviceReason reason = AdviceReason::usual;
  bool bulk_allowed = false;  ///< green: advice keep, ordinary, no conflict
  std::string seen;           ///< hash of what is shown above, to hand back with the answer
  std::optional<core::Decision> decision;  ///< the newest of this campaign
  std::string decided_by_name;
  std::optional<core::Decision> previous;  ///< of an earlier campaign, or empty
  std::string previous_by_name;
  // Of a reviewer's page alone.
  std::int64_t version = 0;  ///< of the newest answer of either seat, to hand back with an answer
  core::Seat seat = core::Seat::first;  ///< the one whose list it is; `decision` is of this seat
  bool two_decide = false;              ///< two people must answer
  std::string other_reviewer;           ///< name of the other of the two; empty: nobody is found
  std::optional<core::Decision> other;  ///< the newest answer of the other seat
  std::string other_by_name;
  std::string sent_by_name, sent_why;  ///< when it was sent on to this reviewer
  std::vector<ConsultLine> consultations;
  std::optional<core::Report> handed_back;  ///< she said herself that she does not need it
};

}  // namespace rettesnor::review
