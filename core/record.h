// What a source says about one object, as canonical bytes: the same meaning gives the same bytes.
//
// Connectors build records, the store keeps and compares them as bytes, reconcile reads them.
// Nobody in between needs to know what is inside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

/// The kinds of object that a source can hold. Numbers are stored: append only, never renumber.
enum class ObjectClass : std::uint8_t {
  unit = 1,         ///< an organisational unit
  person = 2,       ///< a human being as one source knows her; correlation may join several
  employment = 3,   ///< one person employed in one unit (a person may have several)
  mandate = 4,      ///< one person's elected office in one body or committee
  engagement = 5,   ///< one person working for a vendor, partner, or another network user
  account = 6,      ///< something that can sign in
  entitlement = 7,  ///< something that gives access: group, role, bundle
  grant = 8,        ///< what a source tells about one membership: scope, dates, case number
};
inline constexpr ObjectClass kAllObjectClasses[] = {
    ObjectClass::unit,       ObjectClass::person,  ObjectClass::employment,  ObjectClass::mandate,
    ObjectClass::engagement, ObjectClass::account, ObjectClass::entitlement, ObjectClass::grant};
constexpr auto names_for(const ObjectClass*) {
  using enum ObjectClass;
  return std::to_array<Named<ObjectClass>>({
      {unit, "unit"},
      {person, "person"},
      {employment, "employment"},
      {mandate, "mandate"},
      {engagement, "engagement"},
      {account, "account"},
      {entitlement, "entitlement"},
      {grant, "grant"},
  });
}

/// The closed set of facts that are pulled; whatever is not here is never read (GDPR art. 25).
/// Numbers are stored: append only, never renumber. Values are UTF-8 text; a moment is spelt as
/// to_iso(Timestamp), a day as to_iso(Date), yes/no as "1"/"0". References name the other object by
/// its natural id in the same source, except where said.
enum class Attribute : std::uint8_t {
  name = 1,  ///< display name of anything
  given_name = 2,
  family_name = 3,
  description = 4,
  mail = 5,
  upn = 6,          ///< userPrincipalName
  employee_no = 7,  ///< tjenestenummer; unique to one *employment*
  person = 8,       ///< employment/mandate/engagement → person (natural id)
  unit = 9,         ///< employment → unit (natural id)
  parent = 10,      ///< unit → unit (natural id)
  leader = 11,      ///< unit → employee_no of its leader; empty = vacant
  title = 12,
  function = 13,     ///< employment: function beside the title; mandate: office
  status = 14,       ///< AKTIV ORLOV LANGTIDSSYG FRITSTILLET FRATRAADT DOED FREMTIDIG
  start = 15,        ///< first day / moment
  end = 16,          ///< last day, inclusive to the end of the local day; or a moment
  leave_until = 17,  ///< last day of leave, inclusive
  released_at = 18,  ///< moment from which a person is released from duty (fritstillet)
  primary = 19,      ///< "1" on the main employment
  body = 20,         ///< mandate → body or committee, by name
  deputy_for = 21,   ///< mandate of a suppleant: who is stood in for (natural id of person)
  vendor = 22,       ///< engagement/account → vendor id (CVR)
  sponsor = 23,      ///< engagement/account → employee_no of the sponsor in the municipality
  kind = 24,         ///< account: personal admin service shared robot breakglass vendor
                     ///< test mailbox machine other; entitlement: group role job_role
                     ///< bundle distribution (conveys nothing to what it is a member of);
                     ///< engagement: vendor partner other; person: see SubjectClass
  login = 25,        ///< sAMAccountName, uid, user name: as people type it
  enabled = 26,      ///< "1"/"0"; absent = the source does not tell, taken as enabled
  expires = 27,      ///< moment after which the account cannot be used
  created = 28,
  last_used = 29,               ///< moment of the last sign-in that the source knows of
  last_used_lag_days = 30,      ///< how many days later the true last sign-in may be (AD: 14)
  password_set = 31,            ///< moment
  password_never_expires = 32,  ///< "1"
  password_not_required = 33,   ///< "1"
  department = 34,
  manager = 35,             ///< account → account (natural id)
  owner = 36,               ///< account/entitlement → employee_no or login of the owner
  account = 37,             ///< grant → account or nested entitlement (natural id)
  entitlement = 38,         ///< grant → entitlement (natural id)
  scope = 39,               ///< grant: data scope, e.g. "KLE:90.01.02" or "ORG:Jobcenter"
  case_no = 40,             ///< grant: the documented authorisation
  granted_by = 41,          ///< grant: login or employee_no of who granted it
  granted_at = 42,          ///< grant: moment
  instructed_at = 43,       ///< grant: day on which the holder was instructed (policy.md P11)
  distinguished_name = 44,  ///< where it stands in a directory; shown, never a key
  never_used = 45,          ///< "1" when the source positively says that nobody ever signed in
  scope_tasks = 46,         ///< unit: KLE tasks the unit answers for, "90.01 90.02"; repeatable
  foreign = 47,             ///< "1" on a foreign security principal ([MS-ADTS] 6.1.1.4.10)
  last_used_record = 48,    ///< what the last use was, e.g. a case number for a break-glass drill
  object_sid = 49,          ///< account/entitlement: "S-1-5-21-…", unique among all domains
};
constexpr auto names_for(const Attribute*) {
  using enum Attribute;
  return std::to_array<Named<Attribute>>({
      {name, "name"},
      {given_name, "given_name"},
      {family_name, "family_name"},
      {description, "description"},
      {mail, "mail"},
      {upn, "upn"},
      {employee_no, "employee_no"},
      {person, "person"},
      {unit, "unit"},
      {parent, "parent"},
      {leader, "leader"},
      {title, "title"},
      {function, "function"},
      {status, "status"},
      {start, "start"},
      {end, "end"},
      {leave_until, "leave_until"},
      {released_at, "released_at"},
      {primary, "primary"},
      {body, "body"},
      {deputy_for, "deputy_for"},
      {vendor, "vendor"},
      {sponsor, "sponsor"},
      {kind, "kind"},
      {login, "login"},
      {enabled, "enabled"},
      {expires, "expires"},
      {created, "created"},
      {last_used, "last_used"},
      {last_used_lag_days, "last_used_lag_days"},
      {password_set, "password_set"},
      {password_never_expires, "password_never_expires"},
      {password_not_required, "password_not_required"},
      {department, "department"},
      {manager, "manager"},
      {owner, "owner"},
      {account, "account"},
      {entitlement, "entitlement"},
      {scope, "scope"},
      {case_no, "case_no"},
      {granted_by, "granted_by"},
      {granted_at, "granted_at"},
      {instructed_at, "instructed_at"},
      {distinguished_name, "distinguished_name"},
      {never_used, "never_used"},
      {scope_tasks, "scope_tasks"},
      {foreign, "foreign"},
      {last_used_record, "last_used_record"},
      {object_sid, "object_sid"},
  });
}

