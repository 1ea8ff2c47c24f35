// `policy simulate`: shows the difference that a changed policy would make.
#include "cli/commands/policy_simulate.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/output/finding_list.h"
#include "cli/output/json.h"
#include "core/text.h"
#include "reconcile/simulate.h"
#include "words/findings.h"

namespace rettesnor::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using reconcile::RightChange;

constexpr std::size_t kMostRights = 40;

core::Result<std::string> text_of(const App& app, const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::simulate_unreadable,
                     Word::simulate_unreadable_next, {{"path", path.string()}});
  }
  return text.str();
}

/// The policy's files with one of them replaced by the draft (or added, when its name is new).
core::Result<policies::PolicyReading> with_draft(App& app, const fs::path& draft) {
  const std::string folder = TRY(app.settings())->policy_folder;
  std::vector<std::pair<std::string, std::string>> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".toml" || entry.path().filename() == draft.filename())
      continue;
    files.emplace_back(entry.path().filename().string(), TRY(text_of(app, entry.path())));
  }
  files.emplace_back(draft.filename().string(), TRY(text_of(app, draft)));
  std::sort(files.begin(), files.end());
  return policies::read_policy_texts(files);
}

core::Result<policies::PolicyReading> read_draft(App& app, const std::string& draft) {
  std::error_code error;
  if (!fs::exists(draft, error)) {
    return fail_with(app, core::ErrorKind::not_found, Word::simulate_unreadable,
                     Word::simulate_unreadable_next, {{"path", draft}});
  }
  if (fs::is_directory(draft, error)) return policies::read_policy(draft);
  return with_draft(app, draft);
}

json change_json(const RightChange& change) {
  return {{"what", name_of(change.what)},
          {"person", json_of(change.person)},
          {"entitlement", json_of(change.entitlement)},
          {"role", change.role},
          {"held", change.held}};
}

json simulation_json(const reconcile::Simulation& simulation, Language language) {
  json rights = json::array();
  for (const RightChange& change : simulation.rights) rights.push_back(change_json(change));
  const auto findings = [&](const std::vector<core::Finding>& list) {
    json out = json::array();
    for (const core::Finding& finding : list) out.push_back(json_of(finding, language));
    return out;
  };
  json last = json::array();
  for (const reconcile::LastHolder& holder : simulation.last_holders) {
    last.push_back({{"entitlement", json_of(holder.entitlement)},
                    {"holders_before", holder.holders_before},
                    {"holders_after", holder.holders_after},
                    {"holder", json_of(holder.holder)}});
  }
  return {{"rights", rights},
          {"appear", findings(simulation.appear)},
          {"vanish", findings(simulation.vanish)},
          {"changed", findings(simulation.changed)},
          {"last_holders", last}};
}

Word word_of(RightChange::What what) {
  switch (what) {
    case RightChange::What::gains_expected:
      return Word::simulate_gains_expected;
    case RightChange::What::loses_expected:
      return Word::simulate_loses_expected;
    case RightChange::What::gains_allowed:
      return Word::simulate_gains_allowed;
    case RightChange::What::loses_allowed:
      return Word::simulate_loses_allowed;
    case RightChange::What::gains_held:
      return Word::simulate_gains_held;
    case RightChange::What::loses_held:
      return Word::simulate_loses_held;
  }
  return Word::simulate_gains_allowed;
}

bool is_gain(RightChange::What what) {
  return what == RightChange::What::gains_expected || what == RightChange::What::gains_allowed ||
         what == RightChange::What::gains_held;
}

void show_rights(Screen& screen, const reconcile::Simulation& simulation, std::size_t most) {
  for (const bool gains : {true, false}) {
    Table table({{""},
                 {.title = "", .narrow = Narrow::wrap, .least = 16},
                 {.title = "", .narrow = Narrow::wrap, .least = 16},
                 {.title = "", .narrow = Narrow::wrap, .least = 12}});
    std::size_t of_this = 0;
    for (const RightChange& change : simulation.rights) {
      if (is_gain(change.what) != gains) continue;
      if (++of_this > most) continue;
      std::string note = screen.text(word_of(change.what));
      if (change.held) note += ", " + screen.text(Word::simulate_held);
      table.add({line_of(gains ? "+" : "-", gains ? Tone::good : Tone::critical),
                 foreign(change.person.label), foreign(change.entitlement.ref), line_of(note)});
    }
    if (of_this == 0) continue;
    screen.heading(gains ? Word::simulate_gains : Word::simulate_loses,
                   {{"n", screen.number(static_cast<std::int64_t>(of_this))}});
    screen.table(table, 2);
    if (of_this > most) {
      screen.say(Word::and_more, {{"n", std::to_string(of_this - most)}}, Tone::faint, 2);
    }
  }
}

void show_findings_of(Screen& screen, Word title, const std::vector<core::Finding>& findings,
                      std::size_t most) {
  if (findings.empty()) return;
  screen.heading(title, {{"n", screen.number(static_cast<std::int64_t>(findings.size()))}});
  std::size_t shown = 0;
  for (const core::Finding& finding : findings) {
    if (++shown > most) break;
    screen.paragraph({{screen.text(cli::word_of(finding.severity)), tone_of(finding.severity)},
                      {"  " + words::sentence(finding, screen.language())},
                      {" " + finding.code, Tone::faint}},
                     2, 2);
  }
  if (findings.size() > most) {
    screen.say(Word::and_more, {{"n", std::to_string(findings.size() - most)}}, Tone::faint, 2);
  }
}

void show(Screen& screen, const reconcile::Simulation& simulation, std::size_t most) {
  screen.say(Word::simulate_nothing_kept, {}, Tone::faint);
  if (simulation.rights.empty() && simulation.appear.empty() && simulation.vanish.empty() &&
      simulation.changed.empty() && simulation.last_holders.empty()) {
    screen.say(Word::simulate_no_difference, {}, Tone::good);
    return;
  }
  show_rights(screen, simulation, most);
  show_findings_of(screen, Word::simulate_appear, simulation.appear, most);
  show_findings_of(screen, Word::simulate_vanish, simulation.vanish, most);
  show_findings_of(screen, Word::simulate_changed, simulation.changed, most);
  if (simulation.last_holders.empty()) return;
  screen.heading(Word::simulate_last);
  for (const reconcile::LastHolder& last : simulation.last_holders) {
    const bool none = last.holder.kind.empty();
    screen.paragraph(line_of(screen.text(none ? Word::simulate_last_none : Word::simulate_last_one,
                                         {{"entitlement", last.entitlement.ref},
                                          {"person", last.holder.label},
                                          {"before", std::to_string(last.holders_before)}}),
                             Tone::high),
                     2, 2);
  }
}

}  // namespace

core::Result<PolicySimulateOptions> policy_simulate_options(App&, const Arguments& arguments) {
  return PolicySimulateOptions{.draft = arguments.get("DRAFT")};
}

core::Result<ExitCode> run_policy_simulate(App& app, const PolicySimulateOptions& options) {
  const auto before = TRY(app.policy());
  const policies::PolicyReading draft = TRY(read_draft(app, options.draft));
  if (!draft.usable()) return refuse_policy(app, draft, options.draft);
  store::Store& store = *TRY(app.store_with_history());
  const core::Snapshot snapshot = TRY(store.latest());
  const core::LocalZone& zone = *TRY(app.zone());
  const auto simulation = reconcile::simulate(snapshot, *before, draft.policy, zone, app.now());
  if (app.json()) {
    app.print(simulation_json(simulation, app.language()));
  } else {
    show(app.screen(), simulation, app.verbose() ? 1000000 : kMostRights);
  }
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
