// Taking an answer: who may give it, what it must say, and that it is kept once.
#include "review/answers/answering.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "reconcile/calendar.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::Answer;
using core::ErrorKind;

namespace {

constexpr std::size_t kLongestComment = 4000;

bool is_key(const std::string& key) {
  return key.size() >= 16 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
           return core::is_letter_or_digit(c) || c == '-';
         });
}

core::Result<void> check_form(const GivenAnswer& given) {
  if (!is_key(given.idempotency_key)) {
    return refuse(ErrorKind::invalid_input, Refusal::answer_key);
  }
  if (given.comment.size() > kLongestComment) {
    return refuse(ErrorKind::invalid_input, Refusal::comment_too_long);
  }
  if ((given.answer == Answer::keep_until) != given.until.has_value()) {
    return refuse(ErrorKind::invalid_input, Refusal::until_missing);
  }
  return {};
}

core::Result<void> check_until(const GivenAnswer& given, core::Date today) {
  if (!given.until) return {};
  if (*given.until > today && *given.until <= reconcile::months_later(today, 12)) return {};
  return refuse(ErrorKind::invalid_input, Refusal::until_out_of_range);
}

core::Result<void> check_comment(const GivenAnswer& given, const ReviewRow& row) {
  if (!core::is_blank(given.comment)) return {};
  std::optional<Refusal> missing;
  if (given.answer == Answer::reduce) missing = Refusal::say_smaller;
  if (given.answer == Answer::not_mine) missing = Refusal::say_who;
  if (given.answer == Answer::remove && row.verdict == reconcile::Verdict::expected) {
    missing = Refusal::say_why_removed;
  }
  const bool is_kept = given.answer == Answer::keep || given.answer == Answer::keep_until;
  if (is_kept && row.advice == Advice::remove) missing = Refusal::say_why_kept;
  if (!missing) return {};
  return refuse(ErrorKind::invalid_input, *missing);
}

core::Result<void> check_green(const GivenAnswer& given, const ReviewRow& row,
                               AnswerManner manner) {
  const bool is_alone =
      manner == AnswerManner::single && given.manner == core::Decision::Manner::single;
  if (is_alone || manner == AnswerManner::person) return {};
  if (core::is_blank(given.comment)) {
    return refuse(ErrorKind::invalid_input, Refusal::say_why_together);
  }
  if (row.bulk_allowed && given.answer == Answer::keep) return {};
  return refuse(ErrorKind::refused, Refusal::not_green, {{"right", row.ref}});
}

core::Decision decision_of(const Authority& who, const GivenAnswer& given, core::Seat seat,
                           core::Timestamp now) {
  core::Decision decision;
  decision.campaign = given.campaign;
  decision.subject = given.subject;
  decision.entitlement = given.entitlement;
  decision.version = given.expected_version + 1;
  decision.answer = given.answer;
  decision.until = given.until;
  decision.comment = core::to_valid_utf8(given.comment);
  decision.decided_by = who.person();
  decision.on_behalf_of = given.reviewer == who.person() ? "" : given.reviewer;
  decision.decided_at = now;
  decision.manner = given.manner;
  decision.seen = given.seen;
  decision.idempotency_key = given.idempotency_key;
  decision.seat = seat;
  return decision;
}

audit::Event event_of(const core::Decision& decision) {
  return {audit::Kind::decision,
          decision.decided_by,
          {{"campaign", std::to_string(decision.campaign.value)},
           {"subject", decision.subject},
           {"entitlement", decision.entitlement},
           {"version", std::to_string(decision.version)},
           {"answer", std::string(core::name_of(decision.answer))},
           {"until", decision.until ? core::to_iso(*decision.until) : ""},
           {"comment", decision.comment},
           {"on_behalf_of", decision.on_behalf_of},
           {"seat", std::string(core::name_of(decision.seat))},
           {"manner", decision.manner == core::Decision::Manner::bulk ? "bulk" : "single"},
           {"seen", decision.seen},
           {"key", decision.idempotency_key}}};
}

core::Result<void> check_standing_in(const Authority& who, const GivenAnswer& given,
                                     const MomentFacts& now) {
  if (given.reviewer == who.person()) return {};
  const Index deputy = now.person(who.person());
  const Index subject = now.person(given.subject);
  if (deputy != kNone && subject != kNone && reports_to(now.graph(), deputy, subject)) {
    return refuse(ErrorKind::refused, Refusal::deputy_reports_to);
  }
  return {};
}

core::Result<void> check_self(const Authority& who, const GivenAnswer& given,
                              const MomentFacts& now) {
  if (!now.is_same(given.subject, who.person()) && !now.is_same(given.subject, given.reviewer)) {
    return {};
  }
  return refuse(ErrorKind::refused, Refusal::about_herself);
}

/// The person whom the row is about, while the campaign takes answers and she is in it.
core::Result<const ListedPerson*> listed_in(const CampaignRoom& room, const GivenAnswer& given) {
  if (room.campaign.closed_at) {
    return refuse(ErrorKind::refused, Refusal::closed);
  }
  const ListedPerson* listed = room.listed(given.subject);
  if (listed != nullptr) return listed;
  return refuse(ErrorKind::refused, Refusal::not_in_list);
}

