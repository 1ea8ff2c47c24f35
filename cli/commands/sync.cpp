// `sync`: reads the sources and makes what they say history.
#include "cli/commands/sync.h"

#include <nlohmann/json.hpp>

#include "cli/commands/sync_report.h"
#include "cli/lookup.h"
#include "cli/picture.h"
#include "core/number.h"
#include "service/bind_names.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;
using policies::Settings;

/// The progress line shows while it reads.
Result<core::Pull> read(App& app, const Settings& settings, const Settings::Source& source) {
  ProgressLine line = app.progress(source.name);
  return service::read_source(
      settings, source,
      {.now = app.now(),
       .progress = [&line](std::size_t n, std::string_view what) { line.show(n, what); }});
}

/// A policy that cannot be used stops no reading: the built-in limits count then, and it is said.
Result<store::BreakerLimits> standing_limits(App& app) {
  const core::LocalZone& zone = *TRY(app.zone());
  const auto policy = app.policy();
  if (policy) return service::breaker_limits(**policy, zone.date_of(app.now()));
  app.chatter().say(Word::sync_builtin_limits, {}, Tone::medium);
  return store::BreakerLimits{};
}

/// Empty when the standing limits count.
Result<std::optional<store::Raise>> raise_of(App& app, const SyncOptions& options,
                                             const store::BreakerLimits& standing) {
  if (!options.raise_limit_percent) return std::nullopt;
  store::Raise raise{standing.raised_to(*options.raise_limit_percent), "system", options.reason,
                     app.now()};
  if (!options.raised_by.empty()) {
    const auto picture = TRY(picture_now(app));
    const core::Index person = TRY(find_decider(app, picture->graph, options.raised_by));
    raise.by = thing_of_person(picture->graph, person).key;
  }
  return raise;
}

Result<service::SourceRun> run_source(App& app, const SyncOptions& options,
                                      const store::BreakerLimits& limits,
                                      const std::optional<store::Raise>& raise,
                                      const Settings::Source& source) {
  const Settings& settings = *TRY(app.settings());
  store::Store& store = *TRY(app.store());
  const double begun = app.machine().stopwatch();
  const Result<core::Pull> pull = read(app, settings, source);
  service::SourceRun run =
      TRY(service::keep_pull(store, source, pull, limits, raise, options.mode, app.now()));
  if (pull) run.seconds = app.machine().stopwatch() - begun;
  return run;
}

ExitCode outcome_of(const service::SourceRun& run) {
  if (run.error) {
    const ExitCode code = exit_code_of(run.error->kind);
    // A source whose rights or files are wrong is still "a source could not be read" to a script.
    return code == ExitCode::corrupt || code == ExitCode::conflict ? code : ExitCode::source;
  }
  if (run.result.outcome == core::PullOutcome::quarantined) return ExitCode::quarantine;
  return !core::has_hole(run.gaps) && run.rejected.empty() ? ExitCode::fine : ExitCode::source;
}

}  // namespace

Result<std::vector<Settings::Source>> chosen_sources(App& app,
                                                     const std::vector<std::string>& names) {
  const Settings& settings = *TRY(app.settings());
  if (settings.sources.empty()) {
    return fail_with(app, ErrorKind::invalid_input, Word::sync_no_sources,
                     Word::sync_no_sources_next, {{"path", app.globals().settings_path}});
  }
  if (names.empty()) return settings.sources;
  std::vector<Settings::Source> chosen;
  for (const std::string& name : names) {
    const Settings::Source* source = settings.source_named(name);
    if (source == nullptr) {
      std::string known;
      for (const auto& other : settings.sources) known += (known.empty() ? "" : ", ") + other.name;
      return fail_with(app, ErrorKind::not_found, Word::sync_unknown_source,
                       Word::sync_unknown_source_next, {{"name", name}, {"known", known}});
    }
    chosen.push_back(*source);
  }
  return chosen;
}

Result<SyncOptions> sync_options(App& app, const Arguments& arguments) {
  SyncOptions options{.sources = arguments.all("SOURCE")};
  if (arguments.has("--dry-run")) options.mode = store::ApplyMode::dry_run;
  if (const auto text = arguments.find("--raise-limit")) {
    std::string_view number = *text;
    if (number.ends_with('%')) number.remove_suffix(1);
    const auto percent = core::number_in<double>(number);
    // 100 would switch the breaker off, and off it never is.
    if (!percent || *percent <= 0 || *percent >= 100) {
      return fail_with(app, ErrorKind::invalid_input, Word::sync_bad_limit,
                       Word::sync_bad_limit_next, {{"text", *text}});
    }
    options.raise_limit_percent = *percent;
    options.raised_by = arguments.get("--by");
    options.reason = arguments.get("--reason");
  }
  return options;
}

Result<ExitCode> run_sync(App& app, const SyncOptions& options) {
  const auto sources = TRY(chosen_sources(app, options.sources));
  const store::BreakerLimits limits = TRY(standing_limits(app));
  const auto raise = TRY(raise_of(app, options, limits));
  std::vector<service::SourceRun> runs;
  ExitCode code = ExitCode::fine;
  for (const Settings::Source& source : sources) {
    runs.push_back(TRY(run_source(app, options, limits, raise, source)));
    code = worse_of(code, outcome_of(runs.back()));
  }
  if (options.mode == store::ApplyMode::apply) {
    // What cannot be bound now is bound by the next run; a policy without use binds nothing.
    if (const auto policy = app.policy()) {
      store::Store& store = *TRY(app.store());
      TRY(service::bind_names(store, **policy, app.now()));
    }
  }
  if (app.json()) {
    app.print(json_of_runs(runs, options, code, app.language()));
  } else {
    show_runs(app, runs, options);
  }
  return code;
}

}  // namespace rettesnor::cli
