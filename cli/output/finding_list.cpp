// Shows findings grouped by severity.
#include "cli/output/finding_list.h"

#include <algorithm>

#include "words/findings.h"

namespace rettesnor::cli {

std::size_t GroupLimits::of(core::Severity severity) const {
  if (severity == core::Severity::critical) return critical;
  return severity == core::Severity::high ? high : others;
}

Tone tone_of(core::Severity severity) {
  switch (severity) {
    case core::Severity::critical:
      return Tone::critical;
    case core::Severity::high:
      return Tone::high;
    case core::Severity::medium:
      return Tone::medium;
    case core::Severity::low:
      return Tone::low;
    case core::Severity::notice:
      return Tone::plain;
  }
  return Tone::plain;
}

std::int64_t FindingCounts::total() const {
  std::int64_t sum = 0;
  for (const std::int64_t n : open) sum += n;
  return sum;
}

FindingCounts count(const std::vector<core::TrackedFinding>& findings) {
  FindingCounts counts;
  for (const core::TrackedFinding& finding : findings) {
    if (finding.resolved_at) continue;
    if (!finding.finding.covered_by.empty()) {
      ++counts.covered;
    } else {
      ++counts.open[static_cast<std::size_t>(finding.finding.severity)];
    }
  }
  return counts;
}

void show_counts(Screen& screen, const FindingCounts& counts) {
  Line line = {{screen.count(Word::findings_total, counts.total()), Tone::strong}};
  bool first = true;
  for (const core::Severity severity : kAllSeverities) {
    if (counts.of(severity) == 0) continue;
    line.push_back({first ? ": " : ", ", Tone::plain});
    line.push_back({screen.number(counts.of(severity)) + " ", Tone::plain});
    line.push_back(
        {screen.count(words::adjective_of(severity), counts.of(severity)), tone_of(severity)});
    first = false;
  }
  line.push_back({".", Tone::plain});
  if (counts.covered > 0) {
    line.push_back({" " + screen.count(Word::findings_covered, counts.covered), Tone::faint});
  }
  screen.paragraph(line);
}

std::size_t short_id_length(const std::vector<core::TrackedFinding>& findings) {
  constexpr std::size_t kLeast = 8;
  std::vector<std::string_view> ids;
  for (const core::TrackedFinding& finding : findings) ids.emplace_back(finding.id);
  std::sort(ids.begin(), ids.end());
  std::size_t length = kLeast;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    while (length < ids[i].size() && ids[i].substr(0, length) == ids[i - 1].substr(0, length)) {
      ++length;
    }
  }
  return length;
}

void show_finding(Screen& screen, const core::TrackedFinding& tracked, std::size_t id_length) {
  constexpr std::size_t kIndent = 2;
  const core::Finding& finding = tracked.finding;
  const std::string id = tracked.id.substr(0, id_length);
  Line line = {{id, Tone::faint},
               {"  " + words::sentence(finding, screen.language()), Tone::plain},
               {" " + finding.code, Tone::faint}};
  if (!finding.covered_by.empty()) {
    line.push_back(
        {" " + screen.text(Word::finding_covered_mark, {{"deviation", finding.covered_by}}),
         Tone::good});
  }
  if (tracked.resolved_at) {
    line.push_back({" " + screen.text(Word::finding_resolved_mark), Tone::good});
  }
  screen.paragraph(line, kIndent, id.size() + 2);
}

void show_findings(Screen& screen, const std::vector<core::TrackedFinding>& findings,
                   GroupLimits limits) {
  const std::size_t id_length = short_id_length(findings);
  for (const core::Severity severity : kAllSeverities) {
    std::size_t of_this = 0;
    for (const auto& finding : findings) of_this += finding.finding.severity == severity ? 1U : 0U;
    if (of_this == 0) continue;
    const std::size_t most = limits.of(severity);
    screen.line();
    screen.line({{screen.text(word_of(severity)), tone_of(severity)},
                 {"  " + screen.number(static_cast<std::int64_t>(of_this)), Tone::strong}});
    std::size_t shown = 0;
    for (const auto& finding : findings) {
      if (finding.finding.severity != severity) continue;
      if (++shown > most) break;
      show_finding(screen, finding, id_length);
    }
    if (of_this > most) {
      screen.paragraph(
          line_of(screen.count(Word::findings_more_with, static_cast<std::int64_t>(of_this - most),
                               {{"severity", core::name_of(severity)}}),
                  Tone::faint),
          2, 2);
    }
  }
}

}  // namespace rettesnor::cli
