// What a cell holds, and what it must not hold.
#include "connectors/rows/row_cells.h"

#include <algorithm>
#include <utility>

#include "core/cpr_pattern.h"
#include "core/digest.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorCode;
using core::ErrorKind;
using core::kept;

constexpr std::size_t kHashBytes = 10;

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return core::is_digit(c); });
}

std::string without_leading_zeros(std::string_view text) {
  if (!is_number(text)) return std::string(text);
  return std::string(text.substr(std::min(text.find_first_not_of('0'), text.size() - 1)));
}

std::string filled_up(std::string text, std::size_t width) {
  if (is_number(text) && text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

/// Without the blanks and hyphens that people write in a number.
std::string compact(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-'; });
  return out;
}

bool is_cpr(std::string_view text) {
  if (core::looks_like_cpr(text)) return true;
  if (text.size() < 10 || text.size() > 14 || text.find_first_of(" -") == std::string_view::npos) {
    return false;
  }
  const std::string digits = compact(text);
  return digits.size() == 10 && core::looks_like_cpr(digits);
}

/// Several rights in one cell are a reference that fits nothing; elsewhere the feed's own
/// separator means that cells ran into each other.
bool holds_one_name(const RowLayout::Field& field) {
  return field.separator == nullptr && field.attribute != Attribute::entitlement &&
         (names_an_object(field.attribute) || field.attribute == Attribute::employee_no ||
          field.attribute == Attribute::login);
}

bool names_somebody(Attribute attribute) {
  return attribute == Attribute::name || attribute == Attribute::given_name ||
         attribute == Attribute::family_name;
}

bool is_key_of_somebody(Attribute attribute) {
  return is_identity(attribute) && attribute != Attribute::mail && attribute != Attribute::vendor;
}

}  // namespace

/// A column may be read for several attributes.
void RowCells::Tally::add(std::int64_t place) {
  if (place == last) return;
  last = place;
  if (count++ == 0) first = place;
}

void RowCells::set_header(const std::vector<std::string>& header) {
  header_ = header;
  cleaned_.resize(header.size());
}

void RowCells::start(std::int64_t place) {
  place_ = place;
  reason_.clear();
  swallowed_ = false;
}

std::string RowCells::column_name(std::size_t position) const {
  return core::printable(header_[position], 60);
}

void RowCells::blame(ErrorCode why, core::ErrorValues values) {
  if (reason_.empty()) reason_ = kept(std::move(why), std::move(values));
}

void RowCells::blame(std::string kept_reason) {
  if (reason_.empty()) reason_ = std::move(kept_reason);
}

std::string RowCells::take_reason() {
  return std::exchange(reason_, {});
}

bool RowCells::is_blank(const FeedRow& row) {
  return std::ranges::all_of(row.cells, [&](std::string_view cell) {
    if (cell.empty()) return true;
    const CellText text = cleaner_.clean(cell, CellUse::identity);
    return text.text.empty() && text.state != CellText::State::unreadable;
  });
}

/// A key must not name a human being to everybody.
std::string RowCells::without_cpr(std::string text, std::size_t position) {
  if (!rules_.hash_key) {
    if (is_cpr(text) && !refusal_) {
      refusal_ = core::fail(ErrorKind::refused, ErrorCode{"key_is_cpr"},
                            {{"column", column_name(position)}, {"line", std::to_string(place_)}})
                     .value();
    }
    return text;
  }
  // Spreadsheets drop the first zero of a number.
  const bool lost_a_zero = text.size() == 9 && is_number(text) && is_cpr("0" + text);
  if (!lost_a_zero && !is_cpr(text)) return text;
  std::string number = compact(text);
  if (lost_a_zero) number.insert(0, "0");
  return "h" + core::to_hex(core::hmac_sha256(rules_.hash_key->reveal(), number), kHashBytes);
}

std::string RowCells::identity(const FeedRow& row, std::size_t position, bool strips_zeros,
                               std::size_t width, bool may_be_swallowed) {
  const std::string_view raw = row.cells[position];
  if (raw.empty()) return {};
  const CellText cell = cleaner_.clean(raw, CellUse::identity);
  if (cell.state == CellText::State::unreadable) {
    blame(ErrorCode{"cell_unreadable"}, {{"column", column_name(position)}});
    return {};
  }
  if (cell.text.empty()) return {};
  if (core::trimmed(raw).find_first_of("\r\n") != std::string_view::npos) {
    blame(ErrorCode{"cell_line_end"}, {{"column", column_name(position)}});
    swallowed_ = true;
    return {};
  }
  if (may_be_swallowed && separator_ != '\0' &&
      cell.text.find(separator_) != std::string_view::npos) {
    blame(ErrorCode{"cell_separator"}, {{"column", column_name(position)}});
    swallowed_ = true;
    return {};
  }
  if (cell.state == CellText::State::cleaned) cleaned_[position].add(row.place);
  std::string text(cell.text);
  if (strips_zeros) text = without_leading_zeros(text);
  if (width > 0) text = filled_up(std::move(text), width);
  return text;
}

std::string RowCells::prose(const FeedRow& row, std::size_t position, Attribute attribute) {
  const CellText cell = cleaner_.clean(row.cells[position], CellUse::text);
  if (cell.state == CellText::State::unreadable) {
    blame(ErrorCode{"cell_unreadable"}, {{"column", column_name(position)}});
    return {};
  }
  if (names_somebody(attribute) && cell.text.find_first_of("\r\n") != std::string_view::npos) {
    blame(ErrorCode{"cell_line_end"}, {{"column", column_name(position)}});
    swallowed_ = true;
  }
  return std::string(cell.text);
}

std::string RowCells::key_of(const FeedRow& row, const std::vector<RowLayout::KeyPart>& parts) {
  std::string out;
  for (const auto& part : parts) {
    std::string text = identity(row, part.position, part.strips_zeros, part.width, true);
    if (text.empty()) return {};
    if (!out.empty()) out += '|';
    out += without_cpr(std::move(text), part.position);
  }
  return out;
}

std::string RowCells::value_of(const FeedRow& row, const RowLayout::Field& field) {
  std::string out;
  for (const std::size_t position : field.positions) {
    std::string text;
    if (field.use == CellUse::identity) {
      text = identity(row, position, field.strips_zeros, field.width, holds_one_name(field));
      if (is_key_of_somebody(field.attribute)) text = without_cpr(std::move(text), position);
    } else {
      text = prose(row, position, field.attribute);
    }
    if (field.joint == '|' && text.empty()) return {};  // half a reference names nobody
    if (!out.empty() && !text.empty()) out += field.joint;
    out += text;
  }
  return out;
}

std::vector<std::string> RowCells::notes() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < cleaned_.size(); ++i) {
    if (cleaned_[i].count == 0) continue;
    out.push_back(kept(ErrorCode{"cells_cleaned"}, {{"column", column_name(i)},
                                                    {"n", std::to_string(cleaned_[i].count)},
                                                    {"line", std::to_string(cleaned_[i].first)}}));
  }
  return out;
}

}  // namespace rettesnor::connectors
