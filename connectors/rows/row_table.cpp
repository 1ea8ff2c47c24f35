// Header, rows and end of one feed, held against what the mapping expects of it.
#include "connectors/rows/row_table.h"

#include <algorithm>
#include <iterator>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_cells.h"
#include "connectors/rows/row_layout.h"
#include "connectors/rows/row_values.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorCode;
using core::ErrorKind;
using core::ErrorValues;
using core::fail;
using core::kept;
using core::ObjectClass;
using core::Result;

/// One feed while it is being read.
class TableReader {
 public:
  TableReader(const Feed& feed, const RowMapping& mapping, const RowRules& rules)
      : feed_(feed),
        mapping_(mapping),
        rules_(rules),
        clock_(rules.zone),
        cells_(rules, feed.separator()) {
    out_.mapping = &mapping;
    out_.feed = &feed;
  }

  void visit(const FeedRow& row) {
    if (trouble_ || cells_.refusal()) return;
    if (!has_header_) {
      read_header(row);
      return;
    }
    if (!row.fault && cells_.is_blank(row)) return;
    ++out_.row_count;
    if (row.cells.size() != layout_.width && !row.fault) {
      refuse(row, kept(ErrorCode{"row_width"}, {{"n", std::to_string(row.cells.size())},
                                                {"columns", std::to_string(layout_.width)}}));
      if (row.end == FeedRow::End::cut_off && row.cells.size() < layout_.width) cut_off(row);
      return;
    }
    if (row.fault) {
      refuse(row, kept(row.fault, {}));
      if (row.end == FeedRow::End::cut_off) cut_off(row);
      return;
    }
    read_row(row);
  }

  Result<RowTable> finish(const FeedEnd& end) {
    if (trouble_) return tl::unexpected(*trouble_);
    if (cells_.refusal()) return tl::unexpected(*cells_.refusal());
    if (!has_header_) return fail(ErrorKind::invalid_input, ErrorCode{"feed_empty"});
    const auto rows = static_cast<std::int64_t>(out_.row_count);
    if (rows == 0) return fail(ErrorKind::invalid_input, ErrorCode{"feed_without_rows"});
    if (rows < mapping_.minimum_rows) {
      return fail(ErrorKind::invalid_input, ErrorCode{"feed_too_short"},
                  {{"n", std::to_string(rows)}, {"least", std::to_string(mapping_.minimum_rows)}});
    }
    for (const auto& doubt : end.doubts) out_.doubts.push_back(doubt);
    out_.remarks = end.notes;
    if (end.told_rows && *end.told_rows != rows) {
      out_.doubts.push_back(
          kept(ErrorCode{"feed_other_number"},
               {{"told", std::to_string(*end.told_rows)}, {"n", std::to_string(rows)}}));
    }
    out_.data_from = mapping_.data_column.empty() ? end.data_from : data_from_;
    if (data_column_unreadable_) out_.data_from.reset();
    note_doubtful_columns();
    out_.notes = cells_.notes();
    out_.name = feed_.name();
    return std::move(out_);
  }

 private:
  void cut_off(const FeedRow& row) {
    out_.doubts.push_back(kept(ErrorCode{"feed_cut_off"}, {{"line", std::to_string(row.place)}}));
  }

  void refuse(const FeedRow& row, std::string reason) {
    out_.bad.push_back({row.place, std::move(reason), {}, {}, false});
  }

  void read_header(const FeedRow& row) {
    if (row.fault) {
      trouble_ = fail(ErrorKind::invalid_input, ErrorCode{"header_unreadable"}, {},
                      fail(ErrorKind::invalid_input, row.fault).value())
                     .value();
      return;
    }
    for (const std::string_view cell : row.cells) {
      const CellText text = cells_.clean(cell, CellUse::identity);
      if (text.state == CellText::State::unreadable) {
        trouble_ = fail(ErrorKind::corrupt, ErrorCode{"header_other_encoding"}).value();
        return;
      }
      out_.header.emplace_back(text.text);
    }
    has_header_ = true;
    auto layout = lay_out_row(out_.header, mapping_);
    if (!layout) {
      trouble_ = layout.error();
      return;
    }
    layout_ = std::move(*layout);
    for (const auto& field : layout_.fields) dates_.emplace_back(field.order);
    cells_.set_header(out_.header);
  }