/// One attribute and one of its values; views into the record's bytes.
struct Fact {
  Attribute attribute;
  std::string_view value;
};

/// Reads a record's canonical bytes in place. The bytes must outlive the view and its results.
/// Layout: for each fact, ordered by (attribute, value): 1 byte attribute, LEB128 length, value.
class RecordView {
 public:
  explicit RecordView(std::string_view bytes) : bytes_(bytes) {}

  /// First value, or empty. A record holds no empty values, so empty means absent.
  std::string_view get(Attribute a) const;
  std::vector<std::string_view> all(Attribute a) const;
  bool flag(Attribute a) const { return get(a) == "1"; }
  std::vector<Fact> facts() const;
  std::string_view bytes() const { return bytes_; }

  /// Calls `visit(Fact)` in order. Cheapest way to read many attributes.
  template <class Visit>
  void each(Visit visit) const {
    std::string_view rest = bytes_;
    Fact fact{};
    while (take(rest, fact)) visit(fact);
  }
  /// Takes one fact from the front of `rest`; false at the end, and on bytes that are not a record.
  static bool take(std::string_view& rest, Fact& fact);

 private:
  std::string_view bytes_;
};

/// Collects facts in any order and writes them canonically. Reusable after clear().
class RecordBuilder {
 public:
  /// Empty values are left out; repeated equal facts are written once. Invalid UTF-8 must have been
  /// refused or replaced by the connector before.
  RecordBuilder& set(Attribute a, std::string_view value);
  RecordBuilder& set(Attribute a, Timestamp t) { return set(a, to_iso(t)); }
  RecordBuilder& set(Attribute a, Date d) { return set(a, to_iso(d)); }
  RecordBuilder& flag(Attribute a, bool on) { return set(a, on ? "1" : "0"); }
  void clear();
  /// Appends the canonical bytes to `out`.
  void write_to(std::string& out);
  std::string bytes();

 private:
  std::string text_;
  struct Piece {
    Attribute attribute;
    std::size_t at;
    std::size_t size;
  };
  std::vector<Piece> pieces_;
};

}  // namespace rettesnor::core
