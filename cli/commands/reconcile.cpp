// `reconcile`: graph, checks, and the table of findings.
#include "cli/commands/reconcile.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/order_room.h"
#include "cli/output/finding_list.h"
#include "cli/severity.h"
#include "review/checks/findings.h"
#include "service/bind_names.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;

struct Run {
  store::TrackResult tracked{};
  std::vector<core::TrackedFinding> findings;  ///< open ones
  std::vector<review::ProofLine> proved;
  double graph_seconds = 0;
  double check_seconds = 0;
  double store_seconds = 0;
};

core::Result<Run> reconcile_now(App& app) {
  Run run;
  const double begun = app.machine().stopwatch();
  ProgressLine line = app.progress("reconcile");
  store::Store& store = *TRY(app.store_with_history());
  const auto policy = TRY(app.policy());
  TRY(service::bind_names(store, *policy, app.now()));
  const auto reviews = TRY(reviews_for(app));
  run.graph_seconds = app.machine().stopwatch() - begun;
  line.show(reviews->now()->snapshot.objects.size(), app.screen().text(Word::reconcile_checking));
  const auto orders = TRY(orders_for(app));
  TRY(orders->refresh(reviews->now()));
  run.proved = TRY(orders->prove(app.now()));
  TRY(orders->propose(review::Orders::Proposals::decisions, app.now()));
  const auto findings = TRY(review::checks::find(reviews->look()));
  run.check_seconds = app.machine().stopwatch() - begun - run.graph_seconds;
  run.tracked = TRY(store.track(findings, app.now()));
  run.findings = TRY(store.findings(store::Store::Which::open));
  run.store_seconds = app.machine().stopwatch() - begun - run.graph_seconds - run.check_seconds;
  return run;
}

ExitCode code_of(const Run& run, const ReconcileOptions& options) {
  if (!options.fail_on) return ExitCode::fine;
  for (const auto& tracked : run.findings) {
    if (tracked.finding.covered_by.empty() && tracked.finding.severity <= *options.fail_on) {
      return ExitCode::findings;
    }
  }
  return ExitCode::fine;
}

json run_json(const Run& run, ExitCode code) {
  const FindingCounts counts = count(run.findings);
  json open = json::object();
  for (const core::Severity severity : kAllSeverities) {
    open[std::string(core::name_of(severity))] = counts.of(severity);
  }
  return {{"exit_code", static_cast<int>(code)}, {"open", open},
          {"open_total", counts.total()},        {"covered", counts.covered},
          {"new", run.tracked.appeared},         {"reopened", run.tracked.reopened},
          {"resolved", run.tracked.resolved},    {"unchanged", run.tracked.stayed}};
}

void show(App& app, const Run& run) {
  Screen& screen = app.chatter();
  show_counts(screen, count(run.findings));
  screen.paragraph({{screen.text(
      Word::reconcile_since, {{"new", screen.number(run.tracked.appeared + run.tracked.reopened)},
                              {"resolved", screen.number(run.tracked.resolved)},
                              {"same", screen.number(run.tracked.stayed)}})}});
  if (!run.proved.empty()) {
    const auto gone = std::count_if(run.proved.begin(), run.proved.end(), [](const auto& each) {
      return each.found == core::OrderStep::Kind::verified;
    });
    const auto others = static_cast<std::int64_t>(run.proved.size()) - gone;
    const std::string verified = screen.number(gone);
    const std::string still = screen.number(others);
    screen.say(Word::reconcile_orders_proved, {{"n", verified}, {"still", still}},
               others == 0 ? Tone::good : Tone::high);
  }
  std::vector<core::TrackedFinding> counted;
  for (const auto& finding : run.findings) {
    if (finding.finding.covered_by.empty()) counted.push_back(finding);
  }
  show_findings(screen, counted, {.critical = 15, .high = 6, .others = 2});
  screen.line();
  if (counted.empty()) {
    screen.say(Word::findings_none, {}, Tone::good);
  } else {
    screen.command("rettesnor findings show ID", Word::why_finding_show);
    screen.command("rettesnor findings list", Word::why_findings_list);
  }
  if (app.verbose()) {
    screen.line();
    const Language language = app.language();
    screen.say(Word::reconcile_times,
               {{"graph", show_decimal(language, run.graph_seconds)},
                {"checks", show_decimal(language, run.check_seconds)},
                {"store", show_decimal(language, run.store_seconds)}},
               Tone::faint);
  }
}

}  // namespace

core::Result<ReconcileOptions> reconcile_options(App& app, const Arguments& arguments) {
  ReconcileOptions options;
  if (const auto text = arguments.find("--fail-on")) {
    options.fail_on = TRY(severity_named(app, *text));
  }
  return options;
}

core::Result<ExitCode> run_reconcile(App& app, const ReconcileOptions& options) {
  const Run run = TRY(reconcile_now(app));
  const ExitCode code = code_of(run, options);
  if (app.json()) {
    app.print(run_json(run, code));
  } else {
    show(app, run);
  }
  return code;
}

}  // namespace rettesnor::cli
