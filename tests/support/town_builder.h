// A small vocabulary that tells a town in a few lines: its people, accounts, groups and policy.
//
//   const auto town = test::built(person("ada").employed("IT", "systemadministrator"),
//                                 account("ada", "Kataloget").of("ada").member_of("G_Drift"),
//                                 group("G_Drift", "Kataloget").member_of("G_Server"),
//                                 group("G_Server", "Kataloget"),
//                                 role("R1").title("systemadministrator").expects("Kataloget:G_Drift"));
//   EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), Verdict::expected);
//
// Defaults: the moment is 2026-11-02 08:00 in Copenhagen. People and units come from source "HR". A
// system has one source, with the system's own name. person("ada") is called "ada", has the mail
// ada@example.test and, per employment, the employee numbers "n-ada", "n-ada-2", …; her employments
// began 2020-01-01. account("ada", …).of("ada") tells the number "n-ada" and the mail of ada. An
// account's natural id is its login, a group's its name. Units that are only mentioned exist. A
// source that was read was read whole, of its moment, where nothing else is told.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/snapshot.h"
#include "policies/policy.h"
#include "reconcile/access_graph.h"
#include "reconcile/expected_access.h"

namespace rettesnor::test {

using core::Attribute;
using core::ObjectClass;

const core::LocalZone& copenhagen();
core::Timestamp moment(std::string_view iso);  ///< "2026-11-02T07:00:00Z"; stops when it is not one
core::Date day(std::string_view iso);          ///< "2026-11-02"

struct ToldObject {
  std::string source;
  ObjectClass object_class;
  std::string natural_id;
  std::vector<std::pair<Attribute, std::string>> facts;
  core::Timestamp first_seen = moment("2026-01-01T00:00:00Z");
};

struct ToldName {
  std::string source;
  ObjectClass object_class;
  std::string natural_id;
};

struct ToldMember {
  ToldName entitlement;
  ToldName member;
};

struct ToldChange {
  ToldMember membership;
  core::MembershipChange::What what;
  core::Timestamp seen;
};

struct ToldLink {
  ToldName account;
  std::string person;
  std::string person_source;
  std::optional<core::Date> accepted_until = std::nullopt;
};

struct ToldVanished {
  ToldObject object;
  core::Timestamp gone;
};

struct ToldOtherwise {
  ToldName object;
  Attribute attribute;
  std::string before;
  core::Timestamp seen;
};

/// Something that a town consists of.
struct Piece {
  std::vector<ToldObject> objects;
  std::vector<ToldMember> members;
  std::vector<ToldChange> changes;
  std::vector<ToldLink> links;
  std::vector<core::NameBinding> bindings;
  std::vector<ToldVanished> vanished;
  std::vector<ToldOtherwise> otherwise;
  std::vector<core::SnapshotSource> sources;
  std::vector<std::function<void(policies::Policy&)>> rules;
  std::optional<core::Timestamp> now;
};

struct Person : Piece {
  explicit Person(std::string id);
  // Of the person.
  Person& named(std::string_view name);
  Person& mail(std::string_view mail);  ///< empty: none
  Person& upn(std::string_view upn);
  Person& from(std::string_view source);  ///< also of the capacities told so far and later
  Person& set(Attribute attribute, std::string_view value);
  // A new capacity; what follows until the next one is about it.
  Person& employed(std::string_view unit, std::string_view title = "");
  Person& elected(std::string_view body, std::string_view office = "");
  Person& engaged(std::string_view kind, std::string_view vendor = "",
                  std::string_view sponsor = "");
  // Of the newest capacity.
  Person& number(std::string_view employee_no);
  Person& starting(std::string_view day);
  Person& until(std::string_view last_day);
  Person& status(std::string_view status);
  Person& function(std::string_view function);
  Person& leave_until(std::string_view last_day);
  Person& released_at(std::string_view iso);
  Person& primary();
  Person& tell(Attribute attribute, std::string_view value);  ///< anything else of the capacity
  /// A reading at `iso` told it otherwise than before; after from() and number().
  Person& was(Attribute attribute, std::string_view before, std::string_view iso);

