// Orders that follow from what people signed for, and from people who are gone.
#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "reconcile/returned.h"
#include "review/orders/order_book.h"
#include "review/orders/order_weighing.h"

namespace rettesnor::review {

using core::Answer;
using core::OrderReason;

namespace {

/// What of a campaign is signed for; a closed one stands whole.
class SettledAnswers {
 public:
  SettledAnswers(const core::Campaign& campaign, const std::vector<core::Assignment>& assignments,
                 std::vector<core::SignOff> sign_offs)
      : is_closed_(campaign.closed_at.has_value()), sign_offs_(std::move(sign_offs)) {
    for (const core::Assignment& each : assignments) asked_[each.subject] = each;
  }

  /// By who answered, or by who was passed what she had answered.
  bool has(const core::Decision& decision) const {
    if (is_closed_) return true;
    const std::string& reviewer =
        decision.on_behalf_of.empty() ? decision.decided_by : decision.on_behalf_of;
    const core::Assignment* asked = asked_about(decision);
    return std::any_of(sign_offs_.begin(), sign_offs_.end(), [&](const core::SignOff& sign_off) {
      if (sign_off.signed_at < decision.decided_at) return false;
      return sign_off.reviewer == reviewer ||
             (asked != nullptr && sign_off.reviewer == asked->reviewer &&
              asked->event < sign_off.event);
    });
  }

 private:
  /// About the right, where somebody is asked about it of anybody but herself; else the person.
  const core::Assignment* asked_about(const core::Decision& decision) const {
    for (const std::string& key : {decision.entitlement, decision.subject}) {
      const auto at = asked_.find(key);
      if (at == asked_.end() || at->second.reviewer.empty()) continue;
      if (at->second.reviewer != decision.subject) return &at->second;
    }
    return nullptr;
  }

