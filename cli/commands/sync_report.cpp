// Tells how each source went.
#include "cli/commands/sync_report.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "cli/output/json.h"
#include "cli/output/source_table.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;

constexpr std::size_t kMostRows = 10;
constexpr std::size_t kMostDryRunLines = 40;

Line outcome_of(const Screen& screen, const service::SourceRun& run) {
  if (run.error) return line_of(screen.text(Word::outcome_failed), Tone::critical);
  if (run.result.outcome == core::PullOutcome::quarantined) {
    return line_of(screen.text(Word::outcome_quarantined), Tone::high);
  }
  if (core::has_hole(run.gaps)) return line_of(screen.text(Word::sync_incomplete), Tone::medium);
  if (!run.rejected.empty()) {
    return line_of(
        screen.count(Word::sync_complete_but, static_cast<std::int64_t>(run.rejected.size())),
        Tone::medium);
  }
  if (!run.gaps.empty()) return line_of(screen.text(Word::sync_complete_noted), Tone::good);
  return line_of(screen.text(Word::sync_complete), Tone::good);
}

Table table_of(const Screen& screen, const std::vector<service::SourceRun>& runs) {
  std::vector<SourceRow> rows;
  for (const service::SourceRun& run : runs) {
    SourceRow row{.name = run.source.name, .outcome = outcome_of(screen, run)};
    if (!run.error) {
      row.classes = run.result.classes;
      row.members = run.result.members_seen;
    }
    rows.push_back(std::move(row));
  }
  return source_table(screen, rows);
}

Line told_hole(const core::Gap& gap, Language language) {
  return foreign(words::told(gap.what, language) + ": " + words::told(gap.reason, language),
                 Tone::plain, 500);
}

void show_trouble(Screen& screen, const service::SourceRun& run) {
  const std::string& name = run.source.name;
  const auto start = [&](Word word, Tone tone) {
    screen.line();
    screen.say(word, {{"source", name}}, tone);
  };
  if (run.error) {
    start(Word::sync_failed_line, Tone::critical);
    screen.paragraph(foreign(sentence(*run.error, screen.language()), Tone::plain, 1000), 2, 2);
    screen.command("rettesnor check " + name, Word::why_check);
    return;
  }
  show_gaps(screen, name, run.gaps);
  if (!run.rejected.empty()) {
    screen.line();
    screen.paragraph(
        line_of(screen.count(Word::sync_rejected_line,
                             static_cast<std::int64_t>(run.rejected.size()), {{"source", name}}),
                Tone::medium));
    std::size_t shown = 0;
    for (const core::RejectedRow& row : run.rejected) {
      if (++shown > kMostRows) break;
      Line line = foreign(row.file + ":" + std::to_string(row.line), Tone::strong);
      line.push_back(
          {"  " + core::printable(words::told(row.reason, screen.language()), 300), Tone::plain});
      screen.paragraph(line, 2, 2);
    }
    if (run.rejected.size() > kMostRows) {
      screen.say(Word::and_more, {{"n", std::to_string(run.rejected.size() - kMostRows)}},
                 Tone::faint, 2);
    }
  }
  if (!run.notes.empty()) start(Word::sync_notes_line, Tone::medium);
  for (const core::Note& note : run.notes) {
    screen.paragraph(
        foreign(note.what + ": " + words::told(note.text, screen.language()), Tone::plain, 500), 2,
        2);
  }
  std::int64_t withheld = 0;
  for (const store::ClassChange& change : run.result.classes) withheld += change.withheld;
  if (withheld > 0) {
    screen.line();
    screen.paragraph(line_of(screen.count(Word::sync_withheld, withheld, {{"source", name}})));
  }
}