core::Result<core::Seat> seat_in(const CampaignRoom& room, const ListedPerson& listed,
                                 std::size_t right, const GivenAnswer& given,
                                 const MomentFacts& now) {
  const auto seat = room.seat_of(listed, right, given.reviewer);
  if (!seat) {
    const Index reviewer = now.person(room.reviewer_of(listed, right, core::Seat::first));
    if (reviewer == kNone) return refuse(ErrorKind::refused, Refusal::not_in_list);
    return refuse(ErrorKind::refused, Refusal::passed_on,
                  {{"reviewer", reconcile::thing_of_person(now.graph(), reviewer).label}});
  }
  if (room.signed_row(listed, right, *seat) != nullptr) {
    return refuse(ErrorKind::refused, Refusal::signed_off);
  }
  return *seat;
}

/// Two who decide are two: nobody answers in both seats, for whomever she stands in.
core::Result<void> check_two(const Authority& who, const CampaignRoom& room,
                             const ListedPerson& listed, std::size_t right, core::Seat seat,
                             const MomentFacts& now) {
  if (!listed.asks[right].two) return {};
  const core::Seat beside = seat == core::Seat::first ? core::Seat::second : core::Seat::first;
  const core::Decision* other = room.newest(listed, right, beside);
  if (now.is_same(room.reviewer_of(listed, right, beside), who.person()) ||
      (other != nullptr && now.is_same(other->decided_by, who.person()))) {
    return refuse(ErrorKind::refused, Refusal::both_seats);
  }
  return {};
}

/// Was the same answer kept before? Then the seat in which it was given.
std::optional<core::Seat> repeated_seat(const CampaignRoom& room, const GivenAnswer& given) {
  const auto person = room.answers.find(given.subject);
  if (person == room.answers.end()) return std::nullopt;
  const auto versions = person->second.find(given.entitlement);
  if (versions == person->second.end()) return std::nullopt;
  for (const core::Decision& decision : versions->second) {
    if (decision.idempotency_key == given.idempotency_key) return decision.seat;
  }
  return std::nullopt;
}

/// conflict when the page showed another answer, or another right, than there is.
core::Result<void> check_place(const Read& held, const CampaignRoom& in, const GivenAnswer& given,
                               const ReviewRow& row) {
  const core::Decision* newest = in.newest(given.subject, given.entitlement);
  const std::int64_t version = newest == nullptr ? 0 : newest->version;
  if (version != given.expected_version) {
    if (newest == nullptr) return refuse(ErrorKind::conflict, Refusal::no_answer_yet);
    return refuse(ErrorKind::conflict, Refusal::answered_meanwhile,
                  {{"who", held->name(newest->decided_by)},
                   {"answer", std::string(core::name_of(newest->answer))},
                   {"when", held->zone.show(newest->decided_at)}});
  }
  if (row.seen != given.seen) {
    return refuse(ErrorKind::conflict, Refusal::shown_otherwise, {{"right", row.ref}});
  }
  return {};
}

}  // namespace

core::Result<core::Decision> checked(const Read& held, const CampaignRoom& in, const Authority& who,
                                     const GivenAnswer& given, AnswerManner manner,
                                     core::Timestamp at) {
  TRY(check_form(given));
  if (!who.may_answer_as(given.reviewer)) {
    return refuse(ErrorKind::refused, Refusal::list_of_another);
  }
  TRY(check_self(who, given, *held->now));
  TRY(check_standing_in(who, given, *held->now));
  // The store judges whether it says the same.
  if (const auto seat = repeated_seat(in, given)) return decision_of(who, given, *seat, at);
  const ListedPerson& listed = *TRY(listed_in(in, given));
  const auto right = in.place_of(listed, given.entitlement);
  if (!right) {
    return refuse(ErrorKind::not_found, Refusal::not_asked_about);
  }
  if (in.may_not_answer(listed, *right, who.person())) {
    return refuse(ErrorKind::refused, Refusal::about_herself);
  }
  const core::Seat seat = TRY(seat_in(in, listed, *right, given, *held->now));
  TRY(check_two(who, in, listed, *right, seat, *held->now));
  const ReviewRow row = review_row(*in.facts, listed.holder, listed.rights[*right]);
  TRY(check_place(held, in, given, row));
  TRY(check_green(given, row, manner));
  TRY(check_until(given, held->zone.date_of(at)));
  TRY(check_comment(given, row));
  return decision_of(who, given, seat, at);
}

core::Result<std::vector<core::Decision>> keep(
    const Change& held, CampaignRoom& in, const std::vector<core::Decision>& decisions,
    const std::optional<store::Store::AlsoReported>& also) {
  std::vector<audit::Event> events;
  for (const core::Decision& decision : decisions) events.push_back(event_of(decision));
  auto kept = TRY(held->store().add_decisions(decisions, events, also));
  for (const core::Decision& decision : kept) {
    auto& versions = in.answers[decision.subject][decision.entitlement];
    // One that is repeated is there already.
    if (versions.empty() || versions.back().version < decision.version) {
      versions.push_back(decision);
    }
  }
  return kept;
}

core::Result<std::vector<core::Decision>> answers::answer_together(
    const Change& held, const std::vector<GivenAnswer>& given, core::Timestamp now) {
  TRY(held->newest());
  if (given.empty()) return refuse(ErrorKind::invalid_input, Refusal::nothing_together);
  CampaignRoom& room = *TRY(held->room(given.front().campaign));
  std::vector<core::Decision> decisions;
  for (const GivenAnswer& one : given) {
    if (one.campaign != given.front().campaign || one.subject != given.front().subject) {
      return refuse(ErrorKind::invalid_input, Refusal::nothing_together);
    }
    decisions.push_back(TRY(checked(held, room, held.who(), one, AnswerManner::green, now)));
  }
  return keep(held, room, decisions);
}

}  // namespace rettesnor::review
