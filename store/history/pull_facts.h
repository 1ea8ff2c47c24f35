// Facts about a pull that taking it in, holding it back and letting it through share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/pull.h"
#include "store/database.h"
#include "store/history/compare_pull.h"
#include "store/history/pull_rows.h"
#include "store/store.h"

namespace rettesnor::store {

std::optional<PullCourse> newest_in_history(const std::vector<PullCourse>& pulls);
std::optional<PullCourse> waiting_in(const std::vector<PullCourse>& pulls);

PullPlan::Beginning beginning_of(const std::vector<PullCourse>& pulls);
PullReport report_on(const core::Pull& pull, const PullPlan& plan);
/// Why a pull that became history does not tell everything; empty when it does.
std::string trouble_in(const core::Pull& pull, const PullReport& report);
Whole wholeness_of(const core::Pull& pull, const PullReport& report);
ApplyResult result_from(core::PullOutcome outcome, const PullReport& report);

/// The waiting pull `pull` of quarantine becomes rejected and its content goes.
core::Result<void> throw_away(const Writer& writer, std::int64_t pull, const std::string& by,
                              const std::string& why, core::Timestamp when);
core::Result<void> keep_in_quarantine(const Writer& writer, const core::Pull& pull,
                                      std::int64_t pull_id);
core::Result<core::Pull> waiting_content(const Reader& reader, std::int64_t pull_id);

}  // namespace rettesnor::store
