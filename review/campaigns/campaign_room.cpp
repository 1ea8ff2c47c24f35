// A campaign in memory: who is in it, who is asked about whom, and what was answered.
#include "review/campaigns/campaign_room.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/text.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"
#include "review/campaigns/advice.h"
#include "review/campaigns/outcome.h"
#include "review/campaigns/review_rows.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

using reconcile::Verdict;

namespace {

/// Who is in the campaign, and what of it is asked about.
class Populating {
 public:
  Populating(CampaignRoom& room, const PopulationBasis& basis)
      : room_(room), basis_(basis), kind_(kind_of(room.campaign)), graph_(basis.facts->graph()) {}

  void take_people() {
    for (Index person = 0; person < graph_.persons.size(); ++person) {
      const auto rights = graph_.entitlements_of_person[person];
      // Between two engagements her rights are nobody's to need, and somebody's to decide.
      const bool is_current =
          graph_.persons[person].current || reconcile::without_capacity(graph_, person);
      if (is_current && kind_.takes(graph_, person)) {
        list(person, room_.facts->key(person), rights,
             basis_.facts->moment().expected.verdicts.data() +
                 graph_.entitlements_of_person.begin[person]);
      } else if (!rights.empty()) {
        leave_out(person, is_current ? kind_.others : "not_current");
      }
    }
  }

  void take_roles() {
    const std::vector<policies::RolePolicy>& roles = graph_.policy->roles;
    for (Index role = 0; role < roles.size(); ++role) {
      const Holder holder = Holder::of_role(role);
      if (!kind_.takes(graph_, holder)) continue;
      list(holder, role_key(roles[role]), rights_of_role(graph_, role), nullptr);
    }
  }

  void take_accounts() {
    std::vector<Index> nobodys;
    for (Index account = 0; account < graph_.accounts.size(); ++account) {
      const reconcile::AccountNode& node = graph_.accounts[account];
      if (node.person != kNone || !node.usable) continue;
      if (kind_.takes(graph_, Holder::of_account(account))) nobodys.push_back(account);
    }
    const reconcile::Csr rights = reconcile::entitlements_of_accounts(graph_, nobodys);
    for (Index row = 0; row < nobodys.size(); ++row) {
      list(Holder::of_account(nobodys[row]), reconcile::thing_of_account(graph_, nobodys[row]).key,
           rights[row], nullptr);
    }
  }

 private:
  void leave_out(const Holder& holder, std::string_view reason) {
    room_.left_out.push_back({person_view(graph_, holder), std::string(reason)});
  }

  /// `verdicts`: one for each of the rights, or null: they are worked out.
  void list(const Holder& holder, std::string key, std::span<const Index> rights,
            const Verdict* verdicts) {
    ListedPerson listed;
    listed.holder = holder;
    listed.key = std::move(key);
    for (std::size_t i = 0; i < rights.size(); ++i) {
      take(listed, rights[i],
           verdicts == nullptr ? verdict_of(*basis_.facts, holder, rights[i]) : verdicts[i]);
    }
    if (listed.rights.empty()) {
      leave_out(holder, listed.not_asked.empty() ? "no_rights" : listed.not_asked.begin()->first);
    } else {
      room_.people.push_back(std::move(listed));
    }
  }

  void take(ListedPerson& listed, Index right, Verdict verdict) {
    const MomentFacts& facts = *basis_.facts;
    if (verdict == Verdict::review_free) return;
    std::string_view why_not;
    if (!kind_.takes_right({facts, basis_.before.get()}, listed.holder, right)) {
      why_not = "other_kind";
    } else if (basis_.not_asked) {
      why_not = basis_.not_asked(listed.key, facts.entitlement_key(right));
    }
    if (!why_not.empty()) {
      ++listed.not_asked[std::string(why_not)];
      return;
    }
    listed.rights.push_back(right);
    const Sensitivity sensitivity = sensitivity_of(facts.graph(), right);
    listed.asks.emplace_back().two =
        room_.campaign.second_reviewer && sensitivity >= Sensitivity::extra_sensitive;
    if (judge(facts, listed.holder, right, verdict).advice != Advice::keep) ++listed.serious;
  }

  CampaignRoom& room_;
  const PopulationBasis& basis_;
  const CampaignKind& kind_;
  const reconcile::AccessGraph& graph_;
};

void order_people(CampaignRoom& room) {
  const reconcile::AccessGraph& graph = room.facts->graph();
  const auto name = [&](const Holder& holder) -> std::string_view {
    if (holder.is_role()) return graph.policy->roles[holder.role].name;
    if (holder.is_person()) return graph.persons[holder.person].name;
    const reconcile::AccountNode& account = graph.accounts[holder.account];
    return account.name.empty() ? account.login : account.name;
  };
  std::sort(room.people.begin(), room.people.end(),
            [&](const ListedPerson& a, const ListedPerson& b) {
              const auto order = core::compare_danish(name(a.holder), name(b.holder));
              return order != 0 ? order < 0 : a.key < b.key;
            });
  std::sort(room.left_out.begin(), room.left_out.end(), [](const LeftOut& a, const LeftOut& b) {
    const auto order = core::compare_danish(a.subject.name, b.subject.name);
    return order != 0 ? order < 0 : a.subject.key < b.subject.key;
  });
  for (std::size_t i = 0; i < room.people.size(); ++i) room.place[room.people[i].key] = i;
}

}  // namespace

