// Expands what was ordered away, and takes the later readings' word for it.
#include "review/orders/order_proof.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "connectors/writing/before_image.h"
#include "reconcile/rights.h"
#include "review/orders/order_book.h"
#include "review/orders/order_sources.h"
#include "review/orders/order_targets.h"

namespace rettesnor::review {

using core::OrderAct;
using Found = Proof::Found;
using Kind = core::OrderStep::Kind;

namespace {

/// The group; kNone when no source tells of it.
Index right_of(const reconcile::AccessGraph& graph, std::string_view system,
               std::string_view group) {
  for (Index right = 0; right < graph.entitlements.size(); ++right) {
    const reconcile::EntitlementNode& node = graph.entitlements[right];
    if (node.object != kNone && node.natural_id == group &&
        graph.systems[node.system].name == system) {
      return right;
    }
  }
  return kNone;
}

/// The same in the snapshot.
Index list_of(const reconcile::AccessGraph& graph, std::string_view system,
              std::string_view group) {
  const Index right = right_of(graph, system, group);
  return right == kNone ? kNone : graph.entitlements[right].object;
}

/// Was this account taken out of this group, or out of all of its groups, by an order?
bool is_ordered(const std::vector<OrderStory>& all, const std::string& source,
                std::string_view group, std::string_view account) {
  return std::any_of(all.begin(), all.end(), [&](const OrderStory& story) {
    const bool is_of_group =
        story.order.group == group || story.order.act == OrderAct::strip_groups;
    return story.order.source == source && is_of_group && story.order.account == account &&
           newest(story, Kind::carried_out) != nullptr;
  });
}

/// Was the list read, as far as anybody can tell from what it held before? `list`: the group's
/// object.
bool is_list_told(const core::Snapshot& snapshot, Index list, const std::string& source,
                  const std::vector<OrderStory>& all) {
  if (!snapshot.members_of(list).empty()) return true;
  // Of those who left it last, each left by an order or is no more.
  std::optional<core::Timestamp> last;
  for (const core::MembershipChange& change : snapshot.changes) {
    if (change.entitlement == list) last = change.seen;
  }
  const std::string_view group = snapshot.objects[list].natural_id;
  return std::all_of(
      snapshot.changes.begin(), snapshot.changes.end(), [&](const core::MembershipChange& change) {
        return change.entitlement != list || change.seen != last || change.member == kNone ||
               is_ordered(all, source, group, snapshot.objects[change.member].natural_id);
      });
}

/// The lists that the account was taken off, by the word of the one who wrote: one that no source
/// tells of any more may be one that the reader may no longer see.
bool are_taken_lists_told(const reconcile::AccessGraph& graph, const OrderStory& story,
                          const std::vector<OrderStory>& all) {
  const auto image = connectors::read_before_image(image_of(story));
  if (!image) return true;  // it was on none by then
  return std::all_of(image->changes.begin(), image->changes.end(), [&](const auto& change) {
    const Index list = list_of(graph, story.order.system, change.object);
    return list != kNone && is_list_told(*graph.snapshot, list, story.order.source, all);
  });
}

/// The lists that the account was on until it left the last of its groups.
bool are_lists_told(const core::Snapshot& snapshot, Index account, const std::string& source,
                    const std::vector<OrderStory>& all) {
  std::optional<core::Timestamp> last;
  for (const core::MembershipChange& change : snapshot.changes) {
    if (change.member == account) last = change.seen;
  }
  return std::all_of(snapshot.changes.begin(), snapshot.changes.end(),
                     [&](const core::MembershipChange& change) {
                       return change.member != account || change.seen != last ||
                              is_list_told(snapshot, change.entitlement, source, all);
                     });
}

/// The primary group, which an account in Active Directory always has; kNone when it has none.
Index kept_group(const reconcile::AccessGraph& graph, const OrderStory& story) {
  const auto image = connectors::read_before_image(image_of(story));
  if (!image || image->kept.empty()) return kNone;
  return right_of(graph, story.order.system, image->kept);
}

/// Does a stripped account have this right still? What stays by necessity is none, unless what is
/// privileged comes with it.
bool is_left_with(const reconcile::AccessGraph& graph, Index account, Index right, Index kept) {
  const auto has = [&](const auto& accounts) {
    return std::binary_search(accounts.begin(), accounts.end(), account);
  };
  if (right != kept && has(graph.direct_accounts[right])) return true;
  return reconcile::is_privileged(graph, right) && has(graph.effective_accounts[right]);
}

/// Is the account back on every list that the image says it was taken off?
bool is_back_on_lists(const reconcile::AccessGraph& graph, const core::Order& order, Index account,
                      const connectors::BeforeImage& image) {
  return std::all_of(image.changes.begin(), image.changes.end(), [&](const auto& change) {
    const Index right = right_of(graph, order.system, change.object);
    if (right == kNone) return false;
    const auto members = graph.direct_accounts[right];
    return std::binary_search(members.begin(), members.end(), account);
  });
}

Proof proof_of_account(const reconcile::AccessGraph& graph, const OrderStory& story, Index account,
                       const std::vector<OrderStory>& all) {
  const core::Order& order = story.order;
  const reconcile::AccountNode& node = graph.accounts[account];
  if (order.act == OrderAct::strip_groups) {
    const Index kept = kept_group(graph, story);
    for (Index right = 0; right < graph.entitlements.size(); ++right) {
      if (is_left_with(graph, account, right, kept)) {
        return {Found::effective,
                show({{"account", order.account_ref},
                      {"entitlement", reconcile::thing_of_entitlement(graph, right).ref}})};
      }
    }
    if (!are_taken_lists_told(graph, story, all) ||
        !are_lists_told(*graph.snapshot, node.object, order.source, all)) {
      return {};
    }
    return {Found::gone, {}};
  }
  if (order.act == OrderAct::restore) {
    const auto image = connectors::read_before_image(order.before_image);
    if (image && image->act == "strip_groups") {
      return {is_back_on_lists(graph, order, account, *image) ? Found::effective : Found::gone,
              order.account_ref};
    }
  }
  if (node.enabled) return {Found::effective, order.account_ref};
  return {Found::gone, {}};
}

/// The membership of a group in a group.
Proof proof_of_nesting(const reconcile::AccessGraph& graph, const core::Order& order) {
  for (Index inner = 0; inner < graph.entitlements.size(); ++inner) {
    if (graph.entitlements[inner].natural_id != order.account ||
        graph.systems[graph.entitlements[inner].system].name != order.system) {
      continue;
    }
    for (const Index outer : graph.parent_entitlements[inner]) {
      if (graph.entitlements[outer].natural_id == order.group) {
        return {Found::effective, order.account_ref + " → " + order.group_ref};
      }
    }
  }
  return {Found::gone, {}};
}

Proof proof_of_right(const reconcile::AccessGraph& graph, const core::Order& order, Index account) {
  const Index right = entitlement_with_key(graph, order.right);
  if (right == kNone) return {Found::gone, {}};
  const auto holders = graph.effective_accounts[right];
  if (!std::binary_search(holders.begin(), holders.end(), account)) return {Found::gone, {}};
  const auto paths = reconcile::explain(graph, account, right, 1);
  return {Found::effective, paths.empty() ? order.right_ref : show(paths.front())};
}

}  // namespace

Proof proof_of(const reconcile::AccessGraph& graph, const OrderStory& story,
               const std::vector<OrderStory>& all, const std::set<std::string>& vague) {
  const core::Order& order = story.order;
  const reconcile::Wholeness wholeness(*graph.snapshot);
  if (!absence_in(*graph.snapshot, wholeness, order.source)) return {};
  if (order.act == OrderAct::remove_member) {
    const Index list = list_of(graph, order.system, order.group);
    if (list == kNone || !wholeness.members(list)) return {};
    if (!is_list_told(*graph.snapshot, list, order.source, all)) return {};
  }
  const Index account = account_of(graph, order);
  if (account != kNone && !wholeness.rights(graph.accounts[account].object)) return {};
  if (account == kNone) {
    // One that is not there may be one that the reader may no longer see.
    if (order.act == OrderAct::disable_account || order.act == OrderAct::strip_groups) return {};
    if (vague.contains(order.source)) return {};
    return order.expected_login.empty() ? proof_of_nesting(graph, order) : Proof{Found::gone, {}};
  }
  return order.right.empty() ? proof_of_account(graph, story, account, all)
                             : proof_of_right(graph, order, account);
}

core::Result<std::vector<ProofLine>> Orders::prove(core::Timestamp at) {
  const std::lock_guard lock(state_->mutex);
  const reconcile::AccessGraph& graph = TRY(state_->newest())->graph();
  const Readings readings = readings_of(*graph.snapshot);
  std::vector<ProofLine> lines;
  for (OrderStory& story : state_->stories) {
    const OrderState state = state_of(story);
    const bool is_watched = state == OrderState::carried_out || state == OrderState::verified ||
                            state == OrderState::still_effective;
    const core::OrderStep* done = newest(story, Kind::carried_out);
    const auto reading = readings.find(story.order.source);
    // Data from before the act say nothing about it, whenever they were read.
    if (!is_watched || done == nullptr || reading == readings.end() ||
        reading->second <= story.steps.back().at) {
      continue;
    }
    Proof proof = proof_of(graph, story, state_->stories, state_->vague);
    if (story.order.act == OrderAct::restore) {
      if (proof.found == Found::untold || state != OrderState::carried_out) continue;
      proof.found = proof.found == Found::effective ? Found::gone : Found::effective;
      if (proof.found == Found::effective) continue;  // not back yet: nothing to say of it
    }
    if (proof.found == Found::untold) continue;
    const bool gone = proof.found == Found::gone;
    Kind kind = Kind::verified;
    if (!gone) kind = state == OrderState::verified ? Kind::reappeared : Kind::still_effective;
    const bool is_news = gone ? state != OrderState::verified
                              : state == OrderState::carried_out || state == OrderState::verified;
    if (!is_news || (story.order.act == OrderAct::restore && state == OrderState::verified)) {
      continue;
    }
    const std::string words = story.order.source + " " + core::to_iso(reading->second);
    TRY(state_->take(story, kind, std::string(core::kProgram), words, proof.path, at));
    lines.push_back({story.order.id, kind, proof.path});
  }
  return lines;
}

}  // namespace rettesnor::review