  void read_row(const FeedRow& row) {
    place_ = row.place;
    record_.clear();
    cells_.start(row.place);
    scope_known_ = true;
    first_day_.clear();
    last_day_.clear();
    aside_.clear();
    key_ = cells_.key_of(row, layout_.key);
    person_told_ = account_told_ = right_told_ = false;
    for (std::size_t i = 0; i < layout_.fields.size(); ++i) {
      const auto& field = layout_.fields[i];
      std::string before = cells_.take_reason();
      read_field(row, field, i);
      if (cells_.is_blamed() && field.attribute == Attribute::scope) scope_known_ = false;
      if (cells_.is_blamed() && field.weight == Weight::beside && !cells_.swallowed()) {
        aside_.push_back({out_.rows.size(), field.attribute, cells_.take_reason()});
      }
      if (!before.empty()) cells_.put_reason_back(std::move(before));
    }
    if (mapping_.matrix) read_rights(row);
    for (const auto& [attribute, value] : mapping_.constants) record_.set(attribute, value);
    if (layout_.data_column) read_moment(row);
    if (cells_.refusal()) return;
    if (!cells_.is_blamed()) look_for_missing_names();
    if (!cells_.is_blamed() && !first_day_.empty() && !last_day_.empty() &&
        last_day_ < first_day_) {
      cells_.blame(ErrorCode{"row_end_before_start"}, {{"end", last_day_}, {"start", first_day_}});
      wrong_way_.push_back(out_.bad.size());
    }
    if (cells_.is_blamed()) {
      if (cells_.swallowed()) {
        out_.doubts.push_back(
            kept(ErrorCode{"feed_swallowed_rows"}, {{"line", std::to_string(row.place)}}));
      }
      out_.bad.push_back({row.place, cells_.take_reason(), key_, record_.bytes(), scope_known_});
      return;
    }
    std::ranges::move(aside_, std::back_inserter(out_.values_set_aside));
    keep(row.place);
  }

