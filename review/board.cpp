// How far a campaign is: every list, every unit, and who is not asked about.
#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "review/people.h"
#include "review/state.h"

namespace rettesnor::review {

namespace {

int removals_of(const CampaignRoom& room, const ListedPerson& listed) {
  int removals = 0;
  if (!room.answers.contains(listed.key)) return removals;
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    removals += room.is_removed(listed, right) ? 1 : 0;
  }
  return removals;
}

void count_seconds(Board& board, const CampaignRoom& room, const ListedPerson& listed) {
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (!listed.asks[right].two) continue;
    ++board.two_decide;
    if (listed.asks[right].second.empty()) ++board.nobody_second;
    if (room.newest(listed, right, core::Seat::second) == nullptr) ++board.two_waiting;
  }
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

core::Result<Board> Recertification::board(const Authority& who, core::CampaignId campaign,
                                           core::Timestamp now) const {
  const std::lock_guard lock(state_->mutex);
  if (!who.has(ProductRole::review_administrator) && !who.has(ProductRole::auditor) &&
      !who.has(ProductRole::security_lead)) {
    return may_not("Only review administrators, the security lead and auditors see the board");
  }
  const CampaignRoom& room = *TRY(state_->room(campaign));
  Board board;
  board.campaign = room.campaign;
  board.closed_by_name = state_->name(room.campaign.closed_by);
  for (const auto& [reviewer, list] : room.lists) {
    board.tasks.push_back(state_->task_of(room, reviewer, list, who, now));
  }
  order_tasks(board.tasks);
  std::map<std::string, UnitProgress> units;
  for (const ListedPerson& listed : room.people) {
    const PersonView subject = person_view(room.facts->graph(), listed.holder);
    const int items = static_cast<int>(listed.rights.size());
    if (items == 0) {
      board.carried += static_cast<int>(listed.carried.size());
      continue;
    }
    const int answered = room.done(listed);
    const int removals = removals_of(room, listed);
    UnitProgress& unit = units[subject.unit];
    unit.unit = subject.unit;
    ++unit.subjects;
    unit.items += items;
    unit.answered += answered;
    unit.removals += removals;
    board.items += items;
    board.answered += answered;
    board.removals += removals;
    board.carried += static_cast<int>(listed.carried.size());
    count_seconds(board, room, listed);
    if (room.has_nobody_to_ask(listed)) board.left_out.push_back({subject, "nobody_to_ask"});
  }
  for (auto& [name, unit] : units) board.units.push_back(std::move(unit));
  std::sort(board.units.begin(), board.units.end(),
            [](const UnitProgress& a, const UnitProgress& b) {
              return core::compare_danish(a.unit, b.unit) < 0;
            });
  board.left_out.insert(board.left_out.end(), room.left_out.begin(), room.left_out.end());
  return board;
}

}  // namespace rettesnor::review
