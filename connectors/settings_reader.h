// Reads typed values out of one table of settings and remembers the first that is wrong.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rettesnor::connectors {

/// `object` is borrowed. A value that is absent or wrong reads as its fallback; trouble() then says
/// which key is wrong and why ("bind.user is missing"), so that one check at the end is enough.
class SettingsReader {
 public:
  SettingsReader(const nlohmann::json& object, std::string where)
      : object_(object), where_(std::move(where)) {}

  std::string text(std::string_view key, std::string fallback = {});
  std::int64_t number(std::string_view key, std::int64_t fallback, std::int64_t least,
                      std::int64_t most);
  bool flag(std::string_view key, bool fallback);
  /// One text or a list of texts; nothing when absent.
  std::optional<std::vector<std::string>> texts(std::string_view key);
  /// A table of texts, ordered by key.
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view key);
  /// The table under `key`, or an empty one.
  SettingsReader table(std::string_view key);
  /// Null when absent.
  const nlohmann::json* find(std::string_view key) const;

  void wrong(std::string_view key, std::string_view why);
  void take_trouble(const SettingsReader& other);
  const std::string& trouble() const { return trouble_; }

 private:
  const nlohmann::json& object_;
  std::string where_;
  std::string trouble_;
};

/// `path` as seen from the folder of the settings file; empty stays empty.
std::string in_folder(const std::string& folder, const std::string& path);

}  // namespace rettesnor::connectors
