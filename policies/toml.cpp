// A walk over the parsed tables; texts that would exhaust the parser are refused before it sees
// them.
#include "policies/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace rettesnor::policies {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestText = std::size_t{16} << 20;
constexpr int kMostKeyParts = 32;

TomlMistake mistake_at(std::string_view text, std::size_t at, std::string reason) {
  const std::string_view before = text.substr(0, at);
  const auto line_begin = before.rfind('\n');
  return {
      std::ranges::count(before, '\n') + 1,
      static_cast<std::int64_t>(line_begin == std::string_view::npos ? at + 1 : at - line_begin),
      std::move(reason)};
}

/// Where the string that opens at `at` ends (one past its closing quotes).
std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool many_lines = text.substr(at, 3) == std::string(3, quote);
  const std::string closing(many_lines ? 3 : 1, quote);
  std::size_t i = at + closing.size();
  while (i < text.size()) {
    if (quote == '"' && text[i] == '\\') {
      i += 2;
    } else if (text.substr(i, closing.size()) == closing) {
      return i + closing.size();
    } else if (!many_lines && text[i] == '\n') {
      return i;  // the parser will say that it is not closed
    } else {
      ++i;
    }
  }
  return text.size();
}

/// The parser builds and frees one nested table for each part of a dotted key, without a limit of
/// its own. Returns where a key has too many parts.
std::size_t find_endless_key(std::string_view text) {
  int dots = 0;
  for (std::size_t i = 0; i < text.size();) {
    switch (text[i]) {
      case '#':
        i = std::min(text.find('\n', i), text.size());
        continue;
      case '"':
      case '\'':
        i = string_end(text, i);
        continue;
      case '.':
        if (++dots > kMostKeyParts) return i;
        break;
      case '[':
      case ']':
      case '{':
      case '}':
      case '=':
      case ',':
      case '\n':
        dots = 0;
        break;
      default:
        break;
    }
    ++i;
  }
  return std::string_view::npos;
}

template <class Value>
std::string streamed(const Value& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

json value_of(const toml::node& node, const std::string& pointer, LineMap* lines) {
  if (lines != nullptr) (*lines)[pointer] = static_cast<std::int64_t>(node.source().begin.line);
  if (const auto* table = node.as_table()) {
    json out = json::object();
    for (const auto& [key, value] : *table) {
      out[std::string(key.str())] = value_of(value, pointer + "/" + pointer_part(key.str()), lines);
    }
    return out;
  }
  if (const auto* array = node.as_array()) {
    json out = json::array();
    std::size_t i = 0;
    for (const auto& value : *array) {
      out.push_back(value_of(value, pointer + "/" + std::to_string(i++), lines));
    }
    return out;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* truth = node.as_boolean()) return truth->get();
  if (const auto* day = node.as_date()) return streamed(day->get());
  if (const auto* time = node.as_time()) return streamed(time->get());
  if (const auto* moment = node.as_date_time()) return streamed(moment->get());
  return nullptr;
}

}  // namespace

std::string pointer_part(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

tl::expected<json, TomlMistake> parse_toml(std::string_view text, LineMap* lines) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return tl::unexpected(TomlMistake{1, 1, "the file is UTF-16; save it as UTF-8"});
  }
  if (text.size() > kLargestText) {
    return tl::unexpected(TomlMistake{1, 1, "the file is over 16 MiB; split it"});
  }
  if (const auto at = text.find('\0'); at != std::string_view::npos) {
    return tl::unexpected(mistake_at(text, at, "the file holds a NUL character"));
  }
  if (const auto at = find_endless_key(text); at != std::string_view::npos) {
    return tl::unexpected(mistake_at(text, at, "a key has more than 32 parts"));
  }
  try {
    const toml::table table = toml::parse(text);
    return value_of(table, "", lines);
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    return tl::unexpected(TomlMistake{std::max<std::int64_t>(1, begin.line),
                                      std::max<std::int64_t>(1, begin.column),
                                      std::string(error.description())});
  }
}

core::Result<json> toml_to_json(std::string_view text, const std::string& file, LineMap* lines) {
  auto parsed = parse_toml(text, lines);
  if (parsed) return std::move(*parsed);
  const auto& mistake = parsed.error();
  return core::fail(core::ErrorKind::invalid_input, file + ":" + std::to_string(mistake.line) +
                                                        ":" + std::to_string(mistake.column) +
                                                        ": " + mistake.reason);
}

}  // namespace rettesnor::policies
