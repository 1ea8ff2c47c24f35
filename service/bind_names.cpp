// Asks the store what is bound, and reconcile what the rest means.
#include "service/bind_names.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "audit/event.h"
#include "reconcile/names_to_bind.h"

namespace rettesnor::service {

core::Result<void> bind_names(store::Store& store, const policies::Policy& policy,
                              core::Timestamp now) {
  const std::vector<core::NameBinding> bound = TRY(store.name_bindings());
  const auto waits = [&](const policies::EntitlementRef& ref) {
    return !std::ranges::binary_search(
        bound, std::tie(ref.system, ref.name), {},
        [](const core::NameBinding& b) { return std::tie(b.system, b.name); });
  };
  if (std::ranges::none_of(reconcile::names_of_rights(policy), waits)) return {};
  const auto names = reconcile::names_to_bind(TRY(store.latest()), policy, now);
  if (names.empty()) return {};
  audit::Event event{
      audit::Kind::rule_names_bound, "system", {{"names", std::to_string(names.size())}}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const core::NameBinding& name = names[i];
    event.facts["name_" + std::to_string(i + 1)] =
        name.system + ":" + name.name + " = " + name.system + "/" + name.natural_id;
  }
  return store.bind_names(names, store::BoundHow::met, event);
}

}  // namespace rettesnor::service
