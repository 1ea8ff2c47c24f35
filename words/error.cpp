// Finds an error's row in the catalogue and fills it.
#include "words/error.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/text.h"
#include "words/fill.h"
#include "words/refusal.h"
#include "words/terms.h"

namespace rettesnor::words {
namespace {

using nlohmann::json;

/// A row of the refusals, else of all words; null when the program knows no such code.
const WordRow* row_of(const core::ErrorCode& code) {
  if (const auto why = refusal_named(code.name)) return &all_refusals()[std::size_t(*why)];
  if (const auto word = word_named(code.name)) return &all_words()[std::size_t(*word)];
  return nullptr;
}

std::string line(const core::ErrorCode& code, const core::Error& error, Language language) {
  const WordRow* const row = row_of(code);
  if (row == nullptr) return core::printable(error.message, kLongestValue);
  const ValueOf value_of = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "cause") {
      std::string causes;
      for (const core::Error& cause : error.causes) {
        causes += (causes.empty() ? "" : "; ") + sentence(cause, language);
      }
      return causes;
    }
    const auto found = error.values.find(std::string(name));
    if (found == error.values.end()) return std::nullopt;
    if (const auto known = term(name, found->second, language)) return std::string(*known);
    std::string shown = core::printable(told(found->second, language), kLongestValue);
    if (language == Language::danish && name.starts_with("percent")) {
      std::ranges::replace(shown, '.', ',');
    }
    return shown;
  };
  return fill(row->in(language), language, value_of);
}

std::optional<core::Error> read(const json& kept) {
  if (!kept.is_object()) return std::nullopt;
  core::Error error{core::ErrorKind::corrupt, kept.value("message", "")};
  error.code.name = kept.value("code", "");
  if (!error.code && error.message.empty()) return std::nullopt;
  error.next.name = kept.value("next", "");
  error.values = kept.value("values", core::ErrorValues{});
  for (const json& each : kept.value("causes", json::array())) {
    if (auto cause = read(each)) error.causes.push_back(*std::move(cause));
  }
  return error;
}

/// Behind the brace that closes the object at `begin`; npos when none does.
std::size_t end_of_object(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == '{') {
      ++depth;
    } else if (!quoted && text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

std::string told_object(std::string_view kept, Language language) {
  try {
    const json document = json::parse(kept, nullptr, false);
    if (document.is_discarded()) return std::string(kept);
    const auto error = read(document);
    return error ? sentence(*error, language) : std::string(kept);
  } catch (const json::exception&) {
    return std::string(kept);
  }
}

}  // namespace

core::ErrorCode code_of(Word word) {
  return {std::string(name_of(word))};
}

std::string sentence(const core::Error& error, Language language) {
  if (!error.code) return error.message;
  std::string said = line(error.code, error, language);
  if (error.next) said += "\n" + line(error.next, error, language);
  return said;
}

std::string told(std::string_view kept, Language language) {
  std::string out;
  for (;;) {
    const std::size_t begin = kept.find("{\"");
    const std::size_t end = begin == std::string_view::npos ? begin : end_of_object(kept, begin);
    if (end == std::string_view::npos) break;
    out += kept.substr(0, begin);
    out += told_object(kept.substr(begin, end - begin), language);
    kept.remove_prefix(end);
  }
  out += kept;
  return out;
}

}  // namespace rettesnor::words