const CampaignKind& kind_of(const core::Campaign& campaign) {
  const CampaignKind* kind = campaign_kind(campaign.kind);
  return kind == nullptr ? *campaign_kind("manager") : *kind;
}

CampaignRoom populate(core::Campaign campaign, const PopulationBasis& basis) {
  CampaignRoom room;
  room.campaign = std::move(campaign);
  room.facts = basis.facts;
  Populating populating(room, basis);
  populating.take_people();
  populating.take_accounts();
  populating.take_roles();
  order_people(room);
  return room;
}

ListedPerson* CampaignRoom::listed(const std::string& subject) {
  const auto at = place.find(subject);
  return at == place.end() ? nullptr : &people[at->second];
}

const ListedPerson* CampaignRoom::listed(const std::string& subject) const {
  const auto at = place.find(subject);
  return at == place.end() ? nullptr : &people[at->second];
}

std::optional<std::size_t> CampaignRoom::place_of(const ListedPerson& listed,
                                                  const std::string& entitlement) const {
  for (std::size_t i = 0; i < listed.rights.size(); ++i) {
    if (right_key(listed, i) == entitlement) return i;
  }
  return std::nullopt;
}

const std::string& CampaignRoom::right_key(const ListedPerson& listed, std::size_t right) const {
  return facts->entitlement_key(listed.rights[right]);
}

const core::Decision* CampaignRoom::newest(const std::string& subject,
                                           const std::string& entitlement) const {
  const auto person = answers.find(subject);
  if (person == answers.end()) return nullptr;
  const auto versions = person->second.find(entitlement);
  return versions == person->second.end() ? nullptr : &versions->second.back();
}

const core::Decision* CampaignRoom::newest(const ListedPerson& listed, std::size_t right,
                                           core::Seat seat) const {
  const auto person = answers.find(listed.key);
  if (person == answers.end()) return nullptr;
  const auto versions = person->second.find(right_key(listed, right));
  if (versions == person->second.end()) return nullptr;
  const std::int64_t after = seat == core::Seat::first ? listed.asks[right].first_after : 0;
  for (auto at = versions->second.rbegin(); at != versions->second.rend(); ++at) {
    if (at->seat == seat) return at->version > after ? &*at : nullptr;
  }
  return nullptr;
}

bool CampaignRoom::is_about(const ListedPerson& listed, std::size_t right,
                            const std::string& person) const {
  if (facts->is_same(person, listed.key)) return true;
  if (!listed.holder.is_role()) return false;
  const Index who = facts->person(person);
  if (who == kNone) return false;
  const auto standing = facts->moment().expected.standing(who, listed.rights[right]);
  return standing && standing->role == listed.holder.role;
}

bool CampaignRoom::may_not_answer(const ListedPerson& listed, std::size_t right,
                                  const std::string& person) const {
  if (!is_about(listed, right, person)) return false;
  return !listed.holder.is_role() || !facts->is_same(person, listed.asked.reviewer);
}

const Asked& CampaignRoom::asked(const ListedPerson& listed, std::size_t right) const {
  if (of_right.empty()) return listed.asked;
  const auto at = of_right.find(right_key(listed, right));
  const bool is_another = at != of_right.end() && !at->second.reviewer.empty() &&
                          !is_about(listed, right, at->second.reviewer);
  return is_another ? at->second : listed.asked;
}

const std::string& CampaignRoom::reviewer_of(const ListedPerson& listed, std::size_t right,
                                             core::Seat seat) const {
  const Ask& ask = listed.asks[right];
  if (seat == core::Seat::second) return ask.second;
  return ask.sent_to.empty() ? asked(listed, right).reviewer : ask.sent_to;
}

std::set<std::string> CampaignRoom::rights() const {
  std::set<Index> held;
  for (const ListedPerson& listed : people) held.insert(listed.rights.begin(), listed.rights.end());
  std::set<std::string> keys;
  for (const Index right : held) keys.insert(facts->entitlement_key(right));
  return keys;
}

bool CampaignRoom::has_nobody_to_ask(const ListedPerson& listed) const {
  if (of_right.empty()) return listed.asked.reviewer.empty();
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (asked(listed, right).reviewer.empty()) return true;
  }
  return false;
}

std::optional<core::Seat> CampaignRoom::seat_of(const ListedPerson& listed, std::size_t right,
                                                const std::string& reviewer) const {
  if (reviewer.empty()) return std::nullopt;
  if (reviewer_of(listed, right, core::Seat::first) == reviewer) return core::Seat::first;
  const Ask& ask = listed.asks[right];
  if (ask.two && ask.second == reviewer) return core::Seat::second;
  return std::nullopt;
}

