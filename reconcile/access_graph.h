// One moment of the municipality in memory: who is who, and who can reach what, and by which path.
//
// Built once from a Snapshot and a Policy, then read only. Dense indexes and sorted arrays
// throughout; views point into the Snapshot and the Policy, which must outlive the graph.
// Everything is ordered by content, never by the order a source told it in, so that a shuffled
// input gives the same graph. Nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/named.h"
#include "core/snapshot.h"
#include "policies/policy.h"
#include "reconcile/text_index.h"

namespace rettesnor::reconcile {

using core::name_of;

using core::Date;
using core::Index;
using core::kNone;
using core::Timestamp;

/// Sorted rows of indexes. Row i is values[begin[i] .. begin[i + 1]), ascending, no duplicates.
struct Csr {
  std::vector<std::uint32_t> begin{0};
  std::vector<Index> values;
  std::span<const Index> operator[](Index row) const {
    return {values.data() + begin[row], values.data() + begin[row + 1]};
  }
  std::size_t rows() const { return begin.size() - 1; }
};

/// Rows that may share their values with another table; row i is ascending, without duplicates.
/// Move-only, because rows point into vectors that move with them.
struct SharedRows {
  std::vector<std::span<const Index>> row;
  std::vector<Index> own;  ///< values of the rows that are not shared

