// What a pull's row tells beside its times, to JSON and back.
#include <nlohmann/json.hpp>

#include "core/base64.h"

#include "store/history/pull_rows.h"
#include "store/row_fields.h"

namespace rettesnor::store {
namespace {

using nlohmann::json;

json class_to_json(const ClassChange& change) {
  json row = {{"class", static_cast<int>(change.object_class)},
              {"completeness", static_cast<int>(change.completeness)},
              {"seen", change.seen},
              {"added", change.added},
              {"changed", change.changed},
              {"removed", change.removed},
              {"withheld", change.withheld}};
  if (change.data_from) row["data_from"] = seconds_of(*change.data_from);
  return row;
}

ClassChange class_from_json(const json& row) {
  return {.object_class = static_cast<core::ObjectClass>(row.at("class").get<int>()),
          .completeness = static_cast<core::Completeness>(row.at("completeness").get<int>()),
          .seen = row.at("seen"),
          .added = row.at("added"),
          .changed = row.at("changed"),
          .removed = row.at("removed"),
          .withheld = row.at("withheld"),
          .data_from = row.contains("data_from")
                           ? std::optional(moment_of(row.at("data_from").get<std::int64_t>()))
                           : std::nullopt};
}

PullReport from_json(const json& text) {
  PullReport report;
  for (const json& row : text.at("classes")) report.classes.push_back(class_from_json(row));
  report.members_seen = text.at("members_seen");
  report.members_added = text.at("members_added");
  report.members_removed = text.at("members_removed");
  report.objects_before = text.at("objects_before");
  for (const json& row : text.at("gaps")) {
    report.gaps.push_back({static_cast<core::ObjectClass>(row.at("class").get<int>()),
                           row.at("what"), row.at("reason"),
                           static_cast<core::ListKind>(row.value("list", 0)),
                           row.value("object", std::string())});
  }
  for (const json& row : text.at("rejected")) {
    report.rejected.push_back({row.at("file"), row.at("line"), row.at("reason")});
  }
  for (const json& row : text.value("unbelieved", json::array())) {
    report.unbelieved.push_back(
        {static_cast<core::ObjectClass>(row.at("class").get<int>()), row.at("object"),
         core::from_base64(row.at("clues").get<std::string>()).value_or("")});
  }
  report.breaker_reasons = text.at("breaker_reasons");
  if (text.contains("clock_skew_seconds"))
    report.clock_skew_seconds = text.at("clock_skew_seconds");
  if (text.contains("rejected_by")) report.rejected_by = text.at("rejected_by");
  return report;
}

}  // namespace

std::string reasons_in_one(const PullReport& report) {
  std::string text;
  for (const std::string& reason : report.breaker_reasons) {
    if (!text.empty()) text += "; ";
    text += reason;
  }
  return text;
}

std::string to_json(const PullReport& report) {
  json text = {{"classes", json::array()},
               {"members_seen", report.members_seen},
               {"members_added", report.members_added},
               {"members_removed", report.members_removed},
               {"objects_before", report.objects_before},
               {"gaps", json::array()},
               {"rejected", json::array()},
               {"breaker_reasons", report.breaker_reasons}};
  for (const ClassChange& change : report.classes) text["classes"].push_back(class_to_json(change));
  for (const core::Gap& gap : report.gaps) {
    json row = {
        {"class", static_cast<int>(gap.object_class)}, {"what", gap.what}, {"reason", gap.reason}};
    if (gap.list != core::ListKind::objects) {
      row["list"] = static_cast<int>(gap.list);
      row["object"] = gap.object;
    }
    text["gaps"].push_back(std::move(row));
  }
  for (const core::RejectedRow& row : report.rejected) {
    text["rejected"].push_back({{"file", row.file}, {"line", row.line}, {"reason", row.reason}});
  }
  for (const auto& one : report.unbelieved) {
    text["unbelieved"].push_back({{"class", static_cast<int>(one.object_class)},
                                  {"object", one.natural_id},
                                  {"clues", core::to_base64(one.clues)}});
  }
  if (report.clock_skew_seconds) text["clock_skew_seconds"] = *report.clock_skew_seconds;
  if (!report.rejected_by.empty()) text["rejected_by"] = report.rejected_by;
  return text.dump(-1, ' ', false, json::error_handler_t::replace);
}

core::Result<PullReport> report_from_json(std::string_view text) {
  try {
    return from_json(json::parse(text));
  } catch (const json::exception& problem) {
    return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"pull_report_damaged"},
                      {{"trouble", problem.what()}});
  }
}

}  // namespace rettesnor::store
