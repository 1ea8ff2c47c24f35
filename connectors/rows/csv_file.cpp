// Header, rows and end of one csv file, held against what the settings expect of it.
#include "connectors/rows/csv_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "connectors/rows/csv_bytes.h"
#include "connectors/rows/csv_rows.h"
#include "connectors/rows/csv_trailer.h"
#include "connectors/rows/csv_values.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

/// The settings' columns as positions in a row.
struct Layout {
  struct Field {
    Attribute attribute;
    std::vector<std::size_t> positions;
    char joint;
    const std::map<std::string, std::string>* translation;  // null: none
  };
  std::vector<Field> fields;
  std::vector<std::size_t> key;
  std::size_t width = 0;
};

Result<std::size_t> position_of(const std::vector<std::string>& header, const std::string& column) {
  const auto count = std::ranges::count(header, column);
  if (count > 1) {
    return fail(ErrorKind::invalid_input, "the header has the column \"" + column + "\" twice");
  }
  if (count == 1) {
    return static_cast<std::size_t>(std::ranges::find(header, column) - header.begin());
  }
  std::string columns;
  for (const auto& name : header)
    columns += (columns.empty() ? "" : ", ") + core::printable(name, 40);
  const std::string hint =
      header.size() == 1 ? "; only one column was found: is `delimiter` right?" : "";
  return fail(ErrorKind::invalid_input, "the header has no column \"" + column +
                                            "\"; it has: " + core::printable(columns, 400) + hint);
}

Result<Layout> lay_out(const std::vector<std::string>& header, const CsvFileSettings& file) {
  Layout layout;
  layout.width = header.size();
  for (const auto& name : file.key) layout.key.push_back(TRY(position_of(header, name)));
  for (const auto& column : file.columns) {
    Layout::Field field{
        column.attribute, {}, names_an_object(column.attribute) ? '|' : ' ', nullptr};
    for (const auto& name : column.columns) {
      field.positions.push_back(TRY(position_of(header, name)));
    }
    const auto translation = file.values.find(column.attribute);
    if (translation != file.values.end()) field.translation = &translation->second;
    layout.fields.push_back(std::move(field));
  }
  return layout;
}

std::string reason_of(RowFault fault) {
  switch (fault) {
    case RowFault::stray_quote:
      return "a quotation mark stands where none may stand";
    case RowFault::open_quote:
      return "a quotation mark is never closed";
    case RowFault::too_long:
      return "the row is longer than 1 MiB; a quotation mark is probably never closed";
    case RowFault::none:
      break;
  }
  return {};
}

/// One file while it is being read.
class FileReader {
 public:
  FileReader(const CsvFileSettings& file, const CsvSettings& settings)
      : file_(file), settings_(settings) {
    out_.settings = &file;
  }

  void visit(const CsvRow& row) {
    if (trouble_) return;
    if (out_.header.empty()) {
      read_header(row);
      return;
    }
    ++out_.row_count;
    if (row.fault != RowFault::none) {
      refuse(row, reason_of(row.fault));
      if (row.fault == RowFault::open_quote) doubt("ends inside quotation marks", row.line);
      return;
    }
    if (row.fields.size() != layout_.width) {
      refuse(row, "has " + std::to_string(row.fields.size()) + " columns, the header has " +
                      std::to_string(layout_.width));
      if (row.end == CsvRow::End::file_end && row.fields.size() < layout_.width) {
        doubt("ends in the middle of a row", row.line);
      }
      return;
    }
    read_row(row);
  }

  Result<CsvFile> finish(std::optional<std::int64_t> told_rows, bool trailer_missing) {
    if (trouble_) return tl::unexpected(*trouble_);
    if (out_.header.empty()) return fail(ErrorKind::invalid_input, "has no header and no rows");
    const auto rows = static_cast<std::int64_t>(out_.row_count);
    if (rows == 0) return fail(ErrorKind::invalid_input, "has a header but no rows");
    if (rows < file_.minimum_rows) {
      return fail(ErrorKind::invalid_input, "has " + std::to_string(rows) + " rows, at least " +
                                                std::to_string(file_.minimum_rows) +
                                                " are expected (minimum_rows)");
    }
    if (trailer_missing) {
      out_.doubts.push_back("the last line is not the trailer \"" + file_.trailer +
                            "\": the file may have been cut off");
    }
    if (told_rows && *told_rows != rows) {
      out_.doubts.push_back("the trailer tells " + std::to_string(*told_rows) +
                            " rows, the file has " + std::to_string(rows));
    }
    return std::move(out_);
  }

 private:
  void doubt(const std::string& what, std::int64_t line) {
    out_.doubts.push_back("the file " + what + " (line " + std::to_string(line) + ")");
  }

  void refuse(const CsvRow& row, std::string reason) {
    out_.bad.push_back({row.line, std::move(reason), {}, {}, {}, {}});
  }

  void read_header(const CsvRow& row) {
    if (row.fault != RowFault::none) {
      trouble_ = core::Error{ErrorKind::invalid_input,
                             "the header cannot be read: " + reason_of(row.fault)};
      return;
    }
    for (const std::string_view field : row.fields) {
      auto text = cell_text(field, settings_.encoding);
      if (!text) {
        trouble_ = core::Error{ErrorKind::corrupt,
                               "the header " + text.error().message + "; is `encoding` right?"};
        return;
      }
      out_.header.push_back(std::move(*text));
    }
    auto layout = lay_out(out_.header, file_);
    if (layout) {
      layout_ = std::move(*layout);
    } else {
      trouble_ = layout.error();
    }
  }

