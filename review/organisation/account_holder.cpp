// Who it is that proved to hold an account.
#include "core/record.h"
#include "core/text.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
#include "review/state.h"

namespace rettesnor::review {

core::Result<std::string> Recertification::person_of_account(const std::string& system,
                                                             AccountName kind,
                                                             const std::string& name) const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
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
