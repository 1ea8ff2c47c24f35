// The log a second time, as a text file beside the database that anybody can read and check.
#include "store/log/log_mirror.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/digest.h"

namespace rettesnor::store {

namespace {

/// 0, or the errno of what went wrong.
int write_whole(int file, std::string_view bytes, std::int64_t from) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), from);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : ENOSPC;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    from += written;
  }
  return 0;
}

/// What stands at [from, from + size); shorter when the file ends before.
std::string read_at(int file, std::int64_t from, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got =
        ::pread(file, bytes.data() + have, size - have, from + static_cast<std::int64_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

/// A new file is only there after a crash when its folder says so.
void settle_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int file =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

std::string log_mirror_path(const std::string& database) {
  return (std::filesystem::path(database).parent_path() / "log.jsonl").string();
}

std::string mirror_line(std::string_view bytes, std::string_view hash) {
  return "{\"event\":" + std::string(bytes) + ",\"hash\":\"" + core::to_hex(hash) + "\"}\n";
}

LogMirror::LogMirror(LogMirror&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      step_(std::exchange(other.step_, Step::unknown)) {}

LogMirror::~LogMirror() {
  if (file_ >= 0) ::close(file_);
}

tl::unexpected<core::Error> LogMirror::failure(const std::string& what, int code) const {
  return core::fail(core::ErrorKind::unreachable,
                    "Could not " + what + " " + path_ + ": " + std::strerror(code) +
                        ": nothing was changed, because every change is logged; check the file's "
                        "owner and rights and the free space, and try again");
}

core::Result<void> LogMirror::open_file() {
  if (file_ >= 0) return {};
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) return failure("open the log's mirror", errno);
  settle_folder_of(path_);
  return {};
}

core::Result<void> LogMirror::catch_up_if_there(const Reader& reader) {
  const std::int64_t end = TRY(reader.number(
      "SELECT ifnull((SELECT mirrored FROM event ORDER BY sequence DESC LIMIT 1), 0)"));
  std::error_code ignored;
  if (end == 0 && !std::filesystem::exists(path_, ignored)) return {};
  const auto caught_up = catch_up(reader, end);
  // Not lost: whoever logs something tries again, and is told.
  static_cast<void>(caught_up);
  return {};
}

bool LogMirror::is_as_left(std::int64_t end) const {
  struct stat status {};
  return step_ == Step::in_step && ::fstat(file_, &status) == 0 && status.st_nlink > 0 &&
         status.st_size == end;
}

core::Result<void> LogMirror::catch_up(const Reader& reader, std::int64_t end) {
  if (is_as_left(end)) return {};
  step_ = Step::unknown;
  if (file_ >= 0) ::close(std::exchange(file_, -1));
  TRY(open_file());
  struct stat status {};
  if (::fstat(file_, &status) != 0) return failure("measure the log's mirror", errno);
  TRY(write_missing(reader, status.st_size));
  step_ = Step::in_step;
  return {};
}

core::Result<void> LogMirror::write_missing(const Reader& reader, std::int64_t size) {
  // The newest event whose line can be whole in the file.
  auto find =
      TRY(reader.prepare("SELECT sequence, mirrored, bytes, hash FROM event WHERE mirrored <= ?1 "
                         "ORDER BY sequence DESC LIMIT 1"));
  find.bind(1, size);
  std::int64_t sequence = 0;
  std::int64_t end = 0;
  if (TRY(find.step()) == Statement::Step::row) {
    sequence = find.integer(0);
    end = find.integer(1);
    const std::string line = mirror_line(find.bytes(2), find.bytes(3));
    if (read_at(file_, end - static_cast<std::int64_t>(line.size()), line.size()) != line) {
      return core::fail(core::ErrorKind::unreachable,
                        "The log's mirror " + path_ + " does not say what the database says at " +
                            "event " + std::to_string(sequence) +
                            ": one of the two was changed by hand; keep both, compare them with a "
                            "backup, and move the wrong one away. Nothing is logged until then");
    }
  }
  if (size > end && ::ftruncate(file_, end) != 0) return failure("cut the log's mirror", errno);
  auto missing = TRY(reader.prepare(
      "SELECT bytes, hash, mirrored FROM event WHERE sequence > ?1 ORDER BY sequence"));
  missing.bind(1, sequence);
  while (TRY(missing.step()) == Statement::Step::row) {
    const int code = write_whole(file_, mirror_line(missing.bytes(0), missing.bytes(1)), end);
    if (code != 0) return failure("complete the log's mirror", code);
    end = missing.integer(2);
  }
  if (::fsync(file_) != 0) return failure("save the log's mirror", errno);
  return {};
}

core::Result<void> LogMirror::append(std::int64_t from, std::string_view lines) {
  int code = write_whole(file_, lines, from);
  if (code == 0 && ::fdatasync(file_) != 0) code = errno;
  if (code == 0) return {};
  take_back(from);
  return failure("write the log's mirror", code);
}

void LogMirror::take_back(std::int64_t from) {
  // Where even this fails the file is longer than the database: the next one who logs cuts it.
  if (::ftruncate(file_, from) == 0) ::fsync(file_);
  step_ = Step::unknown;
}

}  // namespace rettesnor::store
