// `orphans`: shows the work list, and what to type for each situation.
#include "cli/commands/orphans.h"

#include <nlohmann/json.hpp>
#include <set>

#include "cli/output/json.h"
#include "cli/picture.h"
#include "review/orphans.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;
using review::Orphan;
using review::OrphanSituation;

Word word_of(OrphanSituation situation) {
  switch (situation) {
    case OrphanSituation::released:
      return Word::orphan_released;
    case OrphanSituation::left:
      return Word::orphan_left;
    case OrphanSituation::mandate_ended:
      return Word::orphan_mandate;
    case OrphanSituation::vendor_ended:
      return Word::orphan_vendor;
    case OrphanSituation::unclear:
      return Word::orphan_unclear;
    case OrphanSituation::nobody:
      return Word::orphan_nobody;
  }
  return Word::nothing;
}

bool has_person(const Orphan& orphan) {
  return !orphan.person.kind.empty();
}

void show_reactions(Screen& screen, const std::vector<Orphan>& orphans) {
  screen.heading(Word::orphans_reactions);
  const std::string reason = " --by LOGIN --reason " + screen.text(Word::text_placeholder);
  bool any_person = false;
  bool any_nobody = false;
  for (const Orphan& orphan : orphans) (has_person(orphan) ? any_person : any_nobody) = true;
  if (any_person) {
    screen.command("rettesnor orders propose", Word::why_orphan_ladder);
    screen.command("rettesnor orders request ACCOUNT" + reason, Word::why_orphan_close);
  }
  if (any_nobody) {
    screen.command("rettesnor link ACCOUNT PERSON" + reason, Word::why_orphan_link);
    screen.say(Word::orphans_register, {}, Tone::plain, 2);
  }
}

}  // namespace

core::Result<OrphansOptions> orphans_options(App&, const Arguments&) {
  return OrphansOptions{};
}

core::Result<ExitCode> run_orphans(App& app, const OrphansOptions&) {
  const auto picture = TRY(picture_now(app));
  const auto orphans = review::orphans_of(picture->graph);
  if (app.json()) {
    json list = json::array();
    for (const Orphan& orphan : orphans) {
      list.push_back({{"account", json_of(orphan.account)},
                      {"person", json_of(orphan.person)},
                      {"situation", std::string(review::name_of(orphan.situation))},
                      {"remote", orphan.reach == Orphan::Reach::remote},
                      {"since", orphan.since ? json(core::to_iso(*orphan.since)) : json()},
                      {"by_program", orphan.closing == Orphan::Closing::ladder}});
    }
    app.print({{"orphans", list}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  if (orphans.empty()) {
    screen.say(Word::orphans_none, {}, Tone::good);
    return ExitCode::fine;
  }
  Table table({{screen.text(Word::orphans_column_account), Align::left, Narrow::cut, 12},
               {screen.text(Word::orphans_column_why), Align::left, Narrow::wrap, 16},
               {screen.text(Word::orphans_column_person), Align::left, Narrow::cut, 12},
               {screen.text(Word::orphans_column_since)},
               {screen.text(Word::orphans_column_remote)}});
  for (const Orphan& orphan : orphans) {
    const bool remote = orphan.reach == Orphan::Reach::remote;
    table.add({foreign(orphan.account.ref), line_of(screen.text(word_of(orphan.situation))),
               foreign(orphan.person.label),
               line_of(orphan.since ? core::show(*orphan.since) : std::string()),
               line_of(remote ? screen.text(Word::orphans_remote) : std::string(),
                       remote ? Tone::high : Tone::plain)});
  }
  screen.table(table);
  show_reactions(app.chatter(), orphans);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
