// Reads a mapping by the rows of its table of settings, and refuses what cannot work.
#include "connectors/rows/row_mapping.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_values.h"
#include "core/number.h"
#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;
using nlohmann::json;
using policies::kDataFrom;
using policies::kMapping;
using policies::kMatrix;
using policies::Setting;

constexpr std::int64_t kLongestNumber = 30;

std::string setting_at(const std::string& where, std::string_view key) {
  if (key.empty()) return where;
  return where.back() == ' ' ? where + std::string(key) : where + "." + std::string(key);
}

template <class Names>
std::string spelled_names(const Names& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : " ") + std::string(name);
  return out;
}

class MappingReader {
 public:
  MappingReader(const json& table, std::string where, const core::LocalZone& zone)
      : table_(table), where_(std::move(where)), clock_(zone) {}

  Result<RowMapping> run() {
    TRY(read_class());
    TRY(read_columns());
    TRY(read_constants());
    TRY(read_values());
    TRY(read_dates());
    TRY(read_numbers());
    TRY(read_shape());
    TRY(check());
    return std::move(out_);
  }

 private:
  tl::unexpected<core::Error> refuse(std::string_view key, ErrorCode why,
                                     core::ErrorValues values = {}) const {
    return refuse_setting(where_, key, std::move(why), std::move(values));
  }

  Result<std::string> text(const json& table, const Setting& row) const {
    const auto found = table.find(row.key);
    if (found == table.end()) return std::string(row.default_text);
    if (!found->is_string()) return refuse(row.key, ErrorCode{"setting_no_text"});
    return found->get<std::string>();
  }

  Result<std::vector<std::string>> texts(const json& value, const std::string& key) const {
    std::vector<std::string> found;
    if (value.is_string()) {
      found.push_back(value.get<std::string>());
    } else if (value.is_array()) {
      for (const json& item : value) {
        if (!item.is_string()) return refuse(key, ErrorCode{"setting_no_texts"});
        found.push_back(item.get<std::string>());
      }
    } else {
      return refuse(key, ErrorCode{"setting_no_texts"});
    }
    if (found.empty() || std::ranges::find(found, "") != found.end()) {
      return refuse(key, ErrorCode{"setting_empty_name"});
    }
    return found;
  }

  Result<std::vector<std::string>> list(const json& table, const Setting& row) const {
    const auto found = table.find(row.key);
    if (found == table.end()) return std::vector<std::string>{};
    return texts(*found, std::string(row.key));
  }

  Result<const json*> inner(const Setting& row) const {
    static const json kNone = json::object();
    const auto found = table_.find(row.key);
    if (found == table_.end()) return &kNone;
    if (!found->is_object()) return refuse(row.key, ErrorCode{"setting_no_table"});
    return &*found;
  }

  /// An attribute that rows of the class can tell.
  Result<Attribute> attribute(const Setting& row, const std::string& name) const {
    const std::string key = std::string(row.key) + "." + name;
    const auto found = core::value_named<Attribute>(name);
    std::vector<std::string_view> known;
    for (const Attribute each : attributes_of(out_.object_class)) {
      known.push_back(core::name_of(each));
    }
    if (!found) {
      return refuse(key, ErrorCode{"setting_no_attribute"}, {{"known", spelled_names(known)}});
    }
    if (!has_meaning(out_.object_class, *found)) {
      return refuse(key, ErrorCode{"setting_attribute_without_meaning"},
                    {{"class", std::string(core::name_of(out_.object_class))},
                     {"known", spelled_names(known)}});
    }
    return *found;
  }

  Result<void> read_class() {
    const std::string name = TRY(text(table_, kMapping["class"]));
    const auto found = core::value_named<ObjectClass>(name);
    if (!found) {
      return refuse(
          "class", ErrorCode{"setting_unknown_word"},
          {{"value", in_quotes(name)}, {"known", spelled_names(core::kSpelled<ObjectClass>)}});
    }
    out_.object_class = *found;
    out_.key = TRY(list(table_, kMapping["key"]));
    return {};
  }

  Result<void> read_columns() {
    constexpr const Setting& kRow = kMapping["columns"];
    const json* columns = TRY(inner(kRow));
    for (const auto& [name, value] : columns->items()) {
      const Attribute found = TRY(attribute(kRow, name));
      out_.columns.push_back({found, TRY(texts(value, std::string(kRow.key) + "." + name))});
    }
    std::ranges::sort(out_.columns, {}, &RowColumn::attribute);
    return {};
  }

