// The only door to SQLite. Reading and writing are two types: who has a Reader cannot change a row.
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
  friend class Reader;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  void note(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bind_failure_ = 0;
};

/// SQL that reads, told when it is compiled: anything but a SELECT, or a PRAGMA that sets nothing,
/// does not compile.
class Query {
 public:
  // Implicit, so that a literal is one.
  consteval Query(const char* sql) : sql_(sql) {
    const bool selects = sql_.starts_with("SELECT ");
    const bool asks = sql_.starts_with("PRAGMA ") && sql_.find('=') == sql_.npos;
    if (!selects && !asks) a_reader_does_not_write();
  }
  constexpr std::string_view sql() const { return sql_; }

 private:
  static void a_reader_does_not_write();
  std::string_view sql_;
};

/// Reads one open database, and never outlives it.
class Reader {
 public:
  /// `rest` continues what the query begins: conditions and their order.
  core::Result<Statement> prepare(Query query, std::string_view rest = {}) const;
  /// The first column of the first row, e.g. of a pragma. not_found when there is no row.
  core::Result<std::int64_t> number(Query query, std::string_view rest = {}) const;

 protected:
  explicit Reader(sqlite3* database) : database_(database) {}
  core::Result<Statement> prepare_any(std::string_view sql) const;

  sqlite3* database_;
};

/// Changes one open database. Nobody makes one: a Write hands it out (store/log/write.h), and for
/// what decides nothing a Bookkeeping (store/bookkeeping.h).
class Writer : public Reader {
 public:
  core::Result<Statement> prepare(std::string_view sql) const;
  /// Runs one or several statements that return nothing of interest.
  core::Result<void> execute(const std::string& sql) const;

 private:
  friend class Connection;
  friend class Transaction;
  explicit Writer(sqlite3* database) : Reader(database) {}
};

/// One open database. Holds the file's exclusive lock from open() until it goes.
class Connection : public Reader {
 public:
  /// The file is created (mode 0600) when absent. Another holder → conflict.
  static core::Result<Connection> open(const std::string& path);

 private:
  friend class Transaction;
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Connection(sqlite3* database) : Reader(database), owned_(database) {}
  std::unique_ptr<sqlite3, Close> owned_;
};

/// All or nothing: rolls back when it goes without commit(). Begun by Write and Bookkeeping alone.
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  const Writer& writer() const { return writer_; }
  core::Result<void> commit();

 private:
  friend class Write;
  friend class Bookkeeping;
  static core::Result<Transaction> begin(const Connection& connection);
  explicit Transaction(Writer writer) : writer_(writer) {}

  Writer writer_;
  enum class Course { open, over } course_ = Course::open;
};

}  // namespace rettesnor::store
