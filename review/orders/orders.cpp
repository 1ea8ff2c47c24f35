// What the door to orders holds: reading them, keeping each act, and who may do which.
#include "review/orders/orders.h"

#include <algorithm>
#include <utility>

#include "review/orders/order_book.h"
#include "review/orders/order_sources.h"
#include "review/orders/order_weighing.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using Kind = core::OrderStep::Kind;

Orders::Orders(store::Store& store, const core::LocalZone& zone, OrderSources sources,
               RevokerOf revoker_of)
    : state_(std::make_unique<State>(store, zone, std::move(sources), std::move(revoker_of))) {}
Orders::~Orders() = default;

core::Result<std::vector<OrderStory>> read_stories(const store::Store& store) {
  std::vector<OrderStory> stories;
  for (core::Order& order : TRY(store.orders())) stories.push_back({std::move(order), {}, {}});
  std::size_t at = 0;
  for (core::OrderStep& step : TRY(store.order_steps())) {
    while (stories[at].order.id != step.order) ++at;
    stories[at].steps.push_back(std::move(step));
  }
  at = 0;
  for (core::OrderFile& file : TRY(store.order_files())) {
    while (stories[at].order.id != file.order) ++at;
    stories[at].files.push_back(std::move(file));
  }
  return stories;
}

core::Result<void> Orders::refresh(std::shared_ptr<const Moment> moment) {
  const std::lock_guard lock(state_->mutex);
  if (state_->now != nullptr && state_->now->shared() == moment) return {};
  auto stories = TRY(read_stories(state_->store));
  state_->brake = TRY(state_->store.order_brake());
  state_->stories = std::move(stories);
  state_->now = std::make_shared<const MomentFacts>(std::move(moment));
  state_->group_owners.clear();
  const reconcile::AccessGraph& graph = state_->now->graph();
  for (Index group = 0; group < graph.entitlements.size(); ++group) {
    const Index owner = owner_of_group(graph, group);
    if (owner != kNone) state_->group_owners.insert(state_->now->key(owner));
  }
  return {};
}

std::vector<OrderStory> Orders::stories() const {
  const std::lock_guard lock(state_->mutex);
  return state_->stories;
}

core::Result<const MomentFacts*> Orders::State::newest() const {
  if (now != nullptr) return now.get();
  return refuse(ErrorKind::unreachable, Refusal::history_not_read);
}

core::Result<OrderStory*> Orders::State::story(core::OrderId order) {
  const auto found = std::find_if(stories.begin(), stories.end(),
                                  [&](const OrderStory& each) { return each.order.id == order; });
  if (found != stories.end()) return &*found;
  return refuse(ErrorKind::not_found, Refusal::order_unknown, {{"n", std::to_string(order.value)}});
}

std::string Orders::State::name(const std::string& person) const {
  const Index at = now == nullptr ? kNone : now->person(person);
  return at == kNone ? person : reconcile::thing_of_person(now->graph(), at).label;
}

std::string owner_of_system(const reconcile::AccessGraph& graph, const std::string& system) {
  const Index at = graph.system_by_name(system);
  if (at == kNone || graph.systems[at].rule == nullptr) return {};
  const Index owner = graph.person_by_employee_no(graph.systems[at].rule->owner);
  if (owner == kNone || !graph.persons[owner].current) return {};
  return reconcile::thing_of_person(graph, owner).key;
}

audit::Event event_of(const core::Order& order) {
  return {audit::Kind::order_requested,
          order.requested_by,
          {{"act", std::string(core::name_of(order.act))},
           {"source", order.source},
           {"system", order.system},
           {"account", order.account},
           {"account_ref", order.account_ref},
           {"group", order.group},
           {"subject", order.subject},
           {"right", order.right},
           {"reason", std::string(core::name_of(order.reason))},
           {"cause", order.cause},
           {"words", order.words},
           {"risks", order.risks},
           {"approvals", std::to_string(order.approvals)},
           {"as_of", core::to_iso(order.as_of)},
           {"deadline", core::to_iso(order.deadline)},
           {"requested_for", order.requested_for}}};
}

audit::Kind kind_of(core::OrderStep::Kind step) {
  switch (step) {
    case Kind::approved:
      return audit::Kind::order_approved;
    case Kind::declined:
      return audit::Kind::order_declined;
    case Kind::cancelled:
      return audit::Kind::order_cancelled;
    case Kind::intent:
      return audit::Kind::order_intent;
    case Kind::carried_out:
      return audit::Kind::order_carried_out;
    case Kind::failed:
      return audit::Kind::order_failed;
    case Kind::postponed:
      return audit::Kind::order_postponed;
    case Kind::verified:
      return audit::Kind::order_verified;
    case Kind::still_effective:
      return audit::Kind::order_still_effective;
    case Kind::reappeared:
      break;
  }
  return audit::Kind::order_reappeared;
}

