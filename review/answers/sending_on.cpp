// A row that goes to somebody else, and a colleague who is asked what she thinks.
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "review/answers/answering.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;

namespace {

constexpr int kMostHops = 3;
constexpr std::size_t kLongestText = 1000;

std::string label_of(const MomentFacts& now, const std::string& key) {
  const Index person = now.person(key);
  return person == kNone ? key : reconcile::thing_of_person(now.graph(), person).label;
}

/// One row of a list, with the seat in which it is asked.
struct Row {
  const ListedPerson* listed;
  std::size_t right;
  core::Seat seat;
};

core::Result<Row> row_in(const CampaignRoom& room, const Authority& who, const RowWish& wish,
                         const MomentFacts& now) {
  if (!who.may_answer_as(wish.reviewer)) {
    return refuse(ErrorKind::refused, Refusal::list_of_another);
  }
  if (room.campaign.closed_at) return refuse(ErrorKind::refused, Refusal::closed);
  if (now.is_same(wish.subject, who.person())) {
    return refuse(ErrorKind::refused, Refusal::about_herself);
  }
  const ListedPerson* listed = room.listed(wish.subject);
  const auto right = listed == nullptr ? std::nullopt : room.place_of(*listed, wish.entitlement);
  if (!right) return refuse(ErrorKind::not_found, Refusal::not_asked_about);
  const auto seat = room.seat_of(*listed, *right, wish.reviewer);
  if (!seat) return refuse(ErrorKind::refused, Refusal::not_in_list);
  if (room.signed_row(*listed, *right, *seat) != nullptr) {
    return refuse(ErrorKind::refused, Refusal::signed_off);
  }
  return Row{listed, *right, *seat};
}

/// Somebody who is here, and is neither who asks nor whom it is about.
core::Result<void> check_person(const Authority& who, const RowWish& wish, const MomentFacts& now) {
  if (!now.is_current(wish.to)) {
    return refuse(ErrorKind::invalid_input, Refusal::nobody_meant, {{"who", wish.to}});
  }
  if (now.is_same(wish.to, wish.subject)) {
    return refuse(ErrorKind::refused, Refusal::sent_to_herself);
  }
  if (now.is_same(wish.to, who.person()) || now.is_same(wish.to, wish.reviewer)) {
    return refuse(ErrorKind::refused, Refusal::sent_to_oneself);
  }
  if (is_appointed_auditor(now.graph(), now.person(wish.to))) {
    return refuse(ErrorKind::refused, Refusal::sent_to_auditor);
  }
  return {};
}

core::Result<void> check_forward(const CampaignRoom& room, const Row& row, const RowWish& wish,
                                 const MomentFacts& now) {
  const Ask& ask = row.listed->asks[row.right];
  if (row.seat == core::Seat::second) {
    return refuse(ErrorKind::refused, Refusal::second_sends_nothing);
  }
  if (room.may_not_answer(*row.listed, row.right, wish.to)) {
    return refuse(ErrorKind::refused, Refusal::sent_to_herself);
  }
  if (ask.hops >= kMostHops) return refuse(ErrorKind::refused, Refusal::sent_too_often);
  if (ask.two && now.is_same(ask.second, wish.to)) {
    return refuse(ErrorKind::refused, Refusal::sent_to_second, {{"who", label_of(now, wish.to)}});
  }
  const Index subject = now.person(wish.subject);
  if (subject != kNone && reports_to(now.graph(), now.person(wish.to), subject)) {
    return refuse(ErrorKind::refused, Refusal::sent_to_report, {{"who", label_of(now, wish.to)}});
  }
  const core::Decision* answer = room.newest(*row.listed, row.right, core::Seat::first);
  if (answer != nullptr && answer->answer != core::Answer::not_mine &&
      answer->answer != core::Answer::dont_know) {
    return refuse(ErrorKind::conflict, Refusal::sent_answered);
  }
  return {};
}

}  // namespace

core::Result<core::RowAssignment> answers::forward(const Change& held, const RowWish& wish,
                                                   core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  CampaignRoom& room = *TRY(held->room(wish.campaign));
  const Row row = TRY(row_in(room, held.who(), wish, newest));
  if (core::is_blank(wish.text) || wish.text.size() > kLongestText) {
    return refuse(ErrorKind::invalid_input, Refusal::say_why_sent);
  }
  TRY(check_person(held.who(), wish, newest));
  TRY(check_forward(room, row, wish, newest));
  core::RowAssignment sent;
  sent.campaign = wish.campaign;
  sent.subject = row.listed->key;
  sent.entitlement = wish.entitlement;
  sent.reviewer = newest.key(newest.person(wish.to));
  sent.reason = "forwarded";
  sent.comment = core::to_valid_utf8(wish.text);
  sent.assigned_by = held.who().person();
  sent.since = now;
  if (const core::Decision* before = room.newest(row.listed->key, wish.entitlement)) {
    sent.after_version = before->version;
  }
  const audit::Event event{audit::Kind::row_forwarded,
                           held.who().person(),
                           {{"campaign", std::to_string(wish.campaign.value)},
                            {"subject", sent.subject},
                            {"entitlement", sent.entitlement},
                            {"from", wish.reviewer},
                            {"to", sent.reviewer},
                            {"reason", sent.comment}}};
  const std::vector<core::RowAssignment> rows(1, sent);
  const std::vector<audit::Event> events(1, event);
  const auto kept = TRY(held->store().add_row_assignments(rows, events));
  room.take(kept.front());
  room.sort_into_lists();
  return kept.front();
}

