// Reads one feed into believed rows, bad rows, and doubts about the whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/rows/feed.h"
#include "connectors/rows/row_mapping.h"
#include "core/record.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// A row that cannot be believed. What could still be read of it stands in `clues` (RecordView
/// bytes); the names in it are cleaned.
struct BadRow {
  std::int64_t place;
  std::string reason;  ///< core::kept
  std::string key;     ///< empty: unreadable, or the row has none
  std::string clues;
  bool scope_known;  ///< of a grant: its scope could be read, or it has none
};

/// A value that was set aside while its row was believed.
struct SetAsideValue {
  std::size_t row;  ///< into RowTable::rows
  core::Attribute attribute;
  std::string reason;  ///< core::kept
};

/// A right that a row may or may not tell of.
struct DoubtfulRight {
  std::int64_t place;
  std::string entitlement;
  std::string reason;  ///< core::kept
};

/// A column none of whose values is believed.
struct DoubtfulColumn {
  core::Attribute attribute;
  std::string reason;  ///< core::kept
};

/// What one feed said. Keys and records point into `arena`.
class RowTable {
 public:
  struct Row {
    std::uint64_t at;  // of the key in arena; what it folds to and the record follow
    std::uint32_t key_size;
    std::uint32_t folded_size;  // 0: it folds to itself
    std::uint32_t record_size;
    std::uint32_t place;
  };

  const RowMapping* mapping = nullptr;  ///< borrowed from the connector
  std::string name;                     ///< of the feed
  const Feed* feed = nullptr;           ///< borrowed: knows the places of its rows
  std::string arena;
  std::vector<Row> rows;    ///< in the order of the feed
  std::vector<BadRow> bad;  ///< in the order of the feed
  std::vector<SetAsideValue> values_set_aside;
  std::vector<DoubtfulRight> doubtful_rights;
  std::vector<DoubtfulColumn> doubtful_columns;
  std::vector<std::string> doubts;   ///< why rows may be missing (core::kept)
  std::vector<std::string> notes;    ///< what was read otherwise than it stands (core::kept)
  std::vector<std::string> remarks;  ///< how the feed was read (core::kept)
  std::vector<std::string> header;   ///< as the feed writes it
  std::size_t row_count = 0;         ///< good and bad
  std::optional<core::Timestamp> data_from;

  /// Empty for a grant whose mapping names no key.
  std::string_view key(const Row& row) const {
    return std::string_view(arena).substr(row.at, row.key_size);
  }
  std::string_view folded(const Row& row) const {
    return row.folded_size == 0
               ? key(row)
               : std::string_view(arena).substr(row.at + row.key_size, row.folded_size);
  }
  std::string_view record(const Row& row) const {
    return std::string_view(arena).substr(row.at + row.key_size + row.folded_size, row.record_size);
  }
};

/// An Error means that nothing of it can be believed: the feed failed, it has not the mapped
/// columns, fewer rows than told, or CPR numbers as keys. A record holds every mapped attribute,
/// the person's own included; references are cleaned, not yet resolved.
core::Result<RowTable> read_row_table(Feed& feed, const RowMapping& mapping, const RowRules& rules);

}  // namespace rettesnor::connectors