void show_quarantine(Screen& screen, const service::SourceRun& run) {
  if (run.error || run.result.outcome != core::PullOutcome::quarantined) return;
  screen.line();
  screen.say(Word::sync_quarantine_line, {{"source", run.source.name}}, Tone::high);
  for (const std::string& reason : run.result.breaker_reasons) {
    screen.paragraph(foreign("· " + words::told(reason, screen.language()), Tone::plain, 500), 2,
                     2);
  }
  if (!run.result.pull) return;
  const std::string number = std::to_string(run.result.pull->value);
  screen.command("rettesnor quarantine show " + number, Word::why_quarantine_show);
  screen.command("rettesnor quarantine release " + number + " --by LOGIN --reason " +
                     screen.text(Word::label_text),
                 Word::why_quarantine_release);
  screen.command("rettesnor quarantine reject " + number + " --by LOGIN --reason " +
                     screen.text(Word::label_text),
                 Word::why_quarantine_reject);
}

}  // namespace

void show_gaps(Screen& screen, const std::string& source, const std::vector<core::Gap>& gaps) {
  if (gaps.empty()) return;
  const bool holes = core::has_hole(gaps);
  screen.line();
  screen.say(holes ? Word::sync_gaps_line : Word::sync_left_out_line, {{"source", source}},
             holes ? Tone::medium : Tone::plain);
  // One place may leave several lists with a hole; it is told once.
  std::set<std::pair<std::string_view, std::string_view>> told;
  for (const core::Gap& gap : gaps) {
    if (!told.emplace(gap.what, gap.reason).second || told.size() > kMostRows) continue;
    screen.paragraph(told_hole(gap, screen.language()), 2, 2);
  }
  if (told.size() > kMostRows) {
    screen.say(Word::and_more, {{"n", std::to_string(told.size() - kMostRows)}}, Tone::faint, 2);
  }
}

nlohmann::json json_of(const std::vector<core::Gap>& gaps, Language language) {
  nlohmann::json list = nlohmann::json::array();
  for (const core::Gap& gap : gaps) {
    list.push_back({{"class", core::name_of(gap.object_class)},
                    {"list", core::name_of(gap.list)},
                    {"what", words::told(gap.what, language)},
                    {"reason", words::told(gap.reason, language)}});
  }
  return list;
}

std::string show_changes(Language language, const store::ApplyResult& result) {
  std::string out;
  const auto add = [&](Word word, std::int64_t n, std::string_view noun) {
    if (n == 0) return;
    if (!out.empty()) out += ", ";
    out += say_count(language, word, n, {{"noun", noun}});
  };
  for (const store::ClassChange& change : result.classes) {
    const std::string one = say_count(language, words::noun_of(change.object_class), 1);
    const std::string many = say_count(language, words::noun_of(change.object_class), 2);
    add(Word::change_added, change.added, change.added == 1 ? one : many);
    add(Word::change_changed, change.changed, change.changed == 1 ? one : many);
    add(Word::change_removed, change.removed, change.removed == 1 ? one : many);
  }
  const auto noun = [&](std::int64_t n) { return say_count(language, Word::noun_membership, n); };
  add(Word::change_added, result.members_added, noun(result.members_added));
  add(Word::change_removed, result.members_removed, noun(result.members_removed));
  return out;
}

void show_change_lines(Screen& screen, const std::vector<store::ChangeLine>& lines,
                       std::size_t most) {
  using What = store::ChangeLine::What;
  std::size_t shown = 0;
  for (const store::ChangeLine& line : lines) {
    if (++shown > most) {
      screen.say(Word::and_more, {{"n", std::to_string(lines.size() - most)}}, Tone::faint, 2);
      return;
    }
    const bool plus = line.what == What::added || line.what == What::member_added;
    const bool minus = line.what == What::removed || line.what == What::member_removed;
    std::string text = say_count(screen.language(), words::noun_of(line.object_class), 1) + " ";
    if (line.what == What::member_added || line.what == What::member_removed) {
      text = screen.text(Word::change_member_in) + " ";
    }
    text += core::printable(line.label.empty() ? line.natural_id : line.label, 100);
    if (!line.detail.empty()) text += ": " + core::printable(line.detail, 300);
    screen.paragraph({{plus    ? "+ "
                       : minus ? "- "
                               : "~ ",
                       plus    ? Tone::good
                       : minus ? Tone::critical
                               : Tone::medium},
                      {text}},
                     2, 2);
  }
}