core::Result<core::Consultation> answers::consult(const Change& held, const RowWish& wish,
                                                  core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  CampaignRoom& room = *TRY(held->room(wish.campaign));
  const Row row = TRY(row_in(room, held.who(), wish, newest));
  if (core::is_blank(wish.text) || wish.text.size() > kLongestText) {
    return refuse(ErrorKind::invalid_input, Refusal::say_question);
  }
  TRY(check_person(held.who(), wish, newest));
  core::Consultation asked;
  asked.campaign = wish.campaign;
  asked.subject = row.listed->key;
  asked.entitlement = wish.entitlement;
  asked.asked = newest.key(newest.person(wish.to));
  asked.asked_by = held.who().person();
  asked.question = core::to_valid_utf8(wish.text);
  asked.asked_at = now;
  const bool is_asked =
      std::any_of(held->consultations.begin(), held->consultations.end(), [&](const auto& one) {
        return !one.noted_at && one.campaign == asked.campaign && one.subject == asked.subject &&
               one.entitlement == asked.entitlement && one.asked == asked.asked;
      });
  if (is_asked) {
    return refuse(ErrorKind::conflict, Refusal::asked_already,
                  {{"who", label_of(newest, asked.asked)}});
  }
  const audit::Event event{audit::Kind::consulted,
                           held.who().person(),
                           {{"campaign", std::to_string(wish.campaign.value)},
                            {"subject", asked.subject},
                            {"entitlement", asked.entitlement},
                            {"asked", asked.asked},
                            {"question", asked.question}}};
  asked = TRY(held->store().add_consultation(asked, event));
  held->consultations.push_back(asked);
  return asked;
}

ConsultLine line_of(const Read& held, const core::Consultation& consultation) {
  return {consultation, held->name(consultation.asked), held->name(consultation.asked_by)};
}

core::Result<ConsultPage> answers::consultation(const Read& held, std::int64_t id) {
  const MomentFacts& newest = *TRY(held->newest());
  for (const core::Consultation& one : held->consultations) {
    if (one.id != id) continue;
    if (!newest.is_same(one.asked, held.who().person())) break;
    const CampaignRoom& room = *TRY(held->room(one.campaign));
    const ListedPerson* listed = room.listed(one.subject);
    const auto right = listed == nullptr ? std::nullopt : room.place_of(*listed, one.entitlement);
    if (!right) break;
    return ConsultPage{line_of(held, one), room.campaign,
                       person_view(room.facts->graph(), listed->holder),
                       review_row(*room.facts, listed->holder, listed->rights[*right])};
  }
  // Who was not asked does not learn whether there is such a question.
  return refuse(ErrorKind::refused, Refusal::not_asked_for_advice);
}

core::Result<std::vector<ConsultPage>> answers::consultations(const Read& held) {
  const MomentFacts& newest = *TRY(held->newest());
  std::vector<ConsultPage> pages;
  for (const core::Consultation& one : held->consultations) {
    if (one.noted_at || !newest.is_same(one.asked, held.who().person())) continue;
    if (!TRY(held->campaign(one.campaign))->closed_at) {
      pages.push_back(TRY(consultation(held, one.id)));
    }
  }
  return pages;
}

core::Result<void> answers::advise(const Change& held, std::int64_t id, const std::string& note,
                                   core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  for (core::Consultation& one : held->consultations) {
    if (one.id != id || !newest.is_same(one.asked, held.who().person())) continue;
    if (TRY(held->campaign(one.campaign))->closed_at) {
      return refuse(ErrorKind::refused, Refusal::closed);
    }
    if (one.noted_at) return refuse(ErrorKind::conflict, Refusal::noted_already);
    if (core::is_blank(note) || note.size() > kLongestText) {
      return refuse(ErrorKind::invalid_input, Refusal::say_note);
    }
    core::Consultation noted = one;
    noted.note = core::to_valid_utf8(note);
    noted.noted_at = now;
    TRY(held->store().add_note(noted, {audit::Kind::consult_noted,
                                       held.who().person(),
                                       {{"campaign", std::to_string(one.campaign.value)},
                                        {"consultation", std::to_string(id)},
                                        {"subject", one.subject},
                                        {"entitlement", one.entitlement},
                                        {"note", noted.note}}}));
    one = noted;
    return {};
  }
  return refuse(ErrorKind::refused, Refusal::not_asked_for_advice);
}

}  // namespace rettesnor::review
