// `policy accept-name`: says which right a name in the policy is, when that is no longer plain.
#include "cli/commands/policy_accept_name.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/event.h"
#include "cli/lookup.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "cli/required.h"
#include "reconcile/names_to_bind.h"
#include "reconcile/rule_objects.h"

namespace rettesnor::cli {
namespace {

using reconcile::AccessGraph;

core::Result<policies::EntitlementRef> name_in_policy(App& app, const AccessGraph& graph,
                                                      const std::string& text) {
  const auto names = reconcile::names_of_rights(*graph.policy);
  const auto found = std::ranges::find(names, text, &policies::shown);
  if (found == names.end()) {
    return fail_with(app, core::ErrorKind::not_found, Word::accept_name_unknown,
                     Word::accept_name_unknown_next, {{"name", text}});
  }
  return *found;
}

/// The right that was named, else the one that the name is bound to, else the one called so.
core::Result<core::Index> meant_right(App& app, const AccessGraph& graph,
                                      const policies::EntitlementRef& name,
                                      const std::optional<std::string>& text) {
  if (text) return find_entitlement(app, graph, *text);
  const auto bound = graph.entitlements_named(name);
  if (bound.size() == 1) return bound.front();
  return find_entitlement(app, graph, shown(name));
}

}  // namespace

core::Result<AcceptNameOptions> accept_name_options(App& app, const Arguments& arguments) {
  AcceptNameOptions options{.name = arguments.get("NAME"), .right = arguments.find("RIGHT")};
  options.by = TRY(required(app, arguments, "--by"));
  options.reason = TRY(required(app, arguments, "--reason"));
  return options;
}

core::Result<ExitCode> run_accept_name(App& app, const AcceptNameOptions& options) {
  const auto picture = TRY(picture_now(app));
  const AccessGraph& graph = picture->graph;
  const policies::EntitlementRef name = TRY(name_in_policy(app, graph, options.name));
  const core::Index right = TRY(meant_right(app, graph, name, options.right));
  const core::Index by = TRY(find_decider(app, graph, options.by));
  const reconcile::EntitlementNode& node = graph.entitlements[right];
  if (node.object == core::kNone) {
    return fail_with(app, core::ErrorKind::not_found, Word::lookup_no_entitlement,
                     Word::lookup_no_entitlement_next, {{"text", options.name}});
  }
  const core::Thing decider = thing_of_person(graph, by);
  const core::NameBinding word{
      .system = name.system,
      .name = name.name,
      .source = picture->snapshot.sources[picture->snapshot.objects[node.object].source].name,
      .natural_id = std::string(node.natural_id),
      .called = std::string(node.name),
      .at = app.now()};
  audit::Event event{
      audit::Kind::rule_name_accepted,
      decider.key,
      {{"name", shown(name)}, {"right", id_of_right(graph, right)}, {"reason", options.reason}}};
  if (const core::Index before = graph.binding_of(name); before != core::kNone) {
    const core::NameBinding& old = picture->snapshot.bindings[before];
    event.facts["before"] = old.system + "/" + old.natural_id;
  }
  store::Store& store = *TRY(app.store());
  TRY(store.bind_names({word}, store::BoundHow::accepted, event));
  const core::Thing thing = thing_of_entitlement(graph, right);
  if (app.json()) {
    app.print({{"name", shown(name)}, {"right", json_of(thing)}, {"by", json_of(decider)}});
    return ExitCode::fine;
  }
  app.screen().say(Word::accept_name_done,
                   {{"name", shown(name)},
                    {"right", id_of_right(graph, right)},
                    {"called", std::string(node.name)},
                    {"by", decider.label}},
                   Tone::good);
  app.chatter().command("rettesnor reconcile", Word::why_reconcile_link);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
