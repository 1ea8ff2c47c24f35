// A reviewer's receipt for her list.
#include <utility>

#include "core/digest.h"
#include "review/answers/answers.h"
#include "review/campaigns/progress.h"
#include "review/desk_state.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

/// One line for each of her answers, in the order of the list and of rights (docs/formats.md).
std::string answers_in_order(const CampaignRoom& room, const std::vector<std::size_t>& list,
                             const std::string& reviewer) {
  std::string text;
  for (const std::size_t place : list) {
    const ListedPerson& listed = room.people[place];
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const auto seat = room.seat_of(listed, right, reviewer);
      const core::Decision* answer = seat ? room.newest(listed, right, *seat) : nullptr;
      if (answer == nullptr) continue;
      text += listed.key + "\t" + room.right_key(listed, right) + "\t" +
              std::to_string(answer->version) + "\t" + std::string(core::name_of(answer->answer)) +
              "\t" + (answer->until ? core::to_iso(*answer->until) : "") + "\t" +
              answer->decided_by + "\t" + core::to_hex(core::sha256(answer->comment)) + "\n";
    }
  }
  return text;
}

audit::Event event_of(const core::SignOff& sign_off) {
  return {audit::Kind::signed_off,
          sign_off.signed_by,
          {{"campaign", std::to_string(sign_off.campaign.value)},
           {"reviewer", sign_off.reviewer},
           {"items", std::to_string(sign_off.items)},
           {"digest", sign_off.digest}}};
}

}  // namespace

core::Result<core::SignOff> answers::sign_off(const Change& held, core::CampaignId campaign,
                                              const std::string& reviewer, core::Timestamp now) {
  CampaignRoom& room = *TRY(held->room(campaign));
  if (!held.who().may_answer_as(reviewer)) {
    return refuse(core::ErrorKind::refused, Refusal::list_of_another);
  }
  if (room.campaign.closed_at) return refuse(core::ErrorKind::refused, Refusal::closed);
  const auto list = room.lists.find(reviewer);
  if (list == room.lists.end()) {
    return refuse(core::ErrorKind::not_found, Refusal::nobody_in_list);
  }
  const Task task = task_of(held, room, reviewer, list->second, now);
  if (task.sign_off) {
    return refuse(core::ErrorKind::conflict, Refusal::signed_already);
  }
  if (task.answered < task.items) {
    return refuse(core::ErrorKind::conflict, Refusal::open_rights,
                  {{"n", std::to_string(task.items - task.answered)}});
  }
  const std::string answers = answers_in_order(room, list->second, reviewer);
  const core::SignOff sign_off{campaign, reviewer,   held.who().person(),
                               now,      task.items, core::to_hex(core::sha256(answers))};
  room.sign_offs.push_back(TRY(held->store().add_sign_off(sign_off, event_of(sign_off))));
  return room.sign_offs.back();
}

}  // namespace rettesnor::review
