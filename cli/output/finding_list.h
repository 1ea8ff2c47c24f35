// Findings as a human reads them: worst first, one sentence each, the code small.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cli/output/screen.h"
#include "core/finding.h"

namespace rettesnor::cli {

inline constexpr core::Severity kAllSeverities[] = {core::Severity::critical, core::Severity::high,
                                                    core::Severity::medium, core::Severity::low,
                                                    core::Severity::notice};

Tone tone_of(core::Severity severity);

/// How many findings of each severity; covered ones are counted apart.
struct FindingCounts {
  std::array<std::int64_t, 6> open{};  ///< by number of the severity
  std::int64_t covered = 0;
  std::int64_t of(core::Severity severity) const {
    return open[static_cast<std::size_t>(severity)];
  }
  std::int64_t total() const;
};
FindingCounts count(const std::vector<core::TrackedFinding>& findings);

/// "Kritisk 3 · Høj 12 · …" and how many are covered, on one line.
void show_counts(Screen& screen, const FindingCounts& counts);

/// The shortest beginning of an id, at least 8 letters, that no other of `findings` has.
std::size_t short_id_length(const std::vector<core::TrackedFinding>& findings);

/// One finding: short id, sentence, code; over as many lines as it takes.
void show_finding(Screen& screen, const core::TrackedFinding& finding, std::size_t id_length);

/// Grouped by severity. At most `most` of each group are shown ("… and 12 more: command").
struct GroupLimits {
  std::size_t critical = 0;
  std::size_t high = 0;
  std::size_t others = 0;  ///< of each other severity
  std::size_t of(core::Severity severity) const;
};
void show_findings(Screen& screen, const std::vector<core::TrackedFinding>& findings,
                   GroupLimits limits);

}  // namespace rettesnor::cli
