// Finds CPR-like numbers by hand: no regular expressions, one pass, UTF-8 stays whole.
#include "core/cpr_pattern.h"

#include <chrono>
#include <optional>

#include "core/text.h"

namespace rettesnor::core {
namespace {

/// Letters, digits, "_" and every byte of a character beyond ASCII.
bool is_word(char c) {
  return core::is_letter_or_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

struct Range {
  std::size_t begin;
  std::size_t end;
};

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && core::is_digit(text[end])) ++end;
  return end - at;
}

bool is_real_day(std::string_view ddmmyy) {
  const auto two = [&](std::size_t at) {
    return static_cast<unsigned>((ddmmyy[at] - '0') * 10 + (ddmmyy[at + 1] - '0'));
  };
  // The century is not told; 2000 and 1900 differ in whether 29 February exists in year 00.
  const auto year = static_cast<int>(two(4));
  using namespace std::chrono;
  const auto exists = [&](int century) {
    return year_month_day(std::chrono::year(century + year), month(two(2)), day(two(0))).ok();
  };
  return exists(1900) || exists(2000);
}

bool joins_number_before(std::string_view text, std::size_t at) {
  return at >= 2 && text[at - 1] == '-' && core::is_digit(text[at - 2]);
}

bool joins_number_after(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && text[end] == '-' && core::is_digit(text[end + 1]);
}

/// Is there one that begins with the run of digits at `at`?
std::optional<Range> cpr_at(std::string_view text, std::size_t at) {
  const std::size_t digits = digits_from(text, at);
  if (joins_number_before(text, at)) return std::nullopt;
  if (digits == 10) {
    const Range range{at, at + 10};
    if (joins_number_after(text, range.end)) return std::nullopt;
    if (!is_real_day(text.substr(at, 6))) return std::nullopt;
    return range;
  }
  if (digits != 6 || at + 7 >= text.size() || text[at + 6] != '-') return std::nullopt;
  if (digits_from(text, at + 7) != 4) return std::nullopt;
  const Range range{at, at + 11};
  if (at > 0 && is_word(text[at - 1])) return std::nullopt;
  if (range.end < text.size() && is_word(text[range.end])) return std::nullopt;
  if (joins_number_after(text, range.end)) return std::nullopt;
  return range;
}

std::optional<Range> next_cpr(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size();) {
    if (!core::is_digit(text[at])) {
      ++at;
      continue;
    }
    if (const auto range = cpr_at(text, at)) return range;
    at += digits_from(text, at);
  }
  return std::nullopt;
}

}  // namespace

bool looks_like_cpr(std::string_view text) {
  return may_hold_cpr(text) && next_cpr(text, 0).has_value();
}

std::string without_cpr(std::string_view text) {
  if (!may_hold_cpr(text)) return std::string(text);
  std::string out;
  std::size_t from = 0;
  while (const auto range = next_cpr(text, from)) {
    out += text.substr(from, range->begin - from);
    out += "xxxxxx-xxxx";
    from = range->end;
  }
  out += text.substr(from);
  return out;
}

bool may_hold_cpr(std::string_view bytes) {
  for (std::size_t at = 5; at < bytes.size(); at += 6) {
    if (!core::is_digit(bytes[at])) continue;
    std::size_t begin = at;
    while (begin > 0 && core::is_digit(bytes[begin - 1])) --begin;
    if (begin + 6 <= bytes.size() && digits_from(bytes, begin) >= 6) return true;
  }
  return false;
}

}  // namespace rettesnor::core
