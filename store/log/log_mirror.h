// The log a second time, as a text file beside the database that anybody can read and check.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/campaign.h"
#include "core/result.h"
#include "store/database.h"

namespace rettesnor::store {

/// `log.jsonl` in the folder of the database.
std::string log_mirror_path(const std::string& database);

/// One line of the mirror, with its line end.
std::string mirror_line(std::string_view bytes, std::string_view hash);

/// Appends lines that are on disk before they count. The database knows how long the file is up to
/// each event; a file that is longer was cut short by a crash before the event counted. Failures
/// are unreachable: nothing can be logged until somebody mends the file.
class LogMirror {
 public:
  explicit LogMirror(std::string path) : path_(std::move(path)) {}
  LogMirror(LogMirror&& other) noexcept;
  LogMirror& operator=(LogMirror&&) = delete;
  ~LogMirror();

  /// Brings the file to the database's last event, where it is `end` long: cuts off what is beyond
  /// it, writes what is missing, also of a file that was moved away. A file that says something
  /// else than the database at the place where the two meet is left as it is.
  core::Result<void> catch_up(const Reader& reader, std::int64_t end);
  /// The same when the program starts; a mirror that cannot be written stops only what is logged.
  core::Result<void> catch_up_if_there(const Reader& reader);
  /// Writes `lines` at `from`, where the file ends, and waits until they are on disk. After an
  /// Error the file is as it was.
  core::Result<void> append(std::int64_t from, std::string_view lines);
  /// Takes back what append() wrote at `from`: the database did not keep it. Whoever logs next
  /// looks again at what both say.
  void take_back(std::int64_t from);

 private:
  bool is_as_left(std::int64_t end) const;
  core::Result<void> open_file();
  core::Result<void> write_missing(const Reader& reader, std::int64_t size);
  tl::unexpected<core::Error> failure(const std::string& what, int code) const;

  std::string path_;
  int file_ = -1;
  enum class Step { unknown, in_step } step_ = Step::unknown;
};

}  // namespace rettesnor::store
