// `quarantine`: shows waiting pulls and takes people's word on them.
#include "cli/commands/quarantine.h"

#include <nlohmann/json.hpp>

#include "cli/commands/sync_report.h"
#include "cli/lookup.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "cli/required.h"
#include "core/number.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLines = 40;

core::Result<core::PullId> pull_number(App& app, const std::string& text) {
  if (const auto number = core::number_in<std::int64_t>(text, 1)) return core::PullId{*number};
  return fail_with(app, core::ErrorKind::invalid_input, Word::quarantine_bad_number,
                   Word::quarantine_bad_number_next, {{"text", text}});
}

core::Result<store::PullSummary> waiting(App& app, core::PullId pull) {
  store::Store& store = *TRY(app.store_with_history());
  for (const store::PullSummary& summary : TRY(store.quarantined())) {
    if (summary.pull == pull) return summary;
  }
  return fail_with(app, core::ErrorKind::not_found, Word::quarantine_unknown,
                   Word::quarantine_bad_number_next, {{"n", std::to_string(pull.value)}});
}

/// The person behind --by: known to the sources as they were before the pull that waits.
core::Result<core::Thing> decider(App& app, const std::string& by) {
  const auto picture = TRY(picture_now(app));
  const core::Index person = TRY(find_decider(app, picture->graph, by));
  return thing_of_person(picture->graph, person);
}

void show_reasons(Screen& screen, const store::PullSummary& pull) {
  for (const std::string& reason : pull.breaker_reasons) {
    screen.paragraph(foreign("· " + words::told(reason, screen.language()), Tone::plain, 500), 2,
                     2);
  }
}

void show_next(Screen& screen, core::PullId pull) {
  const std::string number = std::to_string(pull.value);
  const std::string reason = " --by LOGIN --reason " + screen.text(Word::label_text);
  screen.command("rettesnor quarantine release " + number + reason, Word::why_quarantine_release);
  screen.command("rettesnor quarantine reject " + number + reason, Word::why_quarantine_reject);
}

}  // namespace

core::Result<QuarantineListOptions> quarantine_list_options(App&, const Arguments&) {
  return QuarantineListOptions{};
}

core::Result<ExitCode> run_quarantine_list(App& app, const QuarantineListOptions&) {
  store::Store& store = *TRY(app.store_with_history());
  const auto pulls = TRY(store.quarantined());
  const ExitCode code = pulls.empty() ? ExitCode::fine : ExitCode::quarantine;
  if (app.json()) {
    json list = json::array();
    for (const auto& pull : pulls) list.push_back(json_of(pull, app.language()));
    app.print({{"quarantined", list}, {"exit_code", static_cast<int>(code)}});
    return code;
  }
  Screen& screen = app.screen();
  if (pulls.empty()) {
    screen.say(Word::quarantine_empty, {}, Tone::good);
    return code;
  }
  const core::LocalZone& zone = *TRY(app.zone());
  for (const auto& pull : pulls) {
    screen.say(Word::quarantine_item,
               {{"n", std::to_string(pull.pull.value)},
                {"source", pull.source},
                {"when", zone.show(pull.started)},
                {"words", std::to_string(pull.released_by.size())}},
               Tone::high);
    show_reasons(screen, pull);
    screen.command("rettesnor quarantine show " + std::to_string(pull.pull.value),
                   Word::why_quarantine_show);
    screen.line();
  }
  return code;
}

core::Result<QuarantineShowOptions> quarantine_show_options(App& app, const Arguments& arguments) {
  return QuarantineShowOptions{.pull = TRY(pull_number(app, arguments.get("N")))};
}

core::Result<ExitCode> run_quarantine_show(App& app, const QuarantineShowOptions& options) {
  const store::PullSummary pull = TRY(waiting(app, options.pull));
  store::Store& store = *TRY(app.store());
  const store::ApplyResult change = TRY(store.inspect_quarantined(options.pull));
  if (app.json()) {
    json lines = json::array();
    for (const auto& line : change.lines) lines.push_back(json_of(line));
    app.print({{"pull", json_of(pull, app.language())}, {"changes", lines}});
    return ExitCode::quarantine;
  }
  Screen& screen = app.screen();
  const core::LocalZone& zone = *TRY(app.zone());
  screen.say(Word::quarantine_item,
             {{"n", std::to_string(pull.pull.value)},
              {"source", pull.source},
              {"when", zone.show(pull.started)},
              {"words", std::to_string(pull.released_by.size())}},
             Tone::high);
  show_reasons(screen, pull);
  screen.heading(Word::quarantine_would);
  const std::string changes = show_changes(app.language(), change);
  screen.paragraph(line_of(changes.empty() ? screen.text(Word::quarantine_nothing) : changes), 2);
  screen.line();
  show_change_lines(screen, change.lines, app.verbose() ? 1000 : kMostLines);
  screen.line();
  show_next(screen, pull.pull);
  return ExitCode::quarantine;
}

core::Result<QuarantineDecision> quarantine_decision(App& app, const Arguments& arguments) {
  return QuarantineDecision{.pull = TRY(pull_number(app, arguments.get("N"))),
                            .by = TRY(required(app, arguments, "--by")),
                            .reason = TRY(required(app, arguments, "--reason"))};
}

core::Result<ExitCode> run_quarantine_release(App& app, const QuarantineDecision& decision) {
  TRY(waiting(app, decision.pull));
  const core::Thing person = TRY(decider(app, decision.by));
  store::Store& store = *TRY(app.store());
  const store::PullSummary after =
      TRY(store.release(decision.pull, person.key, app.now(), decision.reason));
  const bool released = after.outcome == core::PullOutcome::released;
  const ExitCode code = released ? ExitCode::fine : ExitCode::quarantine;
  if (app.json()) {
    app.print({{"pull", json_of(after, app.language())},
               {"by", json_of(person)},
               {"exit_code", static_cast<int>(code)}});
    return code;
  }
  Screen& screen = app.screen();
  // Values only look at text: the number must live as long as they do.
  const std::string number = std::to_string(decision.pull.value);
  const Values values = {{"person", person.label}, {"n", number}, {"source", after.source}};
  if (released) {
    screen.say(Word::quarantine_released, values, Tone::good);
    app.chatter().command("rettesnor reconcile", Word::why_reconcile);
  } else {
    screen.say(Word::quarantine_first_word, values, Tone::medium);
  }
  return code;
}

core::Result<ExitCode> run_quarantine_reject(App& app, const QuarantineDecision& decision) {
  TRY(waiting(app, decision.pull));
  const core::Thing person = TRY(decider(app, decision.by));
  store::Store& store = *TRY(app.store());
  const store::PullSummary after =
      TRY(store.reject(decision.pull, person.key, decision.reason, app.now()));
  if (app.json()) {
    app.print(
        {{"pull", json_of(after, app.language())}, {"by", json_of(person)}, {"exit_code", 0}});
    return ExitCode::fine;
  }
  app.screen().say(Word::quarantine_rejected,
                   {{"person", person.label},
                    {"n", std::to_string(decision.pull.value)},
                    {"source", after.source}},
                   Tone::good);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
