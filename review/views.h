// What pages show of a review: values, free of markup and of language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/campaign.h"
#include "core/finding.h"
#include "core/named.h"
#include "reconcile/expected_access.h"

namespace rettesnor::review {

using core::name_of;

/// Why somebody is asked about somebody.
enum class RouteReason : std::uint8_t {
  leader,         ///< leads the unit of the primary employment
  higher_leader,  ///< the unit's leader is the person herself, or is vacant: the next unit up
  sponsor,        ///< of a vendor's or partner's person
  owner,          ///< of the right's system
  account_owner,  ///< of an account that is no person's, by the register
  responsible,    ///< for the right's system, which has no owner who can be asked
  fallback,       ///< no leader up to the top: the appointed review administrator
  nobody          ///< not even that; a finding, never silence
};
constexpr auto names_for(const RouteReason*) {
  using enum RouteReason;
  return std::to_array<core::Named<RouteReason>>({
      {leader, "leader"},
      {higher_leader, "higher_leader"},
      {sponsor, "sponsor"},
      {owner, "owner"},
      {account_owner, "account_owner"},
      {responsible, "responsible"},
      {fallback, "fallback"},
      {nobody, "nobody"},
  });
}

struct PersonView {
  std::string key;
  std::string ref;  ///< "P0126"
  std::string name;
  std::string title;
  std::string unit;  ///< name of the unit
  /// Names of what she may here beyond what everybody may ("leader", "auditor"), "deputy",
  /// "system_owner"; of personas alone.
  std::vector<std::string> holds;
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

/// What the subjects of a campaign are: people, accounts that are nobody's, roles of the policy.
enum class About : std::uint8_t { people, accounts, roles };

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
  /// Kept before, as they were then, and not asked about again; `previous` says when and by whom.
  std::vector<ReviewRow> carried;
  bool signed_off = false;
  /// Asked about the person, and not only about single rows: may see what else she has.
  bool sees_person = false;
  About about = About::people;           ///< what `subject` is
  std::optional<core::Report> reported;  ///< the newest of kind left or not_my_employee, of here
};

/// A right of the person that this reviewer is not asked about.
struct OtherRight {
  ReviewRow row;
  std::string who;     ///< name of who decides, or empty
  std::string reason;  ///< "exempt" (nobody reviews it), "first" (somebody else decides), "carried"
};

/// What became of a person's rights since she was last reviewed.
struct RightChange {
  enum class What : std::uint8_t { granted, removed } what = What::granted;
  std::string ref, name, description, system;
  Sensitivity sensitivity = Sensitivity::ordinary;
  std::optional<core::Timestamp> since;  ///< granted: as far as anybody knows
};
struct PersonChanges {
  std::string campaign_name;             ///< the earlier one; empty: there is none
  std::optional<core::Timestamp> since;  ///< its moment
  std::vector<RightChange> changes;      ///< granted first, then removed, then by system and name
};

struct SubjectProgress {
  PersonView subject;
  RouteReason route = RouteReason::leader;
  int items = 0;
  int answered = 0;
  int serious = 0;  ///< rows whose advice is not keep
  int waiting = 0;  ///< answered here, while another has yet to answer too
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
  std::string signed_by_name;   ///< of the sign-off; empty without one
  int days_left = 0;            ///< negative: overdue
  int waiting = 0;              ///< answered here, while another has yet to answer too
  int as_second = 0;            ///< of the items: those that another answers first
  About about = About::people;  ///< what the subjects are
};

/// Of one unit, or of one system.
struct PartProgress {
  std::string name;  ///< empty: people without a unit
  int subjects = 0, items = 0, answered = 0, removals = 0;
};

struct LeftOut {
  PersonView subject;
  /// "no_rights", "not_current" (holds no capacity, but has rights), "not_employed" (elected or of
  /// another employer: a campaign of leaders does not ask about her), "other_kind" (of whom this
  /// kind of campaign does not ask), "nobody_to_ask"
  std::string reason;
};

/// What an answer about a role asks to be changed in the policy files, by people.
struct PolicyChange {
  PersonView role;
  std::string ref;          ///< of the right
  core::Decision decision;  ///< remove, or a smaller right
  std::string decided_by_name;
  bool stands = false;  ///< the policy in force gives it still
};

struct Board {
  core::Campaign campaign;
  std::vector<Task> tasks;            ///< every reviewer's, most behind first
  std::vector<PartProgress> units;    ///< by name
  std::vector<PartProgress> systems;  ///< by name
  bool asks_owners = false;     ///< whoever answers for a system, and not who leads the people
  About about = About::people;  ///< what the subjects are
  std::vector<PolicyChange> policy_changes;  ///< of roles alone: by role, then right
  std::vector<LeftOut> left_out;
  /// Answered: by everybody who must. Removals: one "remove" of two is enough.
  int items = 0, answered = 0, removals = 0;
  int two_decide = 0, two_waiting = 0;  ///< rows for two people; those of them that lack the second
  int nobody_second = 0;                ///< rows for which no second could be found
  int carried = 0;                      ///< kept before and not asked about
  std::string closed_by_name;
};

/// Before a campaign is opened: what would happen, and why it may not.
struct Preflight {
  std::vector<core::Error> refusals;  ///< sources that are stale, partial or in quarantine
  int subjects = 0, items = 0, reviewers = 0;
  int undescribed = 0;  ///< entitlements without a plain description
  std::vector<LeftOut> nobody_to_ask;
  int largest_list = 0;  ///< rows of the reviewer with most
  int two_decide = 0;    ///< rows that two people decide about
  int carried = 0;       ///< rows that were kept before and are not asked about
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

struct AccountView {
  std::string key;
  std::string ref;  ///< "SagsHuset/meho"
};

/// What somebody said that IT should hear of.
struct ReportLine {
  core::Report report;
  PersonView subject;
  std::string thing;  ///< how the right or account is called, or empty
  std::string reported_by_name;
};

/// A question as the colleague sees it.
struct ConsultPage {
  ConsultLine line;
  core::Campaign campaign;
  PersonView subject;
  ReviewRow row;
};

/// Whom a typed key, user name or name means.
struct PersonMeant {
  std::string key;
  int candidates = 0;  ///< how many it fits; the key stands when it is one
};

struct MyAccess {
  PersonView person;
  std::vector<ReviewRow> rows;             ///< advice is not for the person herself: not shown
  std::vector<core::LoggedEvent> lookups;  ///< who looked at her access, newest first, at most 100
  std::vector<std::string> lookup_names;   ///< the same rows' actors by name
  std::vector<AccountView> accounts;
  std::vector<core::Report> reports;  ///< her own hand_back and not_me, newest first
};

}  // namespace rettesnor::review
