// Text of people's names and logins: what is equal, what sorts before what, what is safe to print.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace rettesnor::core {

// What is asked of single bytes and of text that foreign formats write in ASCII.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}
constexpr bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}
bool is_ascii(std::string_view text);
constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
/// A–Z become a–z, every other byte stays: for the names of protocols and files, not for people's.
std::string lower_ascii(std::string_view text);

/// Without spaces, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);
/// Empty, or nothing but those.
bool is_blank(std::string_view text);
/// Without spaces (U+0020 alone) at both ends, as directories compare.
std::string_view without_outer_spaces(std::string_view text);

/// "127.0.0.1" or "[::1]", as a host of an address: this machine, whatever a name server says.
constexpr bool is_loopback_literal(std::string_view host) {
  return host == "127.0.0.1" || host == "[::1]";
}

/// NFC and full Unicode case folding (UAX #15, UAX #21). `aa` and `å` stay different: two different
/// people are never made one by spelling. Invalid UTF-8 becomes U+FFFD.
std::string fold(std::string_view text);

/// Looser than fold(): accents, æ/ä/ae, ø/ö/oe, å/aa, hyphen/space and apostrophes are levelled.
/// For *asking a human* whether two names are one person (LINK_UNICODE); never for linking.
std::string fold_loosely(std::string_view name);

bool is_valid_utf8(std::string_view bytes);
/// Invalid bytes become U+FFFD.
std::string to_valid_utf8(std::string_view bytes);
std::string to_nfc(std::string_view text);

/// Safe in a terminal, a log line or a mail: control characters, bidi controls (U+202A–U+202E,
/// U+2066–U+2069), NUL and line ends become visible escapes; longer than `max_chars` code points is
/// cut with "…".
std::string printable(std::string_view text, std::size_t max_chars = 200);

/// Columns in a terminal (east-asian wide = 2, combining = 0).
std::size_t terminal_width(std::string_view text);

/// Danish alphabetical order (æ ø å last, aa as å), then code points, so that it is total.
std::strong_ordering compare_danish(std::string_view a, std::string_view b);

/// Compares folded, writes back as it was spelt.
class FoldedText {
 public:
  explicit FoldedText(std::string original)
      : original_(std::move(original)), folded_(fold(original_)) {}
  const std::string& original() const { return original_; }
  const std::string& folded() const { return folded_; }
  friend bool operator==(const FoldedText& a, const FoldedText& b) {
    return a.folded_ == b.folded_;
  }
  friend auto operator<=>(const FoldedText& a, const FoldedText& b) {
    return a.folded_ <=> b.folded_;
  }

 private:
  std::string original_;
  std::string folded_;
};

}  // namespace rettesnor::core
