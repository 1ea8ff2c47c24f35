// Describe, check and read over the files of a csv source.
#include "connectors/rows/csv_connector.h"

#include <set>
#include <utility>

#include "connectors/rows/csv_file.h"
#include "connectors/rows/csv_pull.h"
#include "connectors/rows/csv_settings.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Result;
using Verdict = CheckLine::Verdict;

constexpr std::size_t kShownInCheck = 5;

std::string age_of(core::Timestamp modified, core::Timestamp now) {
  if (modified > now) return "written in the future; is the clock right?";
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - modified).count();
  if (hours < 48) return "written " + std::to_string(hours) + " hours ago";
  return "written " + std::to_string(hours / 24) + " days ago";
}

std::string sample_of(const CsvFile& file, const CsvFile::Row& row) {
  std::string text = core::printable(file.key(row), 40) + ":";
  core::RecordView(file.record(row)).each([&](core::Fact fact) {
    text +=
        " " + std::string(core::name_of(fact.attribute)) + "=" + core::printable(fact.value, 40);
  });
  return text;
}

class CsvConnector : public Connector {
 public:
  explicit CsvConnector(CsvSettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    Capabilities capabilities{{}, false, false};
    std::set<core::ObjectClass> classes;
    for (const auto& file : settings_.files) {
      classes.insert(file.object_class);
      if (is_capacity(file.object_class)) classes.insert(core::ObjectClass::person);
      if (file.maps(core::Attribute::last_used)) capabilities.knows_last_use = true;
    }
    capabilities.reads.assign(classes.begin(), classes.end());
    return capabilities;
  }

  Result<std::vector<CheckLine>> check(core::Timestamp now) override {
    std::vector<CheckLine> lines;
    std::vector<CsvFileOutcome> outcomes;
    for (const auto& file : settings_.files) {
      outcomes.push_back({&file, read_csv_file(file, settings_)});
      if (outcomes.back().file) {
        check_file(*outcomes.back().file, now, lines);
      } else {
        lines.push_back({Verdict::bad, file.path, outcomes.back().file.error().message});
      }
    }
    check_whole(assemble_csv_pull(settings_.source, now, outcomes), lines);
    return lines;
  }

  Result<core::Pull> read(const PullRequest& request) override {
    std::vector<CsvFileOutcome> outcomes;
    std::string troubles;
    std::size_t believed = 0;
    std::size_t rows = 0;
    for (const auto& file : settings_.files) {
      outcomes.push_back({&file, read_csv_file(file, settings_)});
      const auto& outcome = outcomes.back();
      if (outcome.file) {
        ++believed;
        rows += outcome.file->row_count;
        if (request.progress) request.progress(rows, file.path);
      } else {
        troubles += "\n  " + file.path + " " + outcome.file.error().message;
      }
    }
    if (believed == 0) {
      return core::fail(outcomes[0].file.error().kind,
                        "source " + settings_.source + ": no file could be believed:" + troubles);
    }
    core::Pull pull = assemble_csv_pull(settings_.source, request.now, outcomes);
    pull.set_finished(request.now);
    return pull;
  }

 private:
  void check_file(const CsvFile& file, core::Timestamp now, std::vector<CheckLine>& lines) const {
    const std::string& path = file.settings->path;
    const auto say = [&](Verdict verdict, const std::string& what, const std::string& detail) {
      lines.push_back({verdict, path + ": " + what, detail});
    };
    say(file.modified > now ? Verdict::note : Verdict::good, "file", age_of(file.modified, now));
    say(Verdict::good, "encoding",
        settings_.encoding == CsvEncoding::utf8 ? "UTF-8" : "latin-1 (windows-1252)");
    std::string columns;
    for (const auto& name : file.header) {
      columns += (columns.empty() ? "" : ", ") + core::printable(name, 40);
    }
    say(Verdict::good, "columns", columns);
    say(Verdict::good, "rows",
        std::to_string(file.row_count) + ", of which " + std::to_string(file.rows.size()) +
            " usable");
    for (const auto& doubt : file.doubts) say(Verdict::bad, "end of file", doubt);
    for (std::size_t i = 0; i < file.rows.size() && i < 2; ++i) {
      say(Verdict::note, "sample", sample_of(file, file.rows[i]));
    }
  }

  static void check_whole(const core::Pull& pull, std::vector<CheckLine>& lines) {
    const auto& rejected = pull.rejected();
    for (std::size_t i = 0; i < rejected.size() && i < kShownInCheck; ++i) {
      lines.push_back({Verdict::bad, rejected[i].file + " line " + std::to_string(rejected[i].line),
                       rejected[i].reason});
    }
    lines.push_back({rejected.empty() ? Verdict::good : Verdict::bad, "bad rows",
                     std::to_string(rejected.size())});
    for (const core::ObjectClass c : core::kAllObjectClasses) {
      const auto completeness = pull.completeness(c);
      if (completeness == core::Completeness::not_read) continue;
      lines.push_back({completeness == core::Completeness::complete ? Verdict::good : Verdict::bad,
                       std::string(core::name_of(c)), std::string(core::name_of(completeness))});
    }
  }

  CsvSettings settings_;
};

}  // namespace

Result<std::unique_ptr<Connector>> make_csv_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<CsvConnector>(TRY(read_csv_settings(settings))));
}

}  // namespace rettesnor::connectors