void show_runs(App& app, const std::vector<service::SourceRun>& runs, const SyncOptions& options) {
  Screen& screen = app.chatter();
  const bool dry = options.mode == store::ApplyMode::dry_run;
  if (dry) screen.say(Word::sync_dry_run, {}, Tone::medium);
  screen.table(table_of(screen, runs));

  Table changes({{""}, {.title = "", .narrow = Narrow::wrap, .least = 20}});
  for (const service::SourceRun& run : runs) {
    if (run.error || (run.first && !dry)) continue;
    const std::string text = show_changes(app.language(), run.result);
    if (!text.empty()) changes.add({foreign(run.source.name), line_of(text)});
  }
  bool all_first = true;
  for (const service::SourceRun& run : runs) all_first = all_first && run.first;
  if (!changes.empty()) {
    screen.heading(dry ? Word::sync_would_change : Word::sync_changed);
    screen.table(changes, 2);
  } else if (!all_first) {
    screen.line();
    screen.say(Word::sync_nothing_changed);
  }
  for (const service::SourceRun& run : runs) show_trouble(screen, run);
  for (const service::SourceRun& run : runs) show_quarantine(screen, run);
  if (dry) {
    for (const service::SourceRun& run : runs) {
      if (run.error || run.result.lines.empty()) continue;
      screen.heading(Word::sync_lines_of, {{"source", run.source.name}});
      show_change_lines(screen, run.result.lines, app.verbose() ? 1000 : kMostDryRunLines);
    }
    return;
  }
  screen.line();
  screen.command("rettesnor reconcile", Word::why_reconcile);
}

json json_of_runs(const std::vector<service::SourceRun>& runs, const SyncOptions& options,
                  ExitCode code, Language language) {
  json sources = json::array();
  for (const service::SourceRun& run : runs) {
    json out = {{"source", run.source.name},
                {"kind", run.source.kind},
                {"system", run.source.system},
                {"error", nullptr}};
    if (run.error) {
      out["outcome"] = name_of(core::PullOutcome::failed);
      out["error"] = {{"kind", name_of(run.error->kind)},
                      {"message", sentence(*run.error, language)}};
      sources.push_back(std::move(out));
      continue;
    }
    out["outcome"] = name_of(run.result.outcome);
    out["pull"] = run.result.pull ? json(run.result.pull->value) : json(nullptr);
    out["classes"] = json::array();
    for (const auto& change : run.result.classes) out["classes"].push_back(json_of(change));
    out["members"] = {{"seen", run.result.members_seen},
                      {"added", run.result.members_added},
                      {"removed", run.result.members_removed}};
    out["breaker_reasons"] = sentences(run.result.breaker_reasons, language);
    out["gaps"] = json_of(run.gaps, language);
    out["rejected"] = json::array();
    for (const core::RejectedRow& row : run.rejected) {
      out["rejected"].push_back(
          {{"file", row.file}, {"line", row.line}, {"reason", words::told(row.reason, language)}});
    }
    out["notes"] = json::array();
    for (const core::Note& note : run.notes) {
      out["notes"].push_back({{"what", note.what}, {"text", words::told(note.text, language)}});
    }
    out["changes"] = json::array();
    for (const auto& line : run.result.lines) out["changes"].push_back(json_of(line));
    sources.push_back(std::move(out));
  }
  return {{"dry_run", options.mode == store::ApplyMode::dry_run},
          {"exit_code", static_cast<int>(code)},
          {"sources", sources}};
}

}  // namespace rettesnor::cli
