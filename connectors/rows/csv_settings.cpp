// Reads the csv source's own settings and refuses what cannot work, before any file is opened.
#include "connectors/rows/csv_settings.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "connectors/rows/csv_trailer.h"
#include "connectors/rows/csv_values.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;
using nlohmann::json;
using policies::kCsv;
using policies::kCsvFile;
using policies::Setting;

constexpr ObjectClass kCapacities[] = {ObjectClass::employment, ObjectClass::mandate,
                                       ObjectClass::engagement};

/// Where we are in the settings, for messages: "source hr: file[0].key".
std::string at_path(const std::string& where, std::string_view key) {
  return where.back() == ' ' ? where + std::string(key) : where + "." + std::string(key);
}

auto refuse(const std::string& where, const std::string& reason) {
  return fail(ErrorKind::invalid_input, where + ": " + reason);
}

Result<std::string> text_of(const json& table, const std::string& where, const Setting& row) {
  const auto found = table.find(row.key);
  if (found == table.end()) return std::string(row.default_text);
  if (!found->is_string()) return refuse(at_path(where, row.key), "must be a text");
  return found->get<std::string>();
}

/// A text or a list of texts.
Result<std::vector<std::string>> texts_of(const json& value, const std::string& where) {
  std::vector<std::string> texts;
  if (value.is_string()) {
    texts.push_back(value.get<std::string>());
  } else if (value.is_array()) {
    for (const json& item : value) {
      if (!item.is_string()) return refuse(where, "must be a list of texts");
      texts.push_back(item.get<std::string>());
    }
  } else {
    return refuse(where, "must be a text or a list of texts");
  }
  if (texts.empty()) return refuse(where, "is empty");
  if (std::ranges::find(texts, "") != texts.end()) return refuse(where, "holds an empty name");
  return texts;
}

Result<const json*> table_of(const json& table, const std::string& where, const Setting& row) {
  static const json kNone = json::object();
  const auto found = table.find(row.key);
  if (found == table.end()) return &kNone;
  if (!found->is_object()) return refuse(at_path(where, row.key), "must be a table");
  return &*found;
}

/// " name given_name …"
template <core::NamedEnum E>
std::string spelled() {
  std::string out;
  for (const std::string_view name : core::kSpelled<E>) out += " " + std::string(name);
  return out;
}

Result<Attribute> attribute_at(const std::string& where, const std::string& name) {
  const auto attribute = core::value_named<Attribute>(name);
  if (!attribute) {
    return refuse(at_path(where, name),
                  "is no attribute; the attributes are" + spelled<Attribute>());
  }
  return *attribute;
}

Result<char> delimiter_of(const json& values, const std::string& where) {
  const std::string text = TRY(text_of(values, where, kCsv["delimiter"]));
  const bool fits = text.size() == 1 && text != "\"" && text != "\r" && text != "\n" &&
                    static_cast<unsigned char>(text[0]) < 0x80 && text[0] != '\0';
  if (!fits) {
    return refuse(at_path(where, "delimiter"),
                  "must be one ASCII character such as \";\", \",\" or \"\\t\"");
  }
  return text[0];
}

Result<CsvEncoding> encoding_of(const json& values, const std::string& where) {
  const std::string text = TRY(text_of(values, where, kCsv["encoding"]));
  if (text == "utf-8") return CsvEncoding::utf8;
  if (text == "latin-1" || text == "windows-1252") return CsvEncoding::windows_1252;
  return refuse(at_path(where, "encoding"),
                "is \"" + text + "\"; known are \"utf-8\" and \"latin-1\"");
}

Result<std::vector<CsvColumn>> columns_of(const json& table, const std::string& where) {
  std::vector<CsvColumn> columns;
  for (const auto& [name, value] : table.items()) {
    const Attribute attribute = TRY(attribute_at(where, name));
    columns.push_back({attribute, TRY(texts_of(value, at_path(where, name)))});
  }
  std::ranges::sort(columns, {}, &CsvColumn::attribute);
  return columns;
}

Result<std::map<Attribute, std::map<std::string, std::string>>> values_of(
    const json& table, const std::string& where) {
  std::map<Attribute, std::map<std::string, std::string>> values;
  for (const auto& [name, translations] : table.items()) {
    const Attribute attribute = TRY(attribute_at(where, name));
    if (!translations.is_object()) {
      return refuse(at_path(where, name), "must be a table of \"as written\" = \"as meant\"");
    }
    for (const auto& [from, to] : translations.items()) {
      if (!to.is_string()) return refuse(at_path(where, name) + "." + from, "must be a text");
      values[attribute][from] = to.get<std::string>();
    }
  }
  return values;
}

/// What each class cannot do without.
Result<CsvFileSettings> check_file(CsvFileSettings file, const std::string& where) {
  const auto must_map = [&](Attribute attribute) -> std::string {
    if (file.maps(attribute)) return {};
    return "a file of class " + std::string(core::name_of(file.object_class)) +
           " needs a column for `" + std::string(core::name_of(attribute)) + "`";
  };
  std::string missing;
  if (is_capacity(file.object_class)) missing = must_map(Attribute::person);
  if (file.object_class == ObjectClass::grant) {
    missing = must_map(Attribute::account) + must_map(Attribute::entitlement);
  } else if (file.key.empty()) {
    return refuse(at_path(where, "key"), "is missing: name the columns that make a row's identity");
  }
  if (!missing.empty()) return refuse(at_path(where, "columns"), missing);
  for (const auto& [attribute, value] : file.constants) {
    if (file.maps(attribute)) {
      return refuse(at_path(where, "constants"), "`" + std::string(core::name_of(attribute)) +
                                                     "` is read from a column as well");
    }
  }
  return file;
}

