// A reviewer's lists and pages, and the board over all of them.
#include <algorithm>
#include <utility>

#include "review/people.h"
#include "review/refusal.h"
#include "review/review_rows.h"
#include "review/state.h"

namespace rettesnor::review {

namespace {

core::Result<const std::vector<std::size_t>*> list_of(const CampaignRoom& room,
                                                      const Authority& who,
                                                      const std::string& reviewer) {
  if (!who.may_answer_as(reviewer)) {
    return refuse(core::ErrorKind::refused, Refusal::list_of_another);
  }
  const auto list = room.lists.find(reviewer);
  if (list == room.lists.end()) {
    return refuse(core::ErrorKind::not_found, Refusal::nobody_in_list);
  }
  return &list->second;
}

/// The first with something unanswered, else the first.
std::size_t first_place(const CampaignRoom& room, const std::vector<std::size_t>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const ListedPerson& listed = room.people[list[i]];
    if (room.answered(listed) < static_cast<int>(listed.rights.size())) return i;
  }
  return 0;
}

}  // namespace

void Recertification::State::add_answer(ReviewRow& row, const CampaignRoom& room,
                                        const std::string& subject) const {
  const core::Decision* newest = room.newest(subject, row.entitlement_key);
  if (newest == nullptr) return;
  row.decision = *newest;
  row.decided_by_name = name(newest->decided_by);
}

Task Recertification::State::task_of(const CampaignRoom& room, const std::string& reviewer,
                                     const std::vector<std::size_t>& list, const Authority& who,
                                     core::Timestamp at) const {
  Task task;
  task.campaign = room.campaign;
  task.reviewer = view(reviewer);
  task.on_behalf = reviewer != who.person();
  task.days_left = static_cast<int>((room.campaign.deadline - zone.date_of(at)).count());
  bool is_signed = !list.empty();
  for (const std::size_t place : list) {
    const ListedPerson& listed = room.people[place];
    SubjectProgress progress{person_view(room.facts->graph(), listed.person), listed.reason,
                             static_cast<int>(listed.rights.size()), room.answered(listed),
                             listed.serious};
    task.items += progress.items;
    task.answered += progress.answered;
    task.subjects.push_back(std::move(progress));
    const core::SignOff* sign_off = room.signed_for(listed);
    is_signed = is_signed && sign_off != nullptr;
    if (sign_off != nullptr && (!task.sign_off || sign_off->event > task.sign_off->event)) {
      task.sign_off = *sign_off;
    }
  }
  if (!is_signed) task.sign_off.reset();
  if (task.sign_off) task.signed_by_name = name(task.sign_off->signed_by);
  return task;
}

core::Result<std::vector<Task>> Recertification::tasks(const Authority& who,
                                                       core::Timestamp now) const {
  const std::lock_guard lock(state_->mutex);
  std::vector<Task> tasks;
  for (const CampaignRoom* room : TRY(state_->open_rooms())) {
    std::vector<std::string> reviewers{who.person()};
    reviewers.insert(reviewers.end(), who.stands_in_for().begin(), who.stands_in_for().end());
    for (const std::string& reviewer : reviewers) {
      const auto list = room->lists.find(reviewer);
      if (list == room->lists.end()) continue;
      tasks.push_back(state_->task_of(*room, reviewer, list->second, who, now));
    }
  }
  return tasks;
}

core::Result<Task> Recertification::task(const Authority& who, core::CampaignId campaign,
                                         const std::string& reviewer, core::Timestamp now) const {
  const std::lock_guard lock(state_->mutex);
  const CampaignRoom& room = *TRY(state_->room(campaign));
  return state_->task_of(room, reviewer, *TRY(list_of(room, who, reviewer)), who, now);
}

core::Result<ReviewPage> Recertification::page(const Authority& who, core::CampaignId campaign,
                                               const std::string& reviewer,
                                               const std::string& subject, core::Timestamp) const {
  const std::lock_guard lock(state_->mutex);
  const CampaignRoom& room = *TRY(state_->room(campaign));
  const std::vector<std::size_t>& list = *TRY(list_of(room, who, reviewer));
  std::size_t at = subject.empty() ? first_place(room, list) : list.size();
  for (std::size_t i = 0; i < list.size() && !subject.empty(); ++i) {
    if (room.people[list[i]].key == subject) at = i;
  }
  if (at >= list.size()) {
    return refuse(core::ErrorKind::not_found, Refusal::not_in_list);
  }
  const ListedPerson& listed = room.people[list[at]];
  ReviewPage page;
  page.campaign = room.campaign;
  page.reviewer = state_->view(reviewer);
  page.on_behalf = reviewer != who.person();
  page.subject = person_view(room.facts->graph(), listed.person);
  page.route = listed.reason;
  page.position = static_cast<int>(at) + 1;
  page.total = static_cast<int>(list.size());
  if (at > 0) page.previous_subject = room.people[list[at - 1]].key;
  if (at + 1 < list.size()) page.next_subject = room.people[list[at + 1]].key;
  page.signed_off = room.signed_for(listed) != nullptr;
  const auto earlier = TRY(state_->store.earlier_decisions(campaign, listed.key));
  for (const Index right : listed.rights) {
    ReviewRow row = review_row(*room.facts, listed.person, right);
    state_->add_answer(row, room, listed.key);
    for (const core::Decision& decision : earlier) {
      if (decision.entitlement != row.entitlement_key) continue;
      row.previous = decision;
      row.previous_by_name = state_->name(decision.decided_by);
    }
    page.rows.push_back(std::move(row));
  }
  order_by_risk(page.rows);
  return page;
}

}  // namespace rettesnor::review
