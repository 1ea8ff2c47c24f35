// A reviewer's lists and pages.
#include <algorithm>
#include <utility>

#include "review/answers/answering.h"
#include "review/campaigns/advice.h"
#include "review/campaigns/progress.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

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

}  // namespace

core::Result<const ListedPerson*> listed_for(const CampaignRoom& in, const Authority& who,
                                             const std::string& reviewer,
                                             const std::string& subject) {
  const std::vector<std::size_t>& list = *TRY(list_of(in, who, reviewer));
  for (const std::size_t place : list) {
    if (in.people[place].key == subject) return &in.people[place];
  }
  return refuse(core::ErrorKind::not_found, Refusal::not_in_list);
}

namespace {

/// What a reviewer's page shows of a row beyond what it is.
void add_course(const Read& held, ReviewRow& row, const CampaignRoom& in,
                const ListedPerson& listed, std::size_t right, core::Seat seat) {
  const Ask& ask = listed.asks[right];
  if (const core::Decision* newest = in.newest(listed.key, row.entitlement_key)) {
    row.version = newest->version;
  }
  if (const core::Decision* own = in.newest(listed, right, seat)) {
    row.decision = *own;
    row.decided_by_name = held->name(own->decided_by);
  }
  row.seat = seat;
  row.two_decide = ask.two;
  if (ask.two) {
    const core::Seat beside = seat == core::Seat::first ? core::Seat::second : core::Seat::first;
    row.other_reviewer = held->name(in.reviewer_of(listed, right, beside));
    if (const core::Decision* other = in.newest(listed, right, beside)) {
      row.other = *other;
      row.other_by_name = held->name(other->decided_by);
    }
  }
  if (seat == core::Seat::first && !ask.sent_to.empty()) {
    row.sent_by_name = held->name(ask.sent_by);
    row.sent_why = ask.sent_why;
  }
  for (const core::Consultation& one : held->consultations) {
    if (one.campaign == in.campaign.id && one.subject == listed.key &&
        one.entitlement == row.entitlement_key) {
      row.consultations.push_back(line_of(held, one));
    }
  }
  for (const core::Report& report : held->reports) {
    if (report.kind == "hand_back" && report.thing == row.entitlement_key &&
        report.subject == listed.key && !row.handed_back) {
      row.handed_back = report;
    }
  }
}

}  // namespace

core::Result<std::vector<Task>> answers::tasks(const Read& held, core::Timestamp now) {
  std::vector<Task> tasks;
  for (const CampaignRoom* room : TRY(held->open_rooms())) {
    std::vector<std::string> reviewers{held.who().person()};
    reviewers.insert(reviewers.end(), held.who().stands_in_for().begin(),
                     held.who().stands_in_for().end());
    for (const std::string& reviewer : reviewers) {
      const auto list = room->lists.find(reviewer);
      if (list == room->lists.end()) continue;
      tasks.push_back(task_of(held, *room, reviewer, list->second, now));
    }
  }
  return tasks;
}

core::Result<Task> answers::task(const Read& held, core::CampaignId campaign,
                                 const std::string& reviewer, core::Timestamp now) {
  const CampaignRoom& room = *TRY(held->room(campaign));
  return task_of(held, room, reviewer, *TRY(list_of(room, held.who(), reviewer)), now);
}

core::Result<ReviewPage> answers::page(const Read& held, core::CampaignId campaign,
                                       const std::string& reviewer, const std::string& subject) {
  const CampaignRoom& room = *TRY(held->room(campaign));
  const std::vector<std::size_t>& list = *TRY(list_of(room, held.who(), reviewer));
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
  page.reviewer = held->view(reviewer);
  page.on_behalf = reviewer != held.who().person();
  page.subject = person_view(room.facts->graph(), listed.holder);
  page.route = route_to(room, listed, reviewer);
  page.position = static_cast<int>(at) + 1;
  page.total = static_cast<int>(list.size());
  if (at > 0) page.previous_subject = room.people[list[at - 1]].key;
  if (at + 1 < list.size()) page.next_subject = room.people[list[at + 1]].key;
  const auto earlier = TRY(held->store().earlier_decisions(campaign, listed.key));
  page.signed_off = true;
  page.sees_person = listed.asked.reviewer == reviewer && listed.holder.is_person();
  page.about = about(listed.holder);
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    const auto seat = room.seat_of(listed, right, reviewer);
    if (!seat) continue;
    page.signed_off = page.signed_off && room.signed_row(listed, right, *seat) != nullptr;
    ReviewRow row = review_row(*room.facts, listed.holder, listed.rights[right]);
    add_course(held, row, room, listed, right, *seat);
    for (const core::Decision& decision : earlier) {
      if (decision.entitlement != row.entitlement_key) continue;
      row.previous = decision;
      row.previous_by_name = held->name(decision.decided_by);
    }
    page.rows.push_back(std::move(row));
  }
  for (const Carried& carried : listed.carried) {
    ReviewRow row = review_row(*room.facts, listed.holder, carried.right);
    row.previous = carried.decision;
    row.previous_by_name = held->name(carried.decision.decided_by);
    page.carried.push_back(std::move(row));
  }
  for (const core::Report& report : held->reports) {
    const bool is_of_here = report.campaign == campaign && report.subject == listed.key;
    if (is_of_here && !page.reported) page.reported = report;
  }
  order_by_risk(page.carried);
  order_by_risk(page.rows);
  return page;
}

}  // namespace rettesnor::review
