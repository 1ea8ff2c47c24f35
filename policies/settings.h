// Reads the settings file (rettesnor.toml): the municipality, its folders and its sources.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "policies/read_policy.h"

namespace rettesnor::policies {

/// The settings file as values. Copies share one document, so `values` stays good in a copy.
struct Settings {
  std::string municipality;
  std::string timezone;       ///< IANA name; "Europe/Copenhagen" when not told
  std::string language;       ///< "da" or "en"
  std::string folder;         ///< where the settings file lies; every relative path starts here
  std::string policy_folder;  ///< already joined with `folder`
  std::string data_folder;    ///< already joined with `folder`; "data" when not told

  /// One [[source]], in the order of the file.
  struct Source {
    std::string name;    ///< unique, compared folded
    std::string kind;    ///< "ad", "csv", "ldap", "ldif"
    std::string system;  ///< the business system it speaks for
    Origin origin;
    const nlohmann::json* values;  ///< the whole table, own keys of its kind included; never null
  };
  std::vector<Source> sources;
  std::shared_ptr<const nlohmann::json> document;  ///< the whole file

  /// Null when there is none of that name (compared folded).
  const Source* source_named(std::string_view name) const;
};

struct SettingsReading {
  Settings settings;                  ///< usable when no complaint is an error
  std::vector<Complaint> complaints;  ///< ordered by line, path
  bool usable() const;
};

/// Reads and checks the file. not_found when there is no such file; invalid_input with every
/// complaint on a line of its own ("rettesnor.toml:12: source[0].colums: …") when it is wrong.
core::Result<Settings> read_settings(const std::string& path);
/// The same from text: `file` is the name shown in complaints, `folder` where relative paths start.
SettingsReading read_settings_text(std::string_view text, const std::string& file,
                                   const std::string& folder);

}  // namespace rettesnor::policies
