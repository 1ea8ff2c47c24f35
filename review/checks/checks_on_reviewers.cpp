// Checks on who reviews whom: herself, one another, who has left, who may not stand in.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "reconcile/draft.h"
#include "review/checks/review_checks.h"
#include "review/organisation/deputies.h"
#include "review/organisation/people.h"

namespace rettesnor::review::checks {

using reconcile::Draft;

namespace {

bool leads_own_unit(const reconcile::AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  if (main == kNone || graph.employments[main].unit == kNone) return false;
  return graph.units[graph.employments[main].unit].leader == person;
}

using Pair = std::pair<std::string, std::string>;

/// One by the other, and how: the first reason that is found stays.
class Mutual {
 public:
  void add(const std::string& by, const std::string& about, std::string how) {
    if (by == about || by.empty()) return;
    one_way_.emplace(Pair{by, about}, std::move(how));
  }
  /// Both ways; the smaller key first.
  std::map<Pair, std::string> pairs() const {
    std::map<Pair, std::string> found;
    for (const auto& [pair, how] : one_way_) {
      const auto back = one_way_.find({pair.second, pair.first});
      if (pair.first < pair.second && back != one_way_.end()) {
        found.emplace(pair, how == back->second ? how : how + "; " + back->second);
      }
    }
    return found;
  }

