// Schema first, then what a schema cannot say: names that stand twice, folders, the time zone.
#include "policies/settings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/text.h"
#include "core/time.h"
#include "policies/places.h"
#include "policies/schema_check.h"
#include "policies/settings_reader.h"
#include "policies/settings_schema.h"
#include "policies/settings_table.h"
#include "policies/toml.h"

namespace rettesnor::policies {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const SchemaCheck& settings_schema_check() {
  static const SchemaCheck kSchema(settings_schema());
  return kSchema;
}

class SettingsText {
 public:
  SettingsText(const std::string& file, const std::string& folder) : file_{file, {}, {}} {
    out_.settings.folder = folder;
    out_.settings.document = std::make_shared<const json>(json::object());
  }

  SettingsReading run(std::string_view text) {
    auto value = parse_toml(text, &file_.lines);
    if (!value) {
      const auto& mistake = value.error();
      out_.complaints.push_back({Complaint::Weight::error,
                                 {file_.name, mistake.line},
                                 "column " + std::to_string(mistake.column),
                                 mistake.reason});
      return std::move(out_);
    }
    for (auto& complaint : settings_schema_check().complaints(*value)) {
      error(complaint.pointer, std::move(complaint.reason));
    }
    out_.settings.document = std::make_shared<const json>(std::move(*value));
    take_municipality();
    take_sources();
    check_schedule();
    check_campaigns();
    std::ranges::sort(out_.complaints, {},
                      [](const Complaint& c) { return std::tie(c.origin.line, c.path, c.reason); });
    return std::move(out_);
  }

 private:
  void error(const std::string& pointer, std::string reason) {
    out_.complaints.push_back({Complaint::Weight::error,
                               {file_.name, file_.line_of(pointer)},
                               readable_path(pointer),
                               std::move(reason)});
  }

  void take_municipality() {
    Settings& settings = out_.settings;
    SettingsReader file(*settings.document, {}, settings.folder);
    SettingsReader table = file.table(kSettings["municipality"]);
    settings.municipality = table.text(kMunicipality["name"]);
    settings.timezone = table.text(kMunicipality["timezone"]);
    settings.language = table.text(kMunicipality["language"]);
    settings.policy_folder = table.file(kMunicipality["policies"]);
    settings.data_folder = table.file(kMunicipality["data"]);
    if (auto zone = core::LocalZone::named(settings.timezone); !zone) {
      error("/municipality/timezone", zone.error().message);
    }
  }

  void take_sources() {
    const json& document = *out_.settings.document;
    const auto sources = document.find(kSettings["source"].key);
    if (sources == document.end() || !sources->is_array()) return;
    std::map<std::string, std::int64_t> lines;
    for (std::size_t i = 0; i < sources->size(); ++i) {
      const json& table = (*sources)[i];
      if (!table.is_object()) continue;
      const std::string pointer = "/source/" + std::to_string(i);
      const std::int64_t line = file_.line_of(pointer);
      SettingsReader reader(table, {}, {});
      Settings::Source source{reader.text(kSource["name"]),
                              reader.text(kSource["kind"]),
                              reader.text(kSource["system"]),
                              {file_.name, line},
                              &table};
      const auto [first, is_new] = lines.emplace(core::fold(source.name), line);
      if (!is_new && !source.name.empty()) {
        error(pointer + "/name", "\"" + core::printable(source.name, 60) +
                                     "\" stands twice; the first is in line " +
                                     std::to_string(first->second));
      }
      out_.settings.sources.push_back(std::move(source));
    }
  }

  /// A time for a source that does not exist would never come.
  void check_schedule() {
    const json& document = *out_.settings.document;
    static const json::json_pointer kSources("/schedule/sources");
    if (!document.contains(kSources) || !document[kSources].is_object()) return;
    for (const auto& [name, ignored] : document[kSources].items()) {
      if (out_.settings.source_named(name) != nullptr) continue;
      error("/schedule/sources/" + name,
            "there is no source \"" + core::printable(name, 60) + "\"");
    }
  }

  /// Two of one name would each think that the other is it.
  void check_campaigns() {
    const json& document = *out_.settings.document;
    const auto campaigns = document.find(kSettings["campaign"].key);
    if (campaigns == document.end() || !campaigns->is_array()) return;
    std::map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < campaigns->size(); ++i) {
      const json& table = (*campaigns)[i];
      if (!table.is_object()) continue;
      const std::string pointer = "/campaign/" + std::to_string(i);
      SettingsReader reader(table, {}, {});
      const std::string deadline = reader.text(kCampaign["first_deadline"]);
      if (deadline.size() == 10 && !core::parse_date(deadline)) {
        error(pointer + "/first_deadline", "there is no such day");
      }
      if (!names.emplace(core::fold(reader.text(kCampaign["name"])), i).second) {
        error(pointer + "/name", "stands twice");
      }
    }
  }

  SettingsReading out_;
  ParsedFile file_;
};

}  // namespace

bool SettingsReading::usable() const {
  return std::ranges::none_of(
      complaints, [](const Complaint& c) { return c.weight == Complaint::Weight::error; });
}

const Settings::Source* Settings::source_named(std::string_view name) const {
  const std::string wanted = core::fold(name);
  const auto found =
      std::ranges::find(sources, wanted, [](const Source& s) { return core::fold(s.name); });
  return found == sources.end() ? nullptr : &*found;
}

SettingsReading read_settings_text(std::string_view text, const std::string& file,
                                   const std::string& folder) {
  return SettingsText(file, folder).run(text);
}

core::Result<Settings> read_settings(const std::string& path) {
  std::error_code trouble;
  if (!fs::is_regular_file(path, trouble)) {
    return core::fail(core::ErrorKind::not_found, path + ": there is no such settings file");
  }
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad()) {
    return core::fail(core::ErrorKind::refused,
                      path + ": cannot be read; give the service's user read access");
  }
  const fs::path parent = fs::path(path).parent_path();
  SettingsReading reading = read_settings_text(text, path, parent.empty() ? "." : parent.string());
  if (reading.usable()) return std::move(reading.settings);
  std::string message;
  for (const auto& complaint : reading.complaints) {
    message += (message.empty() ? "" : "\n") + show(complaint);
  }
  return core::fail(core::ErrorKind::invalid_input, message);
}

}  // namespace rettesnor::policies
