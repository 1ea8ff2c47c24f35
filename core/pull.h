// What one read of one source said, and where it could not look.
//
// Empty is not unknown: a Pull tells for each object class whether it was read to the end. Absence
// means "gone" only for a class that is complete (architecture.md, trust.md B3.3).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/named.h"
#include "core/record.h"
#include "core/time.h"

namespace rettesnor::core {

enum class Completeness : std::uint8_t {
  not_read = 0,  ///< this source or this pull does not hold the class: says nothing about it
  partial = 1,   ///< some objects may be missing: what is here is true, what is not here is unknown
  complete = 2,  ///< every object of the class that the source holds is here
};
constexpr auto names_for(const Completeness*) {
  using enum Completeness;
  return std::to_array<Named<Completeness>>({
      {not_read, "not_read"},
      {partial, "partial"},
      {complete, "complete"},
  });
}

/// What a reading lists. Wholeness belongs to a list, not to a class.
enum class ListKind : std::uint8_t {
  objects = 0,     ///< the objects of a class in a source
  members = 1,     ///< the direct members of one entitlement
  rights = 2,      ///< the entitlements that one account, or one nested entitlement, is a member of
  attributes = 3,  ///< what is told of one object
};
constexpr auto names_for(const ListKind*) {
  using enum ListKind;
  return std::to_array<Named<ListKind>>({
      {objects, "objects"},
      {members, "members"},
      {rights, "rights"},
      {attributes, "attributes"},
  });
}

/// A named hole: which list could not be read whole, where and why. Never holds a secret.
struct Gap {
  ObjectClass object_class;
  std::string what;    ///< "page 3 of OU=Personale", "members of G_Drift", "ansatte.csv line 17"
  std::string reason;  ///< "size limit exceeded (4)", "connection lost", "end before start"
  ListKind list = ListKind::objects;
  /// Natural id of the object whose list it is; empty for `objects`. Of class `object_class`.
  std::string object = {};
};

/// Told, though no list is less whole for it: what the settings leave out, what was not asked for.
inline bool is_note(const Gap& gap) {
  return gap.list == ListKind::attributes && gap.object.empty();
}
/// What is told of an object may be missing, but not an object, a member or a right: such a hole is
/// told and hinders nothing.
inline bool is_only_told(const Gap& gap) {
  return gap.list == ListKind::attributes;
}
inline bool has_hole(const std::vector<Gap>& gaps) {
  return std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return !is_only_told(gap); });
}

/// A row that was set aside; the rest of its file went on.
struct RejectedRow {
  std::string file;
  std::int64_t line;  ///< 1-based line in the file where the row starts
  std::string reason;
};

/// What was read otherwise than it stands in the source.
struct Note {
  std::string what;  ///< where: a file, a column
  std::string text;
};

/// Position of an object inside its Pull.
using PullIndex = Index;

struct PulledObject {
  ObjectClass object_class;
  std::string_view natural_id;  ///< the source's immutable key; unique in (pull, class)
  std::string_view record;      ///< RecordView bytes
};

/// The direct members of one entitlement.
struct MemberList {
  PullIndex entitlement;
  std::span<const PullIndex> members;  ///< accounts and nested entitlements; sorted, no duplicates
  Completeness completeness;  ///< partial when ranges, foreign members or pages are missing
};

/// Everything one read said. Built by one connector on one thread, then handed on as a value.
/// Memory: one byte arena and flat arrays; about record size + 24 bytes an object, 4 bytes a
/// member.
class Pull {
 public:
  Pull(std::string source, Timestamp started) : source_(std::move(source)), started_(started) {}
  Pull(Pull&&) = default;
  Pull& operator=(Pull&&) = default;

