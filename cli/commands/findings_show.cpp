// `findings show`: one finding with all of its reasons.
#include <nlohmann/json.hpp>

#include "cli/commands/findings.h"
#include "cli/output/finding_list.h"
#include "cli/output/json.h"
#include "core/text.h"
#include "words/findings.h"

namespace rettesnor::cli {
namespace {

constexpr std::size_t kShortestId = 4;

core::Result<core::TrackedFinding> find(App& app, const std::string& id) {
  if (id.size() < kShortestId) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::finding_id_short,
                     Word::finding_id_next, {{"id", id}});
  }
  store::Store& store = *TRY(app.store_with_history());
  const auto all = TRY(store.findings(store::Store::Which::open_and_resolved));
  const core::TrackedFinding* found = nullptr;
  std::int64_t fits = 0;
  for (const auto& tracked : all) {
    if (!tracked.id.starts_with(id)) continue;
    found = &tracked;
    ++fits;
  }
  if (fits == 0) {
    return fail_with(app, core::ErrorKind::not_found, Word::finding_unknown, Word::finding_id_next,
                     {{"id", id}});
  }
  if (fits > 1) {
    return fail_with(app, core::ErrorKind::not_found, Word::finding_id_ambiguous,
                     Word::finding_id_next, {{"id", id}});
  }
  return *found;
}

/// "Mette Holm → Kataloget/meho → Kataloget:G_A". A person's ref is a number; her label is a name.
Line line_of_path(const core::Path& path, const core::Finding& finding) {
  Line line;
  for (const core::PathStep& step : path) {
    if (!line.empty()) line.push_back({" → ", Tone::faint});
    std::string_view text = step.ref;
    for (const core::Thing* thing : {&finding.subject, &finding.object}) {
      const bool named = step.kind == "person" && thing->kind == "person" && thing->ref == step.ref;
      if (named && !thing->label.empty()) text = thing->label;
    }
    line.push_back({core::printable(text, 100), Tone::plain});
  }
  return line;
}

void add_thing(Screen& screen, Table& table, Word title, const core::Thing& thing) {
  if (thing.kind.empty()) return;
  std::string text = core::printable(thing.label.empty() ? thing.ref : thing.label, 200);
  if (!thing.label.empty() && thing.label != thing.ref) {
    text += "  (" + core::printable(thing.ref, 120) + ")";
  }
  table.add({line_of(screen.text(title), Tone::faint), line_of(text)});
}

Table facts_of(Screen& screen, const core::TrackedFinding& tracked, const core::LocalZone& zone) {
  const core::Finding& finding = tracked.finding;
  Table table({{""}, {.title = "", .narrow = Narrow::wrap, .least = 30}});
  const auto add = [&](Word title, const std::string& text) {
    if (!text.empty()) {
      table.add({line_of(screen.text(title), Tone::faint), foreign(text, Tone::plain, 400)});
    }
  };
  add_thing(screen, table, Word::order_col_about, finding.subject);
  add_thing(screen, table, Word::finding_object, finding.object);
  add(Word::finding_rule, finding.rule);
  add(Word::finding_clause, finding.clause);
  add(Word::finding_document, finding.document);
  add(Word::finding_since, zone.show_date(tracked.first_seen));
  if (tracked.resolved_at) {
    add(Word::finding_resolved, zone.show_date(*tracked.resolved_at));
  } else {
    add(Word::finding_last_seen, zone.show(tracked.last_seen));
  }
  add(Word::finding_covered, finding.covered_by);
  return table;
}

void show(Screen& screen, const core::TrackedFinding& tracked, const core::LocalZone& zone) {
  const core::Finding& finding = tracked.finding;
  const words::FindingWords* words = words::words_of(finding.code);
  Line head = {{screen.text(word_of(finding.severity)), tone_of(finding.severity)}};
  if (words != nullptr) {
    head.push_back({"  " + std::string(words->title(screen.language())), Tone::strong});
  }
  head.push_back({"  " + finding.code, Tone::faint});
  screen.paragraph(head);
  screen.paragraph(line_of(words::sentence(finding, screen.language())));
  screen.line();
  screen.table(facts_of(screen, tracked, zone), 2);
  if (!finding.paths.empty()) {
    screen.heading(Word::finding_paths);
    for (const core::Path& path : finding.paths)
      screen.paragraph(line_of_path(path, finding), 2, 4);
  }
  if (!finding.evidence.empty()) {
    screen.heading(Word::finding_evidence);
    Table table({{.title = "", .narrow = Narrow::cut, .least = 16},
                 {.title = "", .narrow = Narrow::wrap, .least = 30}});
    for (const auto& [name, value] : finding.evidence) {
      table.add({foreign(name, Tone::faint, 60), foreign(value, Tone::plain, 400)});
    }
    screen.table(table, 2);
  }
  screen.line();
  screen.line(line_of("  " + screen.text(Word::finding_id_label) + " " + tracked.id, Tone::faint));
}

}  // namespace

core::Result<FindingsShowOptions> findings_show_options(App&, const Arguments& arguments) {
  return FindingsShowOptions{.id = core::fold(arguments.get("ID"))};
}

core::Result<ExitCode> run_findings_show(App& app, const FindingsShowOptions& options) {
  const core::TrackedFinding tracked = TRY(find(app, options.id));
  if (app.json()) {
    app.print({{"finding", json_of(tracked, app.language())}});
    return ExitCode::fine;
  }
  show(app.screen(), tracked, *TRY(app.zone()));
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
