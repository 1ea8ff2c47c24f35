// Decodes form fields.
#include "http/form.h"

#include <algorithm>

#include "core/number.h"
#include "core/text.h"

namespace rettesnor::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      out += ' ';
    } else if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
               hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

bool is_clean(const std::string& text) {
  return text.find('\0') == std::string::npos && core::is_valid_utf8(text);
}

}  // namespace

core::Result<Form> Form::parse(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field.empty()) continue;
    const std::size_t equals = std::min(field.find('='), field.size());
    std::string name = decoded(field.substr(0, equals));
    std::string value = decoded(field.substr(std::min(equals + 1, field.size())));
    TRY(form.add(std::move(name), std::move(value)));
  }
  return form;
}

core::Result<Form> Form::of(std::vector<std::pair<std::string, std::string>>&& fields) {
  Form form;
  for (auto& [name, value] : fields) TRY(form.add(std::move(name), std::move(value)));
  return form;
}

core::Result<void> Form::add(std::string name, std::string value) {
  if (!is_clean(name) || !is_clean(value) || fields_.size() == kMostFields) {
    return core::fail(core::ErrorKind::invalid_input, core::ErrorCode{"form_unreadable"});
  }
  fields_.emplace_back(std::move(name), std::move(value));
  return {};
}

std::string Form::get(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string> Form::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : fields_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || !core::is_digit(text.front())) return std::nullopt;
  return core::number_in<std::int64_t>(text, 0, 999'999'999'999'999'999);
}

}  // namespace rettesnor::http
