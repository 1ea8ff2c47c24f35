// The types of JSON, checked one by one.
#include "policies/settings_reader.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/text.h"

namespace rettesnor::policies {

using nlohmann::json;

std::string in_folder(const std::string& folder, const std::string& path) {
  return path.empty() ? path : (std::filesystem::path(folder) / path).lexically_normal().string();
}

std::string spoken_choices(std::span<const std::string_view> choices) {
  std::string out;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) out += i + 1 == choices.size() ? " or " : ", ";
    out += "\"" + std::string(choices[i]) + "\"";
  }
  return out;
}

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

std::string SettingsReader::text(const Setting& row) {
  return text(row, row.has_default == Setting::Default::text ? std::string(row.default_text)
                                                             : std::string());
}

std::string SettingsReader::text(const Setting& row, std::string fallback) {
  const json* value = find(row);
  if (value == nullptr) return fallback;
  if (value->is_string()) return value->get<std::string>();
  wrong(row, "must be text");
  return fallback;
}

std::string SettingsReader::needed_text(const Setting& row) {
  std::string told = text(row);
  if (told.empty()) wrong(row, "is missing");
  return told;
}

std::string SettingsReader::file(const Setting& row) {
  return in_folder(folder_, text(row));
}

std::string SettingsReader::needed_file(const Setting& row) {
  return in_folder(folder_, needed_text(row));
}

std::string SettingsReader::choice(const Setting& row) {
  return choice(row, std::string(row.default_text));
}

std::string SettingsReader::choice(const Setting& row, std::string fallback) {
  std::string told = text(row, fallback);
  if (std::ranges::find(row.choices, told) != row.choices.end()) return told;
  wrong(row, "must be " + spoken_choices(row.choices));
  return fallback;
}

std::int64_t SettingsReader::number(const Setting& row, std::int64_t fallback) {
  const json* value = find(row);
  if (value == nullptr) return fallback;
  if (value->is_number_integer() && value->get<std::int64_t>() >= row.least &&
      (row.most == 0 || value->get<std::int64_t>() <= row.most)) {
    return value->get<std::int64_t>();
  }
  wrong(row, "must be a whole number" +
                 (row.most == 0
                      ? ", " + std::to_string(row.least) + " or more"
                      : " from " + std::to_string(row.least) + " to " + std::to_string(row.most)));
  return fallback;
}

bool SettingsReader::flag(const Setting& row, bool fallback) {
  const json* value = find(row);
  if (value == nullptr) return fallback;
  if (value->is_boolean()) return value->get<bool>();
  wrong(row, "must be true or false");
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

std::vector<std::pair<std::string, std::string>> SettingsReader::pairs(const Setting& row) {
  std::vector<std::pair<std::string, std::string>> out;
  const json* value = find(row);
  if (value == nullptr) return out;
  if (!value->is_object()) {
    wrong(row, "must be a table");
    return out;
  }
  for (const auto& [name, one] : value->items()) {
    if (!one.is_string()) {
      wrong(row, "must hold texts");
      continue;
    }
    out.emplace_back(name, one.get<std::string>());
    if (row.choices.empty() ||
        std::ranges::find(row.choices, out.back().second) != row.choices.end()) {
      continue;
    }
    wrong(row, "names \"" + core::printable(out.back().second, 40) + "\", but must name " +
                   spoken_choices(row.choices));
  }
  return out;
}

SettingsReader SettingsReader::table(const Setting& row) {
  static const json kEmpty = json::object();
  const json* value = find(row);
  if (value != nullptr && !value->is_object()) {
    wrong(row, "must be a table");
    value = nullptr;
  }
  return SettingsReader(value == nullptr ? kEmpty : *value, where_ + std::string(row.key) + ".",
                        folder_);
}

}  // namespace rettesnor::policies
