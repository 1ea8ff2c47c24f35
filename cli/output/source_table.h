// The table of sources that `sync`, `sources` and `overview` share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/output/screen.h"
#include "store/store.h"

namespace rettesnor::cli {

struct SourceRow {
  std::string name;
  std::vector<store::ClassChange> classes;  ///< empty: nothing was ever told
  std::int64_t members = 0;
  Line outcome;
};

Table source_table(const Screen& screen, const std::vector<SourceRow>& rows);

}  // namespace rettesnor::cli
