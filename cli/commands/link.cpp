// `link`: settles whose account it is.
#include "cli/commands/link.h"

#include <nlohmann/json.hpp>

#include "cli/lookup.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "cli/required.h"

namespace rettesnor::cli {

core::Result<LinkOptions> link_options(App& app, const Arguments& arguments) {
  LinkOptions options{.account = arguments.get("ACCOUNT"), .person = arguments.find("PERSON")};
  const bool nobody = arguments.has("--nobody");
  if (nobody == options.person.has_value()) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::link_one_of,
                     Word::link_one_of_next);
  }
  options.by = TRY(required(app, arguments, "--by"));
  options.reason = TRY(required(app, arguments, "--reason"));
  return options;
}

core::Result<ExitCode> run_link(App& app, const LinkOptions& options) {
  const auto picture = TRY(picture_now(app));
  const reconcile::AccessGraph& graph = picture->graph;
  const core::Index account = TRY(find_account(app, graph, options.account));
  const core::Index by = TRY(find_decider(app, graph, options.by));
  std::string person_id;
  std::string person_source;
  core::Thing person;
  if (options.person) {
    const core::Index found = TRY(find_person(app, graph, *options.person));
    const core::SnapshotObject& object = graph.object(graph.persons[found].object);
    person = thing_of_person(graph, found);
    person_id = std::string(object.natural_id);
    person_source = picture->snapshot.sources[object.source].name;
    // Whoever gets an account by this word must not be the one who says it.
    if (found == by) {
      return fail_with(app, core::ErrorKind::refused, Word::link_own, Word::link_own_next,
                       {{"person", person.label}});
    }
  }
  const reconcile::AccountNode& node = graph.accounts[account];
  const core::Thing decider = thing_of_person(graph, by);
  const core::Thing thing = thing_of_account(graph, account);
  store::LinkWord word;
  word.system = graph.systems[node.system].name;
  word.account = node.natural_id;
  word.person_source = person_source;
  word.person = person_id;
  word.decided_by = decider.key;
  word.reason = options.reason;
  word.when = app.now();
  store::Store& store = *TRY(app.store());
  TRY(store.settle_link(
      word, {audit::Kind::link_settled,
             decider.key,
             {{"account", thing.key}, {"person", person.key}, {"reason", options.reason}}}));
  if (app.json()) {
    app.print({{"account", json_of(thing)}, {"person", json_of(person)}, {"by", json_of(decider)}});
    return ExitCode::fine;
  }
  app.screen().say(options.person ? Word::link_done : Word::link_done_nobody,
                   {{"account", thing.ref}, {"person", person.label}, {"by", decider.label}},
                   Tone::good);
  app.chatter().command("rettesnor reconcile", Word::why_reconcile_link);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
