// What the one door to campaigns holds, shared by the files that implement it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "review/campaign_room.h"
#include "review/recertification.h"

namespace rettesnor::review {

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
  std::shared_ptr<const MomentFacts> now;  ///< null before the first refresh
  std::vector<core::Campaign> campaigns;
  std::vector<core::Deputyship> deputyships;
  std::map<core::CampaignId, CampaignRoom> rooms;  ///< loaded when first asked for

  /// The newest moment; unreachable before the first refresh.
  core::Result<const MomentFacts*> newest() const;
  /// `right`: where it is at the newest moment, or kNone.
  core::Result<DecisionLine> line_of(const core::Decision& decision, Index right);
  /// not_found when nothing was read by then.
  core::Result<std::shared_ptr<const MomentFacts>> history_at(core::Timestamp moment) const;
  /// What is not as it ought to be at the newest moment.
  core::Result<std::vector<core::Finding>> find();
  /// not_found when there is no such campaign. Stays where it is until the program ends.
  core::Result<CampaignRoom*> room(core::CampaignId campaign);
  /// Answers, reviewers and receipts as they are kept.
  core::Result<void> furnish(CampaignRoom& room) const;
  core::Result<std::shared_ptr<const MomentFacts>> moment_at(core::AsOf as_of,
                                                             core::Timestamp moment) const;
  core::Result<void> reroute(CampaignRoom& room, core::Timestamp at);
  core::Result<std::vector<CampaignRoom*>> open_rooms();

  /// conflict when the page showed another answer, or another right, than there is.
  core::Result<void> check_place(const CampaignRoom& in, const GivenAnswer& given,
                                 const ReviewRow& row) const;

  /// By key; the key alone when the newest moment does not know her.
  PersonView view(const std::string& person) const;
  std::string name(const std::string& person) const;
  /// What she has at the newest moment, with the newest answer of any campaign.
  core::Result<MyAccess> access_of(const std::string& person) const;
  void add_answer(ReviewRow& row, const CampaignRoom& room, const std::string& subject) const;
  /// The list of one reviewer; `list` is of the room.
  Task task_of(const CampaignRoom& room, const std::string& reviewer,
               const std::vector<std::size_t>& list, const Authority& who,
               core::Timestamp at) const;
};

/// "Only review administrators may open a campaign: …".
tl::unexpected<core::Error> may_not(const std::string& what);

}  // namespace rettesnor::review
