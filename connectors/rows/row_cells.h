// The cells of one row as text: cleaned, joined, and never a key that must not be one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/rows/feed.h"
#include "connectors/rows/row_layout.h"
#include "connectors/rows/row_text.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Reads cells and remembers what was wrong with those of the row; `rules` is borrowed.
class RowCells {
 public:
  RowCells(const RowRules& rules, char separator) : rules_(rules), separator_(separator) {}

  void set_header(const std::vector<std::string>& header);
  /// Forgets what was wrong with the row before.
  void start(std::int64_t place);

  CellText clean(std::string_view cell, CellUse use) { return cleaner_.clean(cell, use); }
  bool is_blank(const FeedRow& row);
  /// The natural id, or an empty text when a part of it is empty or unreadable.
  std::string key_of(const FeedRow& row, const std::vector<RowLayout::KeyPart>& parts);
  /// The cells of a field as one text; empty when one of them cannot be read, with a reason.
  std::string value_of(const FeedRow& row, const RowLayout::Field& field);
  std::string column_name(std::size_t position) const;

  /// The first thing that is wrong with the row counts.
  void blame(core::ErrorCode why, core::ErrorValues values);
  void blame(std::string kept_reason);
  bool is_blamed() const { return !reason_.empty(); }
  std::string take_reason();
  void put_reason_back(std::string reason) { reason_ = std::move(reason); }
  /// A cell may hold what belongs to other cells or rows.
  bool swallowed() const { return swallowed_; }
  /// Why nothing of the feed may be kept.
  const std::optional<core::Error>& refusal() const { return refusal_; }
  /// What was read otherwise than it stands, by column (core::kept).
  std::vector<std::string> notes() const;

 private:
  struct Tally {
    std::size_t count = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    void add(std::int64_t place);
  };
  std::string identity(const FeedRow& row, std::size_t position, bool strips_zeros,
                       std::size_t width, bool may_be_swallowed);
  std::string prose(const FeedRow& row, std::size_t position, core::Attribute attribute);
  std::string without_cpr(std::string text, std::size_t position);

  const RowRules& rules_;
  char separator_;
  CellCleaner cleaner_;
  std::vector<std::string> header_;
  std::vector<Tally> cleaned_;  // by position
  std::int64_t place_ = 0;
  std::string reason_;
  bool swallowed_ = false;
  std::optional<core::Error> refusal_;
};

}  // namespace rettesnor::connectors
