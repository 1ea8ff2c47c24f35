// The only door to SQLite: a connection, a statement and a transaction that close themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rettesnor::store {

/// One prepared statement. Bound text and bytes are not copied: they must live until the next
/// reset(). Columns are numbered from 0 and live until the next step() or reset(); parameters
/// from 1.
class Statement {
 public:
  enum class Step { row, done };

  Statement& bind(int parameter, std::int64_t number);
  Statement& bind_text(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);
  core::Result<Step> step();
  /// Steps once, and is ready to be bound again. For statements that return no rows.
  core::Result<void> run();
  void reset();

  std::int64_t integer(int column) const;
  std::string_view bytes(int column) const;
  bool is_null(int column) const;

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  void note(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bind_failure_ = 0;
};

/// One open database. Holds the file's exclusive lock from open() until it goes.
class Connection {
 public:
  /// The file is created (mode 0600) when absent. Another holder → conflict.
  static core::Result<Connection> open(const std::string& path);

  core::Result<Statement> prepare(std::string_view sql) const;
  /// Runs one or several statements that return nothing of interest.
  core::Result<void> execute(const std::string& sql) const;
  /// The first column of the first row, e.g. of a pragma. not_found when there is no row.
  core::Result<std::int64_t> number(std::string_view sql) const;
  /// Rows inserted, changed or deleted since open().
  std::int64_t total_changes() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Connection(sqlite3* database) : database_(database) {}
  std::unique_ptr<sqlite3, Close> database_;
};

/// All or nothing: rolls back when it goes without commit().
class Transaction {
 public:
  static core::Result<Transaction> begin(const Connection& connection);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  core::Result<void> commit();

 private:
  explicit Transaction(const Connection& connection) : connection_(&connection) {}
  const Connection* connection_;  // nullptr when committed or moved from
};

}  // namespace rettesnor::store
