// Secrets: read from a private file or the environment, wiped when they go.
#include "core/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace rettesnor::core {
namespace {

constexpr off_t kLimit = 64 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

Secret::Secret(std::string bytes) : bytes_(bytes) {
  explicit_bzero(bytes.data(), bytes.size());
}

// Copied, so that the old place can be wiped: a moved short string leaves its bytes behind.
Secret::Secret(Secret&& other) noexcept
    : bytes_(other.bytes_) {  // NOLINT(performance-move-constructor-init)
  other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = other.bytes_;
    other.wipe();
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() {
  explicit_bzero(bytes_.data(), bytes_.size());
  bytes_.clear();
}

Result<Secret> Secret::from_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::refused,
                "cannot open the secret file " + path + ": " + std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorKind::invalid_input, "the secret file " + path + " is not a plain file");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(
        ErrorKind::refused,
        "the secret file " + path + " can be read by others; make it private: chmod 600 " + path);
  }
  if (status.st_size > kLimit) {
    return fail(ErrorKind::invalid_input, "the secret file " + path + " is larger than 64 KiB");
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got <= 0) {
      explicit_bzero(bytes.data(), bytes.size());
      return fail(ErrorKind::unreachable, "cannot read the secret file " + path);
    }
    have += static_cast<std::size_t>(got);
  }
  if (!bytes.empty() && bytes.back() == '\n') bytes.pop_back();
  if (!bytes.empty() && bytes.back() == '\r') bytes.pop_back();
  if (bytes.empty()) return fail(ErrorKind::invalid_input, "the secret file " + path + " is empty");
  Secret secret(bytes);
  explicit_bzero(bytes.data(), bytes.size());
  return secret;
}

Result<Secret> Secret::from_environment(const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  if (!value || !*value) {
    return fail(ErrorKind::not_found, "the environment variable " + variable + " is not set");
  }
  return Secret(std::string(value));
}

}  // namespace rettesnor::core
