// Brings a database forward to the newest schema, one transaction for each step.
#include "store/migrate.h"

#include <utility>

#include "store/bookkeeping.h"

namespace rettesnor::embedded {
std::vector<std::pair<std::string_view, std::string_view>> store_migrations();
}

namespace rettesnor::store {

using core::ErrorKind;

Migrations embedded_migrations() {
  return embedded::store_migrations();
}

core::Result<void> migrate(const Connection& connection, const Migrations& migrations,
                           const std::string& path) {
  const std::int64_t version = TRY(connection.number("PRAGMA user_version"));
  const auto newest = static_cast<std::int64_t>(migrations.size());
  if (version > newest) {
    return core::fail(ErrorKind::unsupported,
                      "The database " + path + " has version " + std::to_string(version) +
                          ", but this program knows only up to " + std::to_string(newest) +
                          ": use the newer program that wrote it; nothing was changed");
  }
  if (version == 0 && TRY(connection.number("SELECT count(*) FROM sqlite_schema")) > 0) {
    return core::fail(
        ErrorKind::invalid_input,
        "The file " + path +
            " is a database of another program: choose another path; nothing was changed");
  }
  for (std::int64_t step = version; step < newest; ++step) {
    const auto& [name, text] = migrations[static_cast<std::size_t>(step)];
    auto books = TRY(Bookkeeping::begin(connection));
    auto done = books.writer().execute(std::string(text));
    if (!done) {
      return core::fail(done.error().kind, "Migration " + std::string(name) + " of " + path +
                                               " failed and was undone: " + done.error().message);
    }
    TRY(books.writer().execute("PRAGMA user_version=" + std::to_string(step + 1)));
    TRY(std::move(books).commit());
  }
  return {};
}

}  // namespace rettesnor::store
