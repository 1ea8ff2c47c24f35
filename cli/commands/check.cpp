// `check`: looks at each source and changes nothing.
#include "cli/commands/check.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "cli/commands/sync.h"
#include "connectors/registry.h"
#include "connectors/writing/revoker.h"
#include "core/text.h"
#include "policies/source_settings_table.h"

namespace rettesnor::cli {
namespace {

using connectors::CheckLine;
using nlohmann::json;

struct Checked {
  policies::Settings::Source source;
  std::vector<CheckLine> lines;
  std::optional<core::Error> error;
  bool good() const {
    if (error) return false;
    for (const CheckLine& line : lines) {
      if (line.verdict == CheckLine::Verdict::bad) return false;
    }
    return true;
  }
};

/// What is wrong with the writing account is a line beside those of the reading one.
std::vector<CheckLine> look_at_writer(App& app, const connectors::SourceSettings& source) {
  const auto failed = [&](const core::Error& error) {
    return std::vector<CheckLine>{
        {CheckLine::Verdict::bad, "writing", sentence(error, app.language())}};
  };
  auto revoker = connectors::make_revoker(source);
  if (!revoker) return failed(revoker.error());
  auto lines = (*revoker)->check(app.now());
  if (!lines) return failed(lines.error());
  return std::move(*lines);
}

core::Result<std::vector<CheckLine>> look(App& app, const policies::Settings& settings,
                                          const policies::Settings::Source& source) {
  const connectors::SourceSettings described{.name = source.name,
                                             .kind = source.kind,
                                             .system = source.system,
                                             .folder = settings.folder,
                                             .values = source.values};
  auto connector = TRY(connectors::make_connector(described));
  auto lines = TRY(connector->check(app.now()));
  if (source.values == nullptr || !source.values->contains(policies::kLdapSource["write"].key)) {
    return lines;
  }
  for (CheckLine& line : look_at_writer(app, described)) lines.push_back(std::move(line));
  return lines;
}

Word verdict_word(CheckLine::Verdict verdict) {
  switch (verdict) {
    case CheckLine::Verdict::good:
      return Word::check_good;
    case CheckLine::Verdict::note:
      return Word::check_note;
    case CheckLine::Verdict::bad:
      return Word::check_bad;
  }
  return Word::check_bad;
}

Tone verdict_tone(CheckLine::Verdict verdict) {
  switch (verdict) {
    case CheckLine::Verdict::good:
      return Tone::good;
    case CheckLine::Verdict::note:
      return Tone::medium;
    case CheckLine::Verdict::bad:
      return Tone::critical;
  }
  return Tone::plain;
}

void show(Screen& screen, const Checked& checked) {
  const auto& source = checked.source;
  screen.line(
      {{core::printable(source.name, 60), Tone::strong},
       {"  " + core::printable(source.system, 60) + " (" + source.kind + ")", Tone::faint}});
  Table table({{""},
               {.title = "", .narrow = Narrow::cut, .least = 12},
               {.title = "", .narrow = Narrow::wrap, .least = 24}});
  for (const CheckLine& line : checked.lines) {
    table.add({line_of(screen.text(verdict_word(line.verdict)), verdict_tone(line.verdict)),
               foreign(line.what, Tone::plain, 60),
               foreign(words::told(line.detail, screen.language()), Tone::plain, 500)});
  }
  if (checked.error) {
    table.add({line_of(screen.text(Word::check_bad), Tone::critical),
               line_of(screen.text(Word::check_attempt)),
               foreign(sentence(*checked.error, screen.language()), Tone::plain, 1000)});
  }
  screen.table(table, 2);
  screen.line();
}

json checked_json(const Checked& checked, Language language) {
  json lines = json::array();
  for (const CheckLine& line : checked.lines) {
    lines.push_back({{"verdict", name_of(line.verdict)},
                     {"what", line.what},
                     {"detail", words::told(line.detail, language)}});
  }
  json error = nullptr;
  if (checked.error) {
    error = {{"kind", core::name_of(checked.error->kind)},
             {"message", sentence(*checked.error, language)}};
  }
  return {{"source", checked.source.name},
          {"kind", checked.source.kind},
          {"system", checked.source.system},
          {"good", checked.good()},
          {"lines", lines},
          {"error", error}};
}

}  // namespace

core::Result<CheckOptions> check_options(App&, const Arguments& arguments) {
  return CheckOptions{.sources = arguments.all("SOURCE")};
}

core::Result<ExitCode> run_check(App& app, const CheckOptions& options) {
  const policies::Settings& settings = *TRY(app.settings());
  const auto sources = TRY(chosen_sources(app, options.sources));
  json all = json::array();
  std::int64_t bad = 0;
  for (const auto& source : sources) {
    Checked checked{.source = source};
    auto lines = look(app, settings, source);
    if (lines) {
      checked.lines = std::move(*lines);
    } else {
      checked.error = lines.error();
    }
    if (!checked.good()) ++bad;
    if (app.json()) {
      all.push_back(checked_json(checked, app.language()));
    } else {
      show(app.screen(), checked);
    }
  }
  const ExitCode code = bad == 0 ? ExitCode::fine : ExitCode::source;
  if (app.json()) {
    app.print({{"exit_code", static_cast<int>(code)}, {"sources", all}});
  } else if (bad == 0) {
    app.chatter().say(Word::check_all_good, {}, Tone::good);
    app.chatter().command("rettesnor sync", Word::why_sync);
  } else {
    app.screen().paragraph(line_of(app.screen().count(Word::check_some_bad, bad), Tone::critical));
  }
  return code;
}

}  // namespace rettesnor::cli