  Result<void> read_constants() {
    constexpr const Setting& kRow = kMapping["constants"];
    const json* constants = TRY(inner(kRow));
    for (const auto& [name, value] : constants->items()) {
      const std::string key = std::string(kRow.key) + "." + name;
      const Attribute found = TRY(attribute(kRow, name));
      if (!value.is_string()) return refuse(key, ErrorCode{"setting_no_text"});
      auto meant = canonical_value(found, out_.object_class, value.get<std::string>(), clock_);
      if (!meant) {
        return fail(ErrorKind::invalid_input, ErrorCode{"setting_refused"},
                    {{"setting", setting_at(where_, key)}}, std::move(meant).error());
      }
      if (out_.maps(found)) {
        return refuse(key, ErrorCode{"setting_constant_and_column"}, {{"attribute", name}});
      }
      out_.constants.emplace_back(found, std::move(*meant));
    }
    return {};
  }

  Result<void> read_values() {
    constexpr const Setting& kRow = kMapping["values"];
    const json* values = TRY(inner(kRow));
    for (const auto& [name, translations] : values->items()) {
      const Attribute found = TRY(attribute(kRow, name));
      const std::string key = std::string(kRow.key) + "." + name;
      if (!translations.is_object()) return refuse(key, ErrorCode{"setting_no_translation"});
      for (const auto& [from, to] : translations.items()) {
        if (!to.is_string()) {
          std::string place = key;
          place.append(".").append(from);
          return refuse(place, ErrorCode{"setting_no_text"});
        }
        out_.values[found][from] = to.get<std::string>();
      }
    }
    constexpr const Setting& kSplit = kMapping["split"];
    const json* split = TRY(inner(kSplit));
    for (const auto& [name, value] : split->items()) {
      const Attribute found = TRY(attribute(kSplit, name));
      const std::string key = std::string(kSplit.key) + "." + name;
      if (!value.is_string() || value.get<std::string>().empty()) {
        return refuse(key, ErrorCode{"setting_no_text"});
      }
      const bool several =
          out_.object_class == ObjectClass::grant || found == Attribute::scope_tasks;
      if (!several) return refuse(key, ErrorCode{"setting_split_one_value"}, {{"attribute", name}});
      out_.split[found] = value.get<std::string>();
    }
    return {};
  }

  Result<DateOrder> order_of(const std::string& key, const json& value) const {
    const std::string name = value.is_string() ? value.get<std::string>() : std::string();
    const auto order = date_order_named(name);
    if (!order)
      return refuse(key, ErrorCode{"setting_no_date_order"}, {{"value", in_quotes(name)}});
    return *order;
  }

  Result<void> read_dates() {
    constexpr const Setting& kRow = kMapping["dates"];
    if (const auto found = table_.find(kRow.key); found != table_.end()) {
      out_.dates = TRY(order_of(std::string(kRow.key), *found));
    }
    constexpr const Setting& kOf = kMapping["dates_of"];
    const json* orders = TRY(inner(kOf));
    for (const auto& [name, value] : orders->items()) {
      const Attribute found = TRY(attribute(kOf, name));
      const std::string key = std::string(kOf.key) + "." + name;
      if (!is_date(value_kind(found))) {
        return refuse(key, ErrorCode{"setting_no_date_attribute"}, {{"attribute", name}});
      }
      out_.dates_of[found] = TRY(order_of(key, value));
    }
    for (const std::string& none : TRY(list(table_, kMapping["no_date"])))
      out_.no_date.insert(none);
    return {};
  }

  Result<void> read_numbers() {
    for (const std::string& name : TRY(list(table_, kMapping["strip_zeros"]))) {
      out_.strip_zeros.insert(TRY(attribute(kMapping["strip_zeros"], name)));
    }
    constexpr const Setting& kPad = kMapping["pad"];
    const json* pad = TRY(inner(kPad));
    for (const auto& [name, value] : pad->items()) {
      const Attribute found = TRY(attribute(kPad, name));
      const auto digits = value.is_string() ? core::number_in<std::int64_t>(
                                                  value.get<std::string>(), 1, kLongestNumber)
                                            : std::nullopt;
      if (!digits) return refuse(std::string(kPad.key) + "." + name, ErrorCode{"setting_no_width"});
      out_.pad[found] = static_cast<std::size_t>(*digits);
    }
    constexpr const Setting& kLeast = kMapping["minimum_rows"];
    out_.minimum_rows = kLeast.default_number;
    if (const auto found = table_.find(kLeast.key); found != table_.end()) {
      if (!found->is_number_integer() || found->get<std::int64_t>() < kLeast.least) {
        return refuse(kLeast.key, ErrorCode{"setting_number_too_small"},
                      {{"least", std::to_string(kLeast.least)}});
      }
      out_.minimum_rows = found->get<std::int64_t>();
    }
    return {};
  }

