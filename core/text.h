// Text of people's names and logins: what is equal, what sorts before what, what is safe to print.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace rettesnor::core {

/// NFC and full Unicode case folding (UAX #15, UAX #21). `aa` and `å` stay different: two different
/// people are never made one by spelling. Invalid UTF-8 becomes U+FFFD.
std::string fold(std::string_view text);

/// Looser than fold(): accents, æ/ä/ae, ø/ö/oe, å/aa, hyphen/space and apostrophes are levelled.
/// For *asking a human* whether two names are one person (LINK_UNICODE); never for linking.
std::string fold_loosely(std::string_view name);

/// Empty, or spaces, tabs and line ends alone.
bool is_blank(std::string_view text);
/// A–Z become a–z, every other byte stays: for the names of protocols and files, not for people's.
std::string ascii_lower(std::string_view text);

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
