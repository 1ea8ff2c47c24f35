// Reads each feed by its mapping and puts the tables together.
#include "connectors/rows/rows_connector.h"

#include <set>
#include <utility>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_pull.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorCode;
using core::kept;
using core::Result;
using Verdict = CheckLine::Verdict;

constexpr std::size_t kShownInCheck = 5;

std::string age_of(core::Timestamp data, core::Timestamp now) {
  if (data > now) return kept(ErrorCode{"data_from_future"}, {{"when", core::to_iso(data)}});
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - data).count();
  if (hours < 48) return kept(ErrorCode{"data_hours_old"}, {{"n", std::to_string(hours)}});
  return kept(ErrorCode{"data_days_old"}, {{"n", std::to_string(hours / 24)}});
}

std::string sample_of(const RowTable& table, const RowTable::Row& row) {
  std::string text = core::printable(table.key(row), 40) + ":";
  core::RecordView(table.record(row)).each([&](core::Fact fact) {
    text +=
        " " + std::string(core::name_of(fact.attribute)) + "=" + core::printable(fact.value, 40);
  });
  return text;
}

/// Feeds live as long as what was read of them.
struct ReadFeeds {
  std::vector<std::unique_ptr<Feed>> feeds;
  std::vector<RowOutcome> outcomes;
};

class RowsConnector : public Connector {
 public:
  RowsConnector(RowRules rules, std::vector<RowsPart> parts)
      : rules_(std::move(rules)), parts_(std::move(parts)) {}

  Capabilities describe() const override {
    Capabilities capabilities{{}, false, false};
    std::set<core::ObjectClass> classes;
    for (const auto& part : parts_) {
      classes.insert(part.mapping.object_class);
      if (is_capacity(part.mapping.object_class)) classes.insert(core::ObjectClass::person);
      if (part.mapping.maps(core::Attribute::last_used)) capabilities.knows_last_use = true;
    }
    capabilities.reads.assign(classes.begin(), classes.end());
    return capabilities;
  }

  Result<std::vector<CheckLine>> check(core::Timestamp now) override {
    std::vector<CheckLine> lines;
    ReadFeeds read = read_all([](const Feed&, const RowTable&) {});
    for (const auto& outcome : read.outcomes) {
      if (outcome.table) {
        check_table(*outcome.table, now, lines);
      } else {
        lines.push_back({Verdict::bad, outcome.feed->name(), kept(outcome.table.error())});
      }
    }
    check_whole(assemble_row_pull(rules_, now, read.outcomes), lines);
    return lines;
  }

  Result<core::Pull> read(const PullRequest& request) override {
    std::size_t rows = 0;
    ReadFeeds read = read_all([&](const Feed& feed, const RowTable& table) {
      rows += table.row_count;
      if (request.progress) request.progress(rows, feed.name());
    });
    std::vector<core::Error> troubles;
    for (const auto& outcome : read.outcomes) {
      if (outcome.table) continue;
      troubles.push_back(core::fail(outcome.table.error().kind, ErrorCode{"feed_refused"},
                                    {{"feed", outcome.feed->name()}}, outcome.table.error())
                             .value());
    }
    if (troubles.size() == read.outcomes.size()) {
      core::Error nothing = core::fail(troubles[0].kind, ErrorCode{"source_without_feed"},
                                       {{"source", rules_.source}}, troubles[0])
                                .value();
      nothing.causes = std::move(troubles);
      return tl::unexpected(std::move(nothing));
    }
    core::Pull pull = assemble_row_pull(rules_, request.now, read.outcomes);
    pull.set_finished(request.now);
    return pull;
  }

 private:
  ReadFeeds read_all(const std::function<void(const Feed&, const RowTable&)>& done) const {
    ReadFeeds read;
    for (const auto& part : parts_) {
      Feed& feed = *read.feeds.emplace_back(part.open());
      read.outcomes.push_back({&feed, &part.mapping, read_row_table(feed, part.mapping, rules_)});
      if (read.outcomes.back().table) done(feed, *read.outcomes.back().table);
    }
    return read;
  }

  static void check_table(const RowTable& table, core::Timestamp now,
                          std::vector<CheckLine>& lines) {
    const auto say = [&](Verdict verdict, ErrorCode what, std::string detail) {
      lines.push_back({verdict, kept(std::move(what), {{"feed", table.name}}), std::move(detail)});
    };
    if (table.data_from) {
      const bool is_of_today =
          *table.data_from <= now && now - *table.data_from <= std::chrono::hours(24);
      say(is_of_today ? Verdict::good : Verdict::note, ErrorCode{"check_data"},
          age_of(*table.data_from, now));
    } else {
      say(Verdict::note, ErrorCode{"check_data"}, kept(ErrorCode{"data_of_unknown_age"}, {}));
    }
    for (const auto& remark : table.remarks) say(Verdict::good, ErrorCode{"check_feed"}, remark);
    std::string columns;
    for (const auto& name : table.header) {
      columns += (columns.empty() ? "" : ", ") + core::printable(name, 40);
    }
    say(Verdict::good, ErrorCode{"check_columns"}, columns);
    say(Verdict::good, ErrorCode{"check_rows"},
        kept(ErrorCode{"rows_usable"}, {{"n", std::to_string(table.row_count)},
                                        {"usable", std::to_string(table.rows.size())}}));
    for (const auto& doubt : table.doubts) say(Verdict::bad, ErrorCode{"check_end"}, doubt);
    for (std::size_t i = 0; i < table.rows.size() && i < 2; ++i) {
      say(Verdict::note, ErrorCode{"check_sample"}, sample_of(table, table.rows[i]));
    }
  }

  static void check_whole(const core::Pull& pull, std::vector<CheckLine>& lines) {
    const auto& rejected = pull.rejected();
    for (std::size_t i = 0; i < rejected.size() && i < kShownInCheck; ++i) {
      lines.push_back({Verdict::bad,
                       kept(ErrorCode{"place_line"}, {{"file", rejected[i].file},
                                                      {"line", std::to_string(rejected[i].line)}}),
                       rejected[i].reason});
    }
    std::size_t holes = 0;
    for (const core::Gap& gap : pull.gaps()) {
      if (gap.list == core::ListKind::objects || ++holes > kShownInCheck) continue;
      lines.push_back({Verdict::bad, gap.what, gap.reason});
    }
    for (const auto& note : pull.notes()) lines.push_back({Verdict::note, note.what, note.text});
    lines.push_back({rejected.empty() ? Verdict::good : Verdict::bad,
                     kept(ErrorCode{"check_bad_rows"}, {}), std::to_string(rejected.size())});
    for (const core::ObjectClass c : core::kAllObjectClasses) {
      const auto completeness = pull.completeness(c);
      if (completeness == core::Completeness::not_read) continue;
      lines.push_back({completeness == core::Completeness::complete ? Verdict::good : Verdict::bad,
                       std::string(core::name_of(c)), std::string(core::name_of(completeness))});
    }
  }

  RowRules rules_;
  std::vector<RowsPart> parts_;
};

}  // namespace

std::unique_ptr<Connector> make_rows_connector(RowRules rules, std::vector<RowsPart> parts) {
  return std::make_unique<RowsConnector>(std::move(rules), std::move(parts));
}

}  // namespace rettesnor::connectors
