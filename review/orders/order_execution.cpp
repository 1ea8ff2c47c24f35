// Carries orders out: an intent on disk before the act, the outcome after it, never blindly twice.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "review/orders/order_book.h"
#include "review/orders/order_sources.h"
#include "review/organisation/deeds.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;
using core::OrderAct;
using Kind = core::OrderStep::Kind;
using Outcome = RunLine::Outcome;

namespace {

constexpr std::chrono::minutes kFirstWait{15};
constexpr int kLongestDoubling = 6;  // 16 hours

/// Waits twice as long after each try in vain.
core::Timestamp due_at(const OrderStory& story) {
  const core::OrderStep* last = newest(story, Kind::postponed);
  if (last == nullptr) return story.order.requested_at;
  const int doubled = std::min(tries_in_vain(story) - 1, kLongestDoubling);
  return last->at + kFirstWait * (1 << doubled);
}

RunLine line(const OrderStory& story, Outcome outcome, std::string sentence) {
  return {story.order.id, outcome, std::move(sentence)};
}

/// Incidents first, then what lets in from outside (policy.md P17), then by deadline.
std::vector<OrderStory*> in_turn(std::vector<OrderStory>& stories,
                                 const reconcile::AccessGraph& graph) {
  std::vector<OrderStory*> turn;
  for (OrderStory& story : stories) turn.push_back(&story);
  const auto rank = [&](const OrderStory* story) {
    if (story->order.reason == core::OrderReason::incident) return 0;
    const Index system = graph.system_by_name(story->order.system);
    const policies::System* rule = system == kNone ? nullptr : graph.systems[system].rule;
    return rule != nullptr && rule->remote_access ? 1 : 2;
  };
  std::stable_sort(turn.begin(), turn.end(), [&](const OrderStory* a, const OrderStory* b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a->order.deadline < b->order.deadline;
  });
  return turn;
}

/// How many writes are left before a limit holds the rest back.
class Pace {
 public:
  Pace(const std::vector<OrderStory>& stories, const reconcile::AccessGraph& graph,
       const RunPlan& plan, core::Timestamp at)
      : graph_(&graph) {
    per_hour_ = plan.per_hour.value_or(
        static_cast<int>(graph.policy->threshold("orders_per_hour", graph.today)));
    percent_ = plan.percent.value_or(
        static_cast<int>(graph.policy->threshold("orders_percent_per_day", graph.today)));
    for (const OrderStory& story : stories) {
      for (const core::OrderStep& step : story.steps) {
        if (step.kind != Kind::intent) continue;
        if (at - step.at < std::chrono::hours(1)) ++hour_;
        if (at - step.at < std::chrono::hours(24)) {
          accounts_[story.order.source].insert(story.order.account);
        }
      }
    }
  }

  core::Result<void> take(const core::Order& order) {
    if (hour_ >= per_hour_) {
      return refuse(ErrorKind::refused, Refusal::order_limit_hour,
                    {{"n", std::to_string(per_hour_)}});
    }
    std::set<std::string>& touched = accounts_[order.source];
    const std::size_t most =
        std::max(kFewest, all_of(order.source) * static_cast<std::size_t>(percent_) / 100);
    if (!touched.contains(order.account) && touched.size() >= most) {
      return refuse(ErrorKind::refused, Refusal::order_limit_percent,
                    {{"n", std::to_string(percent_)}, {"source", order.source}});
    }
    touched.insert(order.account);
    ++hour_;
    return {};
  }

 private:
  static constexpr std::size_t kFewest = 5;
  /// Accounts that the source tells of; counted once.
  std::size_t all_of(const std::string& source) {
    const auto [counted, is_new] = all_.emplace(source, 0);
    if (!is_new) return counted->second;
    for (const reconcile::AccountNode& each : graph_->accounts) {
      const core::SnapshotObject& object = graph_->snapshot->objects[each.object];
      if (graph_->snapshot->sources[object.source].name == source) ++counted->second;
    }
    return counted->second;
  }
  const reconcile::AccessGraph* graph_;
  int per_hour_ = 0;
  int percent_ = 0;
  int hour_ = 0;
  std::map<std::string, std::set<std::string>> accounts_;
  std::map<std::string, std::size_t> all_;
};

core::Result<void> check_plan(const RunPlan& plan) {
  if (!plan.per_hour && !plan.percent) return {};
  if (plan.reason.find_first_not_of(" \t") == std::string::npos) {
    return refuse(ErrorKind::invalid_input, Refusal::order_say_why);
  }
  const bool sane = plan.per_hour.value_or(1) > 0 && plan.per_hour.value_or(1) <= 10000 &&
                    plan.percent.value_or(1) > 0 && plan.percent.value_or(1) < 100;
  // 100 would switch the limit off, and off it never is.
  if (!sane) return refuse(ErrorKind::invalid_input, Refusal::order_limit_bad);
  return {};
}

}  // namespace

