// Spells the product's values in JSON.
#include "cli/output/json.h"
#include "words/findings.h"

#include <nlohmann/json.hpp>

namespace rettesnor::cli {

using nlohmann::json;

namespace {
json text_or_null(const std::string& text) {
  return text.empty() ? json(nullptr) : json(text);
}
}  // namespace

json json_of(const core::Thing& thing) {
  if (thing.kind.empty()) return nullptr;
  return {{"kind", thing.kind}, {"key", thing.key}, {"ref", thing.ref}, {"label", thing.label}};
}

json json_of(const std::vector<core::Path>& paths) {
  json all = json::array();
  for (const core::Path& path : paths) {
    json steps = json::array();
    for (const core::PathStep& step : path) {
      steps.push_back({{"kind", step.kind}, {"ref", step.ref}});
    }
    all.push_back(std::move(steps));
  }
  return all;
}

json json_of(const core::Finding& finding, Language language) {
  const words::FindingWords* const words = words::words_of(finding.code);
  const std::string_view title = words == nullptr ? "" : words->title(language);
  return {
      {"id", finding_id(finding)},
      {"code", finding.code},
      {"severity", name_of(finding.severity)},
      {"title", title},
      {"sentence", words::sentence(finding, language)},
      {"subject", json_of(finding.subject)},
      {"object", json_of(finding.object)},
      {"rule", text_or_null(finding.rule)},
      {"clause", text_or_null(finding.clause)},
      {"document", text_or_null(finding.document)},
      {"values", finding.values},
      {"paths", json_of(finding.paths)},
      {"evidence", finding.evidence},
      {"covered_by", text_or_null(finding.covered_by)},
  };
}

json json_of(const core::TrackedFinding& tracked, Language language) {
  json out = json_of(tracked.finding, language);
  out["id"] = tracked.id;
  out["first_seen"] = core::to_iso(tracked.first_seen);
  out["last_seen"] = core::to_iso(tracked.last_seen);
  out["resolved_at"] =
      tracked.resolved_at ? json(core::to_iso(*tracked.resolved_at)) : json(nullptr);
  return out;
}

json json_of(const store::ClassChange& change) {
  return {{"class", name_of(change.object_class)},
          {"completeness", name_of(change.completeness)},
          {"seen", change.seen},
          {"added", change.added},
          {"changed", change.changed},
          {"removed", change.removed},
          {"withheld", change.withheld}};
}

json json_of(const store::ChangeLine& line) {
  return {{"what", name_of(line.what)},
          {"class", name_of(line.object_class)},
          {"natural_id", line.natural_id},
          {"label", line.label},
          {"detail", line.detail}};
}

json sentences(const std::vector<std::string>& kept, Language language) {
  json list = json::array();
  for (const std::string& each : kept) list.push_back(words::told(each, language));
  return list;
}

json json_of(const store::PullSummary& pull, Language language) {
  json classes = json::array();
  for (const store::ClassChange& change : pull.classes) classes.push_back(json_of(change));
  return {{"pull", pull.pull.value},
          {"source", pull.source},
          {"outcome", name_of(pull.outcome)},
          {"started", core::to_iso(pull.started)},
          {"finished", core::to_iso(pull.finished)},
          {"classes", classes},
          {"members",
           {{"seen", pull.members_seen},
            {"added", pull.members_added},
            {"removed", pull.members_removed}}},
          {"breaker_reasons", sentences(pull.breaker_reasons, language)},
          {"trouble", text_or_null(words::told(pull.trouble, language))},
          {"released_by", pull.released_by}};
}

}  // namespace rettesnor::cli
