// Reads one table of the settings file by the rows of its table of settings.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/setting.h"

namespace rettesnor::policies {

/// `object` is borrowed. A value that is absent or wrong reads as the default of its row, or as the
/// fallback where one is given; trouble() then says which key is wrong and why ("bind.user is
/// missing"), so that one check at the end is enough. Defaults and limits are those of the rows.
class SettingsReader {
 public:
  /// `where` stands before each key in what is said; files start at `folder`.
  SettingsReader(const nlohmann::json& object, std::string where, std::string folder)
      : object_(object), where_(std::move(where)), folder_(std::move(folder)) {}

  std::string text(const Setting& row);
  std::string text(const Setting& row, std::string fallback);
  /// The text, which must be there.
  std::string needed_text(const Setting& row);
  /// A path, joined with the folder; empty when it is not there.
  std::string file(const Setting& row);
  std::string needed_file(const Setting& row);
  /// One of the row's choices.
  std::string choice(const Setting& row);
  std::string choice(const Setting& row, std::string fallback);
  std::int64_t number(const Setting& row) { return number(row, row.default_number); }
  std::int64_t number(const Setting& row, std::int64_t fallback);
  bool flag(const Setting& row) { return flag(row, row.default_flag); }
  bool flag(const Setting& row, bool fallback);
  /// One text or a list of texts; nothing when absent.
  std::optional<std::vector<std::string>> texts(const Setting& row) { return texts(row.key); }
  /// The same under a key that is one of a row's choices.
  std::optional<std::vector<std::string>> texts(std::string_view key);
  /// A table of texts, ordered by key. With choices, each text must be one of them.
  std::vector<std::pair<std::string, std::string>> pairs(const Setting& row);
  /// The table under the key, or an empty one.
  SettingsReader table(const Setting& row);
  /// Null when absent.
  const nlohmann::json* find(const Setting& row) const { return find(row.key); }

  void wrong(const Setting& row, std::string_view why) { wrong(row.key, why); }
  void wrong(std::string_view key, std::string_view why);
  void take_trouble(const SettingsReader& other);
  const std::string& trouble() const { return trouble_; }

 private:
  const nlohmann::json* find(std::string_view key) const;

  const nlohmann::json& object_;
  std::string where_;
  std::string folder_;
  std::string trouble_;
};

/// A path of the settings file, which starts at `folder`; an empty one stays empty.
std::string in_folder(const std::string& folder, const std::string& path);
/// "\"a\", \"b\" or \"c\"".
std::string spoken_choices(std::span<const std::string_view> choices);

}  // namespace rettesnor::policies