  /// Cells of one attribute joined; the first trouble is kept in `bad`.
  std::string joined_cells(const CsvRow& row, const std::vector<std::size_t>& positions, char joint,
                           std::string& trouble) const {
    std::string out;
    for (const std::size_t position : positions) {
      auto text = cell_text(row.fields[position], settings_.encoding);
      if (!text) {
        if (trouble.empty()) {
          trouble =
              "column " + core::printable(out_.header[position], 60) + " " + text.error().message;
        }
        return {};
      }
      if (joint == '|' && text->empty()) return {};  // half a reference names nobody
      if (!out.empty() && !text->empty()) out += joint;
      out += *text;
    }
    return out;
  }

  void read_row(const CsvRow& row) {
    std::string trouble;
    BadCsvRow names{row.line, {}, {}, {}, {}, {}};
    names.key = joined_cells(row, layout_.key, '|', trouble);
    record_.clear();
    std::string first_day;
    std::string last_day;
    bool scope_known = true;
    for (const auto& field : layout_.fields) {
      std::string field_trouble;
      const std::string value = value_of(row, field, field_trouble);
      if (!field_trouble.empty() && field.attribute == Attribute::scope) scope_known = false;
      if (trouble.empty()) trouble = std::move(field_trouble);
      record_.set(field.attribute, value);
      if (field.attribute == Attribute::start) first_day = value.substr(0, 10);
      if (field.attribute == Attribute::end) last_day = value.substr(0, 10);
      if (field.attribute == Attribute::person) names.person = value;
      if (field.attribute == Attribute::account) names.account = value;
      if (field.attribute == Attribute::entitlement) names.entitlement = value;
    }
    for (const auto& [attribute, value] : file_.constants) record_.set(attribute, value);
    if (trouble.empty()) trouble = missing_name(names);
    if (trouble.empty() && !first_day.empty() && !last_day.empty() && last_day < first_day) {
      trouble = "the end (" + last_day + ") is before the start (" + first_day + ")";
    }
    if (!trouble.empty()) {
      names.reason = std::move(trouble);
      if (layout_.key.empty() && scope_known && !names.account.empty() &&
          !names.entitlement.empty()) {
        names.key = key_of(names);
      }
      out_.bad.push_back(std::move(names));
      return;
    }
    keep(row.line, key_of(names));
  }

  std::string value_of(const CsvRow& row, const Layout::Field& field, std::string& trouble) const {
    std::string text = joined_cells(row, field.positions, field.joint, trouble);
    if (field.translation != nullptr) {
      const auto found = field.translation->find(text);
      if (found != field.translation->end()) text = found->second;
    }
    auto value = canonical_value(field.attribute, file_.object_class, text, settings_.zone);
    if (value) return std::move(*value);
    if (trouble.empty()) trouble = value.error().message;
    return {};
  }

  std::string missing_name(const BadCsvRow& names) const {
    if (!layout_.key.empty() && names.key.empty()) return "the key is empty";
    if (is_capacity(file_.object_class) && names.person.empty()) return "the person is empty";
    if (file_.object_class == ObjectClass::grant) {
      if (names.account.empty()) return "the account is empty";
      if (names.entitlement.empty()) return "the entitlement is empty";
    }
    return {};
  }

  std::string key_of(const BadCsvRow& names) {
    if (!layout_.key.empty()) return names.key;
    const std::string record = record_.bytes();
    return names.entitlement + "|" + names.account + "|" +
           std::string(core::RecordView(record).get(Attribute::scope));
  }

  void keep(std::int64_t line, const std::string& key) {
    const std::size_t at = out_.arena.size();
    out_.arena += key;
    const std::size_t record_at = out_.arena.size();
    record_.write_to(out_.arena);
    out_.rows.push_back({line, at, static_cast<std::uint32_t>(key.size()),
                         static_cast<std::uint32_t>(out_.arena.size() - record_at)});
  }

  const CsvFileSettings& file_;
  const CsvSettings& settings_;
  CsvFile out_;
  Layout layout_;
  core::RecordBuilder record_;
  std::optional<core::Error> trouble_;
};

}  // namespace

Result<CsvFile> read_csv_bytes(std::string_view bytes, const CsvFileSettings& file,
                               const CsvSettings& settings) {
  std::string_view text = TRY(csv_text(bytes, settings.encoding));
  std::optional<std::int64_t> told_rows;
  bool trailer_missing = false;
  if (!file.trailer.empty()) {
    const auto trailer = find_trailer(text, file.trailer);
    trailer_missing = !trailer;
    if (trailer) {
      text = trailer->rows;
      told_rows = trailer->count;
    }
  }
  FileReader reader(file, settings);
  read_csv_rows(text, settings.delimiter, [&](const CsvRow& row) { reader.visit(row); });
  return reader.finish(told_rows, trailer_missing);
}

Result<CsvFile> read_csv_file(const CsvFileSettings& file, const CsvSettings& settings) {
  const FileBytes content = TRY(read_whole_file(file.full_path));
  CsvFile result = TRY(read_csv_bytes(content.bytes, file, settings));
  result.modified = content.modified;
  return result;
}

}  // namespace rettesnor::connectors
