// SHA-256 (FIPS 180-4), for ids derived from content and for fingerprints.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace rettesnor::core {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
/// HMAC-SHA256 (RFC 2104): who has no key cannot find `bytes` by trying.
Sha256 hmac_sha256(std::string_view key, std::string_view bytes);
/// Lower-case hex of the first `bytes` bytes.
std::string to_hex(const Sha256& digest, std::size_t bytes = 32);
std::string to_hex(std::string_view bytes);

}  // namespace rettesnor::core
