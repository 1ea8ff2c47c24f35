// Taking an answer: who may give it, what it must say, and that it is kept once.
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "reconcile/calendar.h"
#include "review/people.h"
#include "review/refusal.h"
#include "review/review_rows.h"
#include "review/state.h"

namespace rettesnor::review {

using core::Answer;
using core::ErrorKind;

namespace {

constexpr std::size_t kLongestComment = 4000;

bool is_key(const std::string& key) {
  return key.size() >= 16 && key.size() <= 64 &&
         std::all_of(key.begin(), key.end(), [](unsigned char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-';
         });
}

std::string_view danish_of(Answer answer) {
  switch (answer) {
    case Answer::keep:
      return "behold";
    case Answer::remove:
      return "fjern";
    case Answer::keep_until:
      return "behold til dato";
    case Answer::reduce:
      return "mindre rettighed";
    case Answer::not_mine:
      return "ikke mit område";
    case Answer::dont_know:
      return "ved ikke";
  }
  return {};
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
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
  if (!is_blank(given.comment)) return {};
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

core::Result<void> check_bulk(const GivenAnswer& given, const ReviewRow& row) {
  if (given.manner == core::Decision::Manner::single) return {};
  if (row.bulk_allowed && given.answer == Answer::keep) return {};
  return refuse(ErrorKind::refused, Refusal::not_green, {{"right", row.ref}});
}

core::Decision decision_of(const Authority& who, const GivenAnswer& given, core::Timestamp now) {
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
  return decision;
}

audit::Event event_of(const core::Decision& decision) {
  return {"decision",
          decision.decided_by,
          {{"campaign", std::to_string(decision.campaign.value)},
           {"subject", decision.subject},
           {"entitlement", decision.entitlement},
           {"version", std::to_string(decision.version)},
           {"answer", std::string(core::name_of(decision.answer))},
           {"until", decision.until ? core::to_iso(*decision.until) : ""},
           {"comment", decision.comment},
           {"on_behalf_of", decision.on_behalf_of},
           {"manner", decision.manner == core::Decision::Manner::bulk ? "bulk" : "single"},
           {"seen", decision.seen},
           {"key", decision.idempotency_key}}};
}

/// Is the same key kept for this right already? The store judges whether it says the same.
bool is_repeated(const CampaignRoom& room, const GivenAnswer& given) {
  const auto person = room.answers.find(given.subject);
  if (person == room.answers.end()) return false;
  const auto versions = person->second.find(given.entitlement);
  return versions != person->second.end() &&
         std::any_of(versions->second.begin(), versions->second.end(),
                     [&](const core::Decision& decision) {
                       return decision.idempotency_key == given.idempotency_key;
                     });
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

core::Result<void> check_list(const CampaignRoom& room, const ListedPerson* listed,
                              const GivenAnswer& given, const MomentFacts& now) {
  if (room.campaign.closed_at) {
    return refuse(ErrorKind::refused, Refusal::closed);
  }
  if (listed == nullptr || listed->reviewer != given.reviewer) {
    const Index reviewer = listed == nullptr ? kNone : now.person(listed->reviewer);
    if (reviewer == kNone) return refuse(ErrorKind::refused, Refusal::not_in_list);
    return refuse(ErrorKind::refused, Refusal::passed_on,
                  {{"reviewer", reconcile::thing_of_person(now.graph(), reviewer).label}});
  }
  if (room.signed_for(*listed) != nullptr) {
    return refuse(ErrorKind::refused, Refusal::signed_off);
  }
  return {};
}

}  // namespace

core::Result<void> Recertification::State::check_place(const CampaignRoom& in,
                                                       const GivenAnswer& given,
                                                       const ReviewRow& row) const {
  const core::Decision* newest = in.newest(given.subject, given.entitlement);
  const std::int64_t version = newest == nullptr ? 0 : newest->version;
  if (version != given.expected_version) {
    if (newest == nullptr) return refuse(ErrorKind::conflict, Refusal::no_answer_yet);
    return refuse(ErrorKind::conflict, Refusal::answered_meanwhile,
                  {{"who", name(newest->decided_by)},
                   {"answer", std::string(core::name_of(newest->answer))},
                   {"answer_da", std::string(danish_of(newest->answer))},
                   {"when", zone.show(newest->decided_at)}});
  }
  if (row.seen != given.seen) {
    return refuse(ErrorKind::conflict, Refusal::shown_otherwise, {{"right", row.ref}});
  }
  return {};
}

core::Result<core::Decision> Recertification::answer(const Authority& who, const GivenAnswer& given,
                                                     core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  TRY(check_form(given));
  CampaignRoom& room = *TRY(state_->room(given.campaign));
  if (!who.may_answer_as(given.reviewer)) {
    return refuse(ErrorKind::refused, Refusal::list_of_another);
  }
  if (given.subject == who.person()) {
    return refuse(ErrorKind::refused, Refusal::about_herself);
  }
  TRY(check_standing_in(who, given, newest));
  const core::Decision decision = decision_of(who, given, now);
  if (is_repeated(room, given)) return state_->store.add_decision(decision, event_of(decision));
  const ListedPerson* listed = room.listed(given.subject);
  TRY(check_list(room, listed, given, newest));
  const Index right = room.right(*listed, given.entitlement);
  if (right == kNone) {
    return refuse(ErrorKind::not_found, Refusal::not_asked_about);
  }
  const ReviewRow row = review_row(*room.facts, listed->person, right);
  TRY(state_->check_place(room, given, row));
  TRY(check_bulk(given, row));
  TRY(check_until(given, state_->zone.date_of(now)));
  TRY(check_comment(given, row));
  core::Decision kept = TRY(state_->store.add_decision(decision, event_of(decision)));
  room.answers[kept.subject][kept.entitlement].push_back(kept);
  return kept;
}

}  // namespace rettesnor::review
