// Walks schema and value side by side to one place, and compares what stands there.
#include "policies/schema_words.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>

#include "core/number.h"
#include "core/text.h"
#include "core/time.h"
#include "policies/closest_name.h"
#include "policies/toml.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return value.is_null();
}

std::string spoken_type(const std::string& type) {
  if (type == "object") return "a table";
  if (type == "array") return "a list";
  if (type == "string") return "a text";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  return type == "boolean" ? "true or false" : "nothing";
}

std::string spoken_value(const json& value) {
  if (value.is_string()) return "\"" + core::printable(value.get<std::string>(), 60) + "\"";
  if (value.is_object()) return "a table";
  if (value.is_array()) return "a list";
  return value.dump();
}

bool fits_if(const json& condition, const json& value) {
  if (condition.contains("type")) return has_type(value, condition["type"].get<std::string>());
  if (!condition.contains("properties") || !value.is_object()) return false;
  for (const auto& [key, wanted] : condition["properties"].items()) {
    const auto found = value.find(key);
    if (found == value.end() || *found != wanted.value("const", json())) return false;
  }
  return true;
}

/// The schemas that speak of one value: the node itself, what it refers to, what it adds.
void collect(const json& root, const json& node, const json& value, std::vector<const json*>& out) {
  if (node.contains("$ref")) {
    const auto target = node["$ref"].get<std::string>();
    collect(root, root.at(json::json_pointer(target.substr(1))), value, out);
    return;
  }
  out.push_back(&node);
  if (node.contains("allOf")) {
    for (const auto& part : node["allOf"]) collect(root, part, value, out);
  }
  if (node.contains("if")) {
    const char* branch = fits_if(node["if"], value) ? "then" : "else";
    if (node.contains(branch)) collect(root, node[branch], value, out);
  }
}

std::vector<std::string> keys_of(const json& table) {
  std::vector<std::string> keys;
  for (const auto& [key, ignored] : table.items()) keys.push_back(key);
  return keys;
}

std::string listed(const json& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + spoken_value(value);
  return out;
}

/// Complaints about one value, one after the other.
class Complaining {
 public:
  Complaining(const json& value, std::string pointer)
      : value_(value), pointer_(std::move(pointer)) {}

  void look_at(const json& schema) {
    if (wrong_type(schema)) return;
    if (schema.contains("enum") &&
        std::ranges::find(schema["enum"], value_) == schema["enum"].end()) {
      say("is " + spoken_value(value_) + ", but must be one of " + listed(schema["enum"]) +
          suggestion_for(schema["enum"]));
    }
    if (value_.is_string()) look_at_text(schema);
    if (value_.is_number()) look_at_number(schema);
    if (value_.is_array()) look_at_list(schema);
    if (value_.is_object()) look_at_table(schema);
  }

  std::vector<SchemaComplaint> take() { return std::move(complaints_); }

 private:
  void say(std::string reason) { complaints_.push_back({pointer_, std::move(reason)}); }

  std::string suggestion_for(const json& known) const {
    std::vector<std::string> names;
    for (const auto& name : known) {
      if (name.is_string()) names.push_back(name.get<std::string>());
    }
    return value_.is_string() ? suggestion(value_.get<std::string>(), names) : std::string();
  }

  bool wrong_type(const json& schema) {
    if (!schema.contains("type")) return false;
    const json& told = schema["type"];
    const json types = told.is_array() ? told : json::array({told});
    std::string wanted;
    for (const auto& type : types) {
      if (has_type(value_, type.get<std::string>())) return false;
      wanted += (wanted.empty() ? "" : " or ") + spoken_type(type.get<std::string>());
    }
    if (schema.value("format", "") == "date") wanted = "a day such as 2026-11-02";
    say("is " + spoken_value(value_) + ", but must be " + wanted);
    return true;
  }

