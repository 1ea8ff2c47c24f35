// What pages show of a review: values, free of markup and of language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/campaign.h"
#include "core/finding.h"
#include "reconcile/expected_access.h"

namespace rettesnor::review {

/// Why somebody is asked about somebody.
enum class RouteReason : std::uint8_t {
  leader,         ///< leads the unit of the primary employment
  higher_leader,  ///< the unit's leader is the person herself, or is vacant: the next unit up
  sponsor,        ///< of a vendor's or partner's person
  fallback,       ///< no leader up to the top: the appointed review administrator
  nobody          ///< not even that; a finding, never silence
};
std::string_view name_of(RouteReason reason);

struct PersonView {
  std::string key;
  std::string ref;  ///< "P0126"
  std::string name;
  std::string title;
  std::string unit;  ///< name of the unit
};

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
  expected,
  allowed,
  authorized,
  usual
};
std::string_view name_of(AdviceReason reason);

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
};

/// One person of a reviewer's list; rows by risk, then system and name.
struct ReviewPage {
  core::Campaign campaign;
  PersonView reviewer;     ///< whose list it is
  bool on_behalf = false;  ///< the reader stands in for the reviewer
  PersonView subject;
  RouteReason route = RouteReason::leader;
  int position = 0;  ///< 1-based in the reviewer's list
  int total = 0;
  std::optional<std::string> previous_subject, next_subject;  ///< keys
  std::vector<ReviewRow> rows;
  bool signed_off = false;
};

struct SubjectProgress {
  PersonView subject;
  RouteReason route = RouteReason::leader;
  int items = 0;
  int answered = 0;
  int serious = 0;  ///< rows whose advice is not keep
};

/// One reviewer's part of one campaign; what the start page lists.
struct Task {
  core::Campaign campaign;
  PersonView reviewer;
  bool on_behalf = false;
  std::vector<SubjectProgress> subjects;  ///< in the order of the list
  int items = 0;
  int answered = 0;
  std::optional<core::SignOff> sign_off;
  std::string signed_by_name;  ///< of the sign-off; empty without one
  int days_left = 0;           ///< negative: overdue
};

struct UnitProgress {
  std::string unit;
  int subjects = 0, items = 0, answered = 0, removals = 0;
};

struct LeftOut {
  PersonView subject;
  /// "no_rights", "not_current" (holds no capacity, but has rights), "not_employed" (elected or of
  /// another employer: a campaign of leaders does not ask about her), "nobody_to_ask"
  std::string reason;
};

struct Board {
  core::Campaign campaign;
  std::vector<Task> tasks;          ///< every reviewer's, most behind first
  std::vector<UnitProgress> units;  ///< by name
  std::vector<LeftOut> left_out;
  int items = 0, answered = 0, removals = 0;
};

/// Before a campaign is opened: what would happen, and why it may not.
struct Preflight {
  std::vector<std::string> refusals;  ///< sources that are stale, partial or in quarantine
  int subjects = 0, items = 0, reviewers = 0;
  int undescribed = 0;  ///< entitlements without a plain description
  std::vector<LeftOut> nobody_to_ask;
  int largest_list = 0;  ///< rows of the reviewer with most
};

/// One decision as an auditor reads it.
struct DecisionLine {
  core::Decision decision;
  PersonView subject;
  std::string entitlement_ref;
  std::string decided_by_name;
  std::string on_behalf_of_name;  ///< empty when she decided for herself
  bool newest = false;            ///< the one that counts
};

struct MyAccess {
  PersonView person;
  std::vector<ReviewRow> rows;             ///< advice is not for the person herself: not shown
  std::vector<core::LoggedEvent> lookups;  ///< who looked at her access, newest first, at most 100
  std::vector<std::string> lookup_names;   ///< the same rows' actors by name
};

}  // namespace rettesnor::review
