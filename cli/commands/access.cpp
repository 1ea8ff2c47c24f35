// `access`: tells who holds one entitlement.
#include "cli/commands/access.h"

#include <nlohmann/json.hpp>
#include <set>

#include "cli/lookup.h"
#include "cli/output/access_words.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "core/text.h"
#include "reconcile/questions.h"

namespace rettesnor::cli {
namespace {

using core::Index;
using core::kNone;
using nlohmann::json;
using reconcile::AccessGraph;
using reconcile::EntitlementAnswer;

json json_of_answer(const AccessGraph& graph, const EntitlementAnswer& answer) {
  json holders = json::array();
  for (const auto& holder : answer.holders) {
    json out = json_of_holding(graph, holder.holding);
    out["usable"] = holder.usable;
    out["person"] = holder.holding.person == kNone
                        ? json()
                        : json_of(thing_of_person(graph, holder.holding.person));
    out["standing"] = holder.standing ? json_of_standing(graph, *holder.standing) : json();
    holders.push_back(std::move(out));
  }
  const auto list = [&](const std::vector<Index>& entitlements) {
    json out = json::array();
    for (const Index i : entitlements) out.push_back(json_of(thing_of_entitlement(graph, i)));
    return out;
  };
  return {{"as_of", core::to_iso(graph.now)},
          {"entitlement", json_of(thing_of_entitlement(graph, answer.entitlement))},
          {"holders", holders},
          {"members", list(answer.members)},
          {"member_of", list(answer.member_of)}};
}

void show_nesting(Screen& screen, const AccessGraph& graph, Word title,
                  const std::vector<Index>& entitlements) {
  if (entitlements.empty()) return;
  Line line = {{screen.text(title), Tone::faint}};
  for (std::size_t i = 0; i < entitlements.size(); ++i) {
    line.push_back({(i == 0 ? " " : ", ") +
                        core::printable(thing_of_entitlement(graph, entitlements[i]).ref, 100),
                    Tone::plain});
  }
  screen.paragraph(line, 2, 2);
}

Table table_of_holders(Screen& screen, const AccessGraph& graph, const EntitlementAnswer& answer,
                       const core::LocalZone& zone) {
  Table table({{.title = screen.text(Word::col_person), .narrow = Narrow::wrap, .least = 14},
               {.title = screen.text(Word::col_account), .narrow = Narrow::cut, .least = 14},
               {.title = screen.text(Word::column_verdict), .narrow = Narrow::wrap, .least = 11},
               {.title = screen.text(Word::column_how), .narrow = Narrow::wrap, .least = 16}});
  for (const auto& holder : answer.holders) {
    const Index person = holder.holding.person;
    Line verdict = line_of(screen.text(Word::account_closed), Tone::faint);
    if (holder.standing) {
      verdict = verdict_of(screen, *holder.standing);
    } else if (holder.usable) {
      verdict = line_of("–", Tone::faint);
    }
    table.add({person == kNone ? line_of(screen.text(Word::access_nobody), Tone::high)
                               : foreign(graph.persons[person].name),
               foreign(thing_of_account(graph, holder.holding.account).ref), verdict,
               foreign(how_of(screen, graph, holder.holding, zone), Tone::plain, 300)});
  }
  return table;
}

void show(Screen& screen, const AccessGraph& graph, const EntitlementAnswer& answer,
          const core::LocalZone& zone) {
  const core::Thing thing = thing_of_entitlement(graph, answer.entitlement);
  screen.paragraph(
      {{core::printable(thing.ref, 200), Tone::strong},
       {"  " + screen.text(Word::as_of, {{"when", zone.show(graph.now)}}), Tone::faint}});
  const reconcile::EntitlementNode& node = graph.entitlements[answer.entitlement];
  if (node.rule != nullptr && !node.rule->description.empty()) {
    screen.paragraph(foreign(node.rule->description, Tone::plain, 400), 2, 2);
  } else if (node.object != kNone) {
    const core::RecordView record(graph.snapshot->objects[node.object].record);
    const std::string_view description = record.get(core::Attribute::description);
    if (!description.empty()) screen.paragraph(foreign(description, Tone::plain, 400), 2, 2);
  }
  show_nesting(screen, graph, Word::access_members, answer.members);
  show_nesting(screen, graph, Word::access_member_of, answer.member_of);
  std::set<Index> persons;
  std::int64_t usable = 0;
  for (const auto& holder : answer.holders) {
    if (!holder.usable) continue;
    ++usable;
    if (holder.holding.person != kNone) persons.insert(holder.holding.person);
  }
  screen.line();
  screen.say(Word::access_count,
             {{"persons",
               screen.count(Word::number_of_persons, static_cast<std::int64_t>(persons.size()))},
              {"accounts", screen.count(Word::number_of_open_accounts, usable)}});
  if (answer.holders.empty()) return;
  screen.line();
  screen.table(table_of_holders(screen, graph, answer, zone), 2);
}

}  // namespace

core::Result<AccessOptions> access_options(App& app, const Arguments& arguments) {
  AccessOptions options{.entitlement = arguments.get("ENTITLEMENT")};
  if (const auto text = arguments.find("--as-of")) options.as_of = TRY(app.moment(*text));
  return options;
}

core::Result<ExitCode> run_access(App& app, const AccessOptions& options) {
  const auto picture = options.as_of ? TRY(picture_at(app, *options.as_of)) : TRY(picture_now(app));
  const AccessGraph& graph = picture->graph;
  const Index entitlement = TRY(find_entitlement(app, graph, options.entitlement));
  const auto expected = reconcile::compare_with_policy(graph);
  const EntitlementAnswer answer = reconcile::access(graph, expected, entitlement);
  if (app.json()) {
    app.print(json_of_answer(graph, answer));
  } else {
    show(app.screen(), graph, answer, *TRY(app.zone()));
  }
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
