// Fills a snapshot's arrays from the tables of history.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/snapshot.h"
#include "store/database.h"
#include "store/history/members.h"
#include "store/history/snapshot_course.h"

namespace rettesnor::store {

/// Steps in this order: objects, members, changes, facts, vanished, links; then take().
class SnapshotBuilder {
 public:
  SnapshotBuilder(const Reader& reader, const CourseAt& course, core::AsOf as_of)
      : reader_(reader), course_(course) {
    snapshot_.as_of = as_of;
  }

  core::Result<void> read_objects();
  core::Result<void> read_members();
  core::Result<void> read_changes();
  core::Result<void> read_facts();
  core::Result<void> read_vanished();
  core::Result<void> read_links();
  core::Result<void> read_bindings();
  core::Snapshot take();

 private:
  /// Members that the newest list has to gain or lose to be as it was.
  struct WalkBack {
    std::vector<DenseId> absent;   // ascending
    std::vector<DenseId> present;  // ascending
  };
  struct StoredList {
    std::size_t at;
    std::size_t size;
  };

  core::Result<void> reserve_arena();
  std::string_view keep(std::string_view bytes);
  core::Result<void> read_past_versions();
  core::Result<void> read_source(Statement& query, core::Index source);
  core::Result<void> read_walk_back();
  core::Result<void> append_members(DenseId entitlement, std::string_view members);
  core::Index position_of(std::int64_t id) const {
    const auto at = static_cast<std::size_t>(id);
    return at < position_of_.size() ? position_of_[at] : core::kNone;
  }
  bool has_later_pulls() const;

  const Reader& reader_;
  const CourseAt& course_;
  core::Snapshot snapshot_;
  std::shared_ptr<std::string> arena_ = std::make_shared<std::string>();
  std::vector<core::Index> position_of_;  // by object id
  std::unordered_map<DenseId, std::string_view> past_;
  std::unordered_map<DenseId, WalkBack> walk_back_;
  std::vector<DenseId> ids_;
  IdSorter sorter_;
};

}  // namespace rettesnor::store
