// What the desk holds: the newest moment, the campaigns that are looked at, and the store.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "review/answers/answer_desk.h"
#include "review/campaigns/campaign_room.h"
#include "review/desk.h"
#include "review/refusal.h"
#include "store/store.h"

namespace rettesnor::review {

/// Reached through a Read, which sees it as it is, or a Change, and so by one thread at a time;
/// what is loaded when it is first asked for is no change. `refreshing` is taken before `mutex`, so
/// that a new moment is worked out while the old one still answers.
struct DeskState {
  DeskState(store::Store& kept, const core::LocalZone& local,
            std::shared_ptr<const policies::Policy> rules)
      : zone(local), policy(std::move(rules)), store_(kept) {}

  const core::LocalZone& zone;
  std::shared_ptr<const policies::Policy> policy;
  std::mutex refreshing;
  std::mutex mutex;
  std::atomic<std::thread::id> holder;     ///< of `mutex`
  AnswerDesk answers;                      ///< without `mutex`
  std::shared_ptr<const MomentFacts> now;  ///< null before the first refresh
  std::vector<core::Campaign> campaigns;
  std::vector<core::Deputyship> deputyships;
  std::vector<core::Consultation> consultations;
  std::vector<core::Report> reports;  ///< newest first

  const store::Store& store() const { return store_; }
  store::Store& store() { return store_; }

  /// The newest moment; unreachable before the first refresh.
  core::Result<const MomentFacts*> newest() const;
  /// Needs nothing that the desk guards.
  core::Result<std::shared_ptr<const MomentFacts>> moment_at(
      core::AsOf as_of, core::Timestamp moment,
      std::shared_ptr<const policies::Policy> under) const;
  /// not_found when there is no such campaign. Stays where it is until the desk is given back: a
  /// closed one goes at the next refresh(), for its moment is large and it is seldom looked at.
  core::Result<const CampaignRoom*> room(core::CampaignId campaign) const;
  core::Result<CampaignRoom*> room(core::CampaignId campaign);
  core::Result<std::vector<const CampaignRoom*>> open_rooms() const;
  core::Result<std::vector<CampaignRoom*>> open_rooms();
  core::Result<const core::Campaign*> campaign(core::CampaignId id) const;
  /// Keys of everybody who was asked something in it: of a closed one without its room.
  core::Result<const std::set<std::string>*> asked_in(const core::Campaign& campaign) const;
  /// Answers, reviewers and receipts as they are kept.
  core::Result<void> furnish(CampaignRoom& room) const;
  /// The one it was opened under; the one in force when that was not kept or cannot be read.
  core::Result<std::shared_ptr<const policies::Policy>> policy_of(
      const core::Campaign& campaign) const;
  /// What the campaign is made of: moments, and what other campaigns take out of it.
  core::Result<PopulationBasis> basis_of(const core::Campaign& campaign) const;
  /// Takes out of a fresh room what the campaign carries over.
  core::Result<void> carry(CampaignRoom& room) const;

  /// By key; the key alone when the newest moment does not know her.
  PersonView view(const std::string& person) const;
  std::string name(const std::string& person) const;

  mutable std::map<core::CampaignId, CampaignRoom> rooms;  ///< loaded when first asked for
  /// Moments of closed campaigns that were read before the desk was taken; a room takes its own.
  mutable std::map<core::CampaignId, std::shared_ptr<const MomentFacts>> fetched;

 private:
  /// Campaigns before it that were open when it was opened.
  core::Result<std::vector<const CampaignRoom*>> open_beside(const core::Campaign& campaign) const;

  store::Store& store_;
  mutable std::map<std::string, std::shared_ptr<const policies::Policy>>
      policies_then_;  ///< by fingerprint
  mutable std::map<core::CampaignId, std::set<std::string>>
      asked_then_;  ///< closed ones: asked_in()
};

/// "Only review administrators may open a campaign: …".
tl::unexpected<core::Error> may_not(Refusal why);

}  // namespace rettesnor::review
