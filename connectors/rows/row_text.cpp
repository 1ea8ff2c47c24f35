// One pass over the bytes; cells of plain ASCII are never copied.
#include "connectors/rows/row_text.h"

#include <algorithm>

#include "core/cpr_pattern.h"
#include "core/encoding.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

enum class Sign : std::uint8_t { other, blank, invisible };

struct Character {
  Sign sign;
  std::size_t size;
  bool plain;  // one of the blanks that ASCII has
};

/// Of valid UTF-8.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    const bool blank = lead == ' ' || (lead >= '\t' && lead <= '\r');
    return {blank ? Sign::blank : Sign::other, 1, blank};
  }
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 2) {
    const unsigned code = (lead & 0x1FU) << 6U | (byte(1) & 0x3FU);
    if (code == 0xA0 || code == 0x85) return {Sign::blank, 2, false};
    return {code == 0xAD ? Sign::invisible : Sign::other, 2, false};
  }
  if (size == 3) {
    const unsigned code = (lead & 0xFU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    const bool blank = code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
                       code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
    const bool invisible = (code >= 0x200B && code <= 0x200F) ||
                           (code >= 0x202A && code <= 0x202E) ||
                           (code >= 0x2060 && code <= 0x2064) ||
                           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF || code == 0x180E;
    return {blank ? Sign::blank : invisible ? Sign::invisible : Sign::other, 3, false};
  }
  return {Sign::other, 4, false};
}

bool holds_c1_control(std::string_view text) {
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos;
       at = text.find('\xC2', at + 1)) {
    if (at + 1 >= text.size()) return false;
    const auto next = static_cast<unsigned char>(text[at + 1]);
    if (next >= 0x80 && next < 0xA0 && next != 0x85) return true;
  }
  return false;
}

/// Without the marks by which a spreadsheet says that a number is text.
std::string_view without_marks(std::string_view text) {
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
    text = core::trimmed(text.substr(2, text.size() - 3));
  }
  if (text.size() > 1 && text[0] == '\'') text = core::trimmed(text.substr(1));
  return text;
}

bool has_inner_blanks(std::string_view text) {
  bool last = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (blank && (last || c != ' ')) return true;
    last = blank;
  }
  return false;
}

/// Blanks as single plain ones, nothing at the ends; invisible characters only where they are kept.
void write_spaced(std::string_view text, CellUse use, std::string& out) {
  bool owed = false;
  std::string_view owed_blank;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    const std::string_view bytes = text.substr(at, each.size);
    at += each.size;
    if (each.sign == Sign::invisible && (use == CellUse::identity || out.empty())) continue;
    if (each.sign == Sign::blank) {
      const bool keeps = use == CellUse::text && each.plain;
      if (keeps && !out.empty() && owed) out += owed_blank;
      owed = !out.empty();
      owed_blank = keeps ? bytes : std::string_view(" ");
      continue;
    }
    if (owed) out += owed_blank;
    owed = false;
    out += bytes;
  }
}

}  // namespace

CellText CellCleaner::clean(std::string_view cell, CellUse use) {
  using State = CellText::State;
  if (cell.find('\0') != std::string_view::npos) return {State::unreadable, {}};
  const std::string_view inner = core::trimmed(cell);
  std::string_view text = inner;
  if (use == CellUse::identity) text = without_marks(inner);
  if (core::is_ascii(text)) {
    if (use == CellUse::text || !has_inner_blanks(text)) {
      return {text.size() == inner.size() ? State::as_it_stood : State::cleaned, text};
    }
    scratch_.clear();
    write_spaced(text, use, scratch_);
    return {State::cleaned, scratch_};
  }
  if (!core::is_valid_utf8(text) || text.find(core::kUnreadable) != std::string_view::npos ||
      holds_c1_control(text)) {
    return {State::unreadable, {}};
  }
  scratch_.clear();
  write_spaced(text, use, scratch_);
  if (use == CellUse::identity) {
    scratch_ = core::to_nfc(scratch_);
    const std::string_view again = without_marks(scratch_);
    if (again.size() != scratch_.size()) scratch_ = std::string(again);
  }
  return {scratch_ == inner ? State::as_it_stood : State::cleaned, scratch_};
}

void append_folded(std::string& out, std::string_view text, KeyCase key_case) {
  if (key_case == KeyCase::exact) {
    out += text;
  } else if (core::is_ascii(text)) {
    const std::size_t at = out.size();
    out += text;
    std::transform(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(),
                   out.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char c) { return core::lower_ascii(c); });
  } else {
    out += core::fold(text);
  }
}

std::string in_quotes(std::string_view text) {
  return "\"" + core::printable(core::without_cpr(text), 60) + "\"";
}

}  // namespace rettesnor::connectors
