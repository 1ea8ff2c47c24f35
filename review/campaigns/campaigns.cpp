// Opening and closing campaigns.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "audit/event.h"
#include "core/number.h"
#include "core/text.h"
#include "review/campaigns/campaigns.h"
#include "review/campaigns/preflight.h"
#include "review/campaigns/rerouting.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

core::Result<void> check_administrator(const Authority& who, Deed deed, Refusal why) {
  if (may(who, deed)) return {};
  return may_not(why);
}

core::Result<void> check_kind(const CampaignPlan& plan) {
  if (campaign_kind(plan.kind) != nullptr) return {};
  std::string known;
  for (const CampaignKind& kind : campaign_kinds()) {
    known += (known.empty() ? "" : ", ") + std::string(kind.name);
  }
  return refuse(core::ErrorKind::unsupported, Refusal::campaign_kind,
                {{"kind", core::printable(plan.kind, 50)}, {"known", known}});
}

core::Result<void> check_plan(const CampaignPlan& plan, core::Date today) {
  TRY(check_kind(plan));
  if (plan.name.empty() || plan.name.size() > 200) {
    return refuse(core::ErrorKind::invalid_input, Refusal::campaign_name);
  }
  if (plan.deadline < today || plan.deadline > today + core::Days{366}) {
    return refuse(core::ErrorKind::invalid_input, Refusal::campaign_deadline);
  }
  if (plan.carry_months < 0 || plan.carry_months > 24) {
    return refuse(core::ErrorKind::invalid_input, Refusal::carry_too_long);
  }
  return {};
}

/// Answers of an open campaign may still change, and what was carried over with them. One about
/// events leaves out whatever an open one asks.
core::Result<void> check_carry(const core::Campaign& opening,
                               const std::vector<core::Campaign>& campaigns) {
  if (opening.carry_months == 0) return {};
  if (kind_of(opening).looks == CampaignKind::Looks::at_what_happened) return {};
  for (const core::Campaign& campaign : campaigns) {
    if (!campaign.closed_at) {
      return refuse(core::ErrorKind::refused, Refusal::carry_needs_closed);
    }
  }
  return {};
}

audit::Event opening_event(const CampaignRoom& room, const Preflight& preflight) {
  return {audit::Kind::campaign_opened,
          room.campaign.opened_by,
          {{"name", room.campaign.name},
           {"kind", room.campaign.kind},
           {"as_of", core::to_iso(room.campaign.as_of)},
           {"deadline", core::to_iso(room.campaign.deadline)},
           {"subjects", std::to_string(preflight.subjects)},
           {"items", std::to_string(preflight.items)},
           {"two_decide", std::to_string(preflight.two_decide)},
           {"carry_months", std::to_string(room.campaign.carry_months)},
           {"carried", std::to_string(preflight.carried)},
           {"nobody_to_ask", std::to_string(preflight.nobody_to_ask.size())},
           {"since", room.campaign.since ? core::to_iso(*room.campaign.since) : ""},
           {"follows",
            room.campaign.follows.value == 0 ? "" : std::to_string(room.campaign.follows.value)},
           {"policy", room.facts->graph().policy->fingerprint}}};
}

std::vector<core::Assignment> assignments_of(const CampaignRoom& room) {
  std::vector<core::Assignment> assignments;
  for (const ListedPerson& listed : room.people) {
    assignments.push_back({room.campaign.id, listed.key, listed.asked.reviewer,
                           std::string(name_of(listed.asked.reason)), room.campaign.opened_at});
  }
  for (const auto& [entitlement, asked] : room.of_right) {
    assignments.push_back({room.campaign.id, entitlement, asked.reviewer,
                           std::string(name_of(asked.reason)), room.campaign.opened_at});
  }
  return assignments;
}

/// The closed one that still has something to ask.
core::Result<core::Campaign> incomplete(core::CampaignId id,
                                        const std::vector<core::Campaign>& campaigns) {
  for (const core::Campaign& known : campaigns) {
    if (known.id != id) continue;
    if (known.closed_at && known.open_items_at_close > 0) return known;
    return refuse(core::ErrorKind::refused, Refusal::nothing_left_of, {{"name", known.name}});
  }
  return refuse(core::ErrorKind::not_found, Refusal::campaign_unknown,
                {{"n", std::to_string(id.value)}});
}

