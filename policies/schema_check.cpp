// Around the validator library; the only file that knows it.
#include "policies/schema_check.h"

#ifndef VALIJSON_USE_EXCEPTIONS
#define VALIJSON_USE_EXCEPTIONS 1
#endif

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "policies/schema_words.h"
#include "policies/toml.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;

/// "[role]" → "role"; the first part is the root.
std::vector<std::string> parts_of(const std::vector<std::string>& context) {
  std::vector<std::string> parts;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const auto& part = context[i];
    const bool bracketed = part.size() >= 2 && part.front() == '[' && part.back() == ']';
    parts.push_back(bracketed ? part.substr(1, part.size() - 2) : part);
  }
  return parts;
}

std::string pointer_of(const std::vector<std::string>& parts) {
  std::string pointer;
  for (const auto& part : parts) pointer += "/" + pointer_part(part);
  return pointer;
}

/// The validator repeats a failure on every level above it.
bool is_echo(const std::string& description) {
  return description.starts_with("Failed to validate");
}

}  // namespace

struct SchemaCheck::Compiled {
  json text;
  valijson::Schema schema;
};

SchemaCheck::SchemaCheck(std::string_view schema) : compiled_(std::make_unique<Compiled>()) {
  compiled_->text = json::parse(schema);
  const valijson::adapters::NlohmannJsonAdapter adapter(compiled_->text);
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(adapter, compiled_->schema);
}
SchemaCheck::SchemaCheck(SchemaCheck&&) noexcept = default;
SchemaCheck& SchemaCheck::operator=(SchemaCheck&&) noexcept = default;
SchemaCheck::~SchemaCheck() = default;

std::vector<SchemaComplaint> SchemaCheck::complaints(const json& value) const {
  valijson::ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  const valijson::adapters::NlohmannJsonAdapter adapter(value);
  if (validator.validate(compiled_->schema, adapter, &results)) return {};

  std::set<std::pair<std::string, std::string>> found;
  for (const auto& error : results) {
    const auto parts = parts_of(error.context);
    const auto words = words_for(compiled_->text, value, parts);
    for (const auto& word : words) found.emplace(word.pointer, word.reason);
    if (words.empty() && !is_echo(error.description)) {
      found.emplace(pointer_of(parts), error.description);
    }
  }
  if (found.empty()) found.emplace("", "does not fit the schema");
  std::vector<SchemaComplaint> complaints;
  for (const auto& [pointer, reason] : found) complaints.push_back({pointer, reason});
  return complaints;
}

std::string readable_path(std::string_view pointer) {
  std::string out;
  std::size_t at = 0;
  while (at < pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    std::string part(pointer.substr(at + 1, end - at - 1));
    for (const auto& [escape, plain] : {std::pair{"~1", "/"}, std::pair{"~0", "~"}}) {
      for (std::size_t i = part.find(escape); i != std::string::npos;
           i = part.find(escape, i + 1)) {
        part.replace(i, 2, plain);
      }
    }
    const bool number =
        !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    out += number ? "[" + part + "]" : (out.empty() ? "" : ".") + part;
    at = end;
  }
  return out;
}

}  // namespace rettesnor::policies
