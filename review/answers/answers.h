// A reviewer's work: her lists, answers and signature, and what she passes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "review/answers/list_views.h"

namespace rettesnor::review {

class Authority;
class Change;
class Desk;
class Read;

struct GivenAnswer {
  core::CampaignId campaign{0};
  std::string reviewer;  ///< whose list: herself, or a leader she stands in for
  std::string subject;
  std::string entitlement;
  std::int64_t expected_version = 0;  ///< of the answer the page showed; 0 when it showed none
  core::Answer answer = core::Answer::keep;
  std::optional<core::Date> until;
  std::string comment;
  core::Decision::Manner manner = core::Decision::Manner::single;
  std::string seen;             ///< ReviewRow::seen as the page had it
  std::string idempotency_key;  ///< 16 to 64 characters of [A-Za-z0-9-]
};

/// One word about a whole person.
struct WholePerson {
  core::CampaignId campaign{0};
  std::string reviewer;
  std::string subject;
  enum class What : std::uint8_t {
    left,            ///< works here no more: every right goes
    not_my_employee  ///< somebody else must answer
  } what = What::left;
  std::string reason;
  std::string idempotency_key;
};

/// A row that goes to somebody else, or that somebody else is asked about.
struct RowWish {
  core::CampaignId campaign{0};
  std::string reviewer;
  std::string subject;
  std::string entitlement;
  std::string to;    ///< key of a person
  std::string text;  ///< the reason, or the question
};

namespace answers {

core::Result<std::vector<Task>> tasks(const Read& held, core::Timestamp now);
core::Result<Task> task(const Read& held, core::CampaignId campaign, const std::string& reviewer,
                        core::Timestamp now);
/// An empty `subject`: the first with something unanswered, else the first. refused for a list
/// that is not hers; not_found for a person who is not in it.
core::Result<ReviewPage> page(const Read& held, core::CampaignId campaign,
                              const std::string& reviewer, const std::string& subject);
/// refused: not her list, about herself, about somebody she reports to when standing in, signed
/// off, closed, bulk on a row that is not green. conflict: somebody answered meanwhile (the
/// message says who and what), or what the page showed is no longer so. invalid_input: until
/// missing or not in the future (at most 12 months), a comment missing where it matters (remove
/// of an expected right, keep against advice "remove", reduce, not_mine). The same idempotency
/// key with the same content gives the decision that is there, with other content conflict.
/// Takes the desk itself: while another holds it, answers gather, and one write keeps them all.
core::Result<core::Decision> give(Desk& desk, const Authority& who, const GivenAnswer& given,
                                  core::Timestamp now);
/// All of one person's, with the same comment, or none: as give(). All green, and a comment.
core::Result<std::vector<core::Decision>> answer_together(const Change& held,
                                                          const std::vector<GivenAnswer>& given,
                                                          core::Timestamp now);
/// remove (left) or not_mine for everything that she is asked about this person, and a report
/// that IT sees. invalid_input without a reason.
core::Result<std::vector<core::Decision>> answer_person(const Change& held,
                                                        const WholePerson& given,
                                                        core::Timestamp now);
/// The row is asked of `to` from now on. refused: not a current person, the subject, who decides
/// in the other seat, oneself, a row that is answered, a third time sent on already, and a second
/// reviewer's rows.
core::Result<core::RowAssignment> forward(const Change& held, const RowWish& wish,
                                          core::Timestamp now);
/// Asks `to` what she thinks; the row stays where it is. She is not the subject.
core::Result<core::Consultation> consult(const Change& held, const RowWish& wish,
                                         core::Timestamp now);
/// What she is asked in open campaigns, and has not yet said anything to.
core::Result<std::vector<ConsultPage>> consultations(const Read& held);
core::Result<ConsultPage> consultation(const Read& held, std::int64_t id);
core::Result<void> advise(const Change& held, std::int64_t id, const std::string& note,
                          core::Timestamp now);
/// What else this person has, and who decides about it. As page(), and refused to who is asked
/// about single rows only.
core::Result<std::vector<OtherRight>> other_rights(const Read& held, core::CampaignId campaign,
                                                   const std::string& reviewer,
                                                   const std::string& subject);
/// Between the moment of the last campaign that she was in, and this one's. As page().
core::Result<PersonChanges> changes(const Read& held, core::CampaignId campaign,
                                    const std::string& reviewer, const std::string& subject);
/// Only when every item of the list is answered; conflict says how many are open.
core::Result<core::SignOff> sign_off(const Change& held, core::CampaignId campaign,
                                     const std::string& reviewer, core::Timestamp now);

/// "I do not need this": of a right that she has. A wish, which changes no answer.
core::Result<core::Report> hand_back(const Change& held, const std::string& entitlement,
                                     const std::string& comment, core::Timestamp now);
/// "That is not me": of an account that counts as hers.
core::Result<core::Report> dispute_account(const Change& held, const std::string& account,
                                           const std::string& comment, core::Timestamp now);
/// Review administrators, IT, the security lead and auditors; newest first.
core::Result<std::vector<ReportLine>> reports(const Read& held);

}  // namespace answers

}  // namespace rettesnor::review
