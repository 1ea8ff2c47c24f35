// Reads the csv source's own settings and refuses what cannot work, before any file is opened.
#include "connectors/rows/csv_settings.h"

#include <nlohmann/json.hpp>
#include <set>

#include "connectors/rows/csv_trailer.h"
#include "core/encoding.h"
#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;
using policies::kCsv;
using policies::kCsvFile;
using policies::kDataFrom;
using policies::SettingsReader;

constexpr std::size_t kShortestHashKey = 32;

Result<CsvFormat> csv_format_of(SettingsReader& reader, const std::string& where) {
  CsvFormat format;
  const std::string delimiter = reader.text(kCsv["delimiter"]);
  const bool fits = delimiter.size() == 1 && delimiter != "\"" && delimiter != "\r" &&
                    delimiter != "\n" && core::is_ascii(delimiter[0]) && delimiter[0] != '\0';
  if (!fits) return refuse_setting(where, "delimiter", ErrorCode{"setting_no_delimiter"});
  format.delimiter = delimiter[0];
  format.encoding = core::lower_ascii(reader.text(kCsv["encoding"]));
  if (format.encoding == "utf8") format.encoding = "utf-8";
  if (format.encoding == "latin-1" || format.encoding == "latin1") format.encoding = "windows-1252";
  if (!core::knows_encoding(format.encoding)) {
    return refuse_setting(where, "encoding", ErrorCode{"setting_no_encoding"},
                          {{"value", in_quotes(format.encoding)}});
  }
  format.settled_seconds = reader.number(kCsv["settled_seconds"]);
  return format;
}

Result<RowRules> row_rules_of(SettingsReader& reader, const std::string& where,
                              const std::string& source) {
  const std::string zone_name = reader.text(kCsv["timezone"]);
  auto zone = core::LocalZone::named(zone_name);
  if (!zone) {
    return fail(ErrorKind::invalid_input, ErrorCode{"setting_refused"},
                {{"setting", where + "timezone"}}, std::move(zone).error());
  }
  RowRules rules{source, *zone, KeyCase::folded, nullptr};
  if (reader.flag(kCsv["case_sensitive_keys"])) rules.key_case = KeyCase::exact;
  const std::string key_file = reader.file(kCsv["key_hash_file"]);
  if (!reader.flag(kCsv["key_hash"])) return rules;
  if (key_file.empty()) return refuse_setting(where, "key_hash", ErrorCode{"setting_no_hash_key"});
  auto key = core::Secret::from_file(key_file);
  if (!key) {
    return fail(ErrorKind::invalid_input, ErrorCode{"setting_refused"},
                {{"setting", where + "key_hash_file"}}, std::move(key).error());
  }
  if (key->reveal().size() < kShortestHashKey) {
    return refuse_setting(where, "key_hash_file", ErrorCode{"setting_short_hash_key"},
                          {{"least", std::to_string(kShortestHashKey)}});
  }
  rules.hash_key = std::make_shared<const core::Secret>(std::move(*key));
  return rules;
}

Result<CsvFileSettings> csv_file_of(const json& table, const std::string& where,
                                    const std::string& folder, const core::LocalZone& zone) {
  if (!table.is_object()) return refuse_setting(where, "", ErrorCode{"setting_no_table"});
  SettingsReader reader(table, {}, folder);
  CsvFileSettings file;
  file.path = reader.text(kCsvFile["path"]);
  if (file.path.empty() || file.path.find('\0') != std::string::npos) {
    return refuse_setting(where, "path", ErrorCode{"setting_no_path"});
  }
  file.full_path = policies::in_folder(folder, file.path);
  file.mapping = TRY(read_row_mapping(table, where, zone));
  file.skip_lines = reader.number(kCsvFile["skip_lines"]);
  file.done_marker = reader.flag(kCsvFile["done_marker"]);
  file.footer = reader.text(kCsvFile["footer"]);
  file.trailer = reader.text(kCsvFile["trailer"]);
  SettingsReader moment = reader.table(kCsvFile["data_from"]);
  file.moment_line = moment.text(kDataFrom["line"]);
  file.moment_in_name = moment.flag(kDataFrom["file_name"]);
  const std::pair<std::string_view, const std::string*> patterns[] = {
      {"footer", &file.footer}, {"trailer", &file.trailer}, {"data_from.line", &file.moment_line}};
  for (const auto& [key, pattern] : patterns) {
    if (auto usable = check_pattern(*pattern); !usable) {
      return fail(ErrorKind::invalid_input, ErrorCode{"setting_refused"},
                  {{"setting", where + "." + std::string(key)}}, std::move(usable).error());
    }
  }
  reader.take_trouble(moment);
  if (!reader.trouble().empty()) {
    return refuse_setting(where, "", ErrorCode{"setting_wrong"}, {{"trouble", reader.trouble()}});
  }
  return file;
}

}  // namespace

Result<CsvSettings> read_csv_settings(const SourceSettings& settings) {
  const std::string where = "source " + settings.name + ": ";
  if (settings.values == nullptr || !settings.values->is_object()) {
    return refuse_setting(where, "", ErrorCode{"setting_no_table"});
  }
  const json& values = *settings.values;
  SettingsReader reader(values, {}, settings.folder);
  CsvSettings result{TRY(row_rules_of(reader, where, settings.name)), {}, {}};
  result.format = TRY(csv_format_of(reader, where));
  if (!reader.trouble().empty()) {
    return refuse_setting(where, "", ErrorCode{"setting_wrong"}, {{"trouble", reader.trouble()}});
  }
  const auto files = values.find(kCsv["file"].key);
  if (files == values.end() || !files->is_array() || files->empty()) {
    return refuse_setting(where, "file", ErrorCode{"setting_no_file"});
  }
  std::set<std::pair<std::string, core::ObjectClass>> seen;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const std::string at = where + "file[" + std::to_string(i) + "]";
    CsvFileSettings file = TRY(csv_file_of((*files)[i], at, settings.folder, result.rules.zone));
    if (!seen.emplace(file.path, file.mapping.object_class).second) {
      return refuse_setting(at, "path", ErrorCode{"setting_path_twice"}, {{"path", file.path}});
    }
    result.files.push_back(std::move(file));
  }
  return result;
}

}  // namespace rettesnor::connectors
