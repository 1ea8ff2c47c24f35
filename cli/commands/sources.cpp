// `sources` and `pulls`: tells of reads that were made.
#include "cli/commands/sources.h"

#include <nlohmann/json.hpp>

#include "cli/commands/sync_report.h"
#include "cli/output/json.h"
#include "core/number.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {

using core::PullOutcome;
using nlohmann::json;

/// Far enough back to find the newest pull that became history behind a row of failures.
constexpr std::size_t kHowFarBack = 200;

bool is_history(const store::PullSummary& pull) {
  return pull.outcome == PullOutcome::applied || pull.outcome == PullOutcome::released;
}

Word word_of(PullOutcome outcome) {
  switch (outcome) {
    case PullOutcome::applied:
      return Word::outcome_applied;
    case PullOutcome::quarantined:
      return Word::outcome_quarantined;
    case PullOutcome::failed:
      return Word::outcome_failed;
    case PullOutcome::released:
      return Word::outcome_released;
    case PullOutcome::rejected:
      return Word::outcome_rejected;
  }
  return Word::outcome_failed;
}

/// More than a day before it was read, or of no known moment.
bool is_of_another_day(const SourceState& state, const core::LocalZone& zone) {
  if (!state.applied) return false;
  return !state.data_from ||
         zone.date_of(state.applied->started) - zone.date_of(*state.data_from) > core::Days(1);
}

Line outcome_of(const Screen& screen, const SourceState& state, const core::LocalZone& zone) {
  if (!state.newest) return line_of(screen.text(Word::sources_never), Tone::medium);
  const store::PullSummary& newest = *state.newest;
  const std::string when = " " + zone.show_date(newest.started);
  if (newest.outcome == PullOutcome::quarantined) {
    return line_of(screen.text(Word::outcome_quarantined) + when, Tone::high);
  }
  if (newest.outcome == PullOutcome::failed) {
    return line_of(screen.text(Word::outcome_failed) + when, Tone::critical);
  }
  if (newest.outcome == PullOutcome::rejected) {
    return line_of(screen.text(Word::outcome_rejected) + when, Tone::medium);
  }
  if (state.has_gaps) return line_of(screen.text(Word::sync_incomplete) + when, Tone::medium);
  if (state.rejected > 0) {
    return line_of(screen.count(Word::sync_complete_but, state.rejected), Tone::medium);
  }
  if (is_of_another_day(state, zone)) {
    const std::string from = state.data_from ? zone.show_date(*state.data_from) : "?";
    return line_of(screen.text(Word::sync_complete_data_from, {{"when", from}}), Tone::medium);
  }
  return line_of(
      screen.text(state.gaps.empty() ? Word::sync_complete : Word::sync_complete_noted) + when,
      Tone::good);
}

}  // namespace

bool is_complete(const SourceState& state) {
  return state.applied && state.applied->pull == state.newest->pull && state.rejected == 0 &&
         !state.has_gaps;
}

core::Result<std::vector<SourceState>> source_states(App& app) {
  const policies::Settings& settings = *TRY(app.settings());
  store::Store& store = *TRY(app.store_with_history());
  const core::Snapshot latest = TRY(store.latest());
  std::vector<SourceState> states;
  for (const auto& source : settings.sources) {
    SourceState state{.source = source};
    for (store::PullSummary& pull : TRY(store.pulls(source.name, kHowFarBack))) {
      if (!state.newest) state.newest = pull;
      if (!is_history(pull)) continue;
      state.applied = std::move(pull);
      break;
    }
    for (const core::SnapshotSource& known : latest.sources) {
      if (known.name != source.name) continue;
      state.rejected = static_cast<std::int64_t>(known.rejected.size());
      state.has_gaps = core::has_hole(known.gaps);
      state.gaps = known.gaps;
      state.data_from = known.oldest_data();
    }
    states.push_back(std::move(state));
  }
  return states;
}

std::vector<SourceRow> source_rows(const Screen& screen, const std::vector<SourceState>& states,
                                   const core::LocalZone& zone) {
  std::vector<SourceRow> rows;
  for (const SourceState& state : states) {
    SourceRow row{.name = state.source.name, .outcome = outcome_of(screen, state, zone)};
    if (state.applied) {
      row.classes = state.applied->classes;
      row.members = state.applied->members_seen;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

core::Result<SourcesOptions> sources_options(App&, const Arguments&) {
  return SourcesOptions{};
}

core::Result<ExitCode> run_sources(App& app, const SourcesOptions&) {
  const auto states = TRY(source_states(app));
  if (app.json()) {
    json list = json::array();
    for (const SourceState& state : states) {
      list.push_back(
          {{"source", state.source.name},
           {"kind", state.source.kind},
           {"system", state.source.system},
           {"gaps", json_of(state.gaps, app.language())},
           {"newest", !state.newest ? json() : json_of(*state.newest, app.language())},
           {"applied", !state.applied ? json() : json_of(*state.applied, app.language())}});
    }
    app.print({{"sources", list}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  screen.table(source_table(screen, source_rows(screen, states, *TRY(app.zone()))));
  for (const SourceState& state : states) show_gaps(screen, state.source.name, state.gaps);
  for (const SourceState& state : states) {
    if (!state.newest || state.newest->trouble.empty()) continue;
    screen.line();
    screen.say(Word::sources_trouble, {{"source", state.source.name}}, Tone::medium);
    screen.paragraph(
        foreign(words::told(state.newest->trouble, screen.language()), Tone::plain, 1000), 2, 2);
  }
  return ExitCode::fine;
}

core::Result<PullsOptions> pulls_options(App& app, const Arguments& arguments) {
  PullsOptions options{.source = arguments.get("SOURCE")};
  if (const auto text = arguments.find("--limit")) {
    const auto limit = core::number_in<decltype(options.limit)>(*text, 1);
    if (!limit) {
      return fail_with(app, core::ErrorKind::invalid_input, Word::findings_bad_limit,
                       Word::findings_bad_limit_next, {{"text", *text}});
    }
    options.limit = *limit;
  }
  return options;
}

core::Result<ExitCode> run_pulls(App& app, const PullsOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const auto pulls = TRY(store.pulls(options.source, options.limit));
  if (app.json()) {
    json list = json::array();
    for (const auto& pull : pulls) list.push_back(json_of(pull, app.language()));
    app.print({{"pulls", list}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  if (pulls.empty()) {
    screen.say(Word::pulls_none);
    return ExitCode::fine;
  }
  const core::LocalZone& zone = *TRY(app.zone());
  Table table(
      {{.title = screen.text(Word::col_number), .align = Align::right},
       {.title = screen.text(Word::pulls_column_when)},
       {.title = screen.text(Word::sync_column_source), .narrow = Narrow::cut, .least = 10},
       {.title = screen.text(Word::pulls_column_outcome)},
       {.title = screen.text(Word::pulls_column_changes), .narrow = Narrow::wrap, .least = 16}});
  for (const auto& pull : pulls) {
    store::ApplyResult result{};
    result.classes = pull.classes;
    result.members_added = pull.members_added;
    result.members_removed = pull.members_removed;
    std::string changes = pull.trouble.empty() ? show_changes(app.language(), result)
                                               : words::told(pull.trouble, app.language());
    if (changes.empty()) changes = screen.text(Word::pulls_unchanged);
    table.add({line_of(std::to_string(pull.pull.value)), line_of(zone.show(pull.started)),
               foreign(pull.source), line_of(screen.text(word_of(pull.outcome))),
               foreign(changes, Tone::plain, 300)});
  }
  screen.table(table);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
