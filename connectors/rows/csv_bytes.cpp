// POSIX reading with a look at the file before and after.
#include "connectors/rows/csv_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/encoding.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

constexpr off_t kLargestFile = off_t{2} << 30;

class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

ErrorKind kind_of_errno(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorKind::not_found;
    case EACCES:
    case EPERM:
      return ErrorKind::refused;
    default:
      return ErrorKind::unreachable;
  }
}

core::ErrorCode code_of_errno(int number) {
  switch (kind_of_errno(number)) {
    case ErrorKind::not_found:
      return core::ErrorCode{"file_missing"};
    case ErrorKind::refused:
      return core::ErrorCode{"file_forbidden"};
    default:
      return core::ErrorCode{"file_unreadable"};
  }
}

auto fail_by_errno(int number) {
  return fail(kind_of_errno(number), code_of_errno(number), {{"trouble", std::strerror(number)}});
}

bool is_same_state(const struct stat& a, const struct stat& b) {
  return a.st_ino == b.st_ino && a.st_dev == b.st_dev && a.st_size == b.st_size &&
         a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

bool begins_with_word(std::string_view text, std::string_view lower_word) {
  if (text.size() < lower_word.size()) return false;
  return std::equal(lower_word.begin(), lower_word.end(), text.begin(),
                    [](char a, char b) { return a == core::lower_ascii(b); });
}

bool is_web_page(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  const std::string_view text = bytes.substr(first);
  return begins_with_word(text, "<!doctype") || begins_with_word(text, "<html") ||
         begins_with_word(text, "<?xml") || begins_with_word(text, "<head") ||
         begins_with_word(text, "<!--");
}

constexpr std::string_view kUtf8 = "utf-8";

}  // namespace

Result<FileBytes> read_whole_file(const std::string& path) {
  const OpenFile file(path);
  if (file.number() < 0) return fail_by_errno(errno);
  struct stat before {};
  if (::fstat(file.number(), &before) != 0) return fail_by_errno(errno);
  if (!S_ISREG(before.st_mode))
    return fail(ErrorKind::invalid_input, core::ErrorCode{"file_no_file"});
  if (before.st_size == 0) return fail(ErrorKind::invalid_input, core::ErrorCode{"file_empty"});
  if (before.st_size > kLargestFile) {
    return fail(ErrorKind::invalid_input, core::ErrorCode{"file_too_large"});
  }
  struct timespec now {};
  ::clock_gettime(CLOCK_REALTIME, &now);

  std::string bytes(static_cast<std::size_t>(before.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n = ::read(file.number(), bytes.data() + got, bytes.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail_by_errno(errno);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  struct stat after {};
  struct stat by_name {};
  const bool same = ::fstat(file.number(), &after) == 0 && ::stat(path.c_str(), &by_name) == 0 &&
                    is_same_state(before, after) && is_same_state(before, by_name) &&
                    got == bytes.size();
  if (!same) return fail(ErrorKind::conflict, core::ErrorCode{"file_changed"});
  return FileBytes{std::move(bytes), core::Timestamp(std::chrono::seconds(before.st_mtim.tv_sec)),
                   now.tv_sec - before.st_mtim.tv_sec};
}

bool has_done_marker(const std::string& path) {
  struct stat file {};
  struct stat marker {};
  if (::stat(path.c_str(), &file) != 0 || ::stat((path + ".done").c_str(), &marker) != 0)
    return false;
  return std::pair(marker.st_mtim.tv_sec, marker.st_mtim.tv_nsec) >=
         std::pair(file.st_mtim.tv_sec, file.st_mtim.tv_nsec);
}

Result<void> read_csv_text(std::string_view bytes, const std::string& encoding, CsvText& out) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return fail(ErrorKind::corrupt, core::ErrorCode{"file_workbook"});
  }
  out.encoding = encoding;
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (wide) {
    out.encoding = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    bytes.remove_prefix(2);
  } else if (marked) {
    bytes.remove_prefix(3);
  }
  if (encoding == kUtf8 && !wide) {
    out.text = bytes;
  } else {
    const bool is_wide = core::lower_ascii(out.encoding).starts_with("utf");
    if (!is_wide && (marked || (!core::is_ascii(bytes) && core::is_valid_utf8(bytes)))) {
      return fail(ErrorKind::corrupt, core::ErrorCode{"file_is_utf8"}, {{"encoding", encoding}});
    }
    out.owned = core::to_utf8(bytes, out.encoding);
    out.text = out.owned;
    if (out.text.starts_with("\xEF\xBB\xBF")) out.text.remove_prefix(3);
  }
  if (is_web_page(out.text)) return fail(ErrorKind::corrupt, core::ErrorCode{"file_web_page"});
  return {};
}

}  // namespace rettesnor::connectors
