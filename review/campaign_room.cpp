// A campaign in memory: who is in it, who is asked about whom, and what was answered.
#include "review/campaign_room.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "review/advice.h"
#include "review/people.h"

namespace rettesnor::review {

using reconcile::Verdict;

namespace {

/// Rights that somebody is asked about, and how many of them need a second look.
void take_rights(ListedPerson& listed, const MomentFacts& facts) {
  const reconcile::Csr& rights = facts.graph().entitlements_of_person;
  for (std::uint32_t i = rights.begin[listed.person]; i < rights.begin[listed.person + 1]; ++i) {
    const Verdict verdict = facts.moment().expected.verdicts[i];
    if (verdict == Verdict::review_free) continue;
    listed.rights.push_back(rights.values[i]);
    if (judge(facts, listed.person, rights.values[i], verdict).advice != Advice::keep) {
      ++listed.serious;
    }
  }
}

bool is_employed(const reconcile::AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  return main != kNone && graph.employments[main].current;
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

CampaignRoom populate(core::Campaign campaign, std::shared_ptr<const MomentFacts> facts) {
  CampaignRoom room;
  room.campaign = std::move(campaign);
  room.facts = std::move(facts);
  const reconcile::AccessGraph& graph = room.facts->graph();
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (!is_employed(graph, person)) {
      // Who is elected or works for somebody else is asked about in another way.
      if (has_rights(graph, person)) {
        room.left_out.push_back({person_view(graph, person),
                                 graph.persons[person].current ? "not_employed" : "not_current"});
      }
      continue;
    }
    ListedPerson listed;
    listed.person = person;
    listed.key = room.facts->key(person);
    take_rights(listed, *room.facts);
    if (listed.rights.empty()) {
      room.left_out.push_back({person_view(graph, person), "no_rights"});
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

Index CampaignRoom::right(const ListedPerson& listed, const std::string& entitlement) const {
  for (const Index right : listed.rights) {
    if (reconcile::thing_of_entitlement(facts->graph(), right).key == entitlement) return right;
  }
  return kNone;
}

const core::Decision* CampaignRoom::newest(const std::string& subject,
                                           const std::string& entitlement) const {
  const auto person = answers.find(subject);
  if (person == answers.end()) return nullptr;
  const auto versions = person->second.find(entitlement);
  return versions == person->second.end() ? nullptr : &versions->second.back();
}

int CampaignRoom::answered(const ListedPerson& listed) const {
  const auto person = answers.find(listed.key);
  return person == answers.end() ? 0 : static_cast<int>(person->second.size());
}

const core::SignOff* CampaignRoom::signed_for(const ListedPerson& listed) const {
  for (const core::SignOff& sign_off : sign_offs) {
    if (sign_off.reviewer == listed.reviewer && sign_off.event > listed.assigned) return &sign_off;
  }
  return nullptr;
}

void CampaignRoom::sort_into_lists() {
  lists.clear();
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (!people[i].reviewer.empty()) lists[people[i].reviewer].push_back(i);
  }
}

}  // namespace rettesnor::review
