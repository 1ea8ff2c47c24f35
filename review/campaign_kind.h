// The kinds of campaign: who is in one, which of their rights are asked about, and who is asked.
#pragma once

#include <span>
#include <string_view>

#include "reconcile/access_graph.h"
#include "review/route.h"

namespace rettesnor::review {

struct CampaignKind {
  std::string_view name;  ///< as in the settings and in core::Campaign::kind
  /// Of people who are current; others are in no campaign.
  bool (*takes_person)(const reconcile::AccessGraph& graph, core::Index person);
  bool (*takes_right)(const reconcile::AccessGraph& graph, core::Index entitlement);
  /// Never the person herself.
  Route (*route)(const reconcile::AccessGraph& graph, core::Index person);
  /// Beside people and rights: a hole in these, or a source of them too old, forbids opening.
  std::span<const core::ObjectClass> told_by;
  std::string_view others;  ///< LeftOut::reason of a current person whom it does not take
};

/// "manager": every employed person's rights, asked of her leader. "leaders": those of who leads a
/// unit, one level up. "privileged": what is privileged or extra sensitive, of anybody.
/// "external": of vendors' and partners' people, asked of who ordered their work, else of who owns
/// the agreement that is in force. "elected": of elected members, asked of the review
/// administrators.
std::span<const CampaignKind> campaign_kinds();
/// Null when there is none of that name.
const CampaignKind* campaign_kind(std::string_view name);

}  // namespace rettesnor::review
