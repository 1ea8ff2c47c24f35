// Periodic access review: opening a campaign, who is asked, answering, signing off, closing.
//
// The one door to campaigns; no HTTP and no SQL. Safe to call from any thread: calls are taken one
// at a time. Everything that changes state takes an Authority, and is on disk with its event before
// it returns; an Error means that nothing changed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/kinds.h"
#include "core/campaign.h"
#include "core/result.h"
#include "core/time.h"
#include "policies/policy.h"
#include "review/accounts/access_views.h"
#include "review/answers/list_views.h"
#include "review/auditing/audit_views.h"
#include "review/campaigns/campaign_views.h"
#include "review/checks/finding_views.h"
#include "review/mail/open_lists.h"
#include "review/organisation/authority.h"
#include "review/organisation/moment.h"
#include "review/organisation/person_view.h"
#include "store/store.h"

namespace rettesnor::review {

struct CampaignPlan {
  std::string name;
  std::string kind = "manager";
  core::Date deadline;
  bool second_reviewer = true;  ///< for what is privileged or extra sensitive
  int carry_months = 0;         ///< > 0: what was kept and is as it was then is not asked again
  /// > 0: only what that one, which is closed, has no answer to; its kind counts.
  core::CampaignId follows{0};
};

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

struct AcceptedAccount;
struct AccountWord;
struct OrphanLine;
struct OwnerQuestionView;
struct OwnerReply;

class Recertification {
 public:
  /// `store` must outlive it and be used through it alone. `zone` must outlive it too.
  Recertification(store::Store& store, const core::LocalZone& zone,
                  std::shared_ptr<const policies::Policy> policy);
  ~Recertification();

  /// Reads the newest history; call after every pull. Re-routes the open campaigns: people whose
  /// reviewer left, or who have a new one, are passed on, and the log says why.
  core::Result<void> refresh(core::Timestamp now);
  /// From the next refresh() on; logged when it is another than the log says. A campaign is always
  /// read under the policy it was opened with.
  core::Result<void> put_in_force(std::shared_ptr<const policies::Policy> policy,
                                  core::Timestamp now);
  /// The same for the policy that this began with.
  core::Result<void> note_policy_in_force(core::Timestamp now);
  /// What is true now; never null after a refresh().
  std::shared_ptr<const Moment> now() const;

  /// refused when she may not; not_found when no current person is meant by exactly this key.
  core::Result<Authority> authority(const std::string& person, core::Timestamp now) const;
  /// The current person whose account this is ("System/login" or login); a second account is the
  /// same person. not_found otherwise.
  core::Result<std::string> person_of_login(const std::string& login) const;
  /// The current person whose account this is, by exactly one of its names in exactly that system;
  /// a second account is the same person. not_found otherwise.
  enum class AccountName { login, user_principal_name };
  core::Result<std::string> person_of_account(const std::string& system, AccountName kind,
                                              const std::string& name) const;
  /// By key, by login, or by full name, among current people.
  PersonMeant person_meant(const std::string& typed) const;
  /// For the demo's sign-in: a few people worth being, current ones, by name.
  std::vector<PersonView> personas(core::Timestamp now) const;

  // Campaigns. Open, close and board: review administrators; the board also auditors and the
  // security lead.
  core::Result<Preflight> preflight(const Authority& who, const CampaignPlan& plan,
                                    core::Timestamp now) const;
  core::Result<core::Campaign> open(const Authority& who, const CampaignPlan& plan,
                                    core::Timestamp now);
  /// The same for one that the settings planned; it is opened by "system". Empty when there is
  /// nothing to ask about.
  core::Result<std::optional<core::Campaign>> open_planned(const CampaignPlan& plan,
                                                           core::Timestamp now);
  /// Does one of that name exist, open or closed?
  bool knows_campaign(const std::string& name) const;
  /// With open items only when `reason` says why; they are counted and never taken as kept.
  core::Result<core::Campaign> close(const Authority& who, core::CampaignId campaign,
                                     const std::string& reason, core::Timestamp now);
  core::Result<std::vector<core::Campaign>> campaigns(const Authority& who) const;
  core::Result<Board> board(const Authority& who, core::CampaignId campaign,
                            core::Timestamp now) const;