bool CampaignRoom::asks(const std::string& reviewer, const ListedPerson& listed) const {
  for (std::size_t right = 0; right < listed.rights.size(); ++right) {
    if (seat_of(listed, right, reviewer)) return true;
  }
  return false;
}

bool CampaignRoom::is_done(const ListedPerson& listed, std::size_t right) const {
  return newest(listed, right, core::Seat::first) != nullptr &&
         (!listed.asks[right].two || newest(listed, right, core::Seat::second) != nullptr);
}

int CampaignRoom::done(const ListedPerson& listed) const {
  int count = 0;
  if (!answers.contains(listed.key)) return count;
  for (std::size_t i = 0; i < listed.rights.size(); ++i) count += is_done(listed, i) ? 1 : 0;
  return count;
}

bool CampaignRoom::is_removed(const ListedPerson& listed, std::size_t right) const {
  const auto person = answers.find(listed.key);
  if (person == answers.end()) return false;
  const auto versions = person->second.find(right_key(listed, right));
  return versions != person->second.end() && outcome_of(versions->second) == core::Answer::remove;
}

const core::SignOff* CampaignRoom::signed_since(const Asked& asked) const {
  for (const core::SignOff& sign_off : sign_offs) {
    if (sign_off.reviewer == asked.reviewer && sign_off.event > asked.assigned) return &sign_off;
  }
  return nullptr;
}

const core::SignOff* CampaignRoom::signed_row(const ListedPerson& listed, std::size_t right,
                                              core::Seat seat) const {
  const Ask& ask = listed.asks[right];
  const std::string& reviewer = reviewer_of(listed, right, seat);
  const std::int64_t assigned = seat == core::Seat::second
                                    ? ask.second_event
                                    : std::max(asked(listed, right).assigned, ask.sent_event);
  for (const core::SignOff& sign_off : sign_offs) {
    if (sign_off.reviewer == reviewer && sign_off.event > assigned) return &sign_off;
  }
  return nullptr;
}

void CampaignRoom::take(const core::Assignment& assignment) {
  const Asked asked{assignment.reviewer,
                    core::value_named<RouteReason>(assignment.reason).value_or(RouteReason::nobody),
                    assignment.event};
  if (ListedPerson* person = listed(assignment.subject)) {
    person->asked = asked;
  } else if (kind_of(campaign).route_of_right != nullptr) {
    of_right[assignment.subject] = asked;
  }
}

void CampaignRoom::take(const core::RowAssignment& row) {
  ListedPerson* person = listed(row.subject);
  if (person == nullptr) return;
  const auto right = place_of(*person, row.entitlement);
  if (!right) return;
  Ask& ask = person->asks[*right];
  if (row.seat == core::Seat::second) {
    ask.second = row.reviewer;
    ask.second_reason = row.reason;
    ask.second_event = row.event;
    return;
  }
  ask.sent_to = row.reviewer;
  ask.sent_by = row.assigned_by;
  ask.sent_why = row.comment;
  ask.hops += row.reviewer.empty() ? 0 : 1;
  ask.sent_event = row.event;
  ask.first_after = row.after_version;
}

void CampaignRoom::sort_into_lists() {
  lists.clear();
  for (std::size_t i = 0; i < people.size(); ++i) {
    std::set<std::string> reviewers;
    for (std::size_t right = 0; right < people[i].rights.size(); ++right) {
      reviewers.insert(reviewer_of(people[i], right, core::Seat::first));
      if (people[i].asks[right].two) reviewers.insert(people[i].asks[right].second);
    }
    for (const std::string& reviewer : reviewers) {
      if (!reviewer.empty()) lists[reviewer].push_back(i);
    }
  }
}

void carry_over(CampaignRoom& room, ListedPerson& listed,
                const std::vector<core::Decision>& earlier, core::Date oldest) {
  const reconcile::AccessGraph& graph = room.facts->graph();
  for (const core::Decision& decision : earlier) {
    const bool is_kept = decision.answer == core::Answer::keep ||
                         (decision.until && *decision.until >= room.campaign.deadline);
    if (!is_kept || graph.zone->date_of(decision.decided_at) < oldest) continue;
    const auto right = room.place_of(listed, decision.entitlement);
    if (!right || listed.asks[*right].two) continue;
    const ReviewRow row = review_row(*room.facts, listed.holder, listed.rights[*right]);
    if (row.seen != decision.seen) continue;
    if (row.advice != Advice::keep) --listed.serious;
    listed.carried.push_back({listed.rights[*right], decision});
    const auto at = static_cast<std::ptrdiff_t>(*right);
    listed.rights.erase(listed.rights.begin() + at);
    listed.asks.erase(listed.asks.begin() + at);
  }
}

}  // namespace rettesnor::review
