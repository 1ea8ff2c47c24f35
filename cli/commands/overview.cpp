// `overview`: sources, what waits, findings by severity, and what to type next.
#include "cli/commands/overview.h"

#include <nlohmann/json.hpp>

#include "cli/commands/sources.h"
#include "cli/output/finding_list.h"
#include "cli/output/json.h"

namespace rettesnor::cli {
namespace {

using core::ObjectClass;
using nlohmann::json;

struct Totals {
  std::int64_t persons = 0;
  std::int64_t accounts = 0;
  std::int64_t entitlements = 0;
  std::int64_t grants = 0;
  std::int64_t complete = 0;  ///< sources whose newest pull became history whole
  std::int64_t sources = 0;
};

Totals totals_of(const std::vector<SourceState>& states) {
  Totals totals;
  for (const SourceState& state : states) {
    ++totals.sources;
    if (!state.applied) continue;
    const store::PullSummary& pull = *state.applied;
    if (is_complete(state)) ++totals.complete;
    totals.grants += pull.members_seen;
    for (const store::ClassChange& change : pull.classes) {
      if (change.object_class == ObjectClass::person) totals.persons += change.seen;
      if (change.object_class == ObjectClass::account) totals.accounts += change.seen;
      if (change.object_class == ObjectClass::entitlement) totals.entitlements += change.seen;
    }
  }
  return totals;
}

void show_next(App& app, bool any_findings, bool any_waiting) {
  Screen& screen = app.screen();
  screen.heading(Word::overview_next);
  if (any_waiting) screen.command("rettesnor quarantine", Word::why_quarantine);
  if (any_findings) {
    screen.command("rettesnor findings show ID", Word::why_finding_show);
    screen.command("rettesnor findings list --severity high", Word::why_findings_severity);
    screen.command("rettesnor findings export --output fund.csv", Word::why_export);
  }
  screen.command("rettesnor who PERSON", Word::why_who);
  screen.command("rettesnor access SYSTEM:NAVN", Word::why_access);
}

json totals_json(const Totals& totals, const FindingCounts& counts, std::size_t waiting) {
  json open = json::object();
  for (const core::Severity severity : kAllSeverities) {
    open[std::string(core::name_of(severity))] = counts.of(severity);
  }
  return {{"persons", totals.persons},
          {"accounts", totals.accounts},
          {"entitlements", totals.entitlements},
          {"memberships", totals.grants},
          {"sources", totals.sources},
          {"sources_complete", totals.complete},
          {"quarantined", waiting},
          {"open", open},
          {"covered", counts.covered}};
}

}  // namespace

core::Result<OverviewOptions> overview_options(App&, const Arguments&) {
  return OverviewOptions{};
}

core::Result<ExitCode> run_overview(App& app, const OverviewOptions&) {
  const policies::Settings& settings = *TRY(app.settings());
  const auto states = TRY(source_states(app));
  store::Store& store = *TRY(app.store());
  const auto findings = TRY(store.findings(store::Store::Which::open));
  const auto waiting = TRY(store.quarantined());
  const Totals totals = totals_of(states);
  const FindingCounts counts = count(findings);
  if (app.json()) {
    app.print(totals_json(totals, counts, waiting.size()));
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  const core::LocalZone& zone = *TRY(app.zone());
  screen.paragraph(
      {{settings.municipality, Tone::strong}, {"  " + zone.show(app.now()), Tone::faint}});
  const auto n = [&](std::int64_t value) { return screen.number(value); };
  screen.say(Word::overview_totals, {{"persons", n(totals.persons)},
                                     {"accounts", n(totals.accounts)},
                                     {"entitlements", n(totals.entitlements)},
                                     {"grants", n(totals.grants)},
                                     {"complete", n(totals.complete)},
                                     {"sources", n(totals.sources)}});
  screen.line();
  screen.table(source_table(screen, source_rows(screen, states, zone)));
  for (const store::PullSummary& pull : waiting) {
    screen.line();
    screen.say(Word::quarantine_item,
               {{"n", std::to_string(pull.pull.value)},
                {"source", pull.source},
                {"when", zone.show(pull.started)},
                {"words", std::to_string(pull.released_by.size())}},
               Tone::high);
  }
  screen.line();
  std::vector<core::TrackedFinding> counted;
  for (const auto& finding : findings) {
    if (finding.finding.covered_by.empty()) counted.push_back(finding);
  }
  if (counted.empty()) {
    screen.say(Word::findings_none, {}, Tone::good);
  } else {
    show_counts(screen, counts);
    show_findings(screen, counted, {.critical = 15, .high = 6, .others = 2});
  }
  show_next(app, !counted.empty(), !waiting.empty());
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
