// What the one door to campaigns holds, shared by the files that implement it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "review/accounts/access_views.h"
#include "review/answers/answer_desk.h"
#include "review/auditing/audit_views.h"
#include "review/campaigns/campaign_room.h"
#include "review/campaigns/campaign_views.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/person_view.h"
#include "review/recertification.h"
#include "review/refusal.h"

namespace rettesnor::review {

/// How an answer came to be: on its own, with other green ones, or as one word about a person.
enum class AnswerManner : std::uint8_t { single, green, person };

/// Every function expects that the caller holds `mutex`. `refreshing` is taken before it, so that a
/// new moment is worked out while the old one still answers.
struct Recertification::State {
  State(store::Store& kept, const core::LocalZone& local,
        std::shared_ptr<const policies::Policy> rules)
      : store(kept), zone(local), policy(std::move(rules)) {}

  store::Store& store;
  const core::LocalZone& zone;
  std::shared_ptr<const policies::Policy> policy;
  std::mutex refreshing;
  std::mutex mutex;
  AnswerDesk desk;                         ///< without `mutex`
  std::shared_ptr<const MomentFacts> now;  ///< null before the first refresh
  std::vector<core::Campaign> campaigns;
  std::vector<core::Deputyship> deputyships;
  std::vector<core::Consultation> consultations;
  std::vector<core::Report> reports;               ///< newest first
  std::map<core::CampaignId, CampaignRoom> rooms;  ///< loaded when first asked for
  std::map<std::string, std::shared_ptr<const policies::Policy>> policies_then;  ///< by fingerprint
  std::map<core::CampaignId, std::set<std::string>> asked_then;  ///< closed ones: asked_in()

  /// The newest moment; unreachable before the first refresh.
  core::Result<const MomentFacts*> newest() const;
  /// `right`: where it is at the newest moment, or kNone.
  core::Result<DecisionLine> line_of(const core::Decision& decision, Index right);
  /// not_found when nothing was read by then.
  core::Result<std::shared_ptr<const MomentFacts>> history_at(core::Timestamp moment) const;
  /// What is not as it ought to be at the newest moment.
  core::Result<std::vector<core::Finding>> find();
  /// not_found when there is no such campaign. Stays where it is until `mutex` is given back: a
  /// closed one goes at the next refresh(), for its moment is large and it is seldom looked at.
  core::Result<CampaignRoom*> room(core::CampaignId campaign);
  core::Result<const core::Campaign*> campaign(core::CampaignId id) const;
  /// What IT asked who answers for a system, and waits for this person by now.
  /// Every question without an answer that somebody has to give.
  core::Result<std::vector<OwnerQuestionView>> waiting_questions();
  core::Result<std::vector<OwnerQuestionView>> questions_to(const std::string& person);
  /// Keys of everybody who was asked something in it: of a closed one without its room.
  core::Result<const std::set<std::string>*> asked_in(const core::Campaign& campaign);
  /// Answers, reviewers and receipts as they are kept.
  core::Result<void> furnish(CampaignRoom& room) const;
  core::Result<std::shared_ptr<const MomentFacts>> moment_at(
      core::AsOf as_of, core::Timestamp moment,
      std::shared_ptr<const policies::Policy> under) const;
  /// The one it was opened under; the one in force when that was not kept or cannot be read.
  core::Result<std::shared_ptr<const policies::Policy>> policy_of(const core::Campaign& campaign);
  /// What the campaign is made of: moments, and what other campaigns take out of it.
  core::Result<PopulationBasis> basis_of(const core::Campaign& campaign);
  /// Campaigns before it that were open when it was opened.
  core::Result<std::vector<const CampaignRoom*>> open_beside(const core::Campaign& campaign);
  /// The campaign that the plan means, without an id.
  core::Result<core::Campaign> draft(const CampaignPlan& plan, const std::string& by,
                                     core::Timestamp at) const;
  /// Empty when there is nothing to ask about.
  core::Result<std::optional<core::Campaign>> open(const CampaignPlan& plan, const std::string& by,
                                                   core::Timestamp at);
  core::Result<void> reroute(CampaignRoom& room, core::Timestamp at);
  /// The same for single rights: second reviewers, and whom something was sent on to and is gone.
  core::Result<void> reroute_rows(CampaignRoom& room, core::Timestamp at);
  /// Takes out of a fresh room what the campaign carries over.
  core::Result<void> carry(CampaignRoom& room) const;
  core::Result<std::vector<CampaignRoom*>> open_rooms();

  /// conflict when the page showed another answer, or another right, than there is.
  core::Result<void> check_place(const CampaignRoom& in, const GivenAnswer& given,
                                 const ReviewRow& row) const;

  /// By key; the key alone when the newest moment does not know her.
  PersonView view(const std::string& person) const;
  std::string name(const std::string& person) const;
  /// What she has at the newest moment, with the newest answer of any campaign.
  core::Result<MyAccess> access_of(const std::string& person) const;
  /// What a reviewer's page shows of a row beyond what it is.
  void add_course(ReviewRow& row, const CampaignRoom& room, const ListedPerson& listed,
                  std::size_t right, core::Seat seat) const;
  ConsultLine line_of(const core::Consultation& consultation) const;
  /// The person of a list; refused for a list that is not hers, not_found for who is not in it.
  core::Result<const ListedPerson*> listed_for(const CampaignRoom& room, const Authority& who,
                                               const std::string& reviewer,
                                               const std::string& subject) const;
  /// Gives each its outcome; what can be kept is kept in one write.
  void keep_together(const std::vector<WaitingAnswer*>& answers);
  /// Everything that answer() checks; the decision that would be kept.
  core::Result<core::Decision> checked(CampaignRoom& room, const Authority& who,
                                       const GivenAnswer& given, AnswerManner manner,
                                       core::Timestamp at) const;
  core::Result<std::vector<core::Decision>> keep(
      CampaignRoom& room, const std::vector<core::Decision>& decisions,
      const std::optional<store::Store::AlsoReported>& also = std::nullopt);
  /// The list of one reviewer; `list` is of the room.
  Task task_of(const CampaignRoom& room, const std::string& reviewer,
               const std::vector<std::size_t>& list, const Authority& who,
               core::Timestamp at) const;
};

/// "Only review administrators may open a campaign: …".
tl::unexpected<core::Error> may_not(Refusal why);

}  // namespace rettesnor::review