 private:
  std::map<Pair, std::string> one_way_;
};

core::Date last_day_of(const core::Deputyship& row, const core::LocalZone& zone) {
  if (!row.ended_at) return row.to;
  return std::min(row.to, zone.date_of(*row.ended_at));
}

/// Did its days touch the run of the campaign?
bool touches(const core::Deputyship& row, const core::Campaign& campaign,
             const reconcile::AccessGraph& graph) {
  const core::Date opened = graph.zone->date_of(campaign.opened_at);
  const core::Date closed =
      campaign.closed_at ? graph.zone->date_of(*campaign.closed_at) : core::Date::max();
  return row.from <= closed && opened <= last_day_of(row, *graph.zone);
}

/// Pairs who are asked or answered about one another.
std::map<Pair, std::string> mutual_answers(const ReviewInput& input,
                                           const core::Campaign& campaign) {
  Mutual mutual;
  for (const OpenCampaign& open : input.open) {
    if (open.room->campaign.id != campaign.id) continue;
    for (const ListedPerson& listed : open.room->people) {
      mutual.add(listed.asked.reviewer, listed.key, "asked");
    }
  }
  for (const core::Decision& decision : input.decisions) {
    if (decision.campaign != campaign.id) continue;
    mutual.add(decision.decided_by, decision.subject, "answered");
    mutual.add(decision.on_behalf_of, decision.subject, "answered");
  }
  return mutual.pairs();
}

/// Pairs who stand in for one another. Who stands in for her own leader, and is reviewed by him, is
/// none.
std::map<Pair, std::string> mutual_deputies(const ReviewInput& input,
                                            const core::Campaign& campaign) {
  Mutual mutual;
  for (const core::Deputyship& row : newest_of_each(input.deputies)) {
    if (touches(row, campaign, input.graph())) mutual.add(row.deputy, row.leader, "deputy");
  }
  return mutual.pairs();
}

}  // namespace

Findings review_self_blocked(const ReviewInput& input, const Finding& blank) {
  Findings findings;
  for (const OpenCampaign& open : input.open) {
    for (const ListedPerson& listed : open.room->people) {
      const Index person = input.now.person(listed.key);
      if (person == kNone || !leads_own_unit(input.graph(), person)) continue;
      const bool is_above = listed.asked.reason == RouteReason::higher_leader;
      Draft draft(input.access, blank);
      draft.subject(reconcile::thing_of_person(input.graph(), person))
          .object(thing_of_campaign(open.room->campaign))
          .severity(is_above ? core::Severity::notice : core::Severity::medium)
          .person(person)
          .note("asked_instead", thing_of_key(input.now, listed.asked.reviewer).label)
          .note("why", name_of(listed.asked.reason))
          .note("rights", static_cast<std::int64_t>(listed.rights.size()))
          .note("campaign_opened", open.room->campaign.opened_at);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

Findings review_reciprocal(const ReviewInput& input, const Finding& blank) {
  struct Told {
    std::string how;
    const core::Campaign* campaign;
  };
  std::map<Pair, Told> newest;
  for (const core::Campaign& campaign : input.campaigns) {
    if (!is_recent(campaign, input.graph())) continue;
    std::map<Pair, std::string> pairs = mutual_answers(input, campaign);
    pairs.merge(mutual_deputies(input, campaign));
    for (const auto& [pair, how] : pairs) newest[pair] = {how, &campaign};
  }
  Findings findings;
  for (const auto& [pair, told] : newest) {
    const core::Thing one = thing_of_key(input.now, pair.first);
    const core::Thing other = thing_of_key(input.now, pair.second);
    Draft draft(input.access, blank);
    draft.subject(one)
        .object(other)
        .text("p", one.label)
        .text("q", other.label)
        .note("how", told.how)
        .note("campaign", told.campaign->name)
        .note("campaign_opened", told.campaign->opened_at);
    findings.push_back(draft.done());
  }
  return findings;
}

namespace {

struct Passed {
  std::int64_t items = 0;
  std::set<std::string> campaigns;
  std::optional<core::Timestamp> last;
};

/// Rights that had no answer when she was passed on.
std::int64_t unanswered(const CampaignRoom& room, const std::string& subject,
                        core::Timestamp since) {
  const ListedPerson* listed = room.listed(subject);
  if (listed == nullptr) return 0;
  auto open = static_cast<std::int64_t>(listed->rights.size());
  const auto answers = room.answers.find(subject);
  if (answers == room.answers.end()) return open;
  for (const auto& [entitlement, versions] : answers->second) {
    if (versions.front().decided_at <= since) --open;
  }
  return open;
}

bool has_left(const MomentFacts& now, const std::string& person) {
  const Index at = now.person(person);
  return at == kNone || !now.graph().persons[at].current;
}

}  // namespace

Findings reviewer_left(const ReviewInput& input, const Finding& blank) {
  std::map<Pair, Passed> passed;
  for (const OpenCampaign& open : input.open) {
    std::map<std::string, std::string> asked;  // subject → reviewer so far
    for (const core::Assignment& row : open.history) {
      const std::string before = std::exchange(asked[row.subject], row.reviewer);
      if (before.empty() || before == row.reviewer || !has_left(input.now, before)) continue;
      const std::int64_t items = unanswered(*open.room, row.subject, row.since);
      if (items == 0) continue;
      Passed& to = passed[{before, row.reviewer}];
      to.items += items;
      to.campaigns.insert(open.room->campaign.name);
      to.last = row.since;
    }
  }
  Findings findings;
  for (const auto& [pair, what] : passed) {
    const core::Thing left = thing_of_key(input.now, pair.first);
    const Index person = input.now.person(pair.first);
    Draft draft(input.access, blank);
    draft.subject(left).text("p", left.label).number("n", what.items);
    if (pair.second.empty()) {
      draft.text("q", "ingen");
    } else {
      const core::Thing next = thing_of_key(input.now, pair.second);
      draft.object(next).text("q", next.label);
    }
    draft.note_all("campaigns", {what.campaigns.begin(), what.campaigns.end()})
        .note("passed_on", *what.last);
    if (person != kNone && input.graph().persons[person].left_on) {
      draft.note("left_on", *input.graph().persons[person].left_on);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

namespace {

/// Was `deputy` arranged to stand in for `leader` at that moment?
bool was_arranged(const ReviewInput& input, const core::Decision& decision) {
  const core::Date day = input.graph().zone->date_of(decision.decided_at);
  const auto rows = newest_of_each(input.deputies);
  return std::any_of(rows.begin(), rows.end(), [&](const core::Deputyship& row) {
    return row.leader == decision.on_behalf_of && row.deputy == decision.decided_by &&
           row.from <= day && day <= row.to &&
           (!row.ended_at || decision.decided_at <= *row.ended_at);
  });
}

/// Somebody in the leader's open lists whom the deputy reports to, or empty.
std::string own_leader_in_list(const ReviewInput& input, const core::Deputyship& row) {
  const Index deputy = input.now.person(row.deputy);
  for (const OpenCampaign& open : input.open) {
    for (const ListedPerson& listed : open.room->people) {
      if (!open.room->asks(row.leader, listed)) continue;
      const Index subject = input.now.person(listed.key);
      if (deputy == kNone || subject == kNone || subject == deputy) continue;
      if (reports_to(input.graph(), deputy, subject)) return listed.key;
    }
  }
  return {};
}

/// Of somebody who stands in today, or empty.
std::string ground_against(const ReviewInput& input, const core::Deputyship& row) {
  const core::Date today = input.graph().today;
  if (row.from > today || today > row.to || row.ended_at) return {};
  if (has_left(input.now, row.deputy)) return "fratrådt";
  if (has_left(input.now, row.leader)) return "lederen er fratrådt";
  if (!own_leader_in_list(input, row).empty()) return "egen leder er på listen";
  return {};
}

}  // namespace

Findings delegation_invalid(const ReviewInput& input, const Finding& blank) {
  std::map<Pair, Finding> found;  // deputy, leader: the first ground counts
  const auto tell = [&](const std::string& deputy, const std::string& leader,
                        std::string_view ground, auto with) {
    const core::Thing stands_in = thing_of_key(input.now, deputy);
    Draft draft(input.access, blank);
    draft.subject(stands_in)
        .object(thing_of_key(input.now, leader))
        .text("p", stands_in.label)
        .text("grund", ground);
    with(draft);
    found.try_emplace({deputy, leader}, draft.done());
  };
  for (const core::Decision& decision : input.decisions) {
    if (decision.on_behalf_of.empty() || was_arranged(input, decision)) continue;
    tell(decision.decided_by, decision.on_behalf_of, "uden aftale på dagen", [&](Draft& draft) {
      draft.note("answered", decision.decided_at).note("campaign", decision.campaign.value);
    });
  }
  for (const core::Deputyship& row : newest_of_each(input.deputies)) {
    const std::string ground = ground_against(input, row);
    if (ground.empty()) continue;
    tell(row.deputy, row.leader, ground, [&](Draft& draft) {
      draft.note("from", row.from).note("to", row.to);
      const std::string own = own_leader_in_list(input, row);
      if (!own.empty()) draft.note("own_leader", thing_of_key(input.now, own).label);
    });
  }
  Findings findings;
  for (auto& [pair, finding] : found) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace rettesnor::review::checks