 private:
  Person& capacity(ObjectClass c, std::string natural_id);
  std::string id_;
  std::size_t employments_ = 0;
};
Person person(std::string_view id);

struct Unit : Piece {
  explicit Unit(std::string_view id);
  Unit& named(std::string_view name);
  Unit& under(std::string_view parent);
  Unit& led_by(std::string_view employee_no);
  Unit& closed(std::string_view day);
  Unit& tasks(std::string_view tasks);
  Unit& from(std::string_view source);
  Unit& first_seen(std::string_view iso);
};
Unit unit(std::string_view id);

/// What a grant tells beside the membership.
using Grant = std::vector<std::pair<Attribute, std::string>>;

struct Account : Piece {
  Account(std::string_view login, std::string_view system);
  Account& of(std::string_view person);  ///< number "n-<person>" and mail of person(<person>)
  Account& named(std::string_view name);
  Account& natural_id(std::string_view id);  ///< before member_of
  Account& from(std::string_view source);  ///< before member_of; another source of the same system
  Account& employee_no(std::string_view number);
  Account& mail(std::string_view mail);
  Account& upn(std::string_view upn);
  Account& kind(std::string_view kind);
  Account& vendor(std::string_view cvr);
  Account& disabled();
  Account& expires(std::string_view iso);
  Account& created(std::string_view iso);
  Account& last_used(std::string_view iso);
  Account& set(Attribute attribute, std::string_view value);
  Account& first_seen(std::string_view iso);
  /// A reading at `iso` told it otherwise than before; after natural_id() and from().
  Account& was(Attribute attribute, std::string_view before, std::string_view iso);
  /// Direct member of the group with that natural id, in the account's source.
  Account& member_of(std::string_view group);
  /// The same, with a grant that tells `facts`.
  Account& granted(std::string_view group, Grant facts);
  /// Member, and a pull at `iso`, after the source's first, saw that begin.
  Account& member_since(std::string_view group, std::string_view iso);

 private:
  std::string system_;
};
Account account(std::string_view login, std::string_view system);

struct Group : Piece {
  Group(std::string_view name, std::string_view system);
  Group& natural_id(std::string_view id);  ///< before member_of
  Group& kind(std::string_view kind);
  Group& described(std::string_view description);
  Group& owner(std::string_view owner);
  Group& set(Attribute attribute, std::string_view value);
  /// This group is a member of `outer` (natural id, same source).
  Group& member_of(std::string_view outer);
  Group& member_since(std::string_view outer, std::string_view iso);
};
Group group(std::string_view name, std::string_view system);

/// What the piece tells of people was last told before a reading at `iso`, which no longer held it.
Piece gone(const Piece& piece, std::string_view iso);
/// A membership that a pull saw end.
Piece left_group(std::string_view login, std::string_view group, std::string_view system,
                 std::string_view iso);
/// A human's word: this account is that person's (empty: nobody's).
Piece settled(std::string_view system, std::string_view account, std::string_view person,
              std::string_view person_source = "HR");
/// A human's word: it is nobody's, may stand until the end of that day, and that person of HR
/// answers for it.
Piece accepted(std::string_view system, std::string_view account, std::string_view person,
               std::string_view until);
/// A source told in full; its name replaces the default one.
Piece source(core::SnapshotSource source);
/// Another source, by name, that speaks for a system.
Piece source(std::string_view name, std::string_view system, std::string_view kind = "csv");
Piece now(std::string_view iso);

// What ought to be. Rights are written "System:Name".
policies::EntitlementRef right(std::string_view text);
policies::Condition is(policies::Condition::Op op, std::vector<std::string> values);
policies::Condition all_of(std::vector<policies::Condition> children);
policies::Condition any_of(std::vector<policies::Condition> children);
policies::Condition none_of(std::vector<policies::Condition> children);

struct Role : Piece {
  explicit Role(std::string_view id);
  // Each adds one condition; all must hold.
  Role& when(policies::Condition condition);
  Role& title(std::string_view title);
  Role& unit(std::string_view id);
  Role& unit_under(std::string_view id);
  Role& body(std::string_view body);
  Role& subject_class(std::string_view name);
  Role& expects(std::string_view right);
  Role& allows(std::string_view right);
  Role& except(std::string_view employee_no);

