// `orphans`: shows the work list, what to type for each situation, and what may stand.
#include "cli/commands/orphans.h"

#include <nlohmann/json.hpp>
#include <set>

#include "cli/lookup.h"
#include "cli/order_room.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "cli/required.h"
#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "review/organisation/persons.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;
using review::Orphan;

bool has_person(const Orphan& orphan) {
  return !orphan.person.kind.empty();
}

void show_reactions(Screen& screen, const std::vector<Orphan>& orphans) {
  screen.heading(Word::orphans_reactions);
  const std::string reason = " --by LOGIN --reason " + screen.text(Word::label_text);
  bool any_person = false;
  bool any_nobody = false;
  for (const Orphan& orphan : orphans) (has_person(orphan) ? any_person : any_nobody) = true;
  if (any_person) {
    screen.command("rettesnor orders propose", Word::why_orphan_ladder);
    screen.command("rettesnor orders request ACCOUNT" + reason, Word::why_orphan_close);
  }
  screen.command("rettesnor orphans ask ACCOUNT" + reason, Word::why_orphan_ask);
  if (any_nobody) {
    screen.command("rettesnor link ACCOUNT PERSON" + reason, Word::why_orphan_link);
    screen.command("rettesnor orphans accept ACCOUNT PERSON --until DATE" + reason,
                   Word::why_orphan_accept);
  }
}

json json_of_accepted(const review::AcceptedAccount& line) {
  return {{"account", json_of(line.account)},
          {"answers_for_it", line.answers.name},
          {"until", core::to_iso(line.until)},
          {"reason", line.reason},
          {"decided_by", line.decided_by},
          {"decided_at", core::to_iso(line.decided_at)},
          {"holds", line.holds}};
}

core::Result<ExitCode> show_accepted(App& app) {
  const auto picture = TRY(picture_now(app));
  const auto lines = review::accepted_of(picture->graph);
  if (app.json()) {
    json list = json::array();
    for (const review::AcceptedAccount& line : lines) list.push_back(json_of_accepted(line));
    app.print({{"accepted", list}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  if (lines.empty()) {
    screen.say(Word::accepted_none);
    return ExitCode::fine;
  }
  Table table({{screen.text(Word::col_account), Align::left, Narrow::cut, 12},
               {screen.text(Word::accepted_col_until)},
               {screen.text(Word::accepted_col_answers), Align::left, Narrow::cut, 12},
               {screen.text(Word::close_reason), Align::left, Narrow::wrap, 16}});
  for (const review::AcceptedAccount& line : lines) {
    table.add({foreign(line.account.ref),
               line_of(core::show(line.until), line.holds ? Tone::plain : Tone::high),
               foreign(line.answers.name), foreign(line.reason)});
  }
  screen.table(table);
  return ExitCode::fine;
}

}  // namespace

core::Result<OrphanAcceptance> orphan_acceptance(App& app, const Arguments& arguments) {
  OrphanAcceptance told{.account = arguments.get("ACCOUNT"), .person = arguments.get("PERSON")};
  told.until = TRY(required_day(app, arguments, "--until"));
  told.by = TRY(required(app, arguments, "--by"));
  told.reason = TRY(required(app, arguments, "--reason"));
  return told;
}

core::Result<ExitCode> run_orphan_accept(App& app, const OrphanAcceptance& told) {
  const auto reviews = TRY(reviews_for(app));
  const auto moment = reviews->now();
  const reconcile::AccessGraph& graph = moment->graph;
  const core::Index account = TRY(find_account(app, graph, told.account));
  const core::Index person = TRY(find_person(app, graph, told.person));
  const core::Index by = TRY(find_decider(app, graph, told.by));
  const core::Thing thing = thing_of_account(graph, account);
  const core::Thing answers = thing_of_person(graph, person);
  const core::Thing decider = thing_of_person(graph, by);
  const review::Authority who = TRY(review::organisation::authority(reviews->look(), decider.key));
  TRY(review::accounts::settle_account(
      reviews->enter(who), {thing.key, answers.key, told.reason, told.until}, app.now()));
  if (app.json()) {
    app.print({{"account", json_of(thing)},
               {"answers_for_it", json_of(answers)},
               {"until", core::to_iso(told.until)},
               {"by", json_of(decider)}});
    return ExitCode::fine;
  }
  app.screen().say(
      Word::accepted_done,
      {{"account", thing.ref}, {"person", answers.label}, {"date", core::show(told.until)}},
      Tone::good);
  app.chatter().command("rettesnor reconcile", Word::why_reconcile_link);
  return ExitCode::fine;
}

core::Result<OwnerAsking> owner_asking(App& app, const Arguments& arguments) {
  OwnerAsking told{.account = arguments.get("ACCOUNT")};
  told.by = TRY(required(app, arguments, "--by"));
  told.reason = TRY(required(app, arguments, "--reason"));
  return told;
}

core::Result<ExitCode> run_orphan_ask(App& app, const OwnerAsking& told) {
  const auto reviews = TRY(reviews_for(app));
  const auto moment = reviews->now();
  const reconcile::AccessGraph& graph = moment->graph;
  const core::Thing account = thing_of_account(graph, TRY(find_account(app, graph, told.account)));
  const core::Thing by = thing_of_person(graph, TRY(find_decider(app, graph, told.by)));
  const review::Authority who = TRY(review::organisation::authority(reviews->look(), by.key));
  const auto question =
      TRY(review::accounts::ask_owner(reviews->enter(who), account.key, told.reason, app.now()));
  const std::string asked = review::organisation::name_of_person(reviews->look(), question.asked);
  if (app.json()) {
    app.print({{"account", json_of(account)},
               {"asked", question.asked},
               {"asked_name", asked},
               {"by", json_of(by)}});
    return ExitCode::fine;
  }
  app.screen().say(Word::owner_asked_done, {{"account", account.ref}, {"person", asked}},
                   Tone::good);
  return ExitCode::fine;
}

core::Result<OrphansOptions> orphans_options(App&, const Arguments& arguments) {
  using Which = OrphansOptions::Which;
  return OrphansOptions{arguments.has("--accepted") ? Which::accepted : Which::work};
}

core::Result<ExitCode> run_orphans(App& app, const OrphansOptions& options) {
  if (options.which == OrphansOptions::Which::accepted) return show_accepted(app);
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
  Table table({{screen.text(Word::col_account), Align::left, Narrow::cut, 12},
               {screen.text(Word::order_why), Align::left, Narrow::wrap, 16},
               {screen.text(Word::col_person), Align::left, Narrow::cut, 12},
               {screen.text(Word::orphans_column_since)},
               {screen.text(Word::orphans_column_remote)}});
  for (const Orphan& orphan : orphans) {
    const bool remote = orphan.reach == Orphan::Reach::remote;
    table.add({foreign(orphan.account.ref),
               line_of(screen.text(words::named("orphan", review::name_of(orphan.situation)))),
               foreign(orphan.person.label),
               line_of(orphan.since ? core::show(*orphan.since) : std::string()),
               line_of(remote ? screen.text(Word::yes) : std::string(),
                       remote ? Tone::high : Tone::plain)});
  }
  screen.table(table);
  show_reactions(app.chatter(), orphans);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