  // A reviewer's work.
  core::Result<std::vector<Task>> tasks(const Authority& who, core::Timestamp now) const;
  core::Result<Task> task(const Authority& who, core::CampaignId campaign,
                          const std::string& reviewer, core::Timestamp now) const;
  /// An empty `subject`: the first with something unanswered, else the first. refused for a list
  /// that is not hers; not_found for a person who is not in it.
  core::Result<ReviewPage> page(const Authority& who, core::CampaignId campaign,
                                const std::string& reviewer, const std::string& subject,
                                core::Timestamp now) const;
  /// refused: not her list, about herself, about somebody she reports to when standing in, signed
  /// off, closed, bulk on a row that is not green. conflict: somebody answered meanwhile (the
  /// message says who and what), or what the page showed is no longer so. invalid_input: until
  /// missing or not in the future (at most 12 months), a comment missing where it matters (remove
  /// of an expected right, keep against advice "remove", reduce, not_mine). The same idempotency
  /// key with the same content gives the decision that is there, with other content conflict.
  core::Result<core::Decision> answer(const Authority& who, const GivenAnswer& given,
                                      core::Timestamp now);
  /// All of one person's, with the same comment, or none: as answer(). All green, and a comment.
  core::Result<std::vector<core::Decision>> answer_together(const Authority& who,
                                                            const std::vector<GivenAnswer>& given,
                                                            core::Timestamp now);
  /// remove (left) or not_mine for everything that she is asked about this person, and a report
  /// that IT sees. invalid_input without a reason.
  core::Result<std::vector<core::Decision>> answer_person(const Authority& who,
                                                          const WholePerson& given,
                                                          core::Timestamp now);
  /// The row is asked of `to` from now on. refused: not a current person, the subject, who decides
  /// in the other seat, oneself, a row that is answered, a third time sent on already, and a second
  /// reviewer's rows.
  core::Result<core::RowAssignment> forward(const Authority& who, const RowWish& wish,
                                            core::Timestamp now);
  /// Asks `to` what she thinks; the row stays where it is. She is not the subject.
  core::Result<core::Consultation> consult(const Authority& who, const RowWish& wish,
                                           core::Timestamp now);
  /// What she is asked in open campaigns, and has not yet said anything to.
  core::Result<std::vector<ConsultPage>> consultations(const Authority& who) const;
  core::Result<ConsultPage> consultation(const Authority& who, std::int64_t id) const;
  core::Result<void> advise(const Authority& who, std::int64_t id, const std::string& note,
                            core::Timestamp now);
  /// What else this person has, and who decides about it. As page(), and refused to who is asked
  /// about single rows only.
  core::Result<std::vector<OtherRight>> other_rights(const Authority& who,
                                                     core::CampaignId campaign,
                                                     const std::string& reviewer,
                                                     const std::string& subject) const;
  /// Between the moment of the last campaign that she was in, and this one's. As page().
  core::Result<PersonChanges> changes(const Authority& who, core::CampaignId campaign,
                                      const std::string& reviewer,
                                      const std::string& subject) const;
  /// Only when every item of the list is answered; conflict says how many are open.
  core::Result<core::SignOff> sign_off(const Authority& who, core::CampaignId campaign,
                                       const std::string& reviewer, core::Timestamp now);

  /// Leaders arrange their own; review administrators anybody's. refused: oneself as deputy, a
  /// deputy of a deputy, longer than 12 months, a period that is over. A wish with `ended_at` ends,
  /// now, the one of the same leader, deputy and first day; not_found when there is none.
  core::Result<core::Deputyship> arrange_deputy(const Authority& who, const core::Deputyship& wish,
                                                core::Timestamp now);
  core::Result<std::vector<core::Deputyship>> deputyships(const Authority& who) const;

  /// "da" or "en": how she reads, also mails.
  core::Result<void> choose_language(const Authority& who, const std::string& language);
  /// Everybody: what I have, why, and who decided.
  core::Result<MyAccess> my_access(const Authority& who, core::Timestamp now) const;
  /// Another person's; for whom she leads or is asked about, security lead, IT and auditor. Logged
  /// before it is shown, and shown to that person.
  core::Result<MyAccess> access_of(const Authority& who, const std::string& person,
                                   core::Timestamp now);

  /// "I do not need this": of a right that she has. A wish, which changes no answer.
  core::Result<core::Report> hand_back(const Authority& who, const std::string& entitlement,
                                       const std::string& comment, core::Timestamp now);
  /// "That is not me": of an account that counts as hers.
  core::Result<core::Report> dispute_account(const Authority& who, const std::string& account,
                                             const std::string& comment, core::Timestamp now);
  /// Review administrators, IT, the security lead and auditors; newest first.
  core::Result<std::vector<ReportLine>> reports(const Authority& who) const;

