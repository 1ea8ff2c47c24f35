// A reviewer's lists and pages, and the board over all of them.
#include <algorithm>
#include <utility>

#include "review/campaigns/advice.h"
#include "review/campaigns/review_rows.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
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

/// Why this reviewer is asked about the person.
RouteReason route_to(const CampaignRoom& room, const ListedPerson& listed,
                     const std::string& reviewer) {
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const Asked& asked = room.asked(listed, right);
    if (asked.reviewer == reviewer) return asked.reason;
  }
  return listed.asked.reason;
}

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

/// The first with something unanswered, else the first.
std::size_t first_place(const CampaignRoom& room, const std::vector<std::size_t>& list,
                        const std::string& reviewer) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const ListedPerson& listed = room.people[list[i]];
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const auto seat = room.seat_of(listed, right, reviewer);
      if (seat && room.newest(listed, right, *seat) == nullptr) return i;
    }
  }
  return 0;
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

core::Result<const ListedPerson*> Recertification::State::listed_for(
    const CampaignRoom& in, const Authority& who, const std::string& reviewer,
    const std::string& subject) const {
  const std::vector<std::size_t>& list = *TRY(list_of(in, who, reviewer));
  for (const std::size_t place : list) {
    if (in.people[place].key == subject) return &in.people[place];
  }
  return refuse(core::ErrorKind::not_found, Refusal::not_in_list);
}

void Recertification::State::add_course(ReviewRow& row, const CampaignRoom& in,
                                        const ListedPerson& listed, std::size_t right,
                                        core::Seat seat) const {
  const Ask& ask = listed.asks[right];
  if (const core::Decision* newest = in.newest(listed.key, row.entitlement_key)) {
    row.version = newest->version;
  }
  if (const core::Decision* own = in.newest(listed, right, seat)) {
    row.decision = *own;
    row.decided_by_name = name(own->decided_by);
  }
  row.seat = seat;
  row.two_decide = ask.two;
  if (ask.two) {
    const core::Seat beside = seat == core::Seat::first ? core::Seat::second : core::Seat::first;
    row.other_reviewer = name(in.reviewer_of(listed, right, beside));
    if (const core::Decision* other = in.newest(listed, right, beside)) {
      row.other = *other;
      row.other_by_name = name(other->decided_by);
    }
  }
  if (seat == core::Seat::first && !ask.sent_to.empty()) {
    row.sent_by_name = name(ask.sent_by);
    row.sent_why = ask.sent_why;
  }
  for (const core::Consultation& one : consultations) {
    if (one.campaign == in.campaign.id && one.subject == listed.key &&
        one.entitlement == row.entitlement_key) {
      row.consultations.push_back(line_of(one));
    }
  }
  for (const core::Report& report : reports) {
    if (report.kind == "hand_back" && report.thing == row.entitlement_key &&
        report.subject == listed.key && !row.handed_back) {
      row.handed_back = report;
    }
  }
}

Task Recertification::State::task_of(const CampaignRoom& in, const std::string& reviewer,
                                     const std::vector<std::size_t>& list, const Authority& who,
                                     core::Timestamp at) const {
  Task task;
  task.campaign = in.campaign;
  task.reviewer = view(reviewer);
  task.on_behalf = reviewer != who.person();
  task.days_left = static_cast<int>((in.campaign.deadline - zone.date_of(at)).count());
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
  std::size_t at = subject.empty() ? first_place(room, list, reviewer) : list.size();
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
  page.subject = person_view(room.facts->graph(), listed.holder);
  page.route = route_to(room, listed, reviewer);
  page.position = static_cast<int>(at) + 1;
  page.total = static_cast<int>(list.size());
  if (at > 0) page.previous_subject = room.people[list[at - 1]].key;
  if (at + 1 < list.size()) page.next_subject = room.people[list[at + 1]].key;
  const auto earlier = TRY(state_->store.earlier_decisions(campaign, listed.key));
  page.signed_off = true;
  page.sees_person = listed.asked.reviewer == reviewer && listed.holder.is_person();
  page.about = about(listed.holder);
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const auto seat = room.seat_of(listed, right, reviewer);
    if (!seat) continue;
    page.signed_off = page.signed_off && room.signed_row(listed, right, *seat) != nullptr;
    ReviewRow row = review_row(*room.facts, listed.holder, listed.rights[right]);
    state_->add_course(row, room, listed, right, *seat);
    for (const core::Decision& decision : earlier) {
      if (decision.entitlement != row.entitlement_key) continue;
      row.previous = decision;
      row.previous_by_name = state_->name(decision.decided_by);
    }
    page.rows.push_back(std::move(row));
  }
  for (const Carried& carried : listed.carried) {
    ReviewRow row = review_row(*room.facts, listed.holder, carried.right);
    row.previous = carried.decision;
    row.previous_by_name = state_->name(carried.decision.decided_by);
    page.carried.push_back(std::move(row));
  }
  for (const core::Report& report : state_->reports) {
    const bool is_of_here = report.campaign == campaign && report.subject == listed.key;
    if (is_of_here && !page.reported) page.reported = report;
  }
  order_by_risk(page.carried);
  order_by_risk(page.rows);
  return page;
}

}  // namespace rettesnor::review
