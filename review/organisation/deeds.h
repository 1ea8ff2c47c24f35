// The one table of who may do what because of a role.
//
// A deed is what somebody may do whatever it is about. What depends on the thing itself (her own
// list, her own people, a system she owns, not about herself, four people for four acts) is asked
// after it, beside the thing. Everybody's own pages are no deeds.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "review/organisation/roles.h"

namespace rettesnor::review {

class Authority;

enum class Deed : std::uint8_t {
  arrange_deputies,            ///< for oneself
  arrange_deputies_of_others,  ///< for any leader
  see_all_deputies,
  see_access_of_anybody,  ///< logged, and shown to that person
  see_reports,            ///< what people handed back, disputed and reported
  open_campaigns,         ///< and look beforehand what one would ask
  close_campaigns,
  see_all_campaigns,  ///< and how far each is
  see_mails,
  see_decisions,    ///< all answers of one campaign
  read_log,         ///< the log of events
  search_answers,   ///< across campaigns, and the story of one
  see_population,   ///< who and what a campaign asked about, and what it left out
  see_access_then,  ///< who had what on a day
  see_findings,
  note_findings,     ///< take one on, or write something beside it
  see_orphans,       ///< orphaned accounts, and which of them may stand
  settle_orphans,    ///< say whose one is, let it stand, or close it
  ask_owners,        ///< hand an orphaned account to who answers for its system
  see_orders,        ///< all of them
  follow_orders,     ///< are led to the page of orders, which shows all or one's own
  request_orders,    ///< against anything; leaders and owners for what is theirs
  cut_access,        ///< ask for every account of a person at once
  approve_orders,    ///< any; owners and leaders of leaders for what is theirs
  approve_as_owner,  ///< of the system or the right, or as leader of who asked
  cancel_orders,     ///< any; who asked for it hers
  carry_out_orders,  ///< let the program write, or do it by hand
  undo_orders,       ///< ask that what an order took is given back
  stop_orders        ///< the brake: stop and start all writing
};

struct DeedRow {
  Deed deed;
  std::string_view name;  ///< as the enum spells it
  Roles may;              ///< any of them
  Roles never = {};       ///< whatever else she holds
};
/// In the order of the enum; one row each.
std::span<const DeedRow> deeds();

bool may(Roles roles, Deed deed);
bool may(const Authority& who, Deed deed);

}  // namespace rettesnor::review
