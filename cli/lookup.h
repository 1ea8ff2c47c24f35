// Finds the person, account or entitlement that a human named, and says so when it is not one
// thing.
#pragma once

#include <string>

#include "cli/app.h"
#include "core/id.h"
#include "reconcile/access_graph.h"

namespace rettesnor::cli {

/// The one that reconcile::persons_meant finds. not_found names the candidates when several fit.
core::Result<core::Index> find_person(const App& app, const reconcile::AccessGraph& graph,
                                      const std::string& text);
/// The one that reconcile::accounts_meant finds.
core::Result<core::Index> find_account(const App& app, const reconcile::AccessGraph& graph,
                                       const std::string& text);
/// The one that reconcile::entitlements_meant finds.
core::Result<core::Index> find_entitlement(const App& app, const reconcile::AccessGraph& graph,
                                           const std::string& text);

/// Who stands behind --by: a login ("System/login" or plain) or an employee number that leads to
/// exactly one current person. refused for a person who has left, for an account that is closed or
/// that nobody is surely linked to.
core::Result<core::Index> find_decider(const App& app, const reconcile::AccessGraph& graph,
                                       const std::string& text);

}  // namespace rettesnor::cli
