// One word about a whole person: she works here no more, or is somebody else's to answer for.
#include <utility>

#include "core/digest.h"
#include "core/text.h"
#include "review/answers/answering.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;

namespace {

std::string kind_of(WholePerson::What what) {
  return what == WholePerson::What::left ? "left" : "not_my_employee";
}

core::Answer answer_of(WholePerson::What what) {
  return what == WholePerson::What::left ? core::Answer::remove : core::Answer::not_mine;
}

/// One answer for each right that this reviewer is asked about.
std::vector<GivenAnswer> answers_of(const CampaignRoom& room, const ListedPerson& listed,
                                    const WholePerson& given) {
  std::vector<GivenAnswer> answers;
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (!room.seat_of(listed, right, given.reviewer)) continue;
    GivenAnswer answer;
    answer.campaign = given.campaign;
    answer.reviewer = given.reviewer;
    answer.subject = given.subject;
    answer.entitlement = room.right_key(listed, right);
    const core::Decision* newest = room.newest(listed.key, answer.entitlement);
    answer.expected_version = newest == nullptr ? 0 : newest->version;
    answer.answer = answer_of(given.what);
    answer.comment = given.reason;
    answer.manner = core::Decision::Manner::bulk;
    answer.seen = review_row(*room.facts, listed.holder, listed.rights[right]).seen;
    answer.idempotency_key =
        core::to_hex(core::sha256(given.idempotency_key + "\n" + answer.entitlement), 20);
    answers.push_back(std::move(answer));
  }
  return answers;
}

audit::Event event_of(const core::Report& report) {
  return {audit::Kind::person_reported,
          report.reported_by,
          {{"campaign", std::to_string(report.campaign.value)},
           {"person", report.subject},
           {"what", report.kind},
           {"reason", report.comment}}};
}

/// Is the same word kept already? Then its answers, which are there.
std::vector<core::Decision> kept_of(const CampaignRoom& room, const ListedPerson& listed,
                                    const std::vector<GivenAnswer>& answers) {
  std::vector<core::Decision> kept;
  for (const GivenAnswer& answer : answers) {
    const core::Decision* newest = room.newest(listed.key, answer.entitlement);
    if (newest != nullptr && newest->idempotency_key == answer.idempotency_key) {
      kept.push_back(*newest);
    }
  }
  return kept.size() == answers.size() ? kept : std::vector<core::Decision>{};
}

}  // namespace

core::Result<std::vector<core::Decision>> answers::answer_person(const Change& held,
                                                                 const WholePerson& given,
                                                                 core::Timestamp now) {
  TRY(held->newest());
  if (given.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse(ErrorKind::invalid_input, Refusal::say_why_person);
  }
  CampaignRoom& room = *TRY(held->room(given.campaign));
  if (!held.who().may_answer_as(given.reviewer)) {
    return refuse(ErrorKind::refused, Refusal::list_of_another);
  }
  const ListedPerson* listed = room.listed(given.subject);
  const std::vector<GivenAnswer> answers =
      listed == nullptr ? std::vector<GivenAnswer>{} : answers_of(room, *listed, given);
  if (answers.empty()) return refuse(ErrorKind::not_found, Refusal::no_row_for_person);
  if (auto kept = kept_of(room, *listed, answers); !kept.empty()) return kept;
  std::vector<core::Decision> decisions;
  for (const GivenAnswer& answer : answers) {
    decisions.push_back(TRY(checked(held, room, held.who(), answer, AnswerManner::person, now)));
  }
  core::Report report;
  report.kind = kind_of(given.what);
  report.campaign = given.campaign;
  report.subject = given.subject;
  report.comment = core::to_valid_utf8(given.reason);
  report.reported_by = held.who().person();
  report.reported_at = now;
  auto kept = TRY(keep(held, room, decisions, {{report, event_of(report)}}));
  held->reports = TRY(held->store().reports());
  return kept;
}

}  // namespace rettesnor::review
