// Numbers and texts in a row of bytes: the spelling of everything that the store serialises itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rettesnor::store {

inline void put_number(std::string& out, std::uint64_t number) {
  while (number >= 0x80) {
    out.push_back(static_cast<char>(0x80 | (number & 0x7f)));
    number >>= 7;
  }
  out.push_back(static_cast<char>(number));
}

/// Negative numbers too: zigzag.
inline void put_signed(std::string& out, std::int64_t number) {
  put_number(out,
             (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
}

inline void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out.append(text);
}

/// Reads what the functions above wrote. After the first misreading everything is 0 or empty and
/// is_sound() is false: ask once, at the end.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return misread();
      const auto byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return misread();
  }

  std::int64_t signed_number() {
    const std::uint64_t raw = number();
    return static_cast<std::int64_t>((raw >> 1) ^ (~(raw & 1) + 1));
  }

  std::string_view text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      misread();
      return {};
    }
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }

  bool is_at_end() const { return rest_.empty(); }
  bool is_sound() const { return is_sound_; }

 private:
  std::uint64_t misread() {
    is_sound_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool is_sound_ = true;
};

}  // namespace rettesnor::store
