// The kinds of campaign: who is in one, which of their rights are asked about, and who is asked.
#pragma once

#include <span>
#include <string_view>

#include "reconcile/access_graph.h"
#include "review/organisation/holder.h"
#include "review/organisation/route.h"

namespace rettesnor::review {

class MomentFacts;

/// What a kind judges by.
struct Asking {
  const MomentFacts& facts;   ///< of the campaign's moment
  const MomentFacts* before;  ///< of the moment since which things count as new, or null
};

struct CampaignKind {
  std::string_view name;  ///< as in the settings and in core::Campaign::kind
  /// Of people who are current, of accounts that can be used and are nobody's, and of roles.
  bool (*takes)(const reconcile::AccessGraph& graph, const Holder& holder);
  bool (*takes_right)(const Asking& asking, const Holder& holder, core::Index entitlement);
  /// Never the person herself.
  Route (*route)(const reconcile::AccessGraph& graph, const Holder& holder);
  /// Who is asked about one right of anybody but herself; null, or nobody: who is asked about the
  /// person.
  Route (*route_of_right)(const reconcile::AccessGraph& graph, core::Index entitlement);
  /// Beside people and rights: a hole in these, or a source of them too old, forbids opening.
  std::span<const core::ObjectClass> told_by;
  std::string_view others;  ///< LeftOut::reason of a current person whom it does not take
  /// Asks about what happened since the campaign of its kind before it, and needs Asking::before.
  enum class Looks : std::uint8_t { at_what_is, at_what_happened } looks = Looks::at_what_is;
  bool asks_owners = false;  ///< of systems and accounts, and not who leads the people
};

/// "manager": every employed person's rights, asked of her leader. "leaders": those of who leads a
/// unit, one level up. "privileged": what is privileged or extra sensitive, of anybody.
/// "external": of vendors' and partners' people, asked of who ordered their work, else of who owns
/// the agreement that is in force. "elected": of elected members, asked of the review
/// administrators.
/// "system_owner": every right of anybody, asked of who owns its system, else of who is responsible
/// for it, else of whom "privileged" would ask. "events": what happened lately: every right of who
/// came to another unit, privileged and extra sensitive rights that are new, and what was certainly
/// not used for longer than the policy allows. "accounts": what accounts can do that are nobody's
/// (service, shared, robot, orphaned), asked of who is registered as the account's owner, else of
/// who answers for it by a word of IT, else of who owns its system or is responsible for it, else
/// of the review administrators. "roles": what each role of the policy files gives, asked of who
/// owns the right's system or is responsible for it, unless she has it by that role herself; else
/// of the review administrators.
std::span<const CampaignKind> campaign_kinds();
/// Null when there is none of that name.
const CampaignKind* campaign_kind(std::string_view name);

}  // namespace rettesnor::review
