// From the file's name to its last line, in that order; every step may doubt the file.
#include "connectors/rows/csv_feed.h"

#include <algorithm>

#include "connectors/rows/csv_bytes.h"
#include "connectors/rows/csv_files.h"
#include "connectors/rows/csv_rows.h"
#include "connectors/rows/csv_trailer.h"
#include "connectors/rows/row_values.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::kept;
using core::Result;

ErrorCode code_of_fault(RowFault fault) {
  switch (fault) {
    case RowFault::stray_quote:
      return ErrorCode{"row_stray_quote"};
    case RowFault::open_quote:
      return ErrorCode{"row_open_quote"};
    case RowFault::too_long:
      return ErrorCode{"row_too_long"};
    case RowFault::swallowed:
      return ErrorCode{"row_swallowed"};
    case RowFault::none:
      break;
  }
  return {};
}

/// The first line, and `text` is left with what follows it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  if (text.starts_with("\r\n")) {
    text.remove_prefix(2);
  } else if (!text.empty()) {
    text.remove_prefix(1);
  }
  return line;
}

class CsvFeed : public Feed {
 public:
  CsvFeed(const CsvFileSettings& file, const CsvSettings& settings)
      : file_(file), settings_(settings), name_(file.path), clock_(settings.rules.zone) {}

  std::string name() const override { return name_; }
  char separator() const override { return delimiter_ == ',' ? '\0' : delimiter_; }
  std::string place_of(std::int64_t place) const override {
    return kept(ErrorCode{"place_line"}, {{"file", name_}, {"line", std::to_string(place)}});
  }

  Result<FeedEnd> read(const std::function<void(const FeedRow&)>& visit) override {
    const ChosenFile chosen = TRY(choose_file(file_.path, file_.full_path));
    name_ = chosen.name;
    note_ignored(chosen);
    const FileBytes content = TRY(read_whole_file(chosen.full_path));
    CsvText decoded;
    TRY(read_csv_text(content.bytes, settings_.format.encoding, decoded));
    end_.notes.push_back(kept(ErrorCode{"file_encoding"}, {{"encoding", decoded.encoding}}));
    std::string_view text = decoded.text;
    skip_first_lines(text);
    bool has_trailer = false;
    take_trailer(text, has_trailer);
    TRY(check_settled(content, chosen, has_trailer));
    read_rows(text, visit);
    tell_moment(content, chosen);
    return std::move(end_);
  }

 private:
  void note_ignored(const ChosenFile& chosen) {
    if (chosen.ignored.empty()) return;
    end_.notes.push_back(kept(ErrorCode{"files_ignored"},
                              {{"n", std::to_string(chosen.ignored.size())},
                               {"file", core::printable(chosen.name, 100)},
                               {"newest", core::printable(chosen.ignored.back(), 100)}}));
  }

  /// Title lines of the settings, and what Excel and PowerShell put before the header.
  void skip_first_lines(std::string_view& text) {
    for (std::int64_t i = 0; i < file_.skip_lines && !text.empty(); ++i) {
      moment_text_ += std::string(take_line(text)) + "\n";
      ++first_line_;
    }
    for (;;) {
      std::string_view rest = text;
      const std::string_view line = take_line(rest);
      if (line.size() == 5 && core::lower_ascii(line.substr(0, 4)) == "sep=") {
        delimiter_ = line[4];
      } else if (!line.starts_with("#TYPE ")) {
        return;
      }
      text = rest;
      ++first_line_;
    }
  }

  void take_trailer(std::string_view& text, bool& has_trailer) {
    if (file_.trailer.empty()) return;
    const auto trailer = find_trailer(text, file_.trailer);
    has_trailer = trailer.has_value();
    if (!trailer) {
      end_.doubts.push_back(
          kept(ErrorCode{"file_without_trailer"}, {{"pattern", in_quotes(file_.trailer)}}));
      return;
    }
    text = trailer->rows;
    end_.told_rows = trailer->count;
    moment_text_ += std::string(trailer->line) + "\n";
  }

