// One csv file as a feed: its bytes, its lines, and whether it is finished.
#pragma once

#include <memory>

#include "connectors/rows/csv_settings.h"
#include "connectors/rows/feed.h"

namespace rettesnor::connectors {

/// `file` and `format` are borrowed. Reading fails when the file is missing, unreadable, empty, a
/// web page, a workbook, in another encoding, still being written or changed meanwhile.
std::unique_ptr<Feed> make_csv_feed(const CsvFileSettings& file, const CsvSettings& settings);

}  // namespace rettesnor::connectors
