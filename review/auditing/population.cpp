// Accounts for everything that was seen at a campaign's moment: what was asked about, what was not.
#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "reconcile/rights.h"
#include "review/auditing/auditing.h"
#include "review/auditing/looks.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

class Count {
 public:
  explicit Count(const CampaignRoom& room) : room_(room), graph_(room.facts->graph()) {
    for (const LeftOut& left : room.left_out) reason_.emplace(left.subject.key, left.reason);
  }

  /// Of every person; empty for one whom no rule of the campaign speaks of.
  std::string reason_of(Index person) const {
    const std::string& key = room_.facts->key(person);
    if (const ListedPerson* listed = room_.listed(key)) return reason_of(*listed);
    const auto left = reason_.find(key);
    if (left != reason_.end()) return left->second;
    return graph_.entitlements_of_person[person].empty() ? "nothing_held" : "";
  }

  std::string reason_of(const ListedPerson& listed) const {
    return room_.has_nobody_to_ask(listed) ? "nobody_to_ask" : "asked";
  }

  /// What is carried over, and what is not asked about for another reason; how many they are.
  std::int64_t add_not_asked(const ListedPerson& listed) {
    auto rights = static_cast<std::int64_t>(listed.carried.size());
    parts_["carried"].rights += rights;
    for (const auto& [why, others] : listed.not_asked) {
      parts_[why].rights += others;
      rights += others;
    }
    return rights;
  }

  void add_persons(Population& population) {
    for (Index person = 0; person < graph_.persons.size(); ++person) {
      const std::string reason = reason_of(person);
      PopulationPart& part = parts_[reason];
      const ListedPerson* listed = room_.listed(room_.facts->key(person));
      const auto held = static_cast<std::int64_t>(graph_.entitlements_of_person[person].size());
      const auto asked =
          listed == nullptr ? held : static_cast<std::int64_t>(listed->rights.size());
      ++part.persons;
      part.accounts += static_cast<std::int64_t>(graph_.accounts_of_person[person].size());
      part.rights += asked;
      const std::int64_t other = listed == nullptr ? 0 : add_not_asked(*listed);
      parts_["review_free"].rights += held - asked - other;
      population.lines.push_back({person_view(graph_, person),
                                  reason,
                                  {},
                                  asked,
                                  listed == nullptr ? 0 : room_.done(*listed)});
    }
  }

  /// Accounts that are nobody's, and what those can do that can be used.
  void add_accounts(Population& population) {
    std::vector<Index> nobodys;
    for (Index account = 0; account < graph_.accounts.size(); ++account) {
      if (graph_.accounts[account].person != kNone) continue;
      if (graph_.accounts[account].usable) {
        nobodys.push_back(account);
      } else {
        ++parts_["no_person"].accounts;
      }
    }
    const reconcile::Csr rights = reconcile::entitlements_of_accounts(graph_, nobodys);
    for (Index row = 0; row < nobodys.size(); ++row) {
      const Holder holder = Holder::of_account(nobodys[row]);
      const auto held = static_cast<std::int64_t>(rights[row].size());
      const std::string key = reconcile::thing_of_account(graph_, nobodys[row]).key;
      const ListedPerson* listed = room_.listed(key);
      const auto left = reason_.find(key);
      const std::string not_listed = left == reason_.end() ? "no_person" : left->second;
      const std::string reason = listed == nullptr ? not_listed : reason_of(*listed);
      PopulationPart& part = parts_[reason];
      ++part.accounts;
      if (listed == nullptr) {
        part.rights += held;
        continue;
      }
      const auto asked = static_cast<std::int64_t>(listed->rights.size());
      part.rights += asked;
      parts_["review_free"].rights += held - asked - add_not_asked(*listed);
      population.lines.push_back(
          {person_view(graph_, holder), reason, {}, asked, room_.done(*listed)});
    }
  }

  /// No part of what was seen: the rights are those of people, who are counted already.
  void add_roles(Population& population) const {
    for (const ListedPerson& listed : room_.people) {
      if (!listed.holder.is_role()) continue;
      population.lines.push_back({person_view(graph_, listed.holder),
                                  reason_of(listed),
                                  {},
                                  static_cast<std::int64_t>(listed.rights.size()),
                                  room_.done(listed)});
    }
  }

  /// Counted from the arrays alone, without the campaign.
  PopulationPart seen() const {
    PopulationPart seen;
    seen.persons = static_cast<std::int64_t>(graph_.persons.size());
    seen.accounts = static_cast<std::int64_t>(graph_.accounts.size());
    seen.rights = static_cast<std::int64_t>(graph_.entitlements_of_person.values.size());
    std::vector<Index> nobodys;
    for (Index account = 0; account < graph_.accounts.size(); ++account) {
      const reconcile::AccountNode& node = graph_.accounts[account];
      if (node.person == kNone && node.usable) nobodys.push_back(account);
    }
    for (Index right = 0; right < graph_.entitlements.size(); ++right) {
      for (const Index account : graph_.effective_accounts[right]) {
        if (std::binary_search(nobodys.begin(), nobodys.end(), account)) ++seen.rights;
      }
    }
    return seen;
  }

  std::vector<PopulationPart> parts() {
    std::vector<PopulationPart> parts;
    for (const char* reason : {"asked", "nobody_to_ask", "no_rights", "not_employed", "other_kind",
                               "answered_before", "asked_elsewhere", "not_current", "nothing_held",
                               "carried", "review_free", "no_person", ""}) {
      PopulationPart part = parts_[reason];
      part.reason = reason;
      const bool is_empty = part.persons == 0 && part.accounts == 0 && part.rights == 0;
      if (!is_empty || part.reason == "asked") parts.push_back(std::move(part));
    }
    return parts;
  }

 private:
  const CampaignRoom& room_;
  const reconcile::AccessGraph& graph_;
  std::map<std::string, std::string> reason_;
  std::map<std::string, PopulationPart> parts_;
};

/// A part without a reason is what no rule accounts for: then nothing sums.
bool sums(const Population& population) {
  PopulationPart rest = population.seen;
  for (const PopulationPart& part : population.parts) {
    if (part.reason.empty()) continue;
    rest.persons -= part.persons;
    rest.accounts -= part.accounts;
    rest.rights -= part.rights;
  }
  return rest.persons == 0 && rest.accounts == 0 && rest.rights == 0;
}

}  // namespace

core::Result<Population> auditing::population(const Change& held, core::CampaignId campaign,
                                              core::Timestamp now) {
  TRY(check_reader(held.who(), Deed::see_population));
  const CampaignRoom& room = *TRY(held->room(campaign));
  TRY(log_look(held->store(), held.who(),
               {"population", {}, {{"campaign", std::to_string(campaign.value)}}}, now));
  Population population;
  population.campaign = room.campaign;
  Count count(room);
  count.add_persons(population);
  count.add_accounts(population);
  count.add_roles(population);
  population.seen = count.seen();
  population.parts = count.parts();
  population.sums_to_zero = sums(population);
  for (PopulationLine& line : population.lines) {
    const ListedPerson* listed = room.listed(line.subject.key);
    if (listed != nullptr) line.reviewer_name = held->name(listed->asked.reviewer);
  }
  std::sort(population.lines.begin(), population.lines.end(),
            [](const PopulationLine& a, const PopulationLine& b) {
              const auto order = core::compare_danish(a.subject.name, b.subject.name);
              return order != 0 ? order < 0 : a.subject.key < b.subject.key;
            });
  return population;
}

}  // namespace rettesnor::review