/// The moment of the campaign of its kind before it, else a month ago.
core::Timestamp since_of(const core::Campaign& campaign,
                         const std::vector<core::Campaign>& campaigns) {
  constexpr core::Days kFirstLook{31};
  core::Timestamp since = campaign.as_of - kFirstLook;
  for (const core::Campaign& known : campaigns) {
    if (known.kind == campaign.kind) since = std::max(since, known.as_of);
  }
  return since;
}

/// How many rights it asked about when it was opened, as the log has it.
core::Result<std::int64_t> items_at_opening(const store::Store& store,
                                            const core::Campaign& campaign) {
  constexpr std::size_t kMostCampaigns = 10'000;
  for (const core::LoggedEvent& each :
       TRY(store.events_about(audit::Kind::campaign_opened, "", kMostCampaigns))) {
    if (each.at != campaign.opened_at) continue;
    const audit::RecordedEvent event = TRY(audit::read_event(each.bytes));
    const auto name = event.facts.find("name");
    const auto items = event.facts.find("items");
    if (name == event.facts.end() || name->second != campaign.name || items == event.facts.end()) {
      continue;
    }
    return core::number_in<std::int64_t>(items->second).value_or(0);
  }
  return 0;
}

std::int64_t asked_items(const CampaignRoom& room) {
  std::int64_t items = 0;
  for (const ListedPerson& listed : room.people) {
    items += static_cast<std::int64_t>(listed.rights.size());
  }
  return items;
}

std::int64_t open_items(const CampaignRoom& room) {
  std::int64_t open = 0;
  for (const ListedPerson& listed : room.people) {
    open += static_cast<std::int64_t>(listed.rights.size()) - room.done(listed);
  }
  return open;
}

/// The campaign that the plan means, without an id.
core::Result<core::Campaign> draft(const Read& held, const CampaignPlan& plan,
                                   const std::string& by, core::Timestamp at) {
  core::Campaign campaign;
  campaign.name = plan.name;
  campaign.kind = plan.kind;
  campaign.as_of = TRY(held->newest())->graph().snapshot->as_of.moment;
  campaign.opened_at = at;
  campaign.deadline = plan.deadline;
  campaign.opened_by = by;
  campaign.second_reviewer = plan.second_reviewer;
  campaign.carry_months = plan.carry_months;
  campaign.follows = plan.follows;
  campaign.policy = held->policy->fingerprint;
  if (plan.follows.value != 0) {
    const core::Campaign followed = TRY(incomplete(plan.follows, held->campaigns));
    campaign.kind = followed.kind;
    campaign.since = followed.since;
    campaign.second_reviewer = followed.second_reviewer;
    campaign.carry_months = 0;
  } else if (kind_of(campaign).looks == CampaignKind::Looks::at_what_happened) {
    campaign.since = since_of(campaign, held->campaigns);
  }
  return campaign;
}

}  // namespace

core::Result<Preflight> campaigns::preflight(const Read& held, const CampaignPlan& plan,
                                             core::Timestamp now) {
  TRY(check_administrator(held.who(), Deed::open_campaigns, Refusal::may_not_prepare));
  TRY(check_kind(plan));
  const core::Campaign campaign = TRY(draft(held, plan, held.who().person(), now));
  CampaignRoom room = populate(campaign, TRY(held->basis_of(campaign)));
  TRY(held->carry(room));
  assign_everybody(room, *room.facts);
  return preflight_of(room, *room.facts);
}