 private:
  std::shared_ptr<policies::RolePolicy> rule_;
};
Role role(std::string_view id);

struct Sod : Piece {
  explicit Sod(std::string_view id);
  Sod& left(std::string_view right);
  Sod& right(std::string_view right);

 private:
  std::shared_ptr<policies::SodRule> rule_;
};
Sod sod(std::string_view id);

/// The name of the policy was bound to that right, called so then.
Piece bound(std::string_view right, std::string_view natural_id, std::string_view called);
Piece conveys(std::string_view group, std::string_view entitlement);
/// [[system]]; `shape` sets what differs from the default.
Piece system(std::string_view name, std::function<void(policies::System&)> shape = nullptr);
/// [[entitlement]].
Piece about(std::string_view right, std::function<void(policies::EntitlementRule&)> shape);
/// [[service_account]].
Piece registered(std::string_view system, std::string_view login, std::string_view kind,
                 std::function<void(policies::RegisteredAccount&)> shape = nullptr);
/// [[authorization]]; `to` empty: without an end.
Piece authorization(std::string_view person, std::string_view right, std::string_view case_no,
                    std::string_view from, std::string_view to = "");
Piece body(std::string_view name, std::function<void(policies::Body&)> shape);
/// Anything else of the policy.
Piece policy(std::function<void(policies::Policy&)> change);

/// Pieces put together, in the order told.
class Town {
 public:
  Town& add(const Piece& piece);
  template <class... Pieces>
  Town& with(const Pieces&... pieces) {
    (add(pieces), ...);
    return *this;
  }
  /// Tells everything in another order; the meaning stays.
  Town& shuffle(std::uint32_t seed);

  core::Snapshot snapshot() const;
  policies::Policy policy() const;
  core::Timestamp now() const;

 private:
  Piece all_;
};

/// A town with its graph and verdicts. Owns everything that these point into; movable.
class BuiltTown {
 public:
  explicit BuiltTown(const Town& town);

  const core::Snapshot& snapshot() const { return *snapshot_; }
  const policies::Policy& policy() const { return *policy_; }
  const reconcile::AccessGraph& graph() const { return *graph_; }
  const reconcile::ExpectedAccess& expected() const { return *expected_; }

  // Indexes by what a human types; kNone when there is none.
  core::Index person(std::string_view id) const;
  core::Index account(std::string_view system_slash_login) const;
  core::Index entitlement(std::string_view right) const;
  core::Index unit(std::string_view id) const;

  /// References of all persons who hold the right over a usable account; sorted.
  std::vector<std::string> holders(std::string_view right) const;
  /// "System:Name" of all that the person can use; sorted.
  std::vector<std::string> rights_of(std::string_view person) const;
  /// "System/login" of all of her accounts; sorted.
  std::vector<std::string> accounts_of(std::string_view person) const;
  reconcile::LinkTier tier(std::string_view system_slash_login) const;
  /// Person that the account is linked to, or empty.
  std::string owner(std::string_view system_slash_login) const;
  /// Empty when she does not hold it.
  std::optional<reconcile::Verdict> verdict(std::string_view person, std::string_view right) const;

 private:
  std::unique_ptr<core::Snapshot> snapshot_;
  std::unique_ptr<policies::Policy> policy_;
  std::unique_ptr<reconcile::AccessGraph> graph_;
  std::unique_ptr<reconcile::ExpectedAccess> expected_;
};

template <class... Pieces>
BuiltTown built(const Pieces&... pieces) {
  return BuiltTown(Town().with(pieces...));
}

}  // namespace rettesnor::test
