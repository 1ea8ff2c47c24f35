// Holds a pull against the newest state of its source: what is new, changed or gone.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/pull.h"
#include "store/database.h"
#include "store/history/members.h"
#include "store/history/watched_facts.h"
#include "store/store.h"

namespace rettesnor::store {

struct ClassTally {
  core::Completeness completeness = core::Completeness::not_read;  ///< what may be believed
  std::int64_t had = 0;  ///< objects there before the pull
  std::int64_t seen = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t removed = 0;
  std::int64_t withheld = 0;  ///< absent but not gone: class not complete, or held
};

struct RemovedObject {
  core::ObjectClass object_class;
  DenseId id;
  std::string natural_id;
};

/// The data of a class are from before those that history holds: nothing is gone by them.
struct OlderData {
  core::ObjectClass object_class;
  core::Timestamp from;
  core::Timestamp before;  ///< the moment of the data that history holds
};

struct ChangedFact {
  DenseId object;
  ToldOtherwise told;
};

/// What happens to the member list of one entitlement.
struct ListChange {
  enum class Kind {
    begin,  ///< had no members; gets all of pull.member_list(list)
    edit,   ///< had members; some are added, some removed
  } kind;
  DenseId entitlement;
  core::Index list;                          ///< into the pull's member lists; only for `begin`
  std::uint64_t added_begin, added_end;      ///< edit: range in PullPlan::added_members
  std::uint64_t removed_begin, removed_end;  ///< edit: range in PullPlan::removed_members
};

/// Where an object of history stands in the pull, when it is not at a PullIndex.
inline constexpr core::Index kNotInPull = core::kNone;  ///< withheld, held, or of another source
inline constexpr core::Index kGone = core::kNone - 1;   ///< removed by this pull

/// All that a pull changes. Nothing is written yet; ids of new objects are reserved on paper only.
struct PullPlan {
  enum class Beginning { first_of_source, later } beginning = Beginning::later;
  std::int64_t source = 0;
  std::array<ClassTally, 16> classes;  ///< by ObjectClass
  std::vector<DenseId> id_of;          ///< by PullIndex
  std::vector<core::Index> place_of;   ///< by DenseId, for ids before first_new: PullIndex or k…
  DenseId first_new = 0;               ///< id of added[0]; the next ones follow
  std::vector<core::PullIndex> added;  ///< never seen before; ordered by (class, natural id)
  std::vector<core::PullIndex> returned;  ///< were gone; ordered by (class, natural id)
  std::vector<core::PullIndex> changed;   ///< ordered by (class, natural id)
  std::vector<RemovedObject> removed;     ///< ordered by (class, natural id)
  std::vector<ChangedFact> facts;         ///< of `changed`, in their order
  std::vector<core::Index> unseen;        ///< into the pull's held(): no reading before knew it
  std::vector<OlderData> older;        ///< classes that tell of a moment before the last reading's
  std::vector<ListChange> lists;       ///< ordered by entitlement id
  std::vector<DenseId> added_members;  ///< ascending in each range
  std::vector<DenseId> removed_members;  ///< ascending in each range
  std::int64_t members_had = 0;
  std::int64_t members_seen = 0;
  std::int64_t members_added = 0;
  std::int64_t members_removed = 0;
  std::int64_t members_lost = 0;  ///< removed although the member itself is still there
};

/// Reads only. corrupt when the pull contradicts itself: an object twice, two lists of one
/// entitlement, a list of something that is no entitlement, a member out of range.
core::Result<PullPlan> compare_pull(const Reader& reader, const core::Pull& pull,
                                    std::int64_t source, PullPlan::Beginning beginning);

}  // namespace rettesnor::store
