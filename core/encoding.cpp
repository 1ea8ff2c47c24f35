// ICU's converters, a piece at a time, so that a large file is never there a third time.
#include "core/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>

namespace rettesnor::core {
namespace {

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) return {};
  return converter;
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](unsigned value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

/// Takes UTF-16 in pieces that may end between the halves of a character.
class Utf8Writer {
 public:
  explicit Utf8Writer(std::string& out) : out_(out) {}
  void take(char16_t unit) {
    if (high_ != 0 && unit >= 0xDC00 && unit < 0xE000) {
      append_utf8(out_, 0x10000U + ((static_cast<char32_t>(high_) - 0xD800U) << 10U) +
                            (static_cast<char32_t>(unit) - 0xDC00U));
      high_ = 0;
      return;
    }
    finish();
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      out_ += kUnreadable;
    } else {
      append_utf8(out_, unit);
    }
  }
  void finish() {
    if (high_ != 0) out_ += kUnreadable;
    high_ = 0;
  }

 private:
  std::string& out_;
  char16_t high_ = 0;
};

}  // namespace

bool knows_encoding(const std::string& name) {
  return !name.empty() && open_converter(name) != nullptr;
}

std::string to_utf8(std::string_view bytes, const std::string& encoding) {
  const Converter converter = open_converter(encoding);
  if (!converter) return std::string(kUnreadable);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  Utf8Writer writer(out);
  std::array<char16_t, 8192> units{};
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  UErrorCode status = U_ZERO_ERROR;
  do {
    status = U_ZERO_ERROR;
    char16_t* to = units.data();
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, nullptr, true,
                   &status);
    for (const char16_t* unit = units.data(); unit != to; ++unit) writer.take(*unit);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) out += kUnreadable;
  writer.finish();
  return out;
}

}  // namespace rettesnor::core
