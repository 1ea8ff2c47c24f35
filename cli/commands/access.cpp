// `access`: tells who holds one entitlement.
#include "cli/commands/access.h"

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
using core::kNone;
using nlohmann::json;
using reconcile::AccessGraph;
using reconcile::EntitlementAnswer;

std::string holder_key(const AccessGraph& graph,
                       const reconcile::EntitlementAnswer::Holder& holder) {
  return thing_of_account(graph, holder.holding.account).key + (holder.usable ? "" : " closed");
}

json json_of_answer(const AccessGraph& graph, const EntitlementAnswer& answer,
                    const std::set<std::string>& changed) {
  json holders = json::array();
  for (const auto& holder : answer.holders) {
    json out = json_of_holding(graph, holder.holding);
    out["usable"] = holder.usable;
    out["had"] = changed.contains(holder_key(graph, holder)) ? "changed" : "had";
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

/// What the two readings around the moment asked about say of each holder.
struct HoldersThen {
  const AsKnown* known = nullptr;  ///< null: asked about now
  store::ReadingSpan span;
  std::set<std::string> changed;  ///< keys of accounts that one of the two alone shows
};

void add_holders(Table& table, Screen& screen, const AccessGraph& graph,
                 const EntitlementAnswer& answer, const core::LocalZone& zone,
                 const HoldersThen& compared, bool changed_alone) {
  for (const auto& holder : answer.holders) {
    const bool is_changed = compared.changed.contains(holder_key(graph, holder));
    if (changed_alone && !is_changed) continue;
    const Index person = holder.holding.person;
    Line verdict = line_of(screen.text(Word::account_closed), Tone::faint);
    if (is_changed) {
      verdict = line_of(changed_words(screen, compared.span, zone), Tone::medium);
    } else if (holder.standing) {
      verdict = verdict_of(screen, *holder.standing);
    } else if (holder.usable) {
      verdict = line_of("–", Tone::faint);
    }
    table.add({person == kNone ? line_of(screen.text(Word::access_nobody), Tone::high)
                               : foreign(graph.persons[person].name),
               foreign(thing_of_account(graph, holder.holding.account).ref), verdict,
               foreign(how_of(screen, graph, holder.holding, zone), Tone::plain, 300)});
  }
}

void show_heading(Screen& screen, const AccessGraph& graph, Index entitlement,
                  const core::LocalZone& zone) {
  const core::Thing thing = thing_of_entitlement(graph, entitlement);
  screen.paragraph(
      {{core::printable(thing.ref, 200), Tone::strong},
       {"  " + screen.text(Word::as_of, {{"when", zone.show(graph.now)}}), Tone::faint}});
  const reconcile::EntitlementNode& node = graph.entitlements[entitlement];
  if (node.rule != nullptr && !node.rule->description.empty()) {
    screen.paragraph(foreign(node.rule->description, Tone::plain, 400), 2, 2);
  } else if (node.object != kNone) {
    const core::RecordView record(graph.snapshot->objects[node.object].record);
    const std::string_view description = record.get(core::Attribute::description);
    if (!description.empty()) screen.paragraph(foreign(description, Tone::plain, 400), 2, 2);
  }
}

/// How many persons and usable accounts are known to have had it.
void show_count(Screen& screen, const AccessGraph& graph, const EntitlementAnswer& answer,
                const HoldersThen& compared) {
  std::set<Index> persons;
  std::int64_t usable = 0;
  for (const auto& holder : answer.holders) {
    if (!holder.usable || compared.changed.contains(holder_key(graph, holder))) continue;
    ++usable;
    if (holder.holding.person != kNone) persons.insert(holder.holding.person);
  }
  screen.line();
  const bool has_changes = !compared.changed.empty();
  screen.say(has_changes ? Word::access_count_then : Word::access_count,
             {{"persons",
               screen.count(Word::number_of_persons, static_cast<std::int64_t>(persons.size()))},
              {"accounts", screen.count(Word::number_of_open_accounts, usable)},
              {"changed", screen.count(Word::number_of_accounts,
                                       static_cast<std::int64_t>(compared.changed.size()))}});
}

/// One of the two graphs may not know the right: its answer is empty then.
struct RightIn {
  const AccessGraph* graph;
  Index entitlement;
  EntitlementAnswer answer;
};

std::optional<RightIn> answers_in(const AccessGraph& graph, std::string_view text) {
  const auto meant = reconcile::entitlements_meant(graph, text);
  if (meant.size() != 1) return std::nullopt;
  const auto expected = reconcile::compare_with_policy(graph);
  return RightIn{&graph, meant.front(), reconcile::access(graph, expected, meant.front())};
}

void show(Screen& screen, const RightIn& main, const std::optional<RightIn>& later,
          const HoldersThen& compared, const core::LocalZone& zone) {
  show_heading(screen, *main.graph, main.entitlement, zone);
  if (compared.known != nullptr) show_span(screen, *compared.known, compared.span, zone);
  show_nesting(screen, *main.graph, Word::access_members, main.answer.members);
  show_nesting(screen, *main.graph, Word::access_member_of, main.answer.member_of);
  // Before the first reading of its source nobody can be counted.
  if (compared.known != nullptr && !compared.span.before) return;
  show_count(screen, *main.graph, main.answer, compared);
  Table table({{.title = screen.text(Word::col_person), .narrow = Narrow::wrap, .least = 14},
               {.title = screen.text(Word::col_account), .narrow = Narrow::cut, .least = 18},
               {.title = screen.text(Word::column_verdict), .narrow = Narrow::wrap, .least = 11},
               {.title = screen.text(Word::column_how), .narrow = Narrow::wrap, .least = 16}});
  const bool has_rows = !main.answer.holders.empty() || !compared.changed.empty();
  if (!has_rows) return;
  add_holders(table, screen, *main.graph, main.answer, zone, compared, false);
  if (later) add_holders(table, screen, *later->graph, later->answer, zone, compared, true);
  screen.line();
  screen.table(table, 2);
}

/// Keys that one of the two alone holds; of `later` those that it adds stay in its answer.
std::set<std::string> difference(const RightIn& main, std::optional<RightIn>& later) {
  std::set<std::string> first;
  std::set<std::string> second;
  for (const auto& holder : main.answer.holders) first.insert(holder_key(*main.graph, holder));
  if (later) {
    for (const auto& holder : later->answer.holders)
      second.insert(holder_key(*later->graph, holder));
    std::erase_if(later->answer.holders, [&](const auto& holder) {
      return first.contains(holder_key(*later->graph, holder));
    });
  }
  std::set<std::string> changed;
  std::ranges::set_symmetric_difference(first, second, std::inserter(changed, changed.end()));
  return changed;
}

json json_of_both(const RightIn& main, const std::optional<RightIn>& later,
                  const HoldersThen& compared) {
  json out = json_of_answer(*main.graph, main.answer, compared.changed);
  if (later) {
    const json more = json_of_answer(*later->graph, later->answer, compared.changed);
    for (const json& holder : more.at("holders")) out["holders"].push_back(holder);
  }
  if (compared.known != nullptr) out["known"] = json_of_span(*compared.known, compared.span);
  return out;
}

core::Result<ExitCode> tell(App& app, const RightIn& main, const std::optional<RightIn>& later,
                            const HoldersThen& compared) {
  if (app.json()) {
    app.print(json_of_both(main, later, compared));
  } else {
    show(app.screen(), main, later, compared, *TRY(app.zone()));
  }
  return ExitCode::fine;
}

core::Result<ExitCode> tell_holders_then(App& app, const AccessOptions& options) {
  const AsKnown known = TRY(as_known(app, *options.as_of));
  std::optional<RightIn> main = answers_in(known.before->graph, options.entitlement);
  std::optional<RightIn> later;
  if (known.after) later = answers_in(known.after->graph, options.entitlement);
  if (!main && later) {
    // Not seen by then: what it was is the later reading's word, as something that changed.
    main = RightIn{later->graph, later->entitlement, later->answer};
    main->answer.holders.clear();
  }
  if (!main) {
    TRY(find_entitlement(app, known.before->graph, options.entitlement));
    return ExitCode::fine;
  }
  HoldersThen compared{.known = &known, .span = {}, .changed = {}};
  const Index system = main->graph->entitlements[main->entitlement].system;
  compared.span = store::span_around(known.readings, main->graph->systems[system].name);
  if (known.after) compared.changed = difference(*main, later);
  return tell(app, *main, later, compared);
}

}  // namespace

core::Result<AccessOptions> access_options(App& app, const Arguments& arguments) {
  AccessOptions options{.entitlement = arguments.get("ENTITLEMENT")};
  if (const auto text = arguments.find("--as-of")) options.as_of = TRY(app.moment(*text));
  return options;
}

core::Result<ExitCode> run_access(App& app, const AccessOptions& options) {
  if (options.as_of) return tell_holders_then(app, options);
  const auto picture = TRY(picture_now(app));
  const AccessGraph& graph = picture->graph;
  const Index entitlement = TRY(find_entitlement(app, graph, options.entitlement));
  const auto expected = reconcile::compare_with_policy(graph);
  return tell(app, {&graph, entitlement, reconcile::access(graph, expected, entitlement)},
              std::nullopt, {});
}

}  // namespace rettesnor::cli
