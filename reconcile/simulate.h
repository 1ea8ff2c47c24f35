// What a changed policy would do, before anybody lives with it.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "core/named.h"
#include "core/snapshot.h"
#include "policies/policy.h"

namespace rettesnor::reconcile {

using core::name_of;

/// One right that one person would be given, or no longer be given, by role policies.
struct RightChange {
  enum class What : std::uint8_t {
    gains_expected,  ///< would be expected and was not
    loses_expected,
    gains_allowed,  ///< would be allowed, and was neither allowed nor expected
    loses_allowed,  ///< was allowed, and would be neither allowed nor expected
    gains_held,     ///< would hold it, because a group conveys it
    loses_held      ///< would hold it no more
  } what;
  core::Thing person;
  core::Thing entitlement;
  std::string role;  ///< id of the role policy that gives it, or gave it; empty for what is held
  bool held;         ///< she holds the right today over a usable account
};
constexpr auto names_for(const RightChange::What*) {
  using enum RightChange::What;
  return std::to_array<core::Named<RightChange::What>>({
      {gains_expected, "gains_expected"},
      {loses_expected, "loses_expected"},
      {gains_allowed, "gains_allowed"},
      {loses_allowed, "loses_allowed"},
      {gains_held, "gains_held"},
      {loses_held, "loses_held"},
  });
}

/// A critical right that nobody, or one person alone, would be left with if everything went that
/// the new policy does not explain, and that more persons keep under the old one.
struct LastHolder {
  core::Thing entitlement;
  std::size_t holders_before;  ///< holders whom the old policy explains
  std::size_t holders_after;   ///< 0 or 1
  core::Thing holder;          ///< who remains; kind empty for nobody
};

struct Simulation {
  std::vector<RightChange> rights;    ///< by (person, entitlement, what)
  std::vector<core::Finding> appear;  ///< ordered by core::comes_before
  std::vector<core::Finding> vanish;  ///< the same; compared by finding_id
  /// In both, and another: covered or no longer, weightier, with other facts. As they would be.
  std::vector<core::Finding> changed;
  std::vector<LastHolder> last_holders;  ///< by entitlement
};

/// Reconciles the same moment against both policies and tells the difference. Nothing is stored.
Simulation simulate(const core::Snapshot& snapshot, const policies::Policy& before,
                    const policies::Policy& after, const core::LocalZone& zone,
                    core::Timestamp now);

}  // namespace rettesnor::reconcile