  void read_field(const FeedRow& row, const RowLayout::Field& field, std::size_t at) {
    const std::string text = cells_.value_of(row, field);
    if (text.empty()) return;
    if (field.separator == nullptr) {
      set_value(field, at, text);
      return;
    }
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t end = std::min(text.find(*field.separator, from), text.size());
      const std::string part(core::trimmed(std::string_view(text).substr(from, end - from)));
      if (!part.empty()) set_value(field, at, part);
      from = end + field.separator->size();
    }
  }

  void set_value(const RowLayout::Field& field, std::size_t at, const std::string& cell) {
    const std::string* text = &cell;
    if (field.translation != nullptr) {
      const auto found = field.translation->find(cell);
      if (found != field.translation->end()) text = &found->second;
    }
    if (text->empty()) return;
    if (is_date(field.kind)) {
      set_date(field, dates_[at], *text);
      return;
    }
    if (field.kind == ValueKind::text) {
      record_.set(field.attribute, *text);
    } else {
      auto value = canonical_word(field.attribute, mapping_.object_class, *text);
      if (!value) {
        cells_.blame(kept(value.error()));
        return;
      }
      record_.set(field.attribute, *value);
    }
    if (field.attribute == Attribute::person) person_told_ = true;
    if (field.attribute == Attribute::account) account_told_ = true;
    if (field.attribute == Attribute::entitlement) right_told_ = true;
  }

  void set_date(const RowLayout::Field& field, DateColumn& column, const std::string& text) {
    if (mapping_.no_date.contains(text)) return;
    const DateCell cell = read_date(text, column.declared());
    column.note(cell, text, place_);
    auto value = canonical_date(field.attribute, cell, text, clock_);
    if (!value) {
      cells_.blame(kept(value.error()));
      return;
    }
    record_.set(field.attribute, *value);
    if (field.attribute == Attribute::start) first_day_ = value->substr(0, 10);
    if (field.attribute == Attribute::end) last_day_ = value->substr(0, 10);
  }

  void read_rights(const FeedRow& row) {
    for (const auto& right : layout_.rights) {
      const CellText cell = cells_.clean(row.cells[right.position], CellUse::identity);
      if (cell.state != CellText::State::unreadable && cell.text.empty()) continue;
      const std::string word = core::fold(cell.text);
      if (mapping_.matrix->yes.contains(word)) {
        record_.set(Attribute::entitlement, right.key);
        right_told_ = true;
      } else if (!mapping_.matrix->no.contains(word)) {
        out_.doubtful_rights.push_back(
            {row.place, right.key,
             kept(ErrorCode{"matrix_mark_unknown"}, {{"column", cells_.column_name(right.position)},
                                                     {"value", in_quotes(cell.text)}})});
      }
    }
  }

  void read_moment(const FeedRow& row) {
    const CellText cell = cells_.clean(row.cells[*layout_.data_column], CellUse::identity);
    const auto day = read_date(cell.text, mapping_.dates);
    auto moment = canonical_date(Attribute::created, day, cell.text, clock_);
    const auto read = moment ? core::parse_timestamp(*moment) : std::nullopt;
    if (!read || day.fit == DateCell::Fit::other ||
        (day.fit == DateCell::Fit::either && day.separator == '/' && !mapping_.dates)) {
      data_column_unreadable_ = true;
      return;
    }
    data_from_ = data_from_ ? std::min(*data_from_, *read) : *read;
  }

  void look_for_missing_names() {
    if (!layout_.key.empty() && key_.empty()) cells_.blame(ErrorCode{"row_without_key"}, {});
    if (is_capacity(mapping_.object_class) && !person_told_) {
      cells_.blame(ErrorCode{"row_without_person"}, {});
    }
    if (mapping_.object_class != ObjectClass::grant) return;
    if (!account_told_) cells_.blame(ErrorCode{"row_without_account"}, {});
    if (!right_told_ && !mapping_.matrix) cells_.blame(ErrorCode{"row_without_right"}, {});
  }

  void keep(std::int64_t place) {
    const std::size_t at = out_.arena.size();
    out_.arena += key_;
    folded_.clear();
    append_folded(folded_, key_, rules_.key_case);
    const bool folds_to_itself = folded_ == key_;
    if (!folds_to_itself) out_.arena += folded_;
    const std::size_t record_at = out_.arena.size();
    record_.write_to(out_.arena);
    out_.rows.push_back({at, static_cast<std::uint32_t>(key_.size()),
                         folds_to_itself ? 0U : static_cast<std::uint32_t>(folded_.size()),
                         static_cast<std::uint32_t>(out_.arena.size() - record_at),
                         static_cast<std::uint32_t>(place)});
  }

  void note_doubtful_columns() {
    for (std::size_t i = 0; i < layout_.fields.size(); ++i) {
      const auto& field = layout_.fields[i];
      if (!is_date(field.kind)) continue;
      std::string doubt = dates_[i].doubt(cells_.column_name(field.positions.front()));
      if (doubt.empty()) continue;
      const bool of_duration =
          field.attribute == Attribute::start || field.attribute == Attribute::end;
      // What was read in a doubtful order says nothing about what comes first.
      for (const std::size_t bad : of_duration ? wrong_way_ : std::vector<std::size_t>{}) {
        out_.bad[bad].reason = doubt;
      }
      out_.doubtful_columns.push_back({field.attribute, std::move(doubt)});
    }
  }

  const Feed& feed_;
  const RowMapping& mapping_;
  const RowRules& rules_;
  LocalClock clock_;
  RowCells cells_;
  RowTable out_;
  bool has_header_ = false;
  RowLayout layout_;
  std::vector<DateColumn> dates_;  // beside layout_.fields
  std::optional<core::Timestamp> data_from_;
  bool data_column_unreadable_ = false;
  std::vector<std::size_t> wrong_way_;  // into out_.bad
  std::optional<core::Error> trouble_;

  // The row being read.
  std::int64_t place_ = 0;
  core::RecordBuilder record_;
  std::string key_;
  std::string folded_;
  std::string first_day_;
  std::string last_day_;
  std::vector<SetAsideValue> aside_;
  bool scope_known_ = true;
  bool person_told_ = false;
  bool account_told_ = false;
  bool right_told_ = false;
};

}  // namespace

Result<RowTable> read_row_table(Feed& feed, const RowMapping& mapping, const RowRules& rules) {
  TableReader reader(feed, mapping, rules);
  const FeedEnd end = TRY(feed.read([&](const FeedRow& row) { reader.visit(row); }));
  return reader.finish(end);
}

}  // namespace rettesnor::connectors