  Result<void> read_shape() {
    constexpr const Setting& kRows = kMapping["rows"];
    const std::string rows = TRY(text(table_, kRows));
    if (std::ranges::find(kRows.choices, rows) == kRows.choices.end()) {
      return refuse(kRows.key, ErrorCode{"setting_unknown_word"},
                    {{"value", in_quotes(rows)}, {"known", spelled_names(kRows.choices)}});
    }
    out_.rows = rows == "newest" ? RowMapping::Rows::newest : RowMapping::Rows::one;
    constexpr const Setting& kMember = kMapping["member_class"];
    const std::string member = TRY(text(table_, kMember));
    if (std::ranges::find(kMember.choices, member) == kMember.choices.end()) {
      return refuse(kMember.key, ErrorCode{"setting_unknown_word"},
                    {{"value", in_quotes(member)}, {"known", spelled_names(kMember.choices)}});
    }
    out_.member_class = *core::value_named<ObjectClass>(member);
    const json* data_from = TRY(inner(kMapping["data_from"]));
    out_.data_column = TRY(text(*data_from, kDataFrom["column"]));
    return read_matrix();
  }

  Result<void> read_matrix() {
    if (!table_.contains(kMapping["matrix"].key)) return {};
    const json* table = TRY(inner(kMapping["matrix"]));
    RowMatrix matrix;
    matrix.columns = TRY(list(*table, kMatrix["columns"]));
    const auto words =
        [&](const Setting& row,
            std::initializer_list<const char*> otherwise) -> Result<std::set<std::string>> {
      std::set<std::string> folded;
      const auto told = TRY(list(*table, row));
      for (const std::string& word : told) folded.insert(core::fold(word));
      if (told.empty()) folded.insert(otherwise.begin(), otherwise.end());
      return folded;
    };
    matrix.yes = TRY(words(kMatrix["yes"], {"x", "1", "ja", "yes", "true"}));
    matrix.no = TRY(words(kMatrix["no"], {"0", "-", "nej", "no", "false"}));
    if (out_.object_class != ObjectClass::grant || out_.maps(Attribute::entitlement)) {
      return refuse("matrix", ErrorCode{"setting_matrix_elsewhere"});
    }
    out_.matrix = std::move(matrix);
    return {};
  }

  /// What each class cannot do without.
  Result<void> check() const {
    std::vector<Attribute> needed;
    if (is_capacity(out_.object_class)) needed.push_back(Attribute::person);
    if (out_.object_class == ObjectClass::grant) {
      needed.push_back(Attribute::account);
      if (!out_.matrix) needed.push_back(Attribute::entitlement);
    } else if (out_.key.empty()) {
      return refuse("key", ErrorCode{"setting_no_key"});
    }
    for (const Attribute each : needed) {
      if (out_.maps(each)) continue;
      return refuse("columns", ErrorCode{"setting_column_needed"},
                    {{"class", std::string(core::name_of(out_.object_class))},
                     {"attribute", std::string(core::name_of(each))}});
    }
    return {};
  }

  const json& table_;
  std::string where_;
  LocalClock clock_;
  RowMapping out_{};
};

}  // namespace

bool RowMapping::maps(Attribute attribute) const {
  return std::ranges::find(columns, attribute, &RowColumn::attribute) != columns.end();
}

tl::unexpected<core::Error> refuse_setting(const std::string& where, std::string_view key,
                                           ErrorCode why, core::ErrorValues values) {
  return fail(ErrorKind::invalid_input, ErrorCode{"setting_refused"},
              {{"setting", setting_at(where, key)}},
              fail(ErrorKind::invalid_input, std::move(why), std::move(values)).value());
}

Result<RowMapping> read_row_mapping(const json& table, const std::string& where,
                                    const core::LocalZone& zone) {
  return MappingReader(table, where, zone).run();
}

}  // namespace rettesnor::connectors
