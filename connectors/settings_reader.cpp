// The types of JSON, checked one by one.
#include "connectors/settings_reader.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace rettesnor::connectors {

using nlohmann::json;

const json* SettingsReader::find(std::string_view key) const {
  const auto found = object_.find(key);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void SettingsReader::wrong(std::string_view key, std::string_view why) {
  if (trouble_.empty()) trouble_ = where_ + std::string(key) + " " + std::string(why);
}

void SettingsReader::take_trouble(const SettingsReader& other) {
  if (trouble_.empty()) trouble_ = other.trouble_;
}

std::string SettingsReader::text(std::string_view key, std::string fallback) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (value->is_string()) return value->get<std::string>();
  wrong(key, "must be text");
  return fallback;
}

std::int64_t SettingsReader::number(std::string_view key, std::int64_t fallback, std::int64_t least,
                                    std::int64_t most) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_number_integer() || value->get<std::int64_t>() < least ||
      value->get<std::int64_t>() > most) {
    wrong(key,
          "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return fallback;
  }
  return value->get<std::int64_t>();
}

bool SettingsReader::flag(std::string_view key, bool fallback) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (value->is_boolean()) return value->get<bool>();
  wrong(key, "must be true or false");
  return fallback;
}

std::optional<std::vector<std::string>> SettingsReader::texts(std::string_view key) {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return std::vector<std::string>{value->get<std::string>()};
  std::vector<std::string> out;
  if (!value->is_array()) wrong(key, "must be a list of texts");
  for (const json& one : *value) {
    if (one.is_string()) {
      out.push_back(one.get<std::string>());
    } else {
      wrong(key, "must be a list of texts");
    }
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> SettingsReader::pairs(std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  const json* value = find(key);
  if (value == nullptr) return out;
  if (!value->is_object()) {
    wrong(key, "must be a table");
    return out;
  }
  for (const auto& [name, one] : value->items()) {
    if (one.is_string()) {
      out.emplace_back(name, one.get<std::string>());
    } else {
      wrong(key, "must hold texts");
    }
  }
  return out;
}

SettingsReader SettingsReader::table(std::string_view key) {
  static const json kEmpty = json::object();
  const json* value = find(key);
  if (value != nullptr && !value->is_object()) {
    wrong(key, "must be a table");
    value = nullptr;
  }
  return SettingsReader(value == nullptr ? kEmpty : *value, where_ + std::string(key) + ".");
}

std::string in_folder(const std::string& folder, const std::string& path) {
  return path.empty() ? path : (std::filesystem::path(folder) / path).lexically_normal().string();
}

}  // namespace rettesnor::connectors
