// The settings of one csv source as values: its files, and what their rows mean.
#pragma once

#include <string>
#include <vector>

#include "connectors/connector.h"
#include "connectors/rows/row_mapping.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// What all files of a source have in common as bytes.
struct CsvFormat {
  char delimiter = ';';
  std::string encoding = "utf-8";  ///< "utf-8", or a name that ICU knows
  std::int64_t settled_seconds = 10;
};

struct CsvFileSettings {
  std::string path;  ///< as written in the settings, `*` included
  std::string full_path;
  std::int64_t skip_lines = 0;
  std::string footer;   ///< regular expression of lines that are no rows, or empty
  std::string trailer;  ///< regular expression of the last line, or empty
  bool done_marker = false;
  std::string moment_line;  ///< regular expression of a line that tells the data's moment
  bool moment_in_name = false;
  RowMapping mapping;
};

struct CsvSettings {
  RowRules rules;
  CsvFormat format;
  std::vector<CsvFileSettings> files;
};

/// invalid_input names the setting with its path: "source hr: file[0].columns.nam: …".
core::Result<CsvSettings> read_csv_settings(const SourceSettings& settings);

}  // namespace rettesnor::connectors
