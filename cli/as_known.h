// What one moment in the past is known to have been: what the newest reading by then saw, held
// against what the first reading after it saw.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/picture.h"
#include "store/history/readings_around.h"

namespace rettesnor::cli {

struct AsKnown {
  core::Timestamp asked;
  std::unique_ptr<const Picture> before;        ///< never null
  std::unique_ptr<const Picture> after;         ///< null: nothing was read after it
  std::vector<store::ReadingsAround> readings;  ///< by source
};

/// invalid_input for a moment to come; not_found when nothing was read by then, with the first
/// reading's date.
core::Result<AsKnown> as_known(App& app, core::Timestamp asked);

/// One line: between which readings the moment lies, or that nothing was read after it.
void show_span(Screen& screen, const AsKnown& known, const store::ReadingSpan& span,
               const core::LocalZone& zone);
/// "changed between the readings of 26.10.2026 and 02.11.2026".
std::string changed_words(const Screen& screen, const store::ReadingSpan& span,
                          const core::LocalZone& zone);
nlohmann::json json_of_span(const AsKnown& known, const store::ReadingSpan& span);

}  // namespace rettesnor::cli