  void look_at_text(const json& schema) {
    const auto text = value_.get<std::string>();
    if (schema.contains("minLength") && text.empty()) {
      say("is empty; leave the key out when there is nothing to tell");
    } else if (schema.value("format", "") == "date" && !core::parse_date(text)) {
      say("is " + spoken_value(value_) + ", but must be a day such as 2026-11-02");
    } else if (schema.contains("pattern") &&
               !std::regex_search(text.substr(0, 1000),
                                  std::regex(schema["pattern"].get<std::string>()))) {
      say("is " + spoken_value(value_) +
          ", but must be: " + schema.value("description", schema["pattern"].get<std::string>()));
    }
  }

  void look_at_number(const json& schema) {
    const auto number = value_.get<double>();
    const bool low = schema.contains("minimum") && number < schema["minimum"].get<double>();
    const bool high = schema.contains("maximum") && number > schema["maximum"].get<double>();
    if (!low && !high) return;
    say("is " + value_.dump() + ", but must be " + schema["minimum"].dump() +
        (schema.contains("maximum") ? " to " + schema["maximum"].dump() : " or more"));
  }

  void look_at_list(const json& schema) {
    if (value_.size() < schema.value("minItems", std::size_t{0})) {
      say("is an empty list; at least one is needed");
    }
    if (!schema.value("uniqueItems", false)) return;
    for (std::size_t i = 0; i < value_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (value_[i] == value_[j]) {
          say("holds " + spoken_value(value_[i]) + " twice");
          return;
        }
      }
    }
  }

  void look_at_table(const json& schema) {
    const json none = json::object();
    const json& known = schema.contains("properties") ? schema["properties"] : none;
    const auto names = keys_of(known);
    if (schema.value("additionalProperties", json(true)) == json(false)) {
      for (const auto& [key, ignored] : value_.items()) {
        if (known.contains(key)) continue;
        complaints_.push_back(
            {pointer_ + "/" + pointer_part(key), "is an unknown key" + suggestion(key, names)});
      }
    }
    for (const auto& key : schema.value("required", json::array())) {
      if (!value_.contains(key)) say("`" + key.get<std::string>() + "` is missing");
    }
    if (schema.value("maxProperties", value_.size()) < value_.size()) {
      say("has " + std::to_string(value_.size()) +
          " keys, but must have one; put several conditions into all = [ … ] or any = [ … ]");
    }
    if (value_.size() < schema.value("minProperties", std::size_t{0})) {
      say("is empty; it needs one of " + listed(json(names)));
    }
  }

  const json& value_;
  std::string pointer_;
  std::vector<SchemaComplaint> complaints_;
};

}  // namespace

std::vector<SchemaComplaint> words_for(const json& schema, const json& value,
                                       const std::vector<std::string>& parts) {
  const json* here = &value;
  std::string pointer;
  std::vector<const json*> schemas;
  collect(schema, schema, value, schemas);
  for (const auto& part : parts) {
    std::vector<const json*> inner;
    const json* next = nullptr;
    if (here->is_object() && here->contains(part)) next = &(*here)[part];
    if (here->is_array()) {
      const auto index = core::number_in<std::size_t>(part).value_or(0);
      if (index < here->size()) next = &(*here)[index];
    }
    if (next == nullptr) return {};
    for (const json* node : schemas) {
      if (here->is_object() && node->contains("properties") &&
          (*node)["properties"].contains(part)) {
        collect(schema, (*node)["properties"][part], *next, inner);
      } else if (here->is_object() && node->contains("additionalProperties") &&
                 (*node)["additionalProperties"].is_object()) {
        collect(schema, (*node)["additionalProperties"], *next, inner);
      } else if (here->is_array() && node->contains("items")) {
        collect(schema, (*node)["items"], *next, inner);
      }
    }
    schemas = std::move(inner);
    here = next;
    pointer += "/" + pointer_part(part);
  }
  Complaining words(*here, pointer);
  for (const json* node : schemas) words.look_at(*node);
  return words.take();
}

}  // namespace rettesnor::policies
