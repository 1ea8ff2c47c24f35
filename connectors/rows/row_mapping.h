// What the rows of a feed mean, as the settings tell it.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/rows/row_dates.h"
#include "connectors/rows/row_text.h"
#include "core/record.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// One attribute and the columns it is read from; several columns are joined by a blank, or by "|"
/// where the attribute names another object.
struct RowColumn {
  core::Attribute attribute;
  std::vector<std::string> columns;
};

/// One column for each right.
struct RowMatrix {
  std::vector<std::string> columns;  ///< empty: every column that is not mapped
  std::set<std::string> yes;         ///< folded
  std::set<std::string> no;          ///< folded; an empty cell always is
};

struct RowMapping {
  core::ObjectClass object_class;
  std::vector<std::string> key;    ///< columns of the natural id; empty only for grants
  std::vector<RowColumn> columns;  ///< ordered by attribute
  std::vector<std::pair<core::Attribute, std::string>> constants;
  /// Attribute → what the feed writes → what is meant.
  std::map<core::Attribute, std::map<std::string, std::string>> values;
  std::map<core::Attribute, std::string> split;  ///< what stands between the values of one cell
  std::optional<DateOrder> dates;
  std::map<core::Attribute, DateOrder> dates_of;
  std::set<std::string> no_date;
  std::set<core::Attribute> strip_zeros;
  std::map<core::Attribute, std::size_t> pad;
  enum class Rows { one, newest } rows = Rows::one;
  std::optional<RowMatrix> matrix;
  std::string data_column;  ///< empty: the feed says what moment its rows tell of
  std::int64_t minimum_rows = 1;
  /// What the column `account` of a grant names.
  core::ObjectClass member_class = core::ObjectClass::account;

  bool maps(core::Attribute attribute) const;
};

/// What all feeds of a source have in common.
struct RowRules {
  std::string source;
  core::LocalZone zone;  ///< what a moment without an offset is told in
  KeyCase key_case = KeyCase::folded;
  /// Replaces CPR numbers in keys; null: a feed that has one is refused.
  std::shared_ptr<const core::Secret> hash_key;
};

/// invalid_input names the setting with its path: "source hr: file[0].columns.nam: …". `where` is
/// that path without the key.
core::Result<RowMapping> read_row_mapping(const nlohmann::json& table, const std::string& where,
                                          const core::LocalZone& zone);

/// A refusal of the setting `key` at `where`.
tl::unexpected<core::Error> refuse_setting(const std::string& where, std::string_view key,
                                           core::ErrorCode why, core::ErrorValues values = {});

}  // namespace rettesnor::connectors
