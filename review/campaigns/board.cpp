// How far a campaign is: every list, every unit, and who is not asked about.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/text.h"
#include "review/campaigns/campaigns.h"
#include "review/campaigns/outcome.h"
#include "review/campaigns/progress.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

using Parts = std::map<std::string, PartProgress>;

/// Those of her rights that `counts` says.
template <class Counts>
void add_progress(PartProgress& part, const CampaignRoom& room, const ListedPerson& listed,
                  const Counts& counts) {
  ++part.subjects;
  const bool is_begun = room.answers.contains(listed.key);
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (!counts(right)) continue;
    ++part.items;
    if (!is_begun) continue;
    part.answered += room.is_done(listed, right) ? 1 : 0;
    part.removals += room.is_removed(listed, right) ? 1 : 0;
  }
}

std::map<std::string, std::set<std::size_t>> by_system(const CampaignRoom& room,
                                                       const ListedPerson& listed) {
  const reconcile::AccessGraph& graph = room.facts->graph();
  std::map<std::string, std::set<std::size_t>> systems;
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const Index system = graph.entitlements[listed.rights[right]].system;
    systems[std::string(graph.systems[system].name)].insert(right);
  }
  return systems;
}

std::vector<PartProgress> in_order(Parts&& parts) {
  std::vector<PartProgress> ordered;
  for (auto& [name, part] : parts) {
    part.name = name;
    ordered.push_back(std::move(part));
  }
  std::sort(ordered.begin(), ordered.end(), [](const PartProgress& a, const PartProgress& b) {
    return core::compare_danish(a.name, b.name) < 0;
  });
  return ordered;
}

void count_seconds(Board& board, const CampaignRoom& room, const ListedPerson& listed) {
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (!listed.asks[right].two) continue;
    ++board.two_decide;
    if (listed.asks[right].second.empty()) ++board.nobody_second;
    if (room.newest(listed, right, core::Seat::second) == nullptr) ++board.two_waiting;
  }
}

/// What is to be taken out of roles, or made smaller in them, by the answers that count.
std::vector<PolicyChange> policy_changes_of(const CampaignRoom& room, const MomentFacts& newest) {
  std::vector<PolicyChange> changes;
  for (const ListedPerson& listed : room.people) {
    const auto answers = room.answers.find(listed.key);
    if (answers == room.answers.end()) continue;
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const auto versions = answers->second.find(room.right_key(listed, right));
      if (versions == answers->second.end()) continue;
      const auto outcome = outcome_of(versions->second);
      if (outcome != core::Answer::remove && outcome != core::Answer::reduce) continue;
      const Holder now = newest.holder(listed.key);
      const Index what = newest.entitlement(room.right_key(listed, right));
      const bool stands = now.is_role() && what != kNone && has_right(newest.graph(), now, what);
      const core::Thing thing =
          reconcile::thing_of_entitlement(room.facts->graph(), listed.rights[right]);
      const auto counts =
          std::find_if(versions->second.rbegin(), versions->second.rend(),
                       [&](const core::Decision& decision) { return decision.answer == *outcome; });
      changes.push_back(
          {person_view(room.facts->graph(), listed.holder), thing.ref, *counts, {}, stands});
    }
  }
  return changes;
}

/// Most unanswered first, then by name.
void order_tasks(std::vector<Task>& tasks) {
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    const int open_a = a.items - a.answered;
    const int open_b = b.items - b.answered;
    if (open_a != open_b) return open_a > open_b;
    const auto order = core::compare_danish(a.reviewer.name, b.reviewer.name);
    return order != 0 ? order < 0 : a.reviewer.key < b.reviewer.key;
  });
}

}  // namespace

core::Result<Board> campaigns::board(const Read& held, core::CampaignId campaign,
                                     core::Timestamp now) {
  if (!may(held.who(), Deed::see_all_campaigns)) {
    return may_not(Refusal::may_not_see_board);
  }
  const CampaignRoom& room = *TRY(held->room(campaign));
  Board board;
  board.campaign = room.campaign;
  board.closed_by_name = held->name(room.campaign.closed_by);
  for (const auto& [reviewer, list] : room.lists) {
    board.tasks.push_back(task_of(held, room, reviewer, list, now));
  }
  order_tasks(board.tasks);
  Parts units;
  Parts systems;
  for (const ListedPerson& listed : room.people) {
    board.carried += static_cast<int>(listed.carried.size());
    if (listed.rights.empty()) continue;
    const PersonView subject = person_view(room.facts->graph(), listed.holder);
    board.about = about(listed.holder);
    add_progress(units[listed.holder.is_person() ? subject.unit : ""], room, listed,
                 [](std::size_t) { return true; });
    for (const auto& [system, rights] : by_system(room, listed)) {
      add_progress(systems[system], room, listed,
                   [&of_system = rights](std::size_t right) { return of_system.contains(right); });
    }
    count_seconds(board, room, listed);
    if (room.has_nobody_to_ask(listed)) board.left_out.push_back({subject, "nobody_to_ask"});
  }
  board.units = in_order(std::move(units));
  board.systems = in_order(std::move(systems));
  for (const PartProgress& unit : board.units) {
    board.items += unit.items;
    board.answered += unit.answered;
    board.removals += unit.removals;
  }
  if (board.about == About::roles) {
    board.policy_changes = policy_changes_of(room, *TRY(held->newest()));
    for (PolicyChange& change : board.policy_changes) {
      change.decided_by_name = held->name(change.decision.decided_by);
    }
  }
  board.asks_owners = kind_of(room.campaign).asks_owners;
  board.left_out.insert(board.left_out.end(), room.left_out.begin(), room.left_out.end());
  return board;
}

}  // namespace rettesnor::review
