// The bytes of a file that calls itself csv: whole, unchanged meanwhile, and not something else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct FileBytes {
  std::string bytes;
  core::Timestamp modified;
  std::int64_t quiet_seconds;  ///< how long before it was opened it was last changed; real clock
};

/// Reads the whole file. Fails with not_found, refused (no permission), invalid_input (a folder,
/// empty, over 2 GiB), conflict (changed, or replaced by another, while it was read).
core::Result<FileBytes> read_whole_file(const std::string& path);

/// Does `path`.done stand beside it, and was not written before it?
bool has_done_marker(const std::string& path);

struct CsvText {
  std::string owned;      ///< what had to be translated
  std::string_view text;  ///< UTF-8 without byte-order mark; into `owned` or into the bytes
  std::string encoding;   ///< as it was read
};

/// UTF-16 and UTF-8 show themselves by a byte-order mark, whatever is told. Refuses what is no csv:
/// a web page, a workbook, and UTF-8 where another encoding was told (its names would all be
/// misread). Moving the result is not allowed once `text` points into it.
core::Result<void> read_csv_text(std::string_view bytes, const std::string& encoding, CsvText& out);

}  // namespace rettesnor::connectors
