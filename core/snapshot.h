// One moment of everything: what all sources held at `as_of`, as flat sorted arrays.
//
// The store fills it in one sequential pass; reconcile reads it. Immutable once built. All
// string_views point into `arena` (or into buffers it keeps alive) and live as long as the
// Snapshot.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/named.h"
#include "core/pull.h"
#include "core/record.h"
#include "core/time.h"

namespace rettesnor::core {

/// A moment in history that a question is asked for. Its own type so that no query can forget it.
struct AsOf {
  Timestamp moment;
};

/// How the newest pull of a source ended.
enum class PullOutcome : std::uint8_t {
  applied = 1,      ///< became history
  quarantined = 2,  ///< kept aside, changed nothing: waits for two people
  failed = 3,       ///< no usable data: changed nothing
  released = 4,     ///< was quarantined, two people let it through, became history
  rejected = 5,     ///< was quarantined and thrown away
};

constexpr auto names_for(const PullOutcome*) {
  using enum PullOutcome;
  return std::to_array<Named<PullOutcome>>({
      {applied, "applied"},
      {quarantined, "quarantined"},
      {failed, "failed"},
      {released, "released"},
      {rejected, "rejected"},
  });
}

/// One source at `as_of`.
struct SnapshotSource {
  std::string name;                        ///< as in the settings, e.g. "kataloget"
  std::string kind;                        ///< "ad", "ldif", "csv", …
  std::string system;                      ///< the business system it speaks for, e.g. "Kataloget"
  std::optional<Timestamp> last_applied;   ///< newest pull that became history
  std::optional<Timestamp> last_complete;  ///< newest applied pull without gaps
  std::optional<Timestamp> last_attempt;
  std::optional<PullOutcome> last_outcome;
  std::string last_trouble;  ///< why the newest pull is partial, failed or quarantined; else empty
  std::int64_t quarantined_removals = 0;  ///< objects that a waiting pull would remove
  std::int64_t quarantined_total = 0;     ///< of how many
  std::optional<std::int64_t> clock_skew_seconds;
  std::vector<Gap> gaps;              ///< of the newest applied pull
  std::vector<RejectedRow> rejected;  ///< of the newest applied pull
  /// By ObjectClass: how far the newest applied pull read each class, and of which moment it tells
  /// (empty: unknown, and a moment after the reading is unknown too).
  std::array<Completeness, 16> completeness{};
  std::array<std::optional<Timestamp>, 16> data_from{};
  /// Objects that were told of by rows that cannot be believed, and that no reading before knew.
  struct Unbelieved {
    ObjectClass object_class;
    std::string natural_id;
    std::string clues;  ///< RecordView bytes: what could be read of it; may be empty
  };
  std::vector<Unbelieved> unbelieved;

  /// The oldest moment that any class of the source tells of; empty before the first applied pull
  /// and when one is unknown.
  std::optional<Timestamp> oldest_data() const;
};

/// One object's version that was valid at `as_of`.
struct SnapshotObject {
  ObjectId id;
  Index source;  ///< into Snapshot::sources
  ObjectClass object_class;
  std::string_view natural_id;
  std::string_view record;  ///< RecordView bytes
  Timestamp first_seen;     ///< pull that first saw the object (not this version of it)
};

/// One membership that began or ended in a pull up to `as_of`, after the source's first pull.
struct MembershipChange {
  Index entitlement;  ///< into Snapshot::objects
  Index member;       ///< into Snapshot::objects; kNone when the member no longer exists
  Timestamp seen;     ///< the pull that saw it
  enum class What : std::uint8_t { added, removed } what;
};

/// What says who, whose or where an object is, and was told otherwise by an earlier reading.
struct FactChange {
  Index object;  ///< into Snapshot::objects
  Attribute attribute;
  std::string_view before;  ///< empty: was not told
  std::string_view after;   ///< empty: is no longer told
  Timestamp seen;           ///< the pull that saw it
};

/// An object that a whole reading no longer held.
struct VanishedObject {
  Index source;  ///< into Snapshot::sources
  ObjectClass object_class;
  std::string_view natural_id;
  std::string_view record;  ///< as last told
  Timestamp first_seen;
  Timestamp gone;  ///< the pull that no longer saw it
};

/// A human's word on whose account this is (command `link`), or on why it may be nobody's.
struct SettledLink {
  Index account;              ///< into Snapshot::objects
  std::string person;         ///< natural id of the person, or empty: "nobody's, leave it"
  std::string person_source;  ///< source that holds that person
  std::string decided_by;
  std::string reason;
  Timestamp decided_at;
  /// The last day on which it may stand though it is nobody's: `person` answers for it, and it is
  /// not hers. Empty: it is hers.
  std::optional<Date> accepted_until = std::nullopt;
};

/// Which right a name in the policy means: the one that it was first met as, or that a person said.
/// Renamed, doubled or vanished, it stays that right until a person says otherwise.
struct NameBinding {
  std::string system;  ///< as the policy spells them
  std::string name;
  std::string source;      ///< that holds the right
  std::string natural_id;  ///< of the right
  std::string called;      ///< its name when that was said
  Timestamp at;
};

struct Snapshot {
  AsOf as_of{};
  std::vector<SnapshotSource> sources;  ///< ordered by name
  std::vector<SnapshotObject> objects;  ///< ordered by (source, class, natural_id)
  /// Members of objects[i] are members[member_begin[i] .. member_begin[i + 1]): positions in
  /// `objects`, ascending. Size of member_begin is objects.size() + 1.
  std::vector<std::uint32_t> member_begin;
  std::vector<Index> members;
  std::vector<MembershipChange> changes;  ///< ordered by (seen, entitlement, member)
  std::vector<SettledLink> links;         ///< ordered by account; the newest word only
  std::vector<NameBinding> bindings;      ///< ordered by (system, name); the newest word only
  /// Ordered by (object, seen, attribute). Kept from the pulls after the first of their source on.
  std::vector<FactChange> fact_changes;
  /// Units, people and what they do, accounts and entitlements; ordered by (source, class,
  /// natural_id).
  std::vector<VanishedObject> vanished;
  std::shared_ptr<const std::string> arena;

  std::span<const Index> members_of(Index object) const {
    return {members.data() + member_begin[object], members.data() + member_begin[object + 1]};
  }
};

}  // namespace rettesnor::core
