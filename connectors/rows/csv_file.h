// Reads one file of a csv source into believed rows, bad rows, and doubts about the whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/rows/csv_settings.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// A row that cannot be believed. The names are what could still be read of it; empty = unreadable.
struct BadCsvRow {
  std::int64_t line;
  std::string reason;
  std::string key;
  std::string person;
  std::string account;
  std::string entitlement;
};

/// What one file said. Keys and records point into `arena`.
class CsvFile {
 public:
  struct Row {
    std::int64_t line;
    std::uint64_t at;  // of the key in arena; the record follows
    std::uint32_t key_size;
    std::uint32_t record_size;
  };

  const CsvFileSettings* settings = nullptr;  ///< borrowed from the connector
  std::string arena;
  std::vector<Row> rows;            ///< in the order of the file
  std::vector<BadCsvRow> bad;       ///< in the order of the file
  std::vector<std::string> doubts;  ///< why the file may not be whole; empty = read to its end
  std::vector<std::string> header;  ///< as the file writes it
  std::size_t row_count = 0;        ///< good and bad
  core::Timestamp modified{};

  std::string_view key(const Row& row) const {
    return std::string_view(arena).substr(row.at, row.key_size);
  }
  std::string_view record(const Row& row) const {
    return std::string_view(arena).substr(row.at + row.key_size, row.record_size);
  }
};

/// Reads the file at `file.full_path`. An Error means that nothing of it can be believed: missing,
/// unreadable, empty, no header with the mapped columns, fewer rows than told, a web page, a
/// workbook, another encoding, changed while it was read.
/// A record holds every mapped attribute, the person's own included.
core::Result<CsvFile> read_csv_file(const CsvFileSettings& file, const CsvSettings& settings);

/// The same from bytes.
core::Result<CsvFile> read_csv_bytes(std::string_view bytes, const CsvFileSettings& file,
                                     const CsvSettings& settings);

}  // namespace rettesnor::connectors
