// `orders list`, `show`, `request`, `propose` and `cut-access`.
#include <nlohmann/json.hpp>

#include "cli/commands/orders.h"
#include "cli/lookup.h"
#include "cli/order_room.h"
#include "cli/order_words.h"
#include "cli/required.h"
#include "core/number.h"
#include "reconcile/questions.h"
#include "review/orders/order_targets.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;
using review::OrderView;

/// What a terminal on the machine itself may see: it reads the database anyway.
core::Result<std::vector<OrderView>> all_orders(App& app, const OrderRoom& room) {
  std::vector<OrderView> views;
  for (const review::OrderStory& story : room.orders->stories()) {
    OrderView view;
    view.story = story;
    view.state = review::state_of(story);
    view.approvals = review::approvals_of(story);
    view.needed = review::approvals_needed(story.order);
    view.overdue =
        app.now() > story.order.deadline &&
        (view.state == review::OrderState::requested ||
         view.state == review::OrderState::approved ||
         view.state == review::OrderState::under_way || view.state == review::OrderState::failed);
    views.push_back(std::move(view));
  }
  return views;
}

std::string name_of_actor(const OrderRoom& room, const std::string& key) {
  const reconcile::AccessGraph& graph = room.moment->graph;
  for (core::Index person = 0; person < graph.persons.size(); ++person) {
    const core::Thing thing = reconcile::thing_of_person(graph, person);
    if (thing.key == key) return thing.label;
  }
  return key;
}

/// What comes next, for who reads the list.
Word next_of(const OrderView& view) {
  using review::OrderState;
  const core::OrderAct act = view.story.order.act;
  if (view.state == OrderState::requested) {
    return act == core::OrderAct::choose ? Word::order_next_choose : Word::order_next_approve;
  }
  if (view.state == OrderState::approved) {
    return act == core::OrderAct::manual ? Word::order_next_hand : Word::order_next_run;
  }
  if (view.state == OrderState::under_way) return Word::order_next_run;
  if (view.state == OrderState::carried_out) return Word::order_next_read;
  if (view.state == OrderState::failed || view.state == OrderState::still_effective ||
      view.state == OrderState::reappeared) {
    return Word::order_next_look;
  }
  return Word::order_next_nothing;
}

void show_ways(Screen& screen, const reconcile::AccessGraph& graph, const core::Order& order) {
  const core::Index account = review::account_of(graph, order);
  const core::Index right = review::entitlement_with_key(graph, order.right);
  if (order.act != core::OrderAct::choose || account == core::kNone || right == core::kNone) return;
  for (const review::WayOut& way : review::ways_out(graph, account, right)) {
    const std::string group = reconcile::thing_of_entitlement(graph, way.group).ref;
    const std::string inner = way.inner == core::kNone
                                  ? order.account_ref
                                  : reconcile::thing_of_entitlement(graph, way.inner).ref;
    const std::string owner =
        way.owner == core::kNone ? "–" : reconcile::thing_of_person(graph, way.owner).label;
    const std::string people = screen.number(static_cast<std::int64_t>(way.people));
    const std::string rights = screen.number(static_cast<std::int64_t>(way.rights));
    screen.say(Word::order_way,
               {{"inner", inner},
                {"group", group},
                {"owner", owner},
                {"people", people},
                {"rights", rights}},
               Tone::plain, 2);
  }
}