audit::Event event_of(const core::Order& order, const core::OrderStep& step) {
  return {kind_of(step.kind),
          step.actor,
          {{"order", std::to_string(order.id.value)},
           {"number", std::to_string(step.number)},
           {"subject", order.subject},
           {"account_ref", order.account_ref},
           {"right", order.right},
           {"words", step.words},
           {"detail", step.detail}}};
}

core::Result<void> Orders::State::take(OrderStory& story, Kind kind, const std::string& actor,
                                       const std::string& words, const std::string& detail,
                                       core::Timestamp at) {
  core::OrderStep step;
  step.order = story.order.id;
  step.number = static_cast<std::int64_t>(story.steps.size()) + 1;
  step.kind = kind;
  step.actor = actor;
  step.at = at;
  step.words = words;
  step.detail = detail;
  story.steps.push_back(TRY(store.add_order_step(step, event_of(story.order, step))));
  return {};
}

core::Result<void> Orders::State::check_orderable(const core::Order& wanted) const {
  const reconcile::AccessGraph& graph = TRY(newest())->graph();
  TRY(check_source(graph, wanted.source));
  return check_unprotected(graph, wanted);
}

bool Orders::State::is_ordered(const core::Order& wanted) const {
  return std::any_of(stories.begin(), stories.end(), [&](const OrderStory& story) {
    const core::Order& kept = story.order;
    const bool same_target =
        kept.system == wanted.system && kept.account == wanted.account &&
        kept.group == wanted.group && kept.right == wanted.right &&
        (kept.act == core::OrderAct::choose) == (wanted.act == core::OrderAct::choose) &&
        // What takes an account's access away does not stand in the way of giving it back.
        (kept.act == core::OrderAct::restore) == (wanted.act == core::OrderAct::restore);
    if (!same_target) return false;
    if (kept.reason == wanted.reason && kept.cause == wanted.cause &&
        wanted.reason != core::OrderReason::finding) {
      return true;
    }
    return is_pending(state_of(story));
  });
}

core::Result<std::vector<core::Order>> Orders::State::keep(std::vector<core::Order> orders,
                                                           core::Timestamp at) {
  const MomentFacts& facts = *TRY(newest());
  const auto recent = std::count_if(stories.begin(), stories.end(), [&](const OrderStory& story) {
    return at - story.order.requested_at < std::chrono::hours(1);
  });
  const bool is_bulk = recent + static_cast<std::int64_t>(orders.size()) >
                       facts.graph().policy->threshold("orders_bulk_per_hour", facts.graph().today);
  std::vector<audit::Event> events;
  for (core::Order& order : orders) {
    std::vector<Risk> risks = risks_of(facts, order);
    if (is_bulk) risks.push_back(Risk::bulk);
    std::sort(risks.begin(), risks.end());
    for (const Risk risk : risks) {
      order.risks += (order.risks.empty() ? "" : " ") + std::string(name_of(risk));
    }
    order.approvals = approvals_for(facts, order);
    order.as_of = facts.graph().snapshot->as_of.moment;
    order.requested_at = at;
    order.deadline = deadline_of(facts, order, at);
    events.push_back(event_of(order));
  }
  orders = TRY(store.add_orders(std::move(orders), std::move(events)));
  for (const core::Order& order : orders) {
    stories.push_back({order, {}, {}});
    if (order.approvals == 0) {
      TRY(take(stories.back(), Kind::approved, std::string(core::kPolicyFile),
               "orders_policy_approves", "", at));
    }
  }
  return orders;
}

core::Result<void> Orders::State::check_apart(const Authority& who, const OrderStory& story,
                                              OrderPart part) const {
  if (!story.order.subject.empty() && story.order.subject == who.person()) {
    return refuse(ErrorKind::refused, Refusal::order_about_herself);
  }
  if (has_other_part(story, who.person(), part)) {
    return refuse(ErrorKind::refused, Refusal::order_two_parts);
  }
  return {};
}

bool Orders::State::may_approve(const Authority& who, const core::Order& order) const {
  if (may(who, Deed::approve_orders)) return true;
  if (!may(who, Deed::approve_as_owner)) return false;
  const reconcile::AccessGraph& graph = now->graph();
  if (owner_of_system(graph, order.system) == who.person()) return true;
  const Index right = order.right.empty() ? kNone : entitlement_with_key(graph, order.right);
  const Index reader = now->person(who.person());
  if (right != kNone && graph.entitlements[right].rule != nullptr && reader != kNone &&
      graph.person_by_employee_no(graph.entitlements[right].rule->owner) == reader) {
    return true;
  }
  // The leader's leader: who asked reports to her. A leader of her own unit reports to nobody else.
  const Index asked =
      now->person(order.requested_for.empty() ? order.requested_by : order.requested_for);
  return asked != kNone && reader != kNone && asked != reader && reports_to(graph, asked, reader);
}

