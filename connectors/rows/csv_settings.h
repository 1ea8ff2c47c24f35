// The settings of one csv source as values: its files, and what their columns mean.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "core/record.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

enum class CsvEncoding { utf8, windows_1252 };

/// One attribute and the columns it is read from; several columns are joined by a blank, or by "|"
/// where the attribute names another object.
struct CsvColumn {
  core::Attribute attribute;
  std::vector<std::string> columns;
};

struct CsvFileSettings {
  std::string path;  ///< as written in the settings: what messages and rejected rows name
  std::string full_path;
  core::ObjectClass object_class;
  std::vector<std::string> key;    ///< columns of the natural id; empty only for grants
  std::vector<CsvColumn> columns;  ///< ordered by attribute
  std::vector<std::pair<core::Attribute, std::string>> constants;
  /// Attribute → what the file writes → what is meant.
  std::map<core::Attribute, std::map<std::string, std::string>> values;
  std::int64_t minimum_rows = 1;
  std::string trailer;  ///< regular expression of the last line, or empty
  /// What the column `account` of a grant file names.
  core::ObjectClass member_class = core::ObjectClass::account;

  bool maps(core::Attribute attribute) const;
};

struct CsvSettings {
  std::string source;
  char delimiter = ';';
  CsvEncoding encoding = CsvEncoding::utf8;
  core::LocalZone zone;  ///< what a moment without an offset is told in
  std::vector<CsvFileSettings> files;
};

/// invalid_input names the setting with its path: "source hr: file[0].columns.nam: …".
core::Result<CsvSettings> read_csv_settings(const SourceSettings& settings);

/// Does the attribute hold the natural id of another object?
bool names_an_object(core::Attribute attribute);
/// Employment, mandate, engagement.
bool is_capacity(core::ObjectClass c);

}  // namespace rettesnor::connectors