Result<std::int64_t> minimum_rows_of(const json& table, const std::string& where) {
  constexpr const Setting& kRow = kCsvFile["minimum_rows"];
  const auto found = table.find(kRow.key);
  if (found == table.end()) return kRow.default_number;
  if (!found->is_number_integer() || found->get<std::int64_t>() < kRow.least) {
    return refuse(at_path(where, kRow.key),
                  "must be a whole number, " + std::to_string(kRow.least) + " or more");
  }
  return found->get<std::int64_t>();
}

Result<CsvFileSettings> file_of(const json& table, const std::string& where,
                                const std::string& folder, const core::LocalZone& zone) {
  if (!table.is_object()) return refuse(where, "must be a table");
  CsvFileSettings file;
  file.path = TRY(text_of(table, where, kCsvFile["path"]));
  if (file.path.empty()) return refuse(at_path(where, "path"), "is missing");
  if (file.path.find('\0') != std::string::npos) {
    return refuse(at_path(where, "path"), "holds a NUL character");
  }
  file.full_path = (std::filesystem::path(folder) / file.path).string();
  const std::string class_name = TRY(text_of(table, where, kCsvFile["class"]));
  const auto object_class = core::value_named<core::ObjectClass>(class_name);
  if (!object_class) {
    return refuse(at_path(where, "class"),
                  "is \"" + class_name + "\"; known are" + spelled<ObjectClass>());
  }
  file.object_class = *object_class;
  if (const auto key = table.find(kCsvFile["key"].key); key != table.end()) {
    file.key = TRY(texts_of(*key, at_path(where, "key")));
  }
  const json* columns = TRY(table_of(table, where, kCsvFile["columns"]));
  file.columns = TRY(columns_of(*columns, at_path(where, "columns")));
  const json* constants = TRY(table_of(table, where, kCsvFile["constants"]));
  const json* values = TRY(table_of(table, where, kCsvFile["values"]));
  for (const auto& [name, value] : constants->items()) {
    const Attribute attribute = TRY(attribute_at(at_path(where, "constants"), name));
    const std::string at = at_path(where, "constants." + name);
    if (!value.is_string()) return refuse(at, "must be a text");
    auto meant = canonical_value(attribute, file.object_class, value.get<std::string>(), zone);
    if (!meant) return refuse(at, meant.error().message);
    file.constants.emplace_back(attribute, std::move(*meant));
  }
  file.values = TRY(values_of(*values, at_path(where, "values")));
  file.minimum_rows = TRY(minimum_rows_of(table, where));
  file.trailer = TRY(text_of(table, where, kCsvFile["trailer"]));
  if (auto usable = check_trailer_pattern(file.trailer); !usable) {
    return refuse(at_path(where, "trailer"), usable.error().message);
  }
  constexpr const Setting& kMember = kCsvFile["member_class"];
  const std::string member = TRY(text_of(table, where, kMember));
  if (std::ranges::find(kMember.choices, member) == kMember.choices.end()) {
    return refuse(at_path(where, kMember.key),
                  "must be " + policies::spoken_choices(kMember.choices));
  }
  file.member_class = *core::value_named<core::ObjectClass>(member);
  return check_file(std::move(file), where);
}

}  // namespace

bool CsvFileSettings::maps(Attribute attribute) const {
  return std::ranges::find(columns, attribute, &CsvColumn::attribute) != columns.end();
}

bool names_an_object(Attribute attribute) {
  switch (attribute) {
    case Attribute::person:
    case Attribute::unit:
    case Attribute::parent:
    case Attribute::deputy_for:
    case Attribute::manager:
    case Attribute::account:
    case Attribute::entitlement:
      return true;
    default:
      return false;
  }
}

bool is_capacity(ObjectClass c) {
  return std::ranges::find(kCapacities, c) != std::end(kCapacities);
}

Result<CsvSettings> read_csv_settings(const SourceSettings& settings) {
  const std::string where = "source " + settings.name + ": ";
  if (settings.values == nullptr || !settings.values->is_object()) {
    return fail(ErrorKind::invalid_input, where + "has no settings of its own");
  }
  const json& values = *settings.values;
  const char delimiter = TRY(delimiter_of(values, where));
  const CsvEncoding encoding = TRY(encoding_of(values, where));
  const std::string zone_name = TRY(text_of(values, where, kCsv["timezone"]));
  auto zone = core::LocalZone::named(zone_name);
  if (!zone) return refuse(at_path(where, "timezone"), zone.error().message);

  CsvSettings result{settings.name, delimiter, encoding, *zone, {}};
  const auto files = values.find(kCsv["file"].key);
  if (files == values.end() || !files->is_array() || files->empty()) {
    return fail(ErrorKind::invalid_input, where + "names no file: add a [[source.file]]");
  }
  std::set<std::pair<std::string, ObjectClass>> seen;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const std::string at = at_path(where, "file[" + std::to_string(i) + "]");
    CsvFileSettings file = TRY(file_of((*files)[i], at, settings.folder, *zone));
    if (!seen.emplace(file.path, file.object_class).second) {
      return refuse(at_path(at, "path"), file.path + " is named twice for the same class");
    }
    result.files.push_back(std::move(file));
  }
  return result;
}

}  // namespace rettesnor::connectors
