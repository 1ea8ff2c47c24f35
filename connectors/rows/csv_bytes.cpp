// POSIX reading with a look at the file before and after.
#include "connectors/rows/csv_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

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

std::string advice_for(int number) {
  switch (kind_of_errno(number)) {
    case ErrorKind::not_found:
      return "there is no such file; has the export run, and is `path` right?";
    case ErrorKind::refused:
      return "no permission to read it; give the service's user read access";
    default:
      return std::strerror(number);
  }
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

}  // namespace

Result<FileBytes> read_whole_file(const std::string& path) {
  const OpenFile file(path);
  if (file.number() < 0) return fail(kind_of_errno(errno), advice_for(errno));
  struct stat before {};
  if (::fstat(file.number(), &before) != 0) return fail(ErrorKind::unreachable, advice_for(errno));
  if (!S_ISREG(before.st_mode)) return fail(ErrorKind::invalid_input, "is not a file");
  if (before.st_size == 0) {
    return fail(ErrorKind::invalid_input, "is empty (0 bytes): the export wrote nothing");
  }
  if (before.st_size > kLargestFile) return fail(ErrorKind::invalid_input, "is over 2 GiB");

  std::string bytes(static_cast<std::size_t>(before.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n = ::read(file.number(), bytes.data() + got, bytes.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ErrorKind::unreachable, advice_for(errno));
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  struct stat after {};
  const bool same = ::fstat(file.number(), &after) == 0 && after.st_size == before.st_size &&
                    after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
                    after.st_mtim.tv_nsec == before.st_mtim.tv_nsec && got == bytes.size();
  if (!same) {
    return fail(ErrorKind::corrupt,
                "changed while it was read: write exports to another name and rename them");
  }
  return FileBytes{std::move(bytes), core::Timestamp(std::chrono::seconds(before.st_mtim.tv_sec))};
}

Result<std::string_view> csv_text(std::string_view bytes, CsvEncoding encoding) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return fail(ErrorKind::corrupt, "is UTF-16; save it as \"CSV UTF-8\"");
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return fail(ErrorKind::corrupt, "is an Excel workbook; save it as \"CSV UTF-8\"");
  }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  if (is_web_page(bytes)) {
    return fail(ErrorKind::corrupt,
                "is a web page, not csv: the download was probably answered by a sign-in page");
  }
  if (encoding == CsvEncoding::windows_1252 &&
      (marked || (!core::is_ascii(bytes) && core::is_valid_utf8(bytes)))) {
    return fail(ErrorKind::corrupt,
                "is UTF-8, but the settings say latin-1: set encoding = \"utf-8\"");
  }
  return bytes;
}

}  // namespace rettesnor::connectors
