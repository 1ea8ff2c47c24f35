// Who it is that proved to hold an account.
#include "core/record.h"
#include "core/text.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/organisation/persons.h"
#include "review/refusal.h"

namespace rettesnor::review {

core::Result<std::string> organisation::person_of_account(const Read& held,
                                                          const std::string& system,
                                                          AccountName kind,
                                                          const std::string& name) {
  const MomentFacts& newest = *TRY(held->newest());
  const reconcile::AccessGraph& graph = newest.graph();
  const std::string wanted = core::fold(name);
  Index person = kNone;
  for (const reconcile::AccountNode& node : graph.accounts) {
    if (!node.usable || node.person == kNone || !graph.persons[node.person].current) continue;
    if (core::fold(graph.systems[node.system].name) != core::fold(system)) continue;
    const std::string_view told =
        kind == AccountName::login
            ? node.login
            : core::RecordView(newest.shared()->snapshot.objects[node.object].record)
                  .get(core::Attribute::upn);
    if (told.empty() || core::fold(told) != wanted) continue;
    if (person != kNone && person != node.person) {
      return refuse(core::ErrorKind::not_found, Refusal::account_of_several);
    }
    person = node.person;
  }
  if (person == kNone) {
    return refuse(core::ErrorKind::not_found, Refusal::account_unusable);
  }
  return newest.key(person);
}

}  // namespace rettesnor::review
