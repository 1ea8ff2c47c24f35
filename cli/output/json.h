// How the product's values are spelt in JSON. The shapes are documented in docs/json.md.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/words.h"
#include "core/finding.h"
#include "store/store.h"

namespace rettesnor::cli {

nlohmann::json json_of(const core::Thing& thing);  ///< null when its kind is empty
nlohmann::json json_of(const std::vector<core::Path>& paths);
nlohmann::json json_of(const core::Finding& finding, Language language);
nlohmann::json json_of(const core::TrackedFinding& tracked, Language language);
nlohmann::json json_of(const store::ClassChange& change);
nlohmann::json json_of(const store::PullSummary& pull, Language language);
/// Of what was kept as codes.
nlohmann::json sentences(const std::vector<std::string>& kept, Language language);
nlohmann::json json_of(const store::ChangeLine& line);

}  // namespace rettesnor::cli
