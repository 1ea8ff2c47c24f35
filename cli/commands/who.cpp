// `who`: tells what one person can reach.
#include "cli/commands/who.h"

#include <nlohmann/json.hpp>

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

json json_of_answer(const AccessGraph& graph, const PersonAnswer& answer) {
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
    rights.push_back(std::move(out));
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
  return {{"as_of", core::to_iso(graph.now)},
          {"person", json_of(thing_of_person(graph, answer.person))},
          {"current", person.current},
          {"left_on", person.left_on ? json(core::to_iso(*person.left_on)) : json()},
          {"capacities", capacities},
          {"accounts", accounts},
          {"rights", rights},
          {"missing", missing}};
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
                 const core::LocalZone& zone) {
  screen.heading(Word::col_rights);
  if (answer.rights.empty()) {
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
               verdict_of(screen, right.standing), foreign(how, Tone::plain, 400)});
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
          const core::LocalZone& zone) {
  const core::Thing thing = thing_of_person(graph, answer.person);
  screen.paragraph(
      {{core::printable(thing.label, 120), Tone::strong},
       {"  " + core::printable(thing.ref, 60), Tone::faint},
       {"  " + screen.text(Word::as_of, {{"when", zone.show(graph.now)}}), Tone::faint}});
  for (const reconcile::Capacity& capacity : answer.capacities) {
    screen.paragraph(line_of_capacity(screen, graph, capacity), 2, 2);
  }
  if (const auto& left = graph.persons[answer.person].left_on) {
    screen.say(Word::who_left, {{"date", core::show(*left)}}, Tone::high, 2);
  }
  show_accounts(screen, graph, answer);
  show_rights(screen, graph, answer, zone);
  show_missing(screen, graph, answer);
}

}  // namespace

core::Result<WhoOptions> who_options(App& app, const Arguments& arguments) {
  WhoOptions options{.person = arguments.get("PERSON")};
  if (const auto text = arguments.find("--as-of")) options.as_of = TRY(app.moment(*text));
  return options;
}

core::Result<ExitCode> run_who(App& app, const WhoOptions& options) {
  const auto picture = options.as_of ? TRY(picture_at(app, *options.as_of)) : TRY(picture_now(app));
  const AccessGraph& graph = picture->graph;
  const Index person = TRY(find_person(app, graph, options.person));
  const auto expected = reconcile::compare_with_policy(graph);
  const PersonAnswer answer = reconcile::who(graph, expected, person);
  if (app.json()) {
    app.print(json_of_answer(graph, answer));
  } else {
    show(app.screen(), graph, answer, *TRY(app.zone()));
  }
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
