// What the one door to orders holds, shared by the files that implement it.
#pragma once

#include <atomic>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/writing/revoker.h"
#include "review/orders/order_targets.h"
#include "review/orders/orders.h"
#include "review/organisation/authority.h"
#include "review/organisation/moment_facts.h"
#include "store/store.h"

namespace rettesnor::review {

/// Every function expects that the caller holds `mutex`.
struct Orders::State {
  State(store::Store& kept, const core::LocalZone& local, OrderSources sources, RevokerOf revoker)
      : store(kept),
        zone(local),
        writable(std::move(sources.writable)),
        vague(std::move(sources.vague)),
        revoker_of(std::move(revoker)) {}

  store::Store& store;
  const core::LocalZone& zone;
  WritableSources writable;
  std::set<std::string> vague;  ///< as in OrderSources
  RevokerOf revoker_of;
  mutable std::mutex mutex;
  std::shared_ptr<const MomentFacts> now;  ///< null before the first refresh
  std::set<std::string> group_owners;      ///< people who own a group, by key
  std::vector<OrderStory> stories;         ///< by id
  std::optional<core::OrderBrake> brake;
  std::atomic<bool> stopping = false;  ///< somebody who may waits to pull the brake; no lock

  /// The newest moment; unreachable before the first refresh.
  core::Result<const MomentFacts*> newest() const;
  core::Result<OrderStory*> story(core::OrderId order);

  /// Weighs the orders (risks, approvals, deadline), keeps them, and lets the policy file approve
  /// what it may. Reason, cause, words and requester are filled in already.
  core::Result<std::vector<core::Order>> keep(std::vector<core::Order> orders, core::Timestamp at);
  /// Is an order on the same target open, or the same cause answered by one that was kept?
  bool is_ordered(const core::Order& wanted) const;
  core::Result<void> check_orderable(const core::Order& wanted) const;

  /// On disk with its event, then in memory.
  core::Result<void> take(OrderStory& story, core::OrderStep::Kind kind, const std::string& actor,
                          const std::string& words, const std::string& detail, core::Timestamp at);
  /// Intent and outcome of what was done by hand, in one.
  core::Result<void> take_by_hand(OrderStory& story, const std::string& actor,
                                  const std::string& words, const std::optional<ProofFile>& proof,
                                  core::Timestamp at);
  core::Result<void> check_apart(const Authority& who, const OrderStory& story,
                                 OrderPart part) const;
  bool may_approve(const Authority& who, const core::Order& order) const;
  bool may_report(const Authority& who, const core::Order& order) const;
  /// Asked for by `who`, unless she may not or it is ordered already.
  core::Result<core::Order> asked(const Authority& who, core::Order order, const OrderWish& wish,
                                  const std::string& words) const;
  /// The ways among which the owner chooses; empty of an order that has nothing to choose.
  std::vector<WayView> ways(const Authority& who, const OrderStory& story) const;
  bool owns_a_way(const Authority& who, const core::Order& order) const;
  OrderDeeds deeds(const Authority& who, const OrderStory& story) const;
  OrderView view(const Authority& who, const OrderStory& story, core::Timestamp at) const;
  /// refused: neither hers to see by her role, nor to act on, nor asked for by her.
  core::Result<void> check_may_see(const Authority& who, const OrderView& view) const;
  std::string name(const std::string& person) const;

  /// Looks at what was interrupted, and says how it ended.
  core::Result<RunLine> settle(OrderStory& story, connectors::Revoker& revoker, core::Timestamp at);
  /// May `actor` carry it out, on what the newest moment shows?
  core::Result<void> check_runnable(const OrderStory& story, const std::string& actor) const;
  /// Intent, act, outcome.
  core::Result<RunLine> write(OrderStory& story, connectors::Revoker& revoker,
                              const std::string& actor, const std::string& reason,
                              core::Timestamp at);
  core::Result<std::vector<RunLine>> carry_out(const std::string& actor, const RunPlan& plan,
                                               core::Timestamp at);
};

/// A reason that somebody gave: something, and not too much of it.
core::Result<std::string> told_words(const std::string& told);
/// conflict unless the order is in one of these states.
core::Result<void> check_fits(const OrderStory& story, std::initializer_list<OrderState> fit);

/// The owner of the system, as a person's key; empty when nobody is.
std::string owner_of_system(const reconcile::AccessGraph& graph, const std::string& system);
audit::Kind kind_of(core::OrderStep::Kind step);
/// With what an auditor wants to know.
audit::Event event_of(const core::Order& order);
audit::Event event_of(const core::Order& order, const core::OrderStep& step);
/// What is written outside, as the seam names it.
connectors::Removal removal_of(const core::Order& order);

}  // namespace rettesnor::review
