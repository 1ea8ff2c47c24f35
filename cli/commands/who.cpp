// `who`: tells what one person can reach.
#include "cli/commands/who.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/as_known.h"
#include "cli/lookup.h"
#include "cli/output/access_words.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "core/text.h"
#include "reconcile/questions.h"

namespace rettesnor::cli {
namespace {

using core::Index;
using nlohmann::json;
using reconcile::AccessGraph;
using reconcile::PersonAnswer;

/// What the two readings around the moment asked about say of her rights.
struct RightsThen {
  const AsKnown* known = nullptr;  ///< null: asked about now
  store::ReadingSpan span;
  std::set<std::string> changed;    ///< keys of rights that one of the two alone shows
  std::vector<core::Thing> gained;  ///< of them, those that only the later one shows
};

std::string right_key(const AccessGraph& graph, const PersonAnswer::Right& right) {
  return thing_of_entitlement(graph, right.standing.entitlement).key;
}

json json_of_answer(const AccessGraph& graph, const PersonAnswer& answer,
                    const RightsThen& compared) {
  const reconcile::PersonNode& person = graph.persons[answer.person];
  json accounts = json::array();
  for (const auto& [account, rights] : answer.accounts) {
    const reconcile::AccountNode& node = graph.accounts[account];
    accounts.push_back({{"account", json_of(thing_of_account(graph, account))},
                        {"usable", node.usable},
                        {"enabled", node.enabled},
                        {"rights", rights}});
  }
  json rights = json::array();
  for (const PersonAnswer::Right& right : answer.rights) {
    json holdings = json::array();
    for (const auto& holding : right.holdings) holdings.push_back(json_of_holding(graph, holding));
    json out = json_of_standing(graph, right.standing);
    out["case_no"] = right.case_no.empty() ? json() : json(right.case_no);
    out["holdings"] = holdings;
    out["had"] = compared.changed.contains(right_key(graph, right)) ? "changed" : "had";
    rights.push_back(std::move(out));
  }
  for (const core::Thing& right : compared.gained) {
    rights.push_back({{"entitlement", json_of(right)}, {"had", "changed"}});
  }
  json missing = json::array();
  for (const reconcile::MissingRight& right : answer.missing) {
    missing.push_back({{"entitlement", json_of(thing_of_entitlement(graph, right.entitlement))},
                       {"role", graph.policy->roles[right.role].id}});
  }
  json capacities = json::array();
  for (const auto& capacity : answer.capacities) {
    capacities.push_back(json_of_capacity(graph, capacity));
  }
  json out = {{"as_of", core::to_iso(graph.now)},
              {"person", json_of(thing_of_person(graph, answer.person))},
              {"current", person.current},
              {"left_on", person.left_on ? json(core::to_iso(*person.left_on)) : json()},
              {"capacities", capacities},
              {"accounts", accounts},
              {"rights", rights},
              {"missing", missing}};
  if (compared.known != nullptr) out["known"] = json_of_span(*compared.known, compared.span);
  return out;
}

void show_accounts(Screen& screen, const AccessGraph& graph, const PersonAnswer& answer) {
  screen.heading(Word::col_accounts);
  if (answer.accounts.empty()) {
    screen.say(Word::who_no_accounts, {}, Tone::plain, 2);
    return;
  }
  Table table({{.title = "", .narrow = Narrow::cut, .least = 20},
               {""},
               {.title = "", .align = Align::right}});
  for (const auto& [account, rights] : answer.accounts) {
    const bool usable = graph.accounts[account].usable;
    table.add({foreign(thing_of_account(graph, account).ref),
               line_of(screen.text(usable ? Word::account_open : Word::account_closed),
                       usable ? Tone::good : Tone::faint),
               line_of(screen.count(Word::who_rights_count, static_cast<std::int64_t>(rights)))});
  }
  screen.table(table, 2);
}

void show_rights(Screen& screen, const AccessGraph& graph, const PersonAnswer& answer,
                 const core::LocalZone& zone, const RightsThen& compared) {
  screen.heading(Word::col_rights);
  if (answer.rights.empty() && compared.gained.empty()) {
    screen.say(Word::who_no_rights, {}, Tone::plain, 2);
    return;
  }
  Table table({{.title = screen.text(Word::col_right), .narrow = Narrow::wrap, .least = 20},
               {.title = screen.text(Word::column_verdict), .narrow = Narrow::wrap, .least = 11},
               {.title = screen.text(Word::column_how), .narrow = Narrow::wrap, .least = 20}});
  for (const PersonAnswer::Right& right : answer.rights) {
    std::string how;
    for (const reconcile::Holding& holding : right.holdings) {
      if (!how.empty()) how += "; ";
      if (right.holdings.size() > 1) {
        how += std::string(graph.accounts[holding.account].login) + ": ";
      }
      how += how_of(screen, graph, holding, zone);
    }
    table.add({foreign(thing_of_entitlement(graph, right.standing.entitlement).ref),
               compared.changed.contains(right_key(graph, right))
                   ? line_of(changed_words(screen, compared.span, zone), Tone::medium)
                   : verdict_of(screen, right.standing),
               foreign(how, Tone::plain, 400)});
  }
  for (const core::Thing& right : compared.gained) {
    table.add({foreign(right.ref),
               line_of(changed_words(screen, compared.span, zone), Tone::medium), line_of("–")});
  }
  screen.table(table, 2);
}

void show_missing(Screen& screen, const AccessGraph& graph, const PersonAnswer& answer) {
  if (answer.missing.empty()) return;
  screen.heading(Word::who_missing);
  Table table({{.title = "", .narrow = Narrow::wrap, .least = 20},
               {.title = "", .narrow = Narrow::wrap, .least = 20}});
  for (const reconcile::MissingRight& right : answer.missing) {
    const policies::RolePolicy& role = graph.policy->roles[right.role];
    table.add({foreign(thing_of_entitlement(graph, right.entitlement).ref),
               foreign(screen.text(Word::who_expected_by, {{"role", role.id + " " + role.name}}),
                       Tone::faint)});
  }
  screen.table(table, 2);
}

void show(Screen& screen, const AccessGraph& graph, const PersonAnswer& answer,
          const core::LocalZone& zone, const RightsThen& compared) {
  const core::Thing thing = thing_of_person(graph, answer.person);
  screen.paragraph(
      {{core::printable(thing.label, 120), Tone::strong},
       {"  " + core::printable(thing.ref, 60), Tone::faint},
       {"  " + screen.text(Word::as_of, {{"when", zone.show(graph.now)}}), Tone::faint}});
  if (compared.known != nullptr) show_span(screen, *compared.known, compared.span, zone);
  for (const reconcile::Capacity& capacity : answer.capacities) {
    screen.paragraph(line_of_capacity(screen, graph, capacity), 2, 2);
  }
  if (const auto& left = graph.persons[answer.person].left_on) {
    screen.say(Word::who_left, {{"date", core::show(*left)}}, Tone::high, 2);
  }
  show_accounts(screen, graph, answer);
  show_rights(screen, graph, answer, zone, compared);
  show_missing(screen, graph, answer);
}

core::Result<ExitCode> tell(App& app, const AccessGraph& graph, const PersonAnswer& answer,
                            const RightsThen& compared) {
  if (app.json()) {
    app.print(json_of_answer(graph, answer, compared));
  } else {
    show(app.screen(), graph, answer, *TRY(app.zone()), compared);
  }
  return ExitCode::fine;
}

/// Her rights at the later reading; empty when it does not know her.
std::vector<core::Thing> rights_later(const AccessGraph& graph, const core::Thing& person) {
  std::vector<core::Thing> rights;
  for (Index p = 0; p < graph.persons.size(); ++p) {
    if (thing_of_person(graph, p).key != person.key) continue;
    const auto expected = reconcile::compare_with_policy(graph);
    for (const PersonAnswer::Right& right : reconcile::who(graph, expected, p).rights) {
      rights.push_back(thing_of_entitlement(graph, right.standing.entitlement));
    }
    break;
  }
  return rights;
}

core::Result<ExitCode> tell_rights_then(App& app, const WhoOptions& options) {
  const AsKnown known = TRY(as_known(app, *options.as_of));
  const AccessGraph& graph = known.before->graph;
  const Index person = TRY(find_person(app, graph, options.person));
  const auto expected = reconcile::compare_with_policy(graph);
  const PersonAnswer answer = reconcile::who(graph, expected, person);
  RightsThen compared{
      .known = &known, .span = store::span_around(known.readings, {}), .changed = {}, .gained = {}};
  if (known.after) {
    std::set<std::string> first;
    for (const PersonAnswer::Right& right : answer.rights) first.insert(right_key(graph, right));
    std::set<std::string> second;
    for (core::Thing& right : rights_later(known.after->graph, thing_of_person(graph, person))) {
      second.insert(right.key);
      if (!first.contains(right.key)) compared.gained.push_back(std::move(right));
    }
    std::ranges::set_difference(first, second,
                                std::inserter(compared.changed, compared.changed.end()));
  }
  return tell(app, graph, answer, compared);
}

}  // namespace

core::Result<WhoOptions> who_options(App& app, const Arguments& arguments) {
  WhoOptions options{.person = arguments.get("PERSON")};
  if (const auto text = arguments.find("--as-of")) options.as_of = TRY(app.moment(*text));
  return options;
}

core::Result<ExitCode> run_who(App& app, const WhoOptions& options) {
  if (options.as_of) return tell_rights_then(app, options);
  const auto picture = TRY(picture_now(app));
  const AccessGraph& graph = picture->graph;
  const Index person = TRY(find_person(app, graph, options.person));
  const auto expected = reconcile::compare_with_policy(graph);
  return tell(app, graph, reconcile::who(graph, expected, person), {});
}

}  // namespace rettesnor::cli
