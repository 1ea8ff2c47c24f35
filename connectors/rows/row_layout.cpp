// Names of columns to positions; what is missing is said with what is there.
#include "connectors/rows/row_layout.h"

#include <algorithm>
#include <set>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::Result;

std::string shown_columns(const std::vector<std::string>& header) {
  std::string columns;
  for (const auto& name : header) {
    columns += (columns.empty() ? "" : ", ") + core::printable(name, 40);
  }
  return core::printable(columns, 400);
}

Result<std::size_t> position_of(const std::vector<std::string>& header, const std::string& column,
                                const RowMapping& mapping) {
  const auto count = std::ranges::count(header, column);
  if (count > 1) {
    return fail(ErrorKind::invalid_input, ErrorCode{"column_twice"}, {{"column", column}});
  }
  if (count == 1) {
    return static_cast<std::size_t>(std::ranges::find(header, column) - header.begin());
  }
  core::ErrorValues values{{"column", column}, {"columns", shown_columns(header)}};
  if (header.size() == 1) {
    return fail(ErrorKind::invalid_input, ErrorCode{"column_missing_one"}, std::move(values));
  }
  const auto right =
      std::ranges::find(mapping.columns, Attribute::entitlement, &RowColumn::attribute);
  const bool of_right = mapping.object_class == core::ObjectClass::grant &&
                        right != mapping.columns.end() &&
                        std::ranges::find(right->columns, column) != right->columns.end();
  return fail(ErrorKind::invalid_input,
              of_right ? ErrorCode{"column_missing_right"} : ErrorCode{"column_missing"},
              std::move(values));
}

std::size_t width_of(const RowMapping& mapping, Attribute attribute) {
  const auto found = mapping.pad.find(attribute);
  return found == mapping.pad.end() ? 0 : found->second;
}

Result<void> lay_out_matrix(const std::vector<std::string>& header, const RowMapping& mapping,
                            const std::set<std::size_t>& used, RowLayout& layout) {
  for (const auto& name : mapping.matrix->columns) {
    layout.rights.push_back({TRY(position_of(header, name, mapping)), name});
  }
  if (!mapping.matrix->columns.empty()) return {};
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (!used.contains(i) && !header[i].empty()) layout.rights.push_back({i, header[i]});
  }
  return {};
}

}  // namespace

Result<RowLayout> lay_out_row(const std::vector<std::string>& header, const RowMapping& mapping) {
  RowLayout layout;
  layout.width = header.size();
  // Without the right's column the shape may be another one: that is said first.
  for (const auto& column : mapping.columns) {
    if (column.attribute != Attribute::entitlement) continue;
    for (const auto& name : column.columns) TRY(position_of(header, name, mapping));
  }
  std::set<std::size_t> used;
  for (const auto& column : mapping.columns) {
    const Attribute a = column.attribute;
    RowLayout::Field field{a,
                           value_kind(a),
                           use_of(a),
                           weight_of(mapping.object_class, a),
                           {},
                           names_an_object(a) ? '|' : ' ',
                           nullptr,
                           nullptr,
                           mapping.strip_zeros.contains(a),
                           width_of(mapping, a),
                           mapping.dates};
    for (const auto& name : column.columns) {
      field.positions.push_back(TRY(position_of(header, name, mapping)));
      used.insert(field.positions.back());
    }
    if (const auto found = mapping.values.find(a); found != mapping.values.end()) {
      field.translation = &found->second;
    }
    if (const auto found = mapping.split.find(a); found != mapping.split.end()) {
      field.separator = &found->second;
    }
    if (const auto found = mapping.dates_of.find(a); found != mapping.dates_of.end()) {
      field.order = found->second;
    }
    layout.fields.push_back(std::move(field));
  }
  for (const auto& name : mapping.key) {
    RowLayout::KeyPart part{TRY(position_of(header, name, mapping)), false, 0};
    used.insert(part.position);
    for (const auto& field : layout.fields) {
      if (field.positions != std::vector{part.position}) continue;
      part.strips_zeros = part.strips_zeros || field.strips_zeros;
      part.width = std::max(part.width, field.width);
    }
    layout.key.push_back(part);
  }
  if (!mapping.data_column.empty()) {
    layout.data_column = TRY(position_of(header, mapping.data_column, mapping));
    used.insert(*layout.data_column);
  }
  if (mapping.matrix) TRY(lay_out_matrix(header, mapping, used, layout));
  return layout;
}

}  // namespace rettesnor::connectors