  /// A file counts once nobody writes it any more: its marker or its trailer says so, or its age.
  Result<void> check_settled(const FileBytes& content, const ChosenFile& chosen,
                             bool has_trailer) const {
    if (has_trailer) return {};
    if (file_.done_marker) {
      if (has_done_marker(chosen.full_path)) return {};
      return fail(ErrorKind::conflict, ErrorCode{"file_not_done"}, {{"file", name_ + ".done"}});
    }
    const std::int64_t wanted = settings_.format.settled_seconds;
    if (wanted == 0 || content.quiet_seconds >= wanted) return {};
    return fail(ErrorKind::conflict, ErrorCode{"file_being_written"},
                {{"seconds", std::to_string(std::max<std::int64_t>(content.quiet_seconds, 0))},
                 {"wanted", std::to_string(wanted)}});
  }

  void read_rows(std::string_view text, const std::function<void(const FeedRow&)>& visit) {
    const LinePattern footer(file_.footer);
    bool header = true;
    std::size_t footers = 0;
    std::int64_t first_footer = 0;
    read_csv_rows(text, delimiter_, [&](const CsvRow& row) {
      const std::int64_t line = row.line + first_line_;
      if (!header && !file_.footer.empty() && footer.matches(row.text)) {
        if (footers++ == 0) first_footer = line;
        moment_text_ += std::string(row.text) + "\n";
        return;
      }
      header = false;
      const bool cut_off = row.end == CsvRow::End::file_end || row.fault == RowFault::open_quote;
      visit({line, code_of_fault(row.fault), cut_off ? FeedRow::End::cut_off : FeedRow::End::whole,
             row.fields});
      if (row.fault == RowFault::swallowed) {
        end_.doubts.push_back(
            kept(ErrorCode{"feed_swallowed_rows"}, {{"line", std::to_string(line)}}));
      }
    });
    if (footers > 0) {
      end_.notes.push_back(
          kept(ErrorCode{"lines_are_footers"},
               {{"n", std::to_string(footers)}, {"line", std::to_string(first_footer)}}));
    }
  }

  /// A moment that the settings name and that is not there leaves it unknown.
  void tell_moment(const FileBytes& content, const ChosenFile& chosen) {
    if (!file_.moment_line.empty()) {
      end_.data_from = moment_in_lines();
    } else if (file_.moment_in_name) {
      end_.data_from = moment_of(chosen.name);
    } else {
      end_.data_from = content.modified;
    }
  }

  std::optional<core::Timestamp> moment_in_lines() {
    const LinePattern pattern(file_.moment_line);
    std::string_view lines = moment_text_;
    while (!lines.empty()) {
      if (const auto found = pattern.find(take_line(lines))) return read_moment(*found);
    }
    return std::nullopt;
  }

  std::optional<core::Timestamp> read_moment(std::string_view text) {
    const DateCell cell = read_date(core::trimmed(text), file_.mapping.dates);
    if (cell.fit != DateCell::Fit::certain && cell.fit != DateCell::Fit::either)
      return std::nullopt;
    const auto moment = canonical_date(core::Attribute::created, cell, text, clock_);
    return moment ? core::parse_timestamp(*moment) : std::nullopt;
  }

  std::optional<core::Timestamp> moment_of(const std::string& file_name) {
    const auto day = date_in_name(file_name);
    if (!day) return std::nullopt;
    return clock_.start_of(*day);
  }

  const CsvFileSettings& file_;
  const CsvSettings& settings_;
  std::string name_;
  LocalClock clock_;
  char delimiter_ = settings_.format.delimiter;
  std::int64_t first_line_ = 0;  // lines before the header
  std::string moment_text_;      // lines that are no rows
  FeedEnd end_;
};

}  // namespace

std::unique_ptr<Feed> make_csv_feed(const CsvFileSettings& file, const CsvSettings& settings) {
  return std::make_unique<CsvFeed>(file, settings);
}

}  // namespace rettesnor::connectors
