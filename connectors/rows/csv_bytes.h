// The bytes of a file that calls itself csv: whole, unchanged meanwhile, and not something else.
#pragma once

#include <string>
#include <string_view>

#include "connectors/rows/csv_settings.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct FileBytes {
  std::string bytes;
  core::Timestamp modified;
};

/// Reads the whole file. Fails with not_found, refused (no permission), invalid_input (a folder,
/// empty, over 2 GiB), corrupt (changed while it was read).
core::Result<FileBytes> read_whole_file(const std::string& path);

/// Cuts off a UTF-8 byte-order mark, and refuses what is no csv in `encoding`: a web page, a
/// workbook, UTF-16, and UTF-8 where latin-1 was told (its names would all be misread).
core::Result<std::string_view> csv_text(std::string_view bytes, CsvEncoding encoding);

}  // namespace rettesnor::connectors
