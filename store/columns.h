// One description of a record's columns, from which it is inserted, selected and read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/database.h"
#include "store/row_fields.h"

namespace rettesnor::store {

/// `bytes`: kept as a BLOB, because it need not be text.
enum class KeptAs : std::uint8_t { itself, bytes };

/// One column of a table, and the member of the record that stands in it.
template <class Record, class Value>
struct Column {
  std::string_view name;
  Value Record::*member;
  KeptAs kept = KeptAs::itself;
};
template <class Record, class Value>
Column(std::string_view, Value Record::*) -> Column<Record, Value>;
template <class Record, class Value>
Column(std::string_view, Value Record::*, KeptAs) -> Column<Record, Value>;

/// The columns of a record, in the order in which they are read.
template <class Record, class... Values>
struct Columns {
  static constexpr int size = sizeof...(Values);

  std::string_view table;
  std::tuple<Column<Record, Values>...> all;
};

template <class Record, class... Values>
constexpr Columns<Record, Values...> columns(std::string_view table,
                                             Column<Record, Values>... all) {
  return {table, {all...}};
}

/// The same with one more at the end.
template <class Record, class... Values, class Value>
constexpr Columns<Record, Values..., Value> with(const Columns<Record, Values...>& columns,
                                                 Column<Record, Value> one) {
  return {columns.table, std::tuple_cat(columns.all, std::tuple(one))};
}

namespace cell {

template <class T>
inline constexpr bool is_id = false;
template <class Tag, class Number>
inline constexpr bool is_id<core::Id<Tag, Number>> = true;

/// Text and bytes are not copied: the record must live until the statement has run.
template <class Value>
void bind(Statement& statement, int parameter, const Value& value, KeptAs kept) {
  if constexpr (std::is_same_v<Value, std::string>) {
    if (kept == KeptAs::bytes) {
      statement.bind_blob(parameter, value);
    } else {
      statement.bind_text(parameter, value);
    }
  } else if constexpr (std::is_same_v<Value, core::Timestamp>) {
    statement.bind(parameter, seconds_of(value));
  } else if constexpr (std::is_same_v<Value, core::Date>) {
    statement.bind(parameter, number_of(value));
  } else if constexpr (std::is_same_v<Value, std::optional<core::Timestamp>>) {
    bind_moment(statement, parameter, value);
  } else if constexpr (std::is_same_v<Value, std::optional<core::Date>>) {
    bind_day(statement, parameter, value);
  } else if constexpr (is_id<Value>) {
    statement.bind(parameter, value.value);
  } else {
    statement.bind(parameter, static_cast<std::int64_t>(value));
  }
}

template <class Value>
Value read(const Statement& row, int column) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return text_at(row, column);
  } else if constexpr (std::is_same_v<Value, core::Timestamp>) {
    return moment_of(row.integer(column));
  } else if constexpr (std::is_same_v<Value, core::Date>) {
    return date_of(row.integer(column));
  } else if constexpr (std::is_same_v<Value, std::optional<core::Timestamp>>) {
    return moment_at(row, column);
  } else if constexpr (std::is_same_v<Value, std::optional<core::Date>>) {
    return day_at(row, column);
  } else if constexpr (is_id<Value>) {
    return Value(row.integer(column));
  } else {
    return static_cast<Value>(row.integer(column));
  }
}

}  // namespace cell

/// "decision.campaign, decision.subject", for what a join needs beside it.
template <class Record, class... Values>
std::string names_of(const Columns<Record, Values...>& columns) {
  std::string names;
  const auto add = [&](std::string_view name) {
    ((names += names.empty() ? "" : ", ") += columns.table) += ".";
    names += name;
  };
  std::apply([&](const auto&... one) { (add(one.name), ...); }, columns.all);
  return names;
}

template <class Record, class... Values>
core::Result<void> insert_row(const Writer& writer, const Columns<Record, Values...>& columns,
                              const Record& record) {
  std::string sql = "INSERT INTO ";
  std::string places;
  (sql += columns.table) += " (";
  int column = 0;
  const auto add = [&](std::string_view name) {
    const std::string_view comma = column == 0 ? "" : ", ";
    (sql += comma) += name;
    ((places += comma) += "?") += std::to_string(++column);
  };
  std::apply([&](const auto&... one) { (add(one.name), ...); }, columns.all);
  ((sql += ") VALUES (") += places) += ")";
  auto statement = TRY(writer.prepare(sql));
  column = 0;
  const auto bind = [&](const auto& one) {
    cell::bind(statement, ++column, record.*one.member, one.kept);
  };
  std::apply([&](const auto&... one) { (bind(one), ...); }, columns.all);
  return statement.run();
}

/// `rest`: conditions and their order.
template <class Record, class... Values>
core::Result<Statement> select_rows(const Reader& reader, const Columns<Record, Values...>& columns,
                                    std::string_view rest) {
  std::string query = names_of(columns);
  ((query += " FROM ") += columns.table) += " ";
  return reader.prepare("SELECT ", query += rest);
}

/// The record whose columns begin at `column` of the row.
template <class Record, class... Values>
Record read_row(const Columns<Record, Values...>& columns, const Statement& row, int column = 0) {
  Record record;
  const auto take = [&]<class Value>(const Column<Record, Value>& one) {
    record.*one.member = cell::read<Value>(row, column++);
  };
  std::apply([&](const auto&... one) { (take(one), ...); }, columns.all);
  return record;
}

template <class Record, class... Values>
core::Result<std::vector<Record>> read_rows(const Columns<Record, Values...>& columns,
                                            Statement rows) {
  std::vector<Record> records;
  while (TRY(rows.step()) == Statement::Step::row) records.push_back(read_row(columns, rows));
  return records;
}

}  // namespace rettesnor::store