void show_order(Screen& screen, const OrderRoom& room, const OrderView& view,
                const core::LocalZone& zone) {
  const core::Order& order = view.story.order;
  const std::string number = std::to_string(order.id.value);
  screen.heading(Word::order_number, {{"n", number}});
  screen.paragraph(foreign(show_target(screen, order), Tone::strong, 400));
  const std::string who = order.subject.empty() ? "–" : name_of_actor(room, order.subject);
  const std::string when = zone.show(order.deadline);
  const std::string state = screen.text(word_of(view.state));
  screen.say(Word::order_state_line, {{"state", state}, {"when", when}, {"person", who}},
             view.overdue ? Tone::high : Tone::plain);
  for (std::string_view rest = order.instruction; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    screen.paragraph(foreign(rest.substr(0, end), Tone::plain, 400), 2, 2);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  show_ways(screen, room.moment->graph, order);
}

void show_story(Screen& screen, const OrderRoom& room, const OrderView& view,
                const core::LocalZone& zone) {
  const core::Order& order = view.story.order;
  const std::string asked = zone.show(order.requested_at);
  const std::string asker = name_of_actor(room, order.requested_by);
  const std::string reason = screen.text(word_of(order.reason));
  screen.say(Word::order_asked_line,
             {{"when", asked}, {"who", asker}, {"reason", reason}, {"cause", order.cause}});
  if (!order.words.empty()) screen.paragraph(foreign(order.words, Tone::plain, 2000), 2, 2);
  if (!order.risks.empty()) screen.say(Word::order_two, {{"why", order.risks}});
  for (const core::OrderStep& step : view.story.steps) {
    const std::string at = zone.show(step.at);
    const std::string actor = name_of_actor(room, step.actor);
    const std::string kind = screen.text(word_of(step.kind));
    screen.say(Word::order_step_line, {{"when", at}, {"who", actor}, {"what", kind}});
    for (const std::string& more : {step.words, step.detail}) {
      if (!more.empty())
        screen.paragraph(foreign(words::told(more, screen.language()), Tone::faint, 400), 2, 2);
    }
  }
  const std::string next = screen.text(next_of(view));
  screen.say(Word::order_next_line, {{"next", next}}, Tone::strong);
}

void show_requested(App& app, const std::vector<core::Order>& orders) {
  if (app.json()) {
    json list = json::array();
    for (const core::Order& order : orders) list.push_back(json_of(order));
    app.print({{"requested", list}, {"exit_code", 0}});
    return;
  }
  Screen& screen = app.screen();
  if (orders.empty()) screen.say(Word::orders_nothing_new, {}, Tone::good);
  for (const core::Order& order : orders) {
    const std::string number = std::to_string(order.id.value);
    const std::string target = show_target(screen, order);
    screen.say(Word::order_requested, {{"n", number}, {"what", target}}, Tone::good);
    if (!order.risks.empty()) {
      screen.say(Word::order_two, {{"why", order.risks}}, Tone::medium, 2);
    }
  }
  if (!orders.empty()) {
    app.chatter().command(
        "rettesnor orders approve " + std::to_string(orders.front().id.value) + " --by LOGIN",
        Word::why_order_approve);
  }
}

}  // namespace

core::Result<core::OrderId> order_number(App& app, const std::string& text) {
  if (const auto number = core::number_in<std::int64_t>(text, 1)) return core::OrderId{*number};
  return fail_with(app, core::ErrorKind::invalid_input, Word::order_bad_number,
                   Word::order_bad_number_next, {{"text", text}});
}

core::Result<OrdersListOptions> orders_list_options(App&, const Arguments& arguments) {
  OrdersListOptions options;
  if (arguments.has("--all")) options.which = OrdersListOptions::Which::all;
  return options;
}

