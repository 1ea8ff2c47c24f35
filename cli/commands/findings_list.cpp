// `findings list`: the open findings, worst first.
#include <nlohmann/json.hpp>

#include "cli/commands/findings.h"
#include "cli/commands/findings_filter.h"
#include "cli/output/finding_list.h"
#include "cli/output/json.h"
#include "core/number.h"

namespace rettesnor::cli {

core::Result<FindingsListOptions> findings_list_options(App& app, const Arguments& arguments) {
  FindingsListOptions options{.filter = TRY(finding_filter(app, arguments))};
  if (const auto text = arguments.find("--limit")) {
    const auto limit = core::number_in<decltype(options.limit)>(*text);
    if (!limit) {
      return fail_with(app, core::ErrorKind::invalid_input, Word::findings_bad_limit,
                       Word::findings_bad_limit_next, {{"text", *text}});
    }
    options.limit = *limit;
  }
  return options;
}

core::Result<ExitCode> run_findings_list(App& app, const FindingsListOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const auto which = options.filter.resolved_too ? store::Store::Which::open_and_resolved
                                                 : store::Store::Which::open;
  const auto all = TRY(store.findings(which));
  std::vector<core::TrackedFinding> found = filtered(all, options.filter);
  if (app.json()) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& tracked : found) list.push_back(json_of(tracked, app.language()));
    app.print({{"findings", list}, {"total", found.size()}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  if (found.empty()) {
    screen.say(all.empty() ? Word::findings_none : Word::findings_none_fit, {}, Tone::good);
    return ExitCode::fine;
  }
  const std::size_t total = found.size();
  if (options.limit > 0 && found.size() > options.limit) found.resize(options.limit);
  screen.paragraph(
      line_of(screen.count(Word::findings_listed, static_cast<std::int64_t>(total)), Tone::strong));
  show_findings(screen, found, {.critical = total, .high = total, .others = total});
  screen.line();
  if (found.size() < total) {
    screen.say(Word::findings_cut, {{"n", screen.number(static_cast<std::int64_t>(found.size()))}},
               Tone::medium);
  }
  app.chatter().command("rettesnor findings show ID", Word::why_finding_show);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
