// Files of the settings as feeds of the row engine.
#include "connectors/rows/csv_connector.h"

#include <utility>

#include "connectors/rows/csv_feed.h"
#include "connectors/rows/csv_settings.h"
#include "connectors/rows/rows_connector.h"

namespace rettesnor::connectors {

core::Result<std::unique_ptr<Connector>> make_csv_connector(const SourceSettings& settings) {
  const auto files = std::make_shared<const CsvSettings>(TRY(read_csv_settings(settings)));
  std::vector<RowsPart> parts;
  for (const CsvFileSettings& file : files->files) {
    parts.push_back({file.mapping, [files, &file] { return make_csv_feed(file, *files); }});
  }
  return make_rows_connector(files->rules, std::move(parts));
}

}  // namespace rettesnor::connectors