namespace {

/// Empty when there is nothing to ask about.
core::Result<std::optional<core::Campaign>> open_by(const Change& held, const CampaignPlan& plan,
                                                    const std::string& by, core::Timestamp at) {
  TRY(check_plan(plan, held->zone.date_of(at)));
  const core::Campaign campaign = TRY(draft(held, plan, by, at));
  TRY(check_carry(campaign, held->campaigns));
  CampaignRoom room = populate(campaign, TRY(held->basis_of(campaign)));
  TRY(held->carry(room));
  assign_everybody(room, *room.facts);
  const Preflight preflight = preflight_of(room, *room.facts);
  if (!preflight.refusals.empty()) {
    auto refused = refuse(core::ErrorKind::refused, Refusal::cannot_open);
    refused.value().causes = preflight.refusals;
    return refused;
  }
  if (preflight.items == 0) return std::nullopt;
  room.campaign = TRY(held->store().open_campaign(room.campaign, assignments_of(room),
                                                  opening_event(room, preflight),
                                                  {campaign.policy, held->policy->files}));
  TRY(held->furnish(room));
  held->campaigns.push_back(room.campaign);
  const core::CampaignId id = room.campaign.id;
  CampaignRoom& kept = held->rooms.emplace(id, std::move(room)).first->second;
  TRY(reroute_rows(held, kept, at));
  return kept.campaign;
}

}  // namespace

core::Result<core::Campaign> campaigns::open(const Change& held, const CampaignPlan& plan,
                                             core::Timestamp now) {
  TRY(check_administrator(held.who(), Deed::open_campaigns, Refusal::may_not_open));
  const auto opened = TRY(open_by(held, plan, held.who().person(), now));
  if (!opened) return refuse(core::ErrorKind::refused, Refusal::nothing_to_ask);
  return *opened;
}

core::Result<std::optional<core::Campaign>> campaigns::open_planned(const Change& held,
                                                                    const CampaignPlan& plan,
                                                                    core::Timestamp now) {
  return open_by(held, plan, "system", now);
}

bool campaigns::knows_campaign(const Read& held, const std::string& name) {
  return std::any_of(held->campaigns.begin(), held->campaigns.end(),
                     [&](const core::Campaign& known) { return known.name == name; });
}

core::Result<core::Campaign> campaigns::close(const Change& held, core::CampaignId campaign,
                                              const std::string& reason, core::Timestamp now) {
  TRY(check_administrator(held.who(), Deed::close_campaigns, Refusal::may_not_close));
  CampaignRoom& room = *TRY(held->room(campaign));
  if (room.campaign.closed_at) {
    return refuse(core::ErrorKind::conflict, Refusal::closed_already);
  }
  core::Campaign closed = room.campaign;
  closed.closed_at = now;
  closed.closed_by = held.who().person();
  // What a later policy no longer asks about was asked when it was opened, and is not answered.
  const std::int64_t lost = TRY(items_at_opening(held->store(), closed)) - asked_items(room);
  closed.open_items_at_close = open_items(room) + std::max<std::int64_t>(lost, 0);
  closed.close_reason = reason;
  if (closed.open_items_at_close > 0 && reason.empty()) {
    return refuse(core::ErrorKind::invalid_input, Refusal::say_why_closed,
                  {{"n", std::to_string(closed.open_items_at_close)}});
  }
  TRY(held->store().close_campaign(closed,
                                   {audit::Kind::campaign_closed,
                                    held.who().person(),
                                    {{"campaign", std::to_string(campaign.value)},
                                     {"open_items", std::to_string(closed.open_items_at_close)},
                                     {"reason", reason}}}));
  room.campaign = closed;
  for (core::Campaign& known : held->campaigns) {
    if (known.id == campaign) known = closed;
  }
  return closed;
}

core::Result<std::vector<core::Campaign>> campaigns::all(const Read& held) {
  if (may(held.who(), Deed::see_all_campaigns)) return held->campaigns;
  const auto was_asked = [&](const auto& asked) {
    const auto& leaders = held.who().stands_in_for();
    return asked.contains(held.who().person()) ||
           std::any_of(leaders.begin(), leaders.end(),
                       [&](const std::string& leader) { return asked.contains(leader); });
  };
  std::vector<core::Campaign> own;
  for (const core::Campaign& campaign : held->campaigns) {
    const auto is_asked = campaign.closed_at ? was_asked(*TRY(held->asked_in(campaign)))
                                             : was_asked(TRY(held->room(campaign.id))->lists);
    if (is_asked) own.push_back(campaign);
  }
  return own;
}

}  // namespace rettesnor::review