  /// Adds an object and returns its index. The caller makes sure that (class, natural_id) is new;
  /// the store refuses a Pull with duplicates as corrupt.
  PullIndex add(ObjectClass c, std::string_view natural_id, RecordBuilder& record);
  /// Adds the member list of one entitlement, in any order, duplicates allowed; at most one a pull.
  /// An entitlement of a complete class without a list has no members.
  void add_members(PullIndex entitlement, std::vector<PullIndex>& members, Completeness c);
  void set_completeness(ObjectClass c, Completeness value);
  /// A hole in the objects of a class also lowers that class from complete to partial; one in the
  /// rights of a member keeps what history knows of them (see rights_are_partial()).
  void add_gap(Gap gap);
  void add_rejected(RejectedRow row) { rejected_.push_back(std::move(row)); }
  /// Worth telling who reads; nothing is missing because of it, and history does not keep it.
  void add_note(Note note) { notes_.push_back(std::move(note)); }
  /// The object exists but its row cannot be believed: history keeps what it knew, and the class
  /// may still be complete. An object that history never saw stays unseen; `clues` (RecordView
  /// bytes) is what could be read of it, so that nobody else is told of as if it were not there.
  void add_held(ObjectClass c, std::string natural_id, std::string clues = {}) {
    held_.push_back({c, std::move(natural_id), std::move(clues)});
  }
  void set_finished(Timestamp t) { finished_ = t; }
  /// The moment of which the objects of a class tell: a file's time, the server's clock. Not when
  /// we looked. What several files tell of is as old as the oldest of them.
  void set_data_from(ObjectClass c, Timestamp t);
  /// Seconds that the source's clock is ahead of ours (negative: behind), when it can be asked.
  void set_clock_skew(std::int64_t seconds) { clock_skew_seconds_ = seconds; }

  const std::string& source() const { return source_; }
  Timestamp started() const { return started_; }
  Timestamp finished() const { return finished_; }
  std::optional<std::int64_t> clock_skew_seconds() const { return clock_skew_seconds_; }
  std::size_t size() const { return entries_.size(); }
  PulledObject object(PullIndex i) const;
  std::size_t member_list_count() const { return lists_.size(); }
  MemberList member_list(std::size_t i) const;
  std::size_t membership_count() const { return members_.size(); }
  Completeness completeness(ObjectClass c) const;
  const std::vector<Gap>& gaps() const { return gaps_; }
  const std::vector<RejectedRow>& rejected() const { return rejected_; }
  const std::vector<Note>& notes() const { return notes_; }
  /// Empty: it was not told apart from when the pull began.
  std::optional<Timestamp> data_from(ObjectClass c) const {
    return data_from_[static_cast<std::size_t>(c)];
  }
  /// The natural ids, by class, of members whose rights have a hole; ascending.
  std::vector<std::pair<ObjectClass, std::string_view>> rights_are_partial() const;
  struct Held {
    ObjectClass object_class;
    std::string natural_id;
    std::string clues;
  };
  const std::vector<Held>& held() const { return held_; }

 private:
  struct Entry {
    std::uint64_t at;  // start of natural id in arena_; record follows
    std::uint32_t natural_size;
    std::uint32_t record_size;
    ObjectClass object_class;
  };
  struct List {
    PullIndex entitlement;
    std::uint64_t begin;
    std::uint64_t end;
    Completeness completeness;
  };
  std::string source_;
  Timestamp started_;
  Timestamp finished_{};
  std::optional<std::int64_t> clock_skew_seconds_;
  std::string arena_;
  std::vector<Entry> entries_;
  std::vector<PullIndex> members_;
  std::vector<List> lists_;
  std::array<Completeness, 16> completeness_{};
  std::array<std::optional<Timestamp>, 16> data_from_{};
  std::vector<Gap> gaps_;
  std::vector<RejectedRow> rejected_;
  std::vector<Note> notes_;
  std::vector<Held> held_;
};

// Here, so that passes over a million objects need no call for each.
inline PulledObject Pull::object(PullIndex i) const {
  const Entry& entry = entries_[i];
  const std::string_view arena = arena_;
  return {entry.object_class, arena.substr(entry.at, entry.natural_size),
          arena.substr(entry.at + entry.natural_size, entry.record_size)};
}

}  // namespace rettesnor::core
