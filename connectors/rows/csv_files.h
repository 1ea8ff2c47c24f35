// Which file is meant by a name with a star in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct ChosenFile {
  std::string full_path;
  std::string name;                  ///< as messages call it: the folder of the settings, real name
  std::vector<std::string> ignored;  ///< names of the others that fit
};

/// The date in the name of a file: "ansatte-20261102.csv", "ansatte 02.11.2026 (1).csv".
std::optional<core::Date> date_in_name(const std::string& path);

/// A path without a star is itself. Else the newest by name: by the date where the star stands,
/// when each of the names has one, otherwise by letters, with numbers as numbers. not_found when
/// none fits, conflict when only some have a date.
core::Result<ChosenFile> choose_file(const std::string& path, const std::string& full_path);

}  // namespace rettesnor::connectors
