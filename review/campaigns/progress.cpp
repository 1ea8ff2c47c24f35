// How far one reviewer's list is.
#include "review/campaigns/progress.h"

#include <utility>

#include "review/campaigns/advice.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

/// What one list asks about one person, and how far it is.
SubjectProgress progress_of(const CampaignRoom& room, const ListedPerson& listed,
                            const std::string& reviewer) {
  SubjectProgress progress{person_view(room.facts->graph(), listed.holder),
                           route_to(room, listed, reviewer),
                           0,
                           0,
                           0,
                           0};
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const auto seat = room.seat_of(listed, right, reviewer);
    if (!seat) continue;
    ++progress.items;
    if (room.newest(listed, right, *seat) == nullptr) continue;
    ++progress.answered;
    if (!room.is_done(listed, right)) ++progress.waiting;
  }
  progress.serious = progress.items == static_cast<int>(listed.rights.size()) ? listed.serious : 0;
  if (progress.serious == 0 && listed.serious > 0) {
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      if (!room.seat_of(listed, right, reviewer)) continue;
      const auto verdict = verdict_of(*room.facts, listed.holder, listed.rights[right]);
      const Judgement judgement = judge(*room.facts, listed.holder, listed.rights[right], verdict);
      if (judgement.advice != Advice::keep) ++progress.serious;
    }
  }
  return progress;
}

/// The newest receipt of the list when everything in it is covered by one.
std::optional<core::SignOff> receipt_of(const CampaignRoom& room,
                                        const std::vector<std::size_t>& list,
                                        const std::string& reviewer) {
  std::optional<core::SignOff> newest;
  for (const std::size_t place : list) {
    const ListedPerson& listed = room.people[place];
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const auto seat = room.seat_of(listed, right, reviewer);
      if (!seat) continue;
      const core::SignOff* sign_off = room.signed_row(listed, right, *seat);
      if (sign_off == nullptr) return std::nullopt;
      if (!newest || sign_off->event > newest->event) newest = *sign_off;
    }
  }
  return newest;
}

}  // namespace

RouteReason route_to(const CampaignRoom& room, const ListedPerson& listed,
                     const std::string& reviewer) {
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const Asked& asked = room.asked(listed, right);
    if (asked.reviewer == reviewer) return asked.reason;
  }
  return listed.asked.reason;
}

Task task_of(const Read& held, const CampaignRoom& in, const std::string& reviewer,
             const std::vector<std::size_t>& list, core::Timestamp at) {
  Task task;
  task.campaign = in.campaign;
  task.reviewer = held->view(reviewer);
  task.on_behalf = reviewer != held.who().person();
  task.days_left = static_cast<int>((in.campaign.deadline - held->zone.date_of(at)).count());
  for (const std::size_t place : list) {
    const ListedPerson& listed = in.people[place];
    SubjectProgress progress = progress_of(in, listed, reviewer);
    task.about = about(listed.holder);
    task.items += progress.items;
    task.answered += progress.answered;
    task.waiting += progress.waiting;
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      if (in.seat_of(listed, right, reviewer) == core::Seat::second) ++task.as_second;
    }
    task.subjects.push_back(std::move(progress));
  }
  task.sign_off = receipt_of(in, list, reviewer);
  if (task.sign_off) task.signed_by_name = held->name(task.sign_off->signed_by);
  return task;
}

}  // namespace rettesnor::review
