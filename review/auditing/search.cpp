// Finds answers across all campaigns, open and closed.
#include <algorithm>
#include <set>
#include <utility>

#include "core/text.h"
#include "reconcile/questions.h"
#include "review/auditing/auditing.h"
#include "review/auditing/looks.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

/// Whom a text means: keys of the newest moment, else whatever key holds the text, for who is in no
/// source any longer.
class Meant {
 public:
  Meant(const MomentFacts& now, const std::string& text) : folded_(core::fold(text)) {
    if (text.empty()) return;
    for (const Index person : reconcile::persons_meant(now.graph(), text)) {
      keys_.insert(now.key(person));
    }
    if (now.person(text) != kNone) keys_ = {text};
  }
  bool fits(const std::string& key) const {
    if (folded_.empty()) return true;
    if (!keys_.empty()) return keys_.contains(key);
    return core::fold(key).find(folded_) != std::string::npos;
  }
  /// The one who is meant, or empty.
  std::string only() const { return keys_.size() == 1 ? *keys_.begin() : std::string(); }

 private:
  std::string folded_;
  std::set<std::string> keys_;
};

bool fits_plainly(const core::Decision& decision, const DecisionSearch& wanted,
                  const core::LocalZone& zone) {
  const core::Date day = zone.date_of(decision.decided_at);
  return (!wanted.answer || decision.answer == *wanted.answer) &&
         (!wanted.from || day >= *wanted.from) && (!wanted.to || day <= *wanted.to);
}

Look look_of(const DecisionSearch& wanted, const std::string& person) {
  return {"search",
          person,
          {{"person_wanted", wanted.person},
           {"reviewer", wanted.reviewer},
           {"system", wanted.system},
           {"right", wanted.right},
           {"answer", wanted.answer ? std::string(core::name_of(*wanted.answer)) : ""},
           {"from", wanted.from ? core::to_iso(*wanted.from) : ""},
           {"to", wanted.to ? core::to_iso(*wanted.to) : ""},
           {"campaign", wanted.campaign.value == 0 ? "" : std::to_string(wanted.campaign.value)}}};
}

void order(std::vector<FoundDecision>& found) {
  std::sort(found.begin(), found.end(), [](const FoundDecision& a, const FoundDecision& b) {
    const core::Decision& x = a.line.decision;
    const core::Decision& y = b.line.decision;
    return std::tie(y.decided_at, y.campaign, x.subject, x.entitlement, y.version) <
           std::tie(x.decided_at, x.campaign, y.subject, y.entitlement, x.version);
  });
}

std::vector<std::string> names_of_systems(const reconcile::AccessGraph& graph) {
  std::vector<std::string> names;
  for (const reconcile::SystemNode& system : graph.systems) names.emplace_back(system.name);
  return names;
}

bool is_newest(const std::vector<core::Decision>& rows, std::size_t at) {
  return at + 1 == rows.size() || rows[at + 1].subject != rows[at].subject ||
         rows[at + 1].entitlement != rows[at].entitlement;
}

}  // namespace

core::Result<DecisionLine> line_of(const Read& held, const core::Decision& decision, Index right) {
  DecisionLine line{decision,
                    held->view(decision.subject),
                    {},
                    held->name(decision.decided_by),
                    held->name(decision.on_behalf_of)};
  if (right != kNone)
    line.entitlement_ref = reconcile::thing_of_entitlement(held->now->graph(), right).ref;
  if (right != kNone && held->now->holder(decision.subject).is_known()) return line;
  // Gone from the newest moment: the campaign's own still has a name for it.
  const CampaignRoom& known = *TRY(held->room(decision.campaign));
  const ListedPerson* listed = known.listed(decision.subject);
  if (listed == nullptr) {
    if (right == kNone) line.entitlement_ref = decision.entitlement;
    return line;
  }
  line.subject = person_view(known.facts->graph(), listed->holder);
  const auto asked = known.place_of(*listed, decision.entitlement);
  const Index then = asked ? listed->rights[*asked] : kNone;
  if (right == kNone) {
    line.entitlement_ref = then == kNone
                               ? decision.entitlement
                               : reconcile::thing_of_entitlement(known.facts->graph(), then).ref;
  }
  return line;
}

core::Result<SearchResult> auditing::search(const Change& held, const DecisionSearch& wanted,
                                            core::Timestamp now) {
  TRY(check_reader(held.who(), Deed::search_answers));
  const MomentFacts& newest = *TRY(held->newest());
  const Meant person(newest, wanted.person);
  const Meant reviewer(newest, wanted.reviewer);
  TRY(log_look(held->store(), held.who(), look_of(wanted, person.only()), now));
  SearchResult result;
  result.campaigns = held->campaigns;
  result.systems = names_of_systems(newest.graph());
  const std::string system = core::fold(wanted.system);
  const std::string text = core::fold(wanted.right);
  for (const core::Campaign& campaign : held->campaigns) {
    if (wanted.campaign.value != 0 && wanted.campaign != campaign.id) continue;
    const auto decisions = TRY(held->store().decisions(campaign.id));
    result.looked_through += static_cast<std::int64_t>(decisions.size());
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      const core::Decision& decision = decisions[i];
      const bool is_by = reviewer.fits(decision.decided_by) ||
                         (!decision.on_behalf_of.empty() && reviewer.fits(decision.on_behalf_of));
      if (!is_by || !person.fits(decision.subject)) continue;
      if (!fits_plainly(decision, wanted, held->zone)) continue;
      const Index right = newest.entitlement(decision.entitlement);
      FoundDecision found{campaign, TRY(line_of(held, decision, right)), {}, RightNow::unknown};
      found.line.newest = is_newest(decisions, i);
      found.system = system_of_ref(found.line.entitlement_ref);
      found.now = right_now(newest, decision.subject, right);
      if (!system.empty() && core::fold(found.system) != system) continue;
      if (core::fold(found.line.entitlement_ref).find(text) == std::string::npos) continue;
      result.found.push_back(std::move(found));
    }
  }
  order(result.found);
  return result;
}

}  // namespace rettesnor::review