  SharedRows() = default;
  SharedRows(SharedRows&&) = default;
  SharedRows& operator=(SharedRows&&) = default;
  SharedRows(const SharedRows&) = delete;
  SharedRows& operator=(const SharedRows&) = delete;
  std::span<const Index> operator[](Index i) const { return row[i]; }
  std::size_t rows() const { return row.size(); }
};

/// Something that a whole reading no longer held, as it was last told.
struct RememberedObject {
  core::SnapshotObject object;  ///< without an id
  Timestamp gone;               ///< the reading that no longer held it
};

/// A business system: named by a source, by the policy, or both.
struct SystemNode {
  std::string_view name;
  const policies::System* rule;  ///< null: not in the register
  Index source;                  ///< first source that speaks for it (Snapshot::sources), or kNone
};

struct UnitNode {
  std::string_view id;
  std::string_view name;
  Index object;
  Index parent;                ///< unit, or kNone
  std::string_view leader_no;  ///< employee number as told; empty = vacant
  Index leader;                ///< person, or kNone (vacant, unknown, or no longer active)
  /// For a unit that is not told any more, at the latest the day before the reading that saw it.
  std::optional<Date> closed_on;
};

enum class EmploymentStatus : std::uint8_t {
  active,
  leave,
  long_sick,
  released,
  left,
  dead,
  future
};

/// Why a capacity is in the graph.
enum class Word : std::uint8_t {
  told,      ///< the newest reading holds it
  vanished,  ///< a whole reading no longer held it
  moved      ///< employments: it is still told, in another unit or with another title
};

struct EmploymentNode {
  Index person;
  Index object;
  Index unit;  ///< or kNone
  std::string_view employee_no;
  std::string_view title;
  std::string_view function;
  EmploymentStatus status;  ///< as told; the dates below decide what is true at as_of
  std::optional<Date> start;
  std::optional<Date> end;          ///< inclusive
  std::optional<Date> leave_until;  ///< inclusive
  std::optional<Timestamp> released_at;
  bool primary;
  /// Started and not ended at as_of in local time. Where dates are told they decide; the status
  /// alone decides where they are not, and nobody who is dead is current. What is not told any more
  /// runs until the last day that was told, and without one is not current.
  bool current;
  Word word;
  std::optional<Date> gone;  ///< vanished, moved: local day of the reading that saw it
};

struct MandateNode {
  Index person;
  Index object;
  std::string_view body;
  std::string_view function;
  std::optional<Date> start;
  std::optional<Date> end;  ///< inclusive
  bool current;
  Word word;
  std::optional<Date> gone;
};

struct EngagementNode {
  Index person;
  Index object;
  std::string_view kind;    ///< vendor partner other
  std::string_view vendor;  ///< CVR
  std::string_view sponsor_no;
  Index sponsor;  ///< person, or kNone
  std::optional<Date> start;
  std::optional<Date> end;  ///< inclusive
  bool current;
  Word word;
  std::optional<Date> gone;
};

/// A human being, after correlation over all authoritative sources. Ranges are half open, into
/// AccessGraph::employments / mandates / engagements, which are grouped by person.
struct PersonNode {
  std::string_view id;  ///< natural id in the first source (by name) that knows her
  std::string_view name;
  std::string_view mail;
  std::string_view upn;
  Index object;
  Index employment_begin, employment_end;
  Index mandate_begin, mandate_end;
  Index engagement_begin, engagement_end;
  bool current;  ///< holds at least one current capacity
  bool told;     ///< the newest readings tell of her; else history alone does
  /// Latest last day over all capacities when none is current and none is in the future; empty when
  /// the last of them vanished without one.
  std::optional<Date> left_on;
  /// Local day of the reading that no longer held her last capacity, when no last day was told,
  /// none is current and none is in the future. Nobody said that she left.
  std::optional<Date> vanished_on;
  bool dead;
  std::optional<Timestamp> released_at;  ///< released from duty by as_of, with no other capacity
};

enum class AccountKind : std::uint8_t {
  personal,
  admin,
  vendor,
  service,
  shared,
  robot,
  breakglass,
  test,
  mailbox,
  foreign,
  machine,  ///< a computer or a managed service account that is a member of something
  other     ///< a member of some other class, or one whom the settings leave out
};
constexpr auto names_for(const AccountKind*) {
  using enum AccountKind;
  return std::to_array<core::Named<AccountKind>>({
      {personal, "personal"},
      {admin, "admin"},
      {vendor, "vendor"},
      {service, "service"},
      {shared, "shared"},
      {robot, "robot"},
      {breakglass, "breakglass"},
      {test, "test"},
      {mailbox, "mailbox"},
      {foreign, "foreign"},
      {machine, "machine"},
      {other, "other"},
  });
}

/// Why an account is, or is not, a person's.
enum class LinkTier : std::uint8_t {
  settled,      ///< a human said so (command `link`)
  employee_no,  ///< 1: same employee number
  upn,          ///< 2: same user principal name, folded
  mail,         ///< 3: same mail address, folded
  principal,    ///< a foreign principal: the account that it is, in whatever source, is hers
  nobody,       ///< a human said that it is nobody's
  registered,   ///< in the register of accounts that are no person's
  ambiguous,    ///< fits several persons: a question
  spelling,     ///< a name differs only in spelling from a person's: a question
  name_only,    ///< one person has the same name, and nothing else fits: never enough
  none          ///< fits nobody
};
constexpr auto names_for(const LinkTier*) {
  using enum LinkTier;
  return std::to_array<core::Named<LinkTier>>({
      {settled, "settled"},
      {employee_no, "employee_no"},
      {upn, "upn"},
      {mail, "mail"},
      {principal, "principal"},
      {nobody, "nobody"},
      {registered, "registered"},
      {ambiguous, "ambiguous"},
      {spelling, "spelling"},
      {name_only, "name_only"},
      {none, "none"},
  });
}

struct AccountNode {
  std::string_view natural_id;
  std::string_view login;
  std::string_view name;
  Index object;
  Index system;
  Index person;  ///< or kNone
  LinkTier tier;
  AccountKind kind;
  bool usable;  ///< enabled and not expired at as_of
  bool enabled;
  const policies::RegisteredAccount* registered;  ///< or null
  const core::SettledLink* accepted;              ///< a human's word that it may stand; or null
  Index answers_for_it;                           ///< the person of that word, or kNone
  /// Of a foreign principal: the account that it is, told by another source; or kNone.
  Index stands_for = kNone;
  std::vector<Index> candidates;  ///< persons, for ambiguous / spelling / name_only; ascending
};

struct EntitlementNode {
  std::string_view natural_id;
  std::string_view name;
  Index object;  ///< kNone for one that only the policy names ([[conveys]] into a system unread)
  Index system;
  const policies::EntitlementRule* rule;  ///< or null
  std::string_view kind;                  ///< group distribution role job_role bundle
};

/// What a source tells about one membership (class `grant`).
struct GrantNode {
  Index account;  ///< kNone when the member is a nested entitlement
  Index entitlement;
  Index object;
  std::string_view scope;
  std::string_view case_no;
  bool documented;  ///< `case_no` is a case, as far as anybody but who wrote it says
                    ///< (case_numbers.h)
  std::string_view granted_by;
  std::optional<Timestamp> granted_at;
  std::optional<Date> start;
  std::optional<Date> end;  ///< inclusive
  std::optional<Date> instructed_at;
};

/// A ring of groups that contain one another.
struct Ring {
  std::vector<Index> entitlements;  ///< ascending by (system, name)
};

struct AccessGraph {
  const core::Snapshot* snapshot = nullptr;
  const policies::Policy* policy = nullptr;
  const core::LocalZone* zone = nullptr;
  Timestamp now{};
  Date today{};  ///< local day of `now`

  /// Units, people and what they do that whole readings no longer held; positions from
  /// snapshot->objects.size() on.
  std::vector<RememberedObject> remembered;
  /// Of a snapshot or of history: what nodes of units, people and capacities point at.
  const core::SnapshotObject& object(Index i) const {
    const std::size_t told = snapshot->objects.size();
    return i < told ? snapshot->objects[i] : remembered[i - told].object;
  }
  bool is_told(Index object) const { return object < snapshot->objects.size(); }

  std::vector<SystemNode> systems;            ///< by name
  std::vector<UnitNode> units;                ///< by id
  std::vector<PersonNode> persons;            ///< by id, then by system and source
  std::vector<EmploymentNode> employments;    ///< by (person, employee_no, start)
  std::vector<MandateNode> mandates;          ///< by (person, body, start)
  std::vector<EngagementNode> engagements;    ///< by (person, vendor, start)
  std::vector<AccountNode> accounts;          ///< by (system name, natural id)
  std::vector<EntitlementNode> entitlements;  ///< by (system name, name, natural id)
  std::vector<GrantNode> grants;              ///< by (entitlement, account)
  /// Foreign principal → the entitlement that it is, told by another source; ascending.
  std::vector<std::pair<Index, Index>> foreign_groups;