core::Result<ExitCode> run_orders_list(App& app, const OrdersListOptions& options) {
  const OrderRoom room = TRY(order_room(app));
  std::vector<OrderView> views = TRY(all_orders(app, room));
  if (options.which == OrdersListOptions::Which::open) {
    std::erase_if(views, [](const OrderView& view) { return review::is_closed(view.state); });
  }
  store::Store& store = *TRY(app.store());
  const auto brake = TRY(store.order_brake());
  const bool stopped = brake && brake->position == core::OrderBrake::Position::pulled;
  if (app.json()) {
    json list = json::array();
    for (const OrderView& view : views) list.push_back(json_of(view));
    app.print({{"orders", list}, {"stopped", stopped}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  if (stopped) {
    const std::string who = name_of_actor(room, brake->by);
    screen.say(Word::orders_stopped_by, {{"who", who}, {"why", brake->words}}, Tone::high);
  }
  if (views.empty()) {
    screen.say(Word::orders_none_waiting, {}, Tone::good);
    return ExitCode::fine;
  }
  const core::LocalZone& zone = *TRY(app.zone());
  Table table({{screen.text(Word::col_number), Align::right},
               {screen.text(Word::order_due)},
               {screen.text(Word::col_state)},
               {screen.text(Word::col_what), Align::left, Narrow::wrap, 20},
               {screen.text(Word::orders_column_next), Align::left, Narrow::wrap, 12}});
  for (const OrderView& view : views) {
    const core::Order& order = view.story.order;
    table.add({line_of(std::to_string(order.id.value)),
               line_of(zone.show(order.deadline), view.overdue ? Tone::high : Tone::plain),
               line_of(screen.text(word_of(view.state))), foreign(show_target(screen, order)),
               line_of(screen.text(next_of(view)))});
  }
  screen.table(table);
  app.chatter().command("rettesnor orders show N", Word::why_order_show);
  return ExitCode::fine;
}

core::Result<OrderShowOptions> order_show_options(App& app, const Arguments& arguments) {
  return OrderShowOptions{.order = TRY(order_number(app, arguments.get("N")))};
}

core::Result<ExitCode> run_order_show(App& app, const OrderShowOptions& options) {
  const OrderRoom room = TRY(order_room(app));
  for (const OrderView& view : TRY(all_orders(app, room))) {
    if (view.story.order.id != options.order) continue;
    if (app.json()) {
      app.print({{"order", json_of(view)}});
      return ExitCode::fine;
    }
    const core::LocalZone& zone = *TRY(app.zone());
    show_order(app.screen(), room, view, zone);
    show_story(app.screen(), room, view, zone);
    return ExitCode::fine;
  }
  return fail_with(app, core::ErrorKind::not_found, Word::order_not_there,
                   Word::order_bad_number_next, {{"text", std::to_string(options.order.value)}});
}

core::Result<OrderRequestOptions> order_request_options(App& app, const Arguments& arguments) {
  OrderRequestOptions options{.account = arguments.get("ACCOUNT"),
                              .right = arguments.find("ENTITLEMENT"),
                              .finding = arguments.get("--finding")};
  options.by = TRY(required(app, arguments, "--by"));
  options.reason = TRY(required(app, arguments, "--reason"));
  return options;
}

core::Result<ExitCode> run_order_request(App& app, const OrderRequestOptions& options) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, options.by));
  const reconcile::AccessGraph& graph = room.moment->graph;
  review::OrderWish wish;
  const core::Index account = TRY(find_account(app, graph, options.account));
  wish.account = reconcile::thing_of_account(graph, account).key;
  if (options.right) {
    const core::Index right = TRY(find_entitlement(app, graph, *options.right));
    wish.right = reconcile::thing_of_entitlement(graph, right).key;
  }
  wish.cause = options.finding;
  wish.words = options.reason;
  show_requested(app, TRY(room.orders->request(who, wish, app.now())));
  return ExitCode::fine;
}

core::Result<CutAccessOptions> cut_access_options(App& app, const Arguments& arguments) {
  CutAccessOptions options{.person = arguments.get("PERSON")};
  options.incident = TRY(required(app, arguments, "--incident"));
  options.by = TRY(required(app, arguments, "--by"));
  options.reason = TRY(required(app, arguments, "--reason"));
  return options;
}

core::Result<ExitCode> run_cut_access(App& app, const CutAccessOptions& options) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, options.by));
  const reconcile::AccessGraph& graph = room.moment->graph;
  const core::Index person = TRY(find_person(app, graph, options.person));
  const std::string key = reconcile::thing_of_person(graph, person).key;
  show_requested(
      app, TRY(room.orders->cut_access(who, key, options.incident, options.reason, app.now())));
  return ExitCode::fine;
}

core::Result<OrdersProposeOptions> orders_propose_options(App&, const Arguments&) {
  return OrdersProposeOptions{};
}

core::Result<ExitCode> run_orders_propose(App& app, const OrdersProposeOptions&) {
  const OrderRoom room = TRY(order_room(app));
  show_requested(
      app, TRY(room.orders->propose(review::Orders::Proposals::decisions_and_leavers, app.now())));
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
