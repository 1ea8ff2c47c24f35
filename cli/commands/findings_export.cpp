// `findings export`: every finding for another program, as JSON or as CSV that is safe in a
// spreadsheet.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/findings.h"
#include "cli/commands/findings_filter.h"
#include "cli/output/csv.h"
#include "cli/output/json.h"
#include "words/findings.h"

namespace rettesnor::cli {
namespace {

std::string as_json(const std::vector<core::TrackedFinding>& findings, Language language) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& tracked : findings) list.push_back(json_of(tracked, language));
  const nlohmann::json document = {{"format", "rettesnor-findings/1"}, {"findings", list}};
  return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string as_csv(const std::vector<core::TrackedFinding>& findings, Language language) {
  std::string out =
      csv_row({"id", "severity", "code", "subject", "object", "sentence", "rule", "clause",
               "document", "first_seen", "last_seen", "resolved_at", "covered_by"});
  for (const auto& tracked : findings) {
    const core::Finding& finding = tracked.finding;
    out += csv_row({tracked.id, std::string(core::name_of(finding.severity)), finding.code,
                    finding.subject.ref, finding.object.ref, words::sentence(finding, language),
                    finding.rule, finding.clause, finding.document,
                    core::to_iso(tracked.first_seen), core::to_iso(tracked.last_seen),
                    tracked.resolved_at ? core::to_iso(*tracked.resolved_at) : "",
                    finding.covered_by});
  }
  return out;
}

/// The file is there whole or not at all: written beside, then renamed.
core::Result<void> write_file(const App& app, const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << text;
    file.flush();
    if (!file) {
      std::error_code ignored;
      std::filesystem::remove(beside, ignored);
      return fail_with(app, core::ErrorKind::invalid_input, Word::error_write_file,
                       Word::error_write_file_next, {{"path", path}});
    }
  }
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  if (error) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::error_write_file,
                     Word::error_write_file_next, {{"path", path}});
  }
  return {};
}

}  // namespace

core::Result<FindingsExportOptions> findings_export_options(App& app, const Arguments& arguments) {
  FindingsExportOptions options{.filter = TRY(finding_filter(app, arguments)),
                                .file = arguments.find("--output")};
  const bool json_file = options.file && options.file->ends_with(".json");
  if (app.json() || json_file) options.shape = FindingsExportOptions::Shape::json;
  return options;
}

core::Result<ExitCode> run_findings_export(App& app, const FindingsExportOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const auto which = options.filter.resolved_too ? store::Store::Which::open_and_resolved
                                                 : store::Store::Which::open;
  const auto found = filtered(TRY(store.findings(which)), options.filter);
  const std::string text = options.shape == FindingsExportOptions::Shape::json
                               ? as_json(found, app.language())
                               : as_csv(found, app.language());
  if (!options.file) {
    app.machine().out << text;
    return ExitCode::fine;
  }
  TRY(write_file(app, *options.file, text));
  const auto n = static_cast<std::int64_t>(found.size());
  if (app.json()) {
    app.print({{"file", *options.file}, {"findings", n}});
  } else {
    app.chatter().paragraph(
        line_of(app.screen().count(Word::findings_exported, n, {{"path", *options.file}})));
  }
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