  std::vector<Index> account_of_object;      ///< snapshot object → account, or kNone
  std::vector<Index> entitlement_of_object;  ///< snapshot object → entitlement, or kNone

  /// By Snapshot::bindings: the right, kNone when it is gone, kNotHeld when its source is.
  std::vector<Index> bound_rights;
  static constexpr Index kNotHeld = kNone - 1;

  Csr accounts_of_person;   ///< person → accounts
  Csr direct_accounts;      ///< entitlement → accounts that are direct members
  Csr child_entitlements;   ///< entitlement → entitlements whose members it includes (nesting,
                            ///< conveys)
  Csr parent_entitlements;  ///< the other way round
  /// Entitlement → accounts, direct and through any nesting; shared with direct_accounts where
  /// nothing is nested.
  SharedRows effective_accounts;
  /// Person → entitlements she can use: over her *usable* accounts, direct and nested.
  Csr entitlements_of_person;
  /// held_directly[i]: entitlements_of_person.values[i] is held by a usable account as a direct
  /// member.
  std::vector<bool> held_directly;
  /// Entitlement → persons with at least one usable account that has it.
  Csr persons_of_entitlement;
  std::vector<Ring> rings;

  /// Over all employments, past ones too, folded; kNone when there is none or several persons share
  /// it. A number of a vanished employment counts while no told one has it.
  Index person_by_employee_no(std::string_view employee_no) const;
  Index person_by_id(std::string_view id) const;
  Index unit_by_id(std::string_view id) const;
  /// The unit that the policy means by an id: where none is told, the one under whose id it goes on
  /// ([[reorganisation]]).
  Index unit_meant(std::string_view id) const;
  Index system_by_name(std::string_view name) const;
  /// Folded, unless the system tells logins apart by case; the first by natural id, or kNone.
  Index account_by_login(std::string_view system, std::string_view login) const;
  /// Every entitlement that `ref` names ("*" = all of the system), ascending; empty when there is
  /// none. A name that is bound is the right that it is bound to, whatever that is called now.
  std::vector<Index> entitlements_named(const policies::EntitlementRef& ref) const;
  /// The same without bindings: what is called so now. Compared folded; where one is spelt exactly
  /// so, only those that are.
  std::vector<Index> entitlements_called(const policies::EntitlementRef& ref) const;
  /// Position in Snapshot::bindings of the binding that counts for `ref`, or kNone.
  Index binding_of(const policies::EntitlementRef& ref) const;
  const GrantNode* grant(Index entitlement, Index account) const;  ///< or null
  bool is_unit_under(Index unit, Index ancestor) const;            ///< true for itself
  /// When the membership was first seen, when that was after the first pull of its source.
  std::optional<Timestamp> member_since(Index entitlement, Index account) const;

  /// (employment, unit) where the unit names the employment's number as its leader's; a unit that
  /// is not told any more was led by employments that are not told any more. Ascending.
  std::vector<std::pair<Index, Index>> led_units;

  // Lookup tables behind the functions above; filled by build_access_graph.
  TextIndex employee_no_index;  ///< folded employee number → employments
  TextIndex login_index;        ///< folded login → accounts
  TextIndex entitlement_index;  ///< folded name → entitlements
  std::vector<std::pair<std::uint64_t, Timestamp>> since_index;  ///< (entitlement, account) → seen
};

/// Correlates, expands and indexes. Cost: linear in objects and memberships (plus sorting names).
AccessGraph build_access_graph(const core::Snapshot& snapshot, const policies::Policy& policy,
                               const core::LocalZone& zone, Timestamp now);

/// Every simple way in which `account` comes to `entitlement`, shortest first, then by names; at
/// most `limit`. First step the person (when known), then the account, then entitlements up to the
/// asked.
std::vector<core::Path> explain(const AccessGraph& graph, Index account, Index entitlement,
                                std::size_t limit = 4);

/// Last day of a capacity that is over, empty for one that is current or still to come. One that is
/// told as over without a last day ended yesterday at the latest, and one that vanished or moved
/// without one on the day before the reading that saw it.
std::optional<Date> ended_on(const AccessGraph& graph, const EmploymentNode& employment);
std::optional<Date> ended_on(const AccessGraph& graph, const MandateNode& mandate);
std::optional<Date> ended_on(const AccessGraph& graph, const EngagementNode& engagement);

// What findings point at.
core::Thing thing_of_person(const AccessGraph& graph, Index person);
core::Thing thing_of_account(const AccessGraph& graph, Index account);
core::Thing thing_of_entitlement(const AccessGraph& graph, Index entitlement);
core::Thing thing_of_unit(const AccessGraph& graph, Index unit);
core::Thing thing_of_system(const AccessGraph& graph, Index system);

}  // namespace rettesnor::reconcile
