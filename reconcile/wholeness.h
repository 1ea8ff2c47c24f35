// Which lists were read whole, so that what does not stand in them can be called absent.
//
// Wholeness belongs to a list: the objects of a class in a source, the members of one entitlement,
// the rights of one account. A conclusion from absence takes an Absence, and only a whole list
// gives one. What a row said that cannot be believed is a hole for whom it may be about.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/snapshot.h"

namespace rettesnor::reconcile {

using core::Index;

/// That what is not in a list is not there. Made by Wholeness alone.
class Absence {
 public:
  /// The moment that the list tells of, the oldest of several lists; empty when it is not known.
  std::optional<core::Timestamp> data_from() const { return data_from_; }
  /// Does the list tell of a moment after `act`? Never, when its moment is not known.
  bool is_after(core::Timestamp act) const { return data_from_ && *data_from_ > act; }
  /// Both lists together.
  Absence with(const Absence& other) const;

 private:
  friend class Wholeness;
  explicit Absence(std::optional<core::Timestamp> data_from) : data_from_(data_from) {}
  std::optional<core::Timestamp> data_from_;
};

/// Borrows the snapshot. Cheap to make, and to ask when nothing has a hole.
class Wholeness {
 public:
  explicit Wholeness(const core::Snapshot& snapshot);

  /// The objects of a class in a source. A class that the source does not hold is no list.
  std::optional<Absence> objects(Index source, core::ObjectClass c) const;
  /// The direct members of an entitlement (position in Snapshot::objects): its source's
  /// entitlements, accounts and grants are whole, and so is its list.
  std::optional<Absence> members(Index entitlement) const;
  /// The entitlements that an account, or a nested entitlement, is a direct member of.
  std::optional<Absence> rights(Index member) const;
  /// What is told of one object.
  std::optional<Absence> attributes(Index object) const;
  /// Every human being that any source tells of, and all her capacities. None when a source tells
  /// of people in part, has never been read, or nothing tells of people at all.
  std::optional<Absence> people() const;
  /// The same, when all that is not believed is known to be about somebody else than whom `record`
  /// (an account or a person, RecordView bytes) tells of.
  std::optional<Absence> people_but(std::string_view record) const;
  /// The same of somebody who goes by any of these numbers, addresses and names.
  std::optional<Absence> people_but(const std::vector<std::string_view>& words) const;

  /// True when nothing anywhere has a hole: every question above about a list that is there has an
  /// answer.
  bool is_whole() const { return holes_.empty() && unbelieved_.empty() && !lacks_people_; }

 private:
  struct Hole {
    Index source;
    core::ListKind list;
    core::ObjectClass object_class;
    std::string_view object;
    auto operator<=>(const Hole&) const = default;
  };
  struct Clue {
    core::Attribute attribute;
    std::string folded;
  };
  struct Unbelieved {
    std::vector<Clue> clues;  ///< empty: may be anybody
  };
  bool has_hole(Index source, core::ListKind list, core::ObjectClass c,
                std::string_view object) const;
  bool is_told(Index source) const;
  std::optional<Absence> people_unless(bool doubtful) const;
  /// Is there a row without a clue, or one with a clue that fits?
  template <class Fits>
  bool may_be_unbelieved(Fits fits) const {
    return std::ranges::any_of(unbelieved_, [&](const Unbelieved& one) {
      return one.clues.empty() || std::ranges::any_of(one.clues, fits);
    });
  }

  const core::Snapshot& snapshot_;
  std::vector<Hole> holes_;  ///< sorted
  std::vector<Unbelieved> unbelieved_;
  bool lacks_people_ = false;
  std::optional<core::Timestamp> people_from_;
};

/// Employments, mandates, engagements and persons.
bool is_about_people(core::ObjectClass c);

}  // namespace rettesnor::reconcile
