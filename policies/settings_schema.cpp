// Each table of settings becomes a definition; what stands in several places is referred to.
#include "policies/settings_schema.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "policies/settings_table.h"

namespace rettesnor::policies {
namespace {

using nlohmann::ordered_json;
using Holds = Setting::Holds;

ordered_json reference(const std::string& place) {
  return {{"$ref", "#/definitions/" + place}};
}

ordered_json text_schema() {
  return {{"type", "string"}, {"minLength", 1}};
}

/// A text of a pattern, one of some words, or any text.
ordered_json word_schema(const Setting& row) {
  if (!row.choices.empty()) return {{"type", "string"}, {"enum", row.choices}};
  if (!row.pattern.empty()) return {{"type", "string"}, {"pattern", row.pattern}};
  return text_schema();
}

class SchemaMaking {
 public:
  std::string run() {
    ordered_json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                           {"title", "Rettesnor settings"}};
    schema.update(closed(kSettings));
    schema["properties"]["source"]["items"] = source_schema();
    schema["definitions"] = std::move(definitions_);
    return written(schema, "") + "\n";
  }

 private:
  /// A table with these keys and no others.
  ordered_json closed(const SettingTable& table) {
    ordered_json schema = {
        {"type", "object"}, {"description", table.en}, {"additionalProperties", false}};
    fill(schema, table);
    return schema;
  }

  /// Puts what `table` holds into the schema of one object.
  void fill(ordered_json& schema, const SettingTable& table) {
    for (const SettingTable* part : table.parts) {
      const std::string name(part->name);
      if (!definitions_.contains(name)) {
        ordered_json own = ordered_json::object();
        fill(own, *part);
        definitions_[name] = std::move(own);
      }
      for (const Setting& row : part->rows) {
        schema["properties"][row.key] = reference(name + "/properties/" + std::string(row.key));
        if (row.need == Setting::Need::needed) schema["required"].push_back(row.key);
      }
    }
    for (const Setting& row : table.rows) {
      schema["properties"][row.key] = row_schema(row);
      if (row.need == Setting::Need::needed) schema["required"].push_back(row.key);
    }
  }

  ordered_json row_schema(const Setting& row) {
    if (row.holds == Holds::table) return inner(*row.inner);
    if (row.holds == Holds::tables) {
      ordered_json schema = {{"type", "array"}};
      if (row.empty == Setting::Empty::refused) schema["minItems"] = 1;
      if (row.inner != &kSource) schema["items"] = inner(*row.inner);
      return schema;
    }
    if (is_by_choice(row)) return by_choice(row);
    ordered_json schema = value_schema(row);
    schema["description"] = row.en;
    if (row.has_default == Setting::Default::told && row.pattern.empty()) {
      schema["description"] = std::string(row.en) + "; default: " + std::string(row.default_text);
    }
    if (row.has_default == Setting::Default::text) schema["default"] = row.default_text;
    if (row.has_default == Setting::Default::number) schema["default"] = row.default_number;
    if (row.has_default == Setting::Default::flag) schema["default"] = row.default_flag;
    return schema;
  }

  ordered_json value_schema(const Setting& row) {
    switch (row.holds) {
      case Holds::number: {
        ordered_json schema = {{"type", "integer"}, {"minimum", row.least}};
        if (row.most != 0) schema["maximum"] = row.most;
        return schema;
      }
      case Holds::flag:
        return {{"type", "boolean"}};
      case Holds::list: {
        ordered_json schema = {{"type", "array"}, {"items", word_schema(row)}};
        if (row.empty == Setting::Empty::refused) schema["minItems"] = 1;
        return schema;
      }
      case Holds::one_or_more:
        return {{"type", {"string", "array"}},
                {"minLength", 1},
                {"minItems", 1},
                {"items", text_schema()}};
      case Holds::by_any_name: {
        ordered_json value = {{"type", "string"}};
        if (!row.choices.empty() || !row.pattern.empty()) value = word_schema(row);
        if (!row.hint.empty()) value["description"] = row.hint;
        return {{"type", "object"}, {"additionalProperties", std::move(value)}};
      }
      default: {
        ordered_json schema = word_schema(row);
        if (row.longest != 0) schema["maxLength"] = row.longest;
        return schema;
      }
    }
  }

  static bool is_by_choice(const Setting& row) {
    return row.holds == Holds::one_by_choice || row.holds == Holds::some_by_choice ||
           row.holds == Holds::names_by_choice || row.holds == Holds::texts_by_choice;
  }

  ordered_json by_choice(const Setting& row) {
    const std::string name(row.key);
    if (!definitions_.contains(name)) {
      ordered_json value = {{"type", "string"}};
      if (row.holds == Holds::texts_by_choice) {
        value = {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
      } else if (row.holds != Holds::one_by_choice) {
        value = {{"type", {"string", "array"}}, {"items", text_schema()}};
        if (row.holds == Holds::some_by_choice) value.update({{"minLength", 1}, {"minItems", 1}});
      }
      definitions_["one_of_" + name] = std::move(value);
      ordered_json schema = {
          {"type", "object"}, {"description", row.en}, {"additionalProperties", false}};
      for (const std::string_view choice : row.choices) {
        schema["properties"][choice] = reference("one_of_" + name);
      }
      definitions_[name] = std::move(schema);
    }
    return reference(name);
  }

  ordered_json inner(const SettingTable& table) {
    const std::string name(table.name);
    if (!definitions_.contains(name)) {
      ordered_json schema = closed(table);
      definitions_[name] = std::move(schema);
    }
    return reference(name);
  }

  /// What every source has, and by its kind the rest.
  ordered_json source_schema() {
    ordered_json schema = {{"type", "object"}, {"description", kSource.en}};
    std::size_t number = 0;
    ordered_json kinds = ordered_json::array();
    for (const SettingTable* table : kTablesOfKinds) {
      const ordered_json kind = {{"const", kSourceKinds[number++]}};
      kinds.push_back({{"if", {{"properties", {{"kind", kind}}}, {"required", {"kind"}}}},
                       {"then", inner(*table)}});
    }
    for (const Setting& row : kSource.rows) {
      schema["properties"][row.key] = reference("source/properties/" + std::string(row.key));
      if (row.need == Setting::Need::needed) schema["required"].push_back(row.key);
    }
    schema["allOf"] = std::move(kinds);
    return schema;
  }

  /// What is short stands in one line.
  static std::string written(const ordered_json& value, const std::string& indent) {
    constexpr std::size_t kLongest = 110;
    std::string line = value.dump();
    if (!value.is_structured() || line.size() + indent.size() <= kLongest) return line;
    const std::string deeper = indent + " ";
    std::string out(1, value.is_object() ? '{' : '[');
    bool first = true;
    for (const auto& [key, inner] : value.items()) {
      out += (first ? "\n" : ",\n") + deeper;
      if (value.is_object()) out += ordered_json(key).dump() + ": ";
      out += written(inner, deeper);
      first = false;
    }
    return out + "\n" + indent + (value.is_object() ? "}" : "]");
  }

  ordered_json definitions_ = ordered_json::object();
};

}  // namespace

std::string_view settings_schema() {
  static const std::string kText = SchemaMaking().run();
  return kText;
}

}  // namespace rettesnor::policies
