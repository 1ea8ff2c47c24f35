// The only home of libsodium.
#include "connectors/sign_in/break_glass.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

// RFC 9106 4, second choice: 64 MiB, three passes.
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemory = 64U << 20U;

std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

Result<void> begin_sodium() {
  if (sodium_init() >= 0) return {};
  return fail(ErrorKind::unsupported, "libsodium cannot start on this machine");
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

tl::unexpected<core::Error> cannot_write(const std::string& file) {
  return fail(ErrorKind::refused, "cannot write " + file + ": " + std::strerror(errno));
}

}  // namespace

Result<void> write_break_glass(const std::string& file, const core::Secret& password) {
  TRY(begin_sodium());
  const std::string_view secret = password.reveal();
  if (characters_of(secret) < kLeastBreakGlass) {
    return fail(ErrorKind::invalid_input, "the emergency password must have at least " +
                                              std::to_string(kLeastBreakGlass) + " characters");
  }
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), secret.data(), secret.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::unsupported, "there is not memory enough to hash the password");
  }
  const std::string text = std::string(hash.data()) + "\n";
  const std::string beside = file + ".new";
  ::unlink(beside.c_str());
  const int to = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
  if (to < 0) return cannot_write(beside);
  const bool whole = ::write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                     ::fchmod(to, 0400) == 0 && ::fsync(to) == 0;
  ::close(to);
  if (!whole || std::rename(beside.c_str(), file.c_str()) != 0) return cannot_write(file);
  return {};
}

Result<void> prove_break_glass(const std::string& file, const core::Secret& password) {
  TRY(begin_sodium());
  const core::Secret kept = TRY(core::Secret::from_file(file));
  const std::string hash(kept.reveal());
  if (!hash.starts_with("$argon2id$") || hash.size() >= crypto_pwhash_STRBYTES) {
    return fail(ErrorKind::corrupt,
                file + " holds no Argon2id hash; write it anew: rettesnor break-glass set");
  }
  const std::unique_lock lock(one_at_a_time(), std::try_to_lock);
  if (!lock.owns_lock()) return fail(ErrorKind::unreachable, "another try is under way");
  const std::string_view secret = password.reveal();
  if (crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) != 0) {
    return fail(ErrorKind::unauthorized, "wrong emergency password");
  }
  return {};
}

}  // namespace rettesnor::connectors