connectors::Removal removal_of(const core::Order& order) {
  connectors::Removal removal;
  removal.act = order.act == OrderAct::disable_account ? connectors::Removal::Act::disable_account
                : order.act == OrderAct::strip_groups  ? connectors::Removal::Act::strip_groups
                                                       : connectors::Removal::Act::remove_member;
  removal.account = order.account;
  removal.group = order.group;
  removal.expected_login = order.expected_login;
  return removal;
}

core::Result<RunLine> Orders::State::settle(OrderStory& story, connectors::Revoker& revoker,
                                            core::Timestamp at) {
  const std::string program(core::kProgram);
  if (story.order.act == OrderAct::restore) {
    // Putting back twice is harmless: a second time finds it there (Revoker::restore).
    auto restored = revoker.restore(story.order.before_image);
    if (restored) {
      TRY(take(story, Kind::carried_out, program, restored->sentence, "", at));
      return line(story, Outcome::done, restored->sentence);
    }
    if (restored.error().kind == ErrorKind::unreachable) {
      return line(story, Outcome::postponed, core::kept(restored.error()));
    }
    TRY(take(story, Kind::failed, program, core::kept(restored.error()), "", at));
    return line(story, Outcome::failed, core::kept(restored.error()));
  }
  const auto standing = revoker.look(removal_of(story.order));
  if (!standing) return line(story, Outcome::postponed, core::kept(standing.error()));
  if (standing->now == connectors::Standing::Now::effective) {
    TRY(take(story, Kind::postponed, program, standing->sentence, "", at));
    return line(story, Outcome::postponed, standing->sentence);
  }
  const core::OrderStep* intent = review::newest(story, Kind::intent);
  const std::string image = intent == nullptr ? "" : intent->detail;
  TRY(take(story, Kind::carried_out, program, standing->sentence, image, at));
  return line(story, Outcome::done, standing->sentence);
}

namespace {

/// What stands there now, without writing.
core::Result<RunLine> look_only(const OrderStory& story, connectors::Revoker& revoker) {
  if (story.order.act == OrderAct::restore) {
    return line(story, Outcome::would, story.order.before_image);
  }
  const auto standing = revoker.look(removal_of(story.order));
  if (!standing) return line(story, Outcome::postponed, core::kept(standing.error()));
  return line(story, Outcome::would, standing->sentence);
}

}  // namespace

core::Result<void> Orders::State::check_runnable(const OrderStory& story,
                                                 const std::string& actor) const {
  const reconcile::AccessGraph& graph = TRY(newest())->graph();
  if (!story.order.subject.empty() && story.order.subject == actor) {
    return refuse(ErrorKind::refused, Refusal::order_about_herself);
  }
  if (has_other_part(story, actor, OrderPart::carried_out)) {
    return refuse(ErrorKind::refused, Refusal::order_two_parts);
  }
  TRY(check_source(graph, story.order.source));
  if (story.order.act == OrderAct::restore) return {};
  return check_unprotected(graph, story.order);
}

core::Result<RunLine> Orders::State::write(OrderStory& story, connectors::Revoker& revoker,
                                           const std::string& actor, const std::string& reason,
                                           core::Timestamp at) {
  const core::Order& order = story.order;
  const bool is_restore = order.act == OrderAct::restore;
  std::string image;
  if (!is_restore) {
    // Kept with the intent: an act that nobody knows the end of can still be put back.
    const auto standing = revoker.look(removal_of(order));
    if (standing) image = standing->before_image;
    if (!standing && standing.error().kind == ErrorKind::unreachable) {
      TRY(take(story, Kind::postponed, std::string(core::kProgram), core::kept(standing.error()),
               "", at));
      return line(story, Outcome::postponed, core::kept(standing.error()));
    }
  }
  TRY(take(story, Kind::intent, actor, reason, image, at));
  const auto outcome =
      is_restore ? revoker.restore(order.before_image) : revoker.carry_out(removal_of(order));
  if (outcome && outcome->effect == connectors::Outcome::Effect::partly) {
    TRY(take(story, Kind::failed, actor, outcome->sentence, outcome->before_image, at));
    return line(story, Outcome::failed, outcome->sentence);
  }
  if (outcome) {
    TRY(take(story, Kind::carried_out, actor, outcome->sentence, outcome->before_image, at));
    return line(story, Outcome::done, outcome->sentence);
  }
  const core::Error& error = outcome.error();
  // Nobody knows whether it was done: the intent stays open, and the next run looks first.
  if (error.kind == ErrorKind::unreachable)
    return line(story, Outcome::postponed, core::kept(error));
  if (error.kind == ErrorKind::not_found) {
    TRY(take(story, Kind::carried_out, actor, core::kept(error), "", at));
    return line(story, Outcome::done, core::kept(error));
  }
  TRY(take(story, Kind::failed, actor, core::kept(error), "", at));
  return line(story, Outcome::failed, core::kept(error));
}

