// Tables over the ranges of a snapshot, and a merge sort that uses the order that is there.
#include "reconcile/object_finder.h"

#include <algorithm>

namespace rettesnor::reconcile {

ObjectFinder::ObjectFinder(const core::Snapshot& snapshot)
    : snapshot_(snapshot), tables_(snapshot.sources.size() * kClasses) {
  const auto size = static_cast<Index>(snapshot.objects.size());
  for (Index i = 0; i < size;) {
    const core::SnapshotObject& first = snapshot.objects[i];
    Index end = i;
    while (end < size && snapshot.objects[end].source == first.source &&
           snapshot.objects[end].object_class == first.object_class) {
      ++end;
    }
    Table& t = table(first.source, first.object_class);
    t.range = {i, end};
    t.guess = i;
    i = end;
  }
}

ObjectRange ObjectFinder::range(Index source, core::ObjectClass c) const {
  return tables_[source * kClasses + static_cast<std::size_t>(c)].range;
}

std::vector<ObjectRange> ObjectFinder::ranges(core::ObjectClass c) const {
  std::vector<ObjectRange> out;
  for (Index source = 0; source < snapshot_.sources.size(); ++source) {
    const ObjectRange r = range(source, c);
    if (!r.empty()) out.push_back(r);
  }
  return out;
}

Index ObjectFinder::find(Index source, core::ObjectClass c, std::string_view natural_id) {
  Table& t = table(source, c);
  if (t.range.empty() || natural_id.empty()) return kNone;
  for (Index at = t.guess > t.range.begin ? t.guess - 1 : t.guess;
       at < t.range.end && at <= t.guess; ++at) {
    if (snapshot_.objects[at].natural_id == natural_id) {
      t.guess = at + 1;
      return at;
    }
  }
  const auto text_of = [&](Index row) { return snapshot_.objects[t.range.begin + row].natural_id; };
  if (!t.built) {
    const Index size = t.range.end - t.range.begin;
    t.index = TextIndex(size, TextIndex::Match::exact);
    for (Index row = 0; row < size; ++row) t.index.add(row, text_of);
    t.built = true;
  }
  const Index row = t.index.first(natural_id, text_of);
  if (row == kNone) return kNone;
  t.guess = t.range.begin + row + 1;
  return t.range.begin + row;
}

void sort_by_runs(std::vector<Index>& rows, const std::function<bool(Index, Index)>& less) {
  std::vector<std::size_t> bounds{0};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (less(rows[i], rows[i - 1])) bounds.push_back(i);
  }
  bounds.push_back(rows.size());
  const auto at = [&](std::size_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
  while (bounds.size() > 2) {
    std::vector<std::size_t> merged{0};
    for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) {
      const std::size_t last = std::min(i + 2, bounds.size() - 1);
      std::inplace_merge(at(bounds[i]), at(bounds[i + 1]), at(bounds[last]), less);
      merged.push_back(bounds[last]);
    }
    bounds = std::move(merged);
  }
}

}  // namespace rettesnor::reconcile
