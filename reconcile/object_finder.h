// Finds a snapshot's objects by source, class and natural id, in about constant time.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "core/snapshot.h"
#include "reconcile/text_index.h"

namespace rettesnor::reconcile {

/// Positions [begin, end) in Snapshot::objects.
struct ObjectRange {
  Index begin = 0;
  Index end = 0;
  bool empty() const { return begin == end; }
};

/// Builds a table per (source, class) when it is first asked for. The snapshot must outlive it.
class ObjectFinder {
 public:
  explicit ObjectFinder(const core::Snapshot& snapshot);

  ObjectRange range(Index source, core::ObjectClass c) const;
  /// Of every source, in the order of the sources.
  std::vector<ObjectRange> ranges(core::ObjectClass c) const;
  /// kNone when the source holds no such object.
  Index find(Index source, core::ObjectClass c, std::string_view natural_id);

 private:
  struct Table {
    ObjectRange range;
    TextIndex index;
    bool built = false;
    Index guess = 0;  ///< the object after the last one found: references often come in order
  };
  static constexpr std::size_t kClasses = 16;
  Table& table(Index source, core::ObjectClass c) {
    return tables_[source * kClasses + static_cast<std::size_t>(c)];
  }
  const core::Snapshot& snapshot_;
  std::vector<Table> tables_;
};

/// Sorts by merging the ascending runs that are already there: linear for one run, and for the few
/// runs that ordered sources make. `less` must be a strict weak order; equal rows keep their order.
void sort_by_runs(std::vector<Index>& rows, const std::function<bool(Index, Index)>& less);

}  // namespace rettesnor::reconcile
