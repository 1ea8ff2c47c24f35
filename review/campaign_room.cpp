// A campaign in memory: who is in it, who is asked about whom, and what was answered.
#include "review/campaign_room.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "review/advice.h"
#include "review/outcome.h"
#include "review/people.h"
#include "review/review_rows.h"

namespace rettesnor::review {

using reconcile::Verdict;

namespace {

/// Rights that somebody is asked about, and how many of them need a second look.
void take_rights(ListedPerson& listed, const CampaignRoom& room, const PopulationBasis& basis) {
  const MomentFacts& facts = *basis.facts;
  const CampaignKind& kind = kind_of(room.campaign);
  const Asking asking{facts, basis.before.get()};
  const reconcile::Csr& rights = facts.graph().entitlements_of_person;
  for (std::uint32_t i = rights.begin[listed.person]; i < rights.begin[listed.person + 1]; ++i) {
    const Verdict verdict = facts.moment().expected.verdicts[i];
    if (verdict == Verdict::review_free) continue;
    const Index right = rights.values[i];
    std::string_view why_not;
    if (!kind.takes_right(asking, listed.person, right)) {
      why_not = "other_kind";
    } else if (basis.not_asked) {
      why_not = basis.not_asked(listed.key, facts.entitlement_key(right));
    }
    if (!why_not.empty()) {
      ++listed.not_asked[std::string(why_not)];
      continue;
    }
    listed.rights.push_back(right);
    const Sensitivity sensitivity = sensitivity_of(facts.graph(), right);
    listed.asks.emplace_back().two =
        room.campaign.second_reviewer && sensitivity >= Sensitivity::extra_sensitive;
    if (judge(facts, listed.person, right, verdict).advice != Advice::keep) ++listed.serious;
  }
}

bool has_rights(const reconcile::AccessGraph& graph, Index person) {
  return !graph.entitlements_of_person[person].empty();
}

void order_people(CampaignRoom& room) {
  const reconcile::AccessGraph& graph = room.facts->graph();
  std::sort(room.people.begin(), room.people.end(),
            [&](const ListedPerson& a, const ListedPerson& b) {
              const auto order =
                  core::compare_danish(graph.persons[a.person].name, graph.persons[b.person].name);
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
  const reconcile::AccessGraph& graph = room.facts->graph();
  const CampaignKind& kind = kind_of(room.campaign);
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const bool is_current = graph.persons[person].current;
    if (!is_current || !kind.takes_person(graph, person)) {
      if (has_rights(graph, person)) {
        room.left_out.push_back(
            {person_view(graph, person), is_current ? std::string(kind.others) : "not_current"});
      }
      continue;
    }
    ListedPerson listed;
    listed.person = person;
    listed.key = room.facts->key(person);
    take_rights(listed, room, basis);
    if (listed.rights.empty()) {
      room.left_out.push_back({person_view(graph, person), listed.not_asked.empty()
                                                               ? "no_rights"
                                                               : listed.not_asked.begin()->first});
    } else {
      room.people.push_back(std::move(listed));
    }
  }
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

const Asked& CampaignRoom::asked(const ListedPerson& listed, std::size_t right) const {
  if (of_right.empty()) return listed.asked;
  const auto at = of_right.find(right_key(listed, right));
  const bool is_another = at != of_right.end() && !at->second.reviewer.empty() &&
                          !facts->is_same(at->second.reviewer, listed.key);
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
  const Asked asked{assignment.reviewer, route_reason_named(assignment.reason), assignment.event};
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
    const ReviewRow row = review_row(*room.facts, listed.person, listed.rights[*right]);
    if (row.seen != decision.seen) continue;
    if (row.advice != Advice::keep) --listed.serious;
    listed.carried.push_back({listed.rights[*right], decision});
    const auto at = static_cast<std::ptrdiff_t>(*right);
    listed.rights.erase(listed.rights.begin() + at);
    listed.asks.erase(listed.asks.begin() + at);
  }
}

}  // namespace rettesnor::review