bool Orders::State::may_report(const Authority& who, const core::Order& order) const {
  return may(who, Deed::carry_out_orders) ||
         owner_of_system(now->graph(), order.system) == who.person();
}

core::Result<void> Orders::State::check_may_see(const Authority& who, const OrderView& view) const {
  if (may(who, Deed::see_orders) || view.deeds.bits != 0 ||
      has_part(view.story, who.person(), OrderPart::requested)) {
    return {};
  }
  return refuse(ErrorKind::refused, Refusal::order_of_others);
}

OrderDeeds Orders::State::deeds(const Authority& who, const OrderStory& story) const {
  OrderDeeds can;
  const OrderState state = state_of(story);
  const core::Order& order = story.order;
  const auto add = [&](OrderDeeds::Deed deed, OrderPart part) {
    if (check_apart(who, story, part)) can.bits |= deed;
  };
  const bool is_choice = order.act == core::OrderAct::choose;
  const bool approver = may_approve(who, order);
  if (state == OrderState::requested && is_choice) {
    if (approver || owns_a_way(who, order)) add(OrderDeeds::choose, OrderPart::requested);
  } else if (state == OrderState::requested && approver &&
             !has_part(story, who.person(), OrderPart::approved)) {
    add(OrderDeeds::approve, OrderPart::approved);
  }
  const bool is_waiting = state == OrderState::requested || state == OrderState::approved;
  if (is_waiting && approver) can.bits |= OrderDeeds::decline;
  if ((is_waiting || state == OrderState::failed) &&
      (has_part(story, who.person(), OrderPart::requested) || may(who, Deed::cancel_orders))) {
    can.bits |= OrderDeeds::cancel;
  }
  const bool by_hand = order.act == core::OrderAct::manual;
  if (state == OrderState::approved && by_hand && may_report(who, order)) {
    add(OrderDeeds::report, OrderPart::carried_out);
  }
  if (state == OrderState::approved && !by_hand && may(who, Deed::carry_out_orders)) {
    add(OrderDeeds::carry_out, OrderPart::carried_out);
  }
  if (state == OrderState::carried_out && by_hand && (may_report(who, order) || approver)) {
    add(OrderDeeds::confirm, OrderPart::verified);
  }
  if (!image_to_restore(story).empty() && may(who, Deed::undo_orders)) {
    can.bits |= OrderDeeds::undo;
  }
  return can;
}

OrderView Orders::State::view(const Authority& who, const OrderStory& story,
                              core::Timestamp at) const {
  OrderView view;
  view.story = story;
  view.state = state_of(story);
  const Index subject = now->person(story.order.subject);
  view.subject =
      subject == kNone
          ? PersonView{story.order.subject, story.order.subject, story.order.subject, {}, {}}
          : person_view(now->graph(), subject);
  view.requested_by_name = name(story.order.requested_by);
  for (const core::OrderStep& step : story.steps) view.step_names.push_back(name(step.actor));
  view.approvals = approvals_of(story);
  view.needed = approvals_needed(story.order);
  view.overdue = at > story.order.deadline &&
                 (view.state == OrderState::requested || view.state == OrderState::approved ||
                  view.state == OrderState::under_way || view.state == OrderState::failed);
  view.deeds = deeds(who, story);
  return view;
}

core::Result<OrderBoard> Orders::board(const Authority& who, core::Timestamp at) const {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  OrderBoard board;
  board.brake = state_->brake;
  for (const OrderStory& story : state_->stories) {
    OrderView view = state_->view(who, story, at);
    if (state_->check_may_see(who, view)) board.orders.push_back(std::move(view));
  }
  std::stable_sort(board.orders.begin(), board.orders.end(),
                   [](const OrderView& a, const OrderView& b) {
                     if (is_closed(a.state) != is_closed(b.state)) return is_closed(b.state);
                     if (is_closed(a.state)) return a.story.order.id > b.story.order.id;
                     return a.story.order.deadline < b.story.order.deadline;
                   });
  return board;
}

core::Result<OrderView> Orders::order(const Authority& who, core::OrderId order,
                                      core::Timestamp at) const {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  const OrderStory& story = *TRY(state_->story(order));
  OrderView view = state_->view(who, story, at);
  TRY(state_->check_may_see(who, view));
  view.ways = state_->ways(who, story);
  if (story.order.reason == core::OrderReason::finding && may(who, Deed::see_findings)) {
    for (core::TrackedFinding& each :
         TRY(state_->store.findings(store::Store::Which::open_and_resolved))) {
      if (each.id == story.order.cause) view.finding = std::move(each);
    }
  }
  return view;
}

}  // namespace rettesnor::review