  bool is_closed_;
  std::vector<core::SignOff> sign_offs_;
  std::map<std::string, core::Assignment> asked_;  ///< newest of each subject
};

/// The newest version of each.
std::vector<core::Decision> newest_of(std::vector<core::Decision> decisions) {
  std::map<std::pair<std::string, std::string>, core::Decision> newest;
  for (core::Decision& decision : decisions) {
    const std::pair key{decision.subject, decision.entitlement};
    newest.insert_or_assign(key, std::move(decision));
  }
  std::vector<core::Decision> found;
  for (auto& [key, decision] : newest) found.push_back(std::move(decision));
  return found;
}

std::vector<core::Order> orders_of(const MomentFacts& facts, const WritableSources& writable,
                                   const core::Decision& decision) {
  const reconcile::AccessGraph& graph = facts.graph();
  std::vector<core::Order> orders;
  const Holder holder = facts.holder(decision.subject);
  const Index right = entitlement_with_key(graph, decision.entitlement);
  // What a role gives is changed in the policy files.
  if (!holder.is_known() || holder.is_role() || right == kNone) return orders;
  const std::span<const Index> hers = holder.is_account()
                                          ? std::span<const Index>(&holder.account, 1)
                                          : graph.accounts_of_person[holder.person];
  for (const Index account : hers) {
    for (core::Order& order : orders_to_remove(graph, writable, account, right)) {
      order.reason = OrderReason::decision;
      order.cause = std::to_string(decision.campaign.value) + "/" + decision.subject + "/" +
                    decision.entitlement + "/" + std::to_string(decision.version);
      order.words = decision.comment;
      order.requested_by = decision.decided_by;
      order.requested_for = decision.on_behalf_of;
      // What smaller right would do is a person's to arrange; only she knows it.
      if (decision.answer == Answer::reduce) {
        order.act = core::OrderAct::manual;
        order.group.clear();
        order.group_ref.clear();
        order.instruction = decision.comment;
      }
      orders.push_back(std::move(order));
      // One task, by however many paths she has the right.
      if (decision.answer == Answer::reduce) break;
    }
  }
  return orders;
}

/// Of accounts that who answers for the system said to close; each answer is good for one order.
std::vector<core::Order> orders_of_owners(const MomentFacts& facts, const WritableSources& writable,
                                          const std::vector<OrderStory>& stories,
                                          const std::vector<core::OwnerQuestion>& questions) {
  const reconcile::AccessGraph& graph = facts.graph();
  std::vector<core::Order> orders;
  for (const core::OwnerQuestion& question : questions) {
    if (!question.answer || question.answer->verdict != core::OwnerVerdict::close) continue;
    const Index account = account_with_key(graph, question.account);
    if (account == kNone || !graph.accounts[account].enabled) continue;
    core::Order order = order_to_disable(graph, writable, account);
    order.reason = OrderReason::finding;  // her own judgement, as when she asks herself
    order.cause = "owner_question/" + std::to_string(question.id);
    order.words = question.answer->words;
    order.requested_by = question.answer->by;
    const bool is_used = std::any_of(stories.begin(), stories.end(), [&](const OrderStory& story) {
      return story.order.cause == order.cause;
    });
    if (!is_used) orders.push_back(std::move(order));
  }
  return orders;
}

/// Disable first; after the grace, when a later reading has shown it disabled, strip.
std::vector<core::Order> leaver_orders(const MomentFacts& facts, const WritableSources& writable,
                                       const std::vector<OrderStory>& stories, core::Timestamp at) {
  const reconcile::AccessGraph& graph = facts.graph();
  const auto grace = std::chrono::days(graph.policy->threshold("orders_grace_days", graph.today));
  std::vector<core::Order> orders;
  std::vector<bool> is_asked_about(graph.persons.size());
  for (const reconcile::Returned& each : reconcile::returned_persons(graph)) {
    is_asked_about[each.before] = true;
  }
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (is_asked_about[person]) continue;  // she may be here under another id
    const reconcile::PersonNode& node = graph.persons[person];
    const bool is_gone = !node.current && (node.left_on || node.dead);
    // Elected people never by the program (policy.md A1).
    if (is_elected(graph, person) || !(is_gone || node.released_at)) continue;
    for (const Index account : graph.accounts_of_person[person]) {
      // A foreign principal is closed by closing the account that it is.
      if (graph.accounts[account].stands_for != kNone) continue;
      const std::string key = reconcile::thing_of_account(graph, account).key;
      core::Order order;
      if (graph.accounts[account].enabled) {
        order = order_to_disable(graph, writable, account);
        order.cause = "disable/" + key;
      } else {
        const auto disabled =
            std::find_if(stories.begin(), stories.end(), [&](const OrderStory& story) {
              return story.order.cause == "disable/" + key &&
                     state_of(story) == OrderState::verified;
            });
        if (disabled == stories.end() || at - disabled->steps.back().at < grace) continue;
        order = order_to_strip(graph, writable, account);
        order.cause = "strip/" + key;
      }
      order.reason = OrderReason::leaver;
      order.requested_by = core::kProgram;
      orders.push_back(std::move(order));
    }
  }
  return orders;
}

}  // namespace

core::Result<std::vector<core::Order>> Orders::propose(Proposals which, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& facts = *TRY(state_->newest());
  std::vector<core::Order> wanted;
  for (const core::Campaign& campaign : TRY(state_->store.campaigns())) {
    const auto decisions = newest_of(TRY(state_->store.decisions(campaign.id)));
    const auto assignments = TRY(state_->store.assignments(campaign.id));
    const SettledAnswers settled(campaign, assignments, TRY(state_->store.sign_offs(campaign.id)));
    for (const core::Decision& decision : decisions) {
      if (decision.answer != Answer::remove && decision.answer != Answer::reduce) continue;
      if (!settled.has(decision)) continue;
      for (core::Order& order : orders_of(facts, state_->writable, decision)) {
        wanted.push_back(std::move(order));
      }
    }
  }
  for (core::Order& order : orders_of_owners(facts, state_->writable, state_->stories,
                                             TRY(state_->store.owner_questions()))) {
    wanted.push_back(std::move(order));
  }
  if (which == Proposals::decisions_and_leavers) {
    for (core::Order& order : leaver_orders(facts, state_->writable, state_->stories, now)) {
      wanted.push_back(std::move(order));
    }
  }
  std::vector<core::Order> fresh;
  for (core::Order& order : wanted) {
    if (state_->is_ordered(order)) continue;
    if (!state_->check_orderable(order)) continue;
    fresh.push_back(std::move(order));
  }
  if (fresh.empty()) return fresh;
  return state_->keep(std::move(fresh), now);
}

}  // namespace rettesnor::review