core::Result<std::vector<RunLine>> Orders::State::carry_out(const std::string& actor,
                                                            const RunPlan& plan,
                                                            core::Timestamp at) {
  const reconcile::AccessGraph& graph = TRY(newest())->graph();
  std::vector<RunLine> lines;
  if (brake && brake->position == core::OrderBrake::Position::pulled) {
    return refuse(ErrorKind::refused, Refusal::order_stopped,
                  {{"who", name(brake->by)}, {"why", brake->words}});
  }
  std::map<std::string, core::Result<std::unique_ptr<connectors::Revoker>>> revokers;
  const auto revoker_in = [&](const std::string& source) -> core::Result<connectors::Revoker*> {
    auto at_source = revokers.find(source);
    if (at_source == revokers.end()) {
      at_source = revokers.emplace(source, revoker_of(source)).first;
    }
    if (!at_source->second) return tl::unexpected(at_source->second.error());
    return at_source->second->get();
  };
  Pace pace(stories, graph, plan, at);
  for (OrderStory* story : in_turn(stories, graph)) {
    const core::Order& order = story->order;
    if (!plan.only.empty() &&
        std::find(plan.only.begin(), plan.only.end(), order.id) == plan.only.end()) {
      continue;
    }
    const OrderState state = state_of(*story);
    const bool is_open = state == OrderState::under_way;
    if (order.act == OrderAct::manual || (!is_open && state != OrderState::approved)) continue;
    const auto revoker = revoker_in(order.source);
    if (!revoker) {
      const bool silent = revoker.error().kind == ErrorKind::unreachable;
      if (silent && !is_open && plan.mode == RunPlan::Mode::carry_out) {
        TRY(take(*story, Kind::postponed, std::string(core::kProgram), core::kept(revoker.error()),
                 "", at));
      }
      lines.push_back(
          line(*story, silent ? Outcome::postponed : Outcome::held, core::kept(revoker.error())));
      continue;
    }
    if (plan.mode == RunPlan::Mode::dry_run) {
      lines.push_back(TRY(look_only(*story, **revoker)));
      continue;
    }
    if (stopping) {
      const auto stopped = refuse(ErrorKind::refused, Refusal::order_stopping);
      lines.push_back(line(*story, Outcome::held, core::kept(stopped.value())));
      continue;
    }
    if (is_open) {
      lines.push_back(TRY(settle(*story, **revoker, at)));
      if (state_of(*story) != OrderState::approved) continue;
      lines.pop_back();  // looked at, and still there: carried out below
    } else if (due_at(*story) > at) {
      lines.push_back(line(*story, Outcome::postponed, zone.show(due_at(*story))));
      continue;
    }
    auto allowed = check_runnable(*story, actor);
    if (allowed) allowed = pace.take(order);
    if (!allowed) {
      lines.push_back(line(*story, Outcome::held, core::kept(allowed.error())));
      continue;
    }
    lines.push_back(TRY(write(*story, **revoker, actor, plan.reason, at)));
  }
  return lines;
}

core::Result<std::vector<RunLine>> Orders::run(const Authority& who, const RunPlan& plan,
                                               core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  if (!may(who, Deed::carry_out_orders)) {
    return refuse(ErrorKind::refused, Refusal::order_may_not_carry_out);
  }
  TRY(check_plan(plan));
  auto lines = TRY(state_->carry_out(who.person(), plan, now));
  if (plan.mode == RunPlan::Mode::dry_run) {
    std::map<std::string, std::string> facts{{"orders", std::to_string(lines.size())}};
    for (const RunLine& each : lines) {
      facts["order_" + std::to_string(each.order.value)] =
          std::string(name_of(each.outcome)) + ": " + each.sentence;
    }
    TRY(state_->store.append_event({audit::Kind::orders_dry_run, who.person(), facts}, now));
  }
  return lines;
}

}  // namespace rettesnor::review
