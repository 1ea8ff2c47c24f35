// Which pulls were history at a moment, for each source.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/snapshot.h"
#include "store/database.h"
#include "store/history/pull_rows.h"

namespace rettesnor::store {

/// One source at a moment, with what reading its history needs.
struct SourceAt {
  std::int64_t id;
  core::SnapshotSource told;
  std::int64_t upto = 0;    ///< newest pull that was history by then; 0 = none
  std::int64_t newest = 0;  ///< newest pull that is history today
};

struct CourseAt {
  std::vector<SourceAt> sources;            ///< ordered by name; only those pulled by then
  std::vector<core::Timestamp> started;     ///< by pull id
  std::vector<core::Index> source_of_pull;  ///< by pull id, into `sources`; kNone = not there
};

core::Result<CourseAt> course_at(const Reader& reader, core::AsOf as_of);

}  // namespace rettesnor::store
