// Who may do what because of a role.
#include "review/organisation/deeds.h"

#include <array>

#include "review/organisation/authority.h"

namespace rettesnor::review {

namespace {

using enum ProductRole;

constexpr std::array kDeeds = {
    DeedRow{Deed::arrange_deputies, "arrange_deputies", {leader, review_administrator}},
    DeedRow{Deed::arrange_deputies_of_others, "arrange_deputies_of_others", {review_administrator}},
    DeedRow{Deed::see_all_deputies, "see_all_deputies", {review_administrator, auditor}},
    DeedRow{Deed::see_access_of_anybody,
            "see_access_of_anybody",
            {it_operations, security_lead, auditor}},
    DeedRow{Deed::see_reports,
            "see_reports",
            {review_administrator, it_operations, security_lead, auditor}},
    DeedRow{Deed::open_campaigns, "open_campaigns", {review_administrator}},
    DeedRow{Deed::close_campaigns, "close_campaigns", {review_administrator}},
    DeedRow{Deed::see_all_campaigns,
            "see_all_campaigns",
            {review_administrator, security_lead, auditor}},
    DeedRow{Deed::see_mails, "see_mails", {review_administrator}},
    DeedRow{Deed::see_decisions, "see_decisions", {auditor}},
    DeedRow{Deed::read_log, "read_log", {auditor}},
    DeedRow{Deed::search_answers, "search_answers", {security_lead, auditor}},
    DeedRow{Deed::see_population, "see_population", {security_lead, auditor}},
    DeedRow{Deed::see_access_then, "see_access_then", {security_lead, auditor}},
    DeedRow{Deed::see_findings, "see_findings", {it_operations, security_lead, auditor}},
    DeedRow{Deed::note_findings, "note_findings", {it_operations, security_lead}},
    DeedRow{Deed::see_orphans, "see_orphans", {it_operations, security_lead, auditor}},
    DeedRow{Deed::settle_orphans, "settle_orphans", {it_operations}},
    DeedRow{Deed::ask_owners, "ask_owners", {it_operations}},
    DeedRow{Deed::see_orders,
            "see_orders",
            {review_administrator, it_operations, security_lead, auditor}},
    DeedRow{Deed::follow_orders, "follow_orders", {leader, it_operations, security_lead, auditor}},
    DeedRow{Deed::request_orders, "request_orders", {it_operations, security_lead}},
    DeedRow{Deed::cut_access, "cut_access", {it_operations, security_lead}},
    DeedRow{Deed::approve_orders, "approve_orders", {security_lead}, {auditor}},
    DeedRow{Deed::approve_as_owner, "approve_as_owner", {user}, {auditor}},
    DeedRow{Deed::cancel_orders, "cancel_orders", {it_operations}},
    DeedRow{Deed::carry_out_orders, "carry_out_orders", {it_operations}},
    DeedRow{Deed::undo_orders, "undo_orders", {it_operations, security_lead}},
    DeedRow{Deed::stop_orders, "stop_orders", {it_operations, security_lead}},
};

static_assert(
    [] {
      for (std::size_t at = 0; at < kDeeds.size(); ++at) {
        if (static_cast<std::size_t>(kDeeds[at].deed) != at) return false;
      }
      return kDeeds.size() == static_cast<std::size_t>(Deed::stop_orders) + 1;
    }(),
    "one row for each deed, in the order of the enum");

}  // namespace

std::span<const DeedRow> deeds() {
  return kDeeds;
}

bool may(Roles roles, Deed deed) {
  const DeedRow& row = kDeeds[static_cast<std::size_t>(deed)];
  return roles.meets(row.may) && !roles.meets(row.never);
}

bool may(const Authority& who, Deed deed) {
  return may(who.roles(), deed);
}

}  // namespace rettesnor::review
