// Words for telling a csv source in a test: files, settings, and what came of them.
#pragma once

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "connectors/rows/csv_connector.h"
#include "core/pull.h"
#include "core/record.h"
#include "tests/support/error_words.h"
#include "tests/support/scratch.h"

namespace rettesnor::connectors::testing {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;

inline const core::Timestamp kNow = *core::parse_timestamp("2026-11-02T07:00:00Z");

/// A csv source in a scratch folder.
class CsvTown {
 public:
  nlohmann::json settings = {
      {"name", "hr"}, {"kind", "csv"}, {"system", "Personale"}, {"settled_seconds", 0}};

  /// A file, and its [[source.file]] given as JSON without `path`.
  CsvTown& file(const std::string& name, const std::string& bytes, nlohmann::json file_settings) {
    write(name, bytes);
    file_settings["path"] = name;
    settings["file"].push_back(std::move(file_settings));
    return *this;
  }
  void write(const std::string& name, const std::string& bytes) {
    test::write_file(folder.path() / name, bytes);
  }

  core::Result<std::unique_ptr<Connector>> connector() {
    return make_csv_connector({"hr", "csv", "Personale", folder.path().string(), &settings});
  }
  core::Result<core::Pull> try_read() {
    auto made = connector();
    if (!made) return tl::unexpected(made.error());
    return (*made)->read({kNow, {}});
  }
  core::Pull read() {
    auto pull = try_read();
    if (!pull) throw std::runtime_error(test::english(pull.error()));
    return std::move(*pull);
  }

  test::ScratchFolder folder{"csv"};
};

/// class → natural id → record.
using Objects = std::map<ObjectClass, std::map<std::string, std::string>>;
inline Objects objects_of(const core::Pull& pull) {
  Objects objects;
  for (core::PullIndex i = 0; i < pull.size(); ++i) {
    const auto object = pull.object(i);
    objects[object.object_class][std::string(object.natural_id)] = object.record;
  }
  return objects;
}
inline std::string fact(const core::Pull& pull, ObjectClass c, const std::string& id, Attribute a) {
  const auto objects = objects_of(pull);
  const auto of_class = objects.find(c);
  if (of_class == objects.end() || !of_class->second.contains(id)) return "(no such object)";
  return std::string(core::RecordView(of_class->second.at(id)).get(a));
}
inline std::vector<std::string> ids(const core::Pull& pull, ObjectClass c) {
  std::vector<std::string> out;
  auto objects = objects_of(pull);
  for (const auto& [id, record] : objects[c]) out.push_back(id);
  return out;
}
/// "entitlement <- member member", or "entitlement <~ member" when the list is partial.
inline std::vector<std::string> members(const core::Pull& pull) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const auto list = pull.member_list(i);
    std::string line(pull.object(list.entitlement).natural_id);
    line += list.completeness == Completeness::complete ? " <-" : " <~";
    for (const auto member : list.members)
      line += " " + std::string(pull.object(member).natural_id);
    out.push_back(line);
  }
  std::ranges::sort(out);
  return out;
}
/// "ansatte.csv:4: reason".
inline std::vector<std::string> rejected(const core::Pull& pull) {
  std::vector<std::string> out;
  for (const auto& row : pull.rejected()) {
    out.push_back(row.file + ":" + std::to_string(row.line) + ": " + test::english(row.reason));
  }
  return out;
}
/// "members of entitlement Leder, t.csv line 3: reason"; of objects "objects of grant, …".
inline std::vector<std::string> gaps(const core::Pull& pull) {
  std::vector<std::string> out;
  for (const auto& gap : pull.gaps()) {
    out.push_back(std::string(core::name_of(gap.list)) + " of " +
                  std::string(core::name_of(gap.object_class)) +
                  (gap.object.empty() ? "" : " " + gap.object) + ", " + test::english(gap.what) +
                  ": " + test::english(gap.reason));
  }
  return out;
}
inline std::vector<std::string> notes(const core::Pull& pull) {
  std::vector<std::string> out;
  for (const auto& note : pull.notes()) out.push_back(note.what + ": " + test::english(note.text));
  return out;
}
/// "employment 1001".
inline std::vector<std::string> held(const core::Pull& pull) {
  std::vector<std::string> out;
  for (const auto& held : pull.held()) {
    out.push_back(std::string(core::name_of(held.object_class)) + " " + held.natural_id);
  }
  return out;
}

inline nlohmann::json employments() {
  return nlohmann::json::parse(R"({
    "class": "employment", "key": ["Tjnr"],
    "columns": {"person": "PersonID", "employee_no": "Tjnr", "name": "Navn", "unit": "Enhed",
                "start": "Fra", "end": "Til", "status": "Status"}})");
}
inline const std::string kHead = "PersonID;Tjnr;Navn;Enhed;Fra;Til;Status\n";

inline nlohmann::json accounts() {
  return nlohmann::json::parse(
      R"({"class": "account", "key": ["Bruger"], "columns": {"name": "Navn"}})");
}
inline nlohmann::json entitlements() {
  return nlohmann::json::parse(
      R"({"class": "entitlement", "key": ["Rolle"], "columns": {"name": "Rolle"}})");
}
inline nlohmann::json grants() {
  return nlohmann::json::parse(R"({"class": "grant",
    "columns": {"account": "Bruger", "entitlement": "Rolle", "scope": "Omfang", "end": "Til"}})");
}

}  // namespace rettesnor::connectors::testing
