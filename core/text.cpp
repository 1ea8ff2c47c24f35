// Text through ICU: folding, order, and what is safe to show; the only file that knows ICU.
#include "core/text.h"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace rettesnor::core {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kNfc = icu::Normalizer2::getNFCInstance(status);
  return *kNfc;
}

const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kNfd = icu::Normalizer2::getNFDInstance(status);
  return *kNfd;
}

icu::UnicodeString normalized(const icu::Normalizer2& form, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  return form.normalize(text, status);
}

/// Reads one code point at `at` and moves on; negative for bytes that are not UTF-8.
UChar32 next_code_point(std::string_view text, std::int32_t& at) {
  UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
#pragma GCC diagnostic pop
  return c;
}

bool is_bidi_control(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

/// Letters that Danes, Swedes, Germans and keyboards without them write in several ways.
std::string_view levelled(UChar32 c) {
  switch (c) {
    case 0xE6:
    case 0xE4:
      return "ae";  // æ ä
    case 0xF8:
    case 0xF6:
      return "oe";  // ø ö
    case 0xE5:
      return "aa";  // å
    case 0xFC:
      return "u";  // ü
    case 0xDF:
      return "ss";  // ß
    case 0xF0:
      return "d";  // ð
    default:
      return {};
  }
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower_ascii(c);
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii(c); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

std::string_view without_outer_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  // Folding may undo composition, so compose again at the end.
  icu::UnicodeString wide_text = normalized(nfc(), wide(text));
  wide_text.foldCase(U_FOLD_CASE_DEFAULT);
  return narrow(normalized(nfc(), wide_text));
}

std::string fold_loosely(std::string_view name) {
  std::string out;
  if (is_ascii(name)) {
    for (const char c : fold(name)) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        out += c;
      } else if ((c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F) || c == '-') &&
                 !out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }
  const icu::UnicodeString folded = wide(fold(name));
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    const std::string_view twin = levelled(c);
    if (!twin.empty()) {
      out += twin;
      continue;
    }
    const icu::UnicodeString parts = normalized(nfd(), icu::UnicodeString(c));
    const UChar32 base = parts.char32At(0);
    if (base == 0xF8) {  // ǿ is ø with an accent
      out += "oe";
    } else if (base == 0xE6) {
      out += "ae";
    } else if (u_isalnum(base)) {
      out += narrow(icu::UnicodeString(base));
    } else if ((u_isspace(base) || base == '-') && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_valid_utf8(std::string_view bytes) {
  std::int32_t at = 0;
  const auto size = static_cast<std::int32_t>(bytes.size());
  while (at < size) {
    if (next_code_point(bytes, at) < 0) return false;
  }
  return true;
}

std::string to_valid_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  return narrow(wide(bytes));
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return narrow(normalized(nfc(), wide(text)));
}

std::string printable(std::string_view text, std::size_t max_chars) {
  std::string out;
  std::size_t shown = 0;
  std::int32_t at = 0;
  const auto size = static_cast<std::int32_t>(text.size());
  while (at < size) {
    if (shown == max_chars) {
      out += "…";
      break;
    }
    const auto start = static_cast<std::size_t>(at);
    const UChar32 c = next_code_point(text, at);
    ++shown;
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_bidi_control(c) || c == 0x2028 ||
               c == 0x2029) {
      std::array<char, 16> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u{%x}", static_cast<unsigned>(c));
      out += escape.data();
    } else {
      out.append(text.substr(start, static_cast<std::size_t>(at) - start));
    }
  }
  return out;
}

std::size_t terminal_width(std::string_view text) {
  std::size_t width = 0;
  std::int32_t at = 0;
  const auto size = static_cast<std::int32_t>(text.size());
  while (at < size) {
    UChar32 c = next_code_point(text, at);
    if (c < 0) c = 0xFFFD;
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH) ? 2 : 1;
  }
  return width;
}

std::strong_ordering compare_danish(std::string_view a, std::string_view b) {
  thread_local const std::unique_ptr<icu::Collator> kDanish = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Collator>(
        icu::Collator::createInstance(icu::Locale("da_DK"), status));
  }();
  if (kDanish) {
    UErrorCode status = U_ZERO_ERROR;
    const auto order =
        kDanish->compareUTF8({a.data(), static_cast<std::int32_t>(a.size())},
                             {b.data(), static_cast<std::int32_t>(b.size())}, status);
    if (order < 0) return std::strong_ordering::less;
    if (order > 0) return std::strong_ordering::greater;
  }
  return a <=> b;
}

}  // namespace rettesnor::core
