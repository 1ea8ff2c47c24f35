// Who somebody is, and what she may.
#include "review/organisation/persons.h"

#include "core/text.h"
#include "reconcile/questions.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

core::Result<Authority> organisation::authority(const Read& held, const std::string& person) {
  const MomentFacts& newest = *TRY(held->newest());
  const Index at = newest.person(person);
  if (at == kNone || !newest.graph().persons[at].current) {
    return refuse(core::ErrorKind::not_found, Refusal::key_not_current);
  }
  Authority authority = TRY(authority_of(newest.graph(), held->deputyships, at));
  for (const CampaignRoom* room : TRY(held->open_rooms())) {
    if (room->lists.contains(person)) return authority.asked_as_leader();
  }
  return authority;
}

core::Result<std::string> organisation::person_of_login(const Read& held,
                                                        const std::string& login) {
  const MomentFacts& newest = *TRY(held->newest());
  const reconcile::AccessGraph& graph = newest.graph();
  Index person = kNone;
  for (const Index account : reconcile::accounts_meant(graph, login)) {
    const reconcile::AccountNode& node = graph.accounts[account];
    if (!node.usable || node.person == kNone || !graph.persons[node.person].current) continue;
    if (person != kNone && person != node.person) {
      return refuse(core::ErrorKind::not_found, Refusal::login_of_several);
    }
    person = node.person;
  }
  if (person == kNone) {
    return refuse(core::ErrorKind::not_found, Refusal::account_unusable);
  }
  return newest.key(person);
}

PersonMeant organisation::person_meant(const Read& held, const std::string& typed) {
  const std::size_t begin = typed.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  const std::string text = typed.substr(begin, typed.find_last_not_of(" \t") + 1 - begin);
  if (const auto login = person_of_login(held, text)) return {*login, 1};
  if (held->now == nullptr) return {};
  const MomentFacts& newest = *held->now;
  if (newest.is_current(text)) return {newest.key(newest.person(text)), 1};
  PersonMeant meant;
  for (Index person = 0; person < newest.graph().persons.size(); ++person) {
    if (!newest.graph().persons[person].current ||
        core::fold(newest.graph().persons[person].name) != core::fold(text)) {
      continue;
    }
    meant.key = newest.key(person);
    ++meant.candidates;
  }
  return meant;
}

std::string organisation::name_of_person(const Read& held, const std::string& key) {
  return held->name(key);
}

core::Result<void> organisation::note(const Change& held, audit::Kind kind,
                                      const std::string& actor,
                                      const std::map<std::string, std::string>& facts,
                                      core::Timestamp now) {
  TRY(held->store().append_event({kind, actor, facts}, now));
  return {};
}

core::Result<void> organisation::choose_language(const Change& held, const std::string& language) {
  return held->store().choose_language(held.who().person(), language);
}

}  // namespace rettesnor::review
