// The only door to SQLite. Reading and writing are two types: who has a Reader cannot change a row.
#include "store/database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <sqlite3.h>

namespace rettesnor::store {
namespace {

using core::ErrorKind;

struct Meaning {
  ErrorKind kind;
  const char* advice;
};

// What a caller can do about each of SQLite's primary result codes.
Meaning meaning_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::conflict,
              "another process has the database open: stop it, or wait for it"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::corrupt, "the file is damaged or no database: restore it from a backup"};
    case SQLITE_FULL:
      return {ErrorKind::unreachable,
              "the disk is full: nothing was changed; free space and try again"};
    case SQLITE_IOERR:
      return {ErrorKind::unreachable,
              "reading or writing the disk failed: nothing was changed; "
              "check the disk, its quota and its free space"};
    case SQLITE_NOMEM:
      return {ErrorKind::unreachable,
              "out of memory: nothing was changed; free memory and try again"};
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return {ErrorKind::refused, "check the owner and rights of the file and its folder"};
    case SQLITE_TOOBIG:
      return {ErrorKind::invalid_input, "one value is larger than the database can hold"};
    default:
      return {ErrorKind::corrupt,
              "the database refused a step that should always succeed: "
              "check the file with PRAGMA integrity_check"};
  }
}

tl::unexpected<core::Error> failure(sqlite3* database, int code) {
  const Meaning meaning = meaning_of(code);
  const char* file = database != nullptr ? sqlite3_db_filename(database, "main") : nullptr;
  std::string message = "Database ";
  if (file != nullptr) message += file;
  message += ": ";
  message += database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  message += " (" + std::to_string(code) + "): ";
  message += meaning.advice;
  return core::fail(meaning.kind, std::move(message));
}

tl::unexpected<core::Error> file_failure(const std::string& what, const std::string& path,
                                         int code) {
  return core::fail(ErrorKind::refused, "Could not " + what + " " + path + ": " +
                                            std::strerror(code) +
                                            ": check the folder's owner, rights and free space");
}

core::Result<void> make_folder(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(folder)) return {};
  TRY(make_folder(folder.parent_path()));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return file_failure("create the folder", folder.string(), errno);
  }
  return {};
}

// The file is made here and not by SQLite, which would let the group read it. An existing file is
// never opened and closed beside SQLite: that would drop the locks of this process.
core::Result<void> make_file(const std::string& path) {
  TRY(make_folder(std::filesystem::path(path).parent_path()));
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return {};
  }
  if (errno == EEXIST) return {};
  return file_failure("create the database", path, errno);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::note(int code) {
  if (code != SQLITE_OK && bind_failure_ == SQLITE_OK) bind_failure_ = code;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  note(sqlite3_bind_int64(statement_.get(), parameter, number));
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view text) {
  // A null pointer would bind NULL, and an empty text is not NULL.
  const char* at = text.data() != nullptr ? text.data() : "";
  note(sqlite3_bind_text64(statement_.get(), parameter, at, text.size(), SQLITE_STATIC,
                           SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const char* at = bytes.data() != nullptr ? bytes.data() : "";
  note(sqlite3_bind_blob64(statement_.get(), parameter, at, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  note(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

core::Result<Statement::Step> Statement::step() {
  if (bind_failure_ != SQLITE_OK) {
    return failure(sqlite3_db_handle(statement_.get()), bind_failure_);
  }
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return Step::row;
  if (code == SQLITE_DONE) return Step::done;
  return failure(sqlite3_db_handle(statement_.get()), code);
}

core::Result<void> Statement::run() {
  auto stepped = step();
  reset();
  if (!stepped) return tl::unexpected(std::move(stepped).error());
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  bind_failure_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  const void* at = sqlite3_column_blob(statement_.get(), column);
  if (at == nullptr) return {};
  return {static_cast<const char*>(at),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Connection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

core::Result<Connection> Connection::open(const std::string& path) {
  TRY(make_file(path));
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Connection connection(raw);
  if (code != SQLITE_OK) return failure(raw, code);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // Large pages: records are a few hundred bytes, and a whole source is read in key order.
  // EXCLUSIVE with the write transaction below takes the lock at once and keeps it.
  auto prepared = Writer(raw).execute(
      "PRAGMA page_size=8192; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;"
      "PRAGMA synchronous=EXTRA; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;"
      "BEGIN EXCLUSIVE; COMMIT;");
  if (!prepared) {
    auto error = std::move(prepared).error();
    if (error.kind == ErrorKind::conflict) {
      error.message =
          "The database " + path +
          " is in use by another process: wait until it is done, or stop it, and try again";
    }
    return tl::unexpected(std::move(error));
  }
  return connection;
}

core::Result<Statement> Reader::prepare_any(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const int code =
      sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), 0, &raw, nullptr);
  if (code != SQLITE_OK) return failure(database_, code);
  return Statement(raw);
}

core::Result<Statement> Reader::prepare(Query query, std::string_view rest) const {
  auto statement = TRY(prepare_any(std::string(query.sql()) += rest));
  if (sqlite3_stmt_readonly(statement.statement_.get()) != 0) return statement;
  return core::fail(ErrorKind::corrupt,
                    "A reader was given a statement that writes: " + std::string(query.sql()));
}

core::Result<std::int64_t> Reader::number(Query query, std::string_view rest) const {
  auto statement = TRY(prepare(query, rest));
  if (TRY(statement.step()) == Statement::Step::done) {
    return core::fail(ErrorKind::not_found,
                      "The database has no row for: " + std::string(query.sql()));
  }
  return statement.integer(0);
}

core::Result<Statement> Writer::prepare(std::string_view sql) const {
  return prepare_any(sql);
}

core::Result<void> Writer::execute(const std::string& sql) const {
  const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(database_, code);
  return {};
}

core::Result<Transaction> Transaction::begin(const Connection& connection) {
  const Writer writer(connection.database_);
  TRY(writer.execute("BEGIN IMMEDIATE"));
  return Transaction(writer);
}

Transaction::Transaction(Transaction&& other) noexcept
    : writer_(other.writer_), course_(std::exchange(other.course_, Course::over)) {}

Transaction::~Transaction() {
  if (course_ == Course::over) return;
  // SQLite may have rolled back by itself already (full disk); then there is nothing left to undo.
  const auto undone = writer_.execute("ROLLBACK");
  static_cast<void>(undone);
}

core::Result<void> Transaction::commit() {
  TRY(writer_.execute("COMMIT"));
  course_ = Course::over;
  return {};
}

}  // namespace rettesnor::store
