// A campaign in memory: who is in it, who is asked about whom, and what was answered.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "review/moment_facts.h"

namespace rettesnor::review {

/// One person of a campaign, with the rights that are asked about.
struct ListedPerson {
  Index person;  ///< at the campaign's moment
  std::string key;
  std::vector<Index> rights;  ///< at the campaign's moment; ascending
  int serious = 0;            ///< rights whose advice is not keep
  std::string reviewer;       ///< key, or empty: nobody
  RouteReason reason = RouteReason::nobody;
  std::int64_t assigned = 0;  ///< sequence of the event
};

using AnswersOfPerson = std::map<std::string, std::vector<core::Decision>>;  ///< by entitlement

/// Held by Recertification, which is the only one to change it.
struct CampaignRoom {
  core::Campaign campaign;
  std::shared_ptr<const MomentFacts> facts;
  std::vector<ListedPerson> people;                       ///< by name, then key
  std::vector<LeftOut> left_out;                          ///< by name, then key
  std::map<std::string, std::size_t> place;               ///< key → people
  std::map<std::string, std::vector<std::size_t>> lists;  ///< reviewer → people, in their order
  std::map<std::string, AnswersOfPerson> answers;         ///< subject → versions, in their order
  std::vector<core::SignOff> sign_offs;

  ListedPerson* listed(const std::string& subject);
  const ListedPerson* listed(const std::string& subject) const;
  /// kNone when the right is not asked about.
  Index right(const ListedPerson& listed, const std::string& entitlement) const;
  const core::Decision* newest(const std::string& subject, const std::string& entitlement) const;
  int answered(const ListedPerson& listed) const;
  /// The receipt that covers her, or null.
  const core::SignOff* signed_for(const ListedPerson& listed) const;
  /// After a change of reviewers.
  void sort_into_lists();
};

/// Who and what a campaign of kind "manager" asks about at a moment; nobody is assigned yet.
CampaignRoom populate(core::Campaign campaign, std::shared_ptr<const MomentFacts> facts);

}  // namespace rettesnor::review