  // The auditor's side; every look is logged.
  core::Result<std::vector<DecisionLine>> decisions(const Authority& who, core::CampaignId campaign,
                                                    core::Timestamp now);
  /// Newest first; `before` 0 = from the end.
  core::Result<std::vector<core::LoggedEvent>> log(const Authority& who, std::int64_t before,
                                                   std::size_t limit, core::Timestamp now);
  // The auditor's questions across campaigns, the security lead's too. Each is logged before it is
  // answered; one about one person is shown to that person, as any look at her access is.
  core::Result<SearchResult> search(const Authority& who, const DecisionSearch& wanted,
                                    core::Timestamp now);
  /// not_found when the campaign has no such person.
  core::Result<DecisionStory> story(const Authority& who, core::CampaignId campaign,
                                    const std::string& subject, const std::string& entitlement,
                                    core::Timestamp now);
  core::Result<Population> population(const Authority& who, core::CampaignId campaign,
                                      core::Timestamp now);
  /// At the end of the local day. Both read the right or the person as people write them; what is
  /// meant must be one, else `choices` says which there are.
  core::Result<AccessThen> who_had(const Authority& who, const std::string& right, core::Date day,
                                   core::Timestamp now);
  core::Result<AccessThen> had_what(const Authority& who, const std::string& person, core::Date day,
                                    core::Timestamp now);

  // What is not as it ought to be.
  /// Of the newest moment: about access and about how it is reviewed, in one list.
  core::Result<std::vector<core::Finding>> find() const;
  /// Brings the table of findings to find().
  core::Result<store::TrackResult> reconcile(core::Timestamp now);
  /// IT, the security lead and auditors.
  core::Result<FindingBoard> finding_board(const Authority& who) const;
  /// IT and the security lead. An empty assignee gives it back; refused for who does not mend.
  core::Result<core::FindingNote> note_finding(const Authority& who, const std::string& finding,
                                               const std::string& assignee, const std::string& text,
                                               core::Timestamp now);

  // Accounts that nobody rightly stands behind: IT, the security lead and auditors see them.
  core::Result<std::vector<OrphanLine>> orphans(const Authority& who) const;
  /// The same people see which of them may stand; by day, then account.
  core::Result<std::vector<AcceptedAccount>> accepted_accounts(const Authority& who) const;
  /// IT, from the next refresh() on. refused: herself; not_found: no such account or person;
  /// invalid_input: no reason, or a day that has passed or lies beyond kLongestAcceptance;
  /// conflict: it is to stand as nobody's, and is somebody's.
  core::Result<void> settle_account(const Authority& who, const AccountWord& word,
                                    core::Timestamp now);

  /// IT hands one to who answers for its system. refused: she is that herself; conflict: nobody
  /// is, or she was asked and has not answered; not_found: nobody has to look at that account.
  core::Result<core::OwnerQuestion> ask_owner(const Authority& who, const std::string& account,
                                              const std::string& words, core::Timestamp now);
  /// What waits for her word. Everybody may look at what is hers.
  core::Result<std::vector<OwnerQuestionView>> questions_to_owner(const Authority& who) const;
  /// Everybody's, for the mails about them.
  core::Result<std::vector<OwnerQuestionView>> owner_questions() const;
  /// "stands" makes it an accepted account that she answers for, "close" an order at the next
  /// Orders::propose(). not_found: it does not wait for her; else as settle_account().
  core::Result<void> answer_as_owner(const Authority& who, const OwnerReply& reply,
                                     core::Timestamp now);

  /// Name for a person's key; the key itself when nobody knows it any longer.
  std::string name_of_person(const std::string& key) const;

  // For reminders, which the program sends by itself.
  /// Lists of open campaigns that are not finished; by campaign, then reviewer.
  core::Result<std::vector<OpenList>> open_lists() const;
  /// In the order asked for. Who is no longer current has no address.
  core::Result<std::vector<Addressee>> addressees(const std::vector<std::string>& people) const;
  /// Keys, in the order of the policy.
  core::Result<std::vector<std::string>> review_administrators() const;
  /// For review administrators; newest first, at most `limit`, all that failed first.
  core::Result<MailBox> mails(const Authority& who, std::size_t limit) const;

  /// Writes an event of the program itself or of a person.
  core::Result<void> note(audit::Kind kind, const std::string& actor,
                          const std::map<std::string, std::string>& facts, core::Timestamp now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rettesnor::review
