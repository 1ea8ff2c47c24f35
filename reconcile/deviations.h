// Which deviations count, and what they cover.
#pragma once

#include <optional>

#include "core/named.h"
#include "reconcile/checks.h"

namespace rettesnor::reconcile {

using core::name_of;

/// Several subjects, or "*".
bool covers_several(const policies::Deviation& deviation);
/// Longer than 12 months.
bool lasts_too_long(const policies::Deviation& deviation);
/// Recommended and approved by one person, whichever of her numbers stands there.
bool is_self_approved(const AccessGraph& graph, const policies::Deviation& deviation);

/// The first reason why a deviation covers nothing, whatever the day.
enum class DeviationFault : std::uint8_t {
  broad,  ///< several subjects, or none
  too_long,
  self_approved,
  subject_ambiguous,           ///< its subject is several things
  recommended_without_office,  ///< not known, or not security lead on the first day
  approved_without_office,     ///< not known, or not of Chefgruppen on the first day
  decided_own                  ///< who recommended or approved it is whom it is for
};
constexpr auto names_for(const DeviationFault*) {
  using enum DeviationFault;
  return std::to_array<core::Named<DeviationFault>>({
      {broad, "broad"},
      {too_long, "too_long"},
      {self_approved, "self_approved"},
      {subject_ambiguous, "subject_ambiguous"},
      {recommended_without_office, "recommended_without_office"},
      {approved_without_office, "approved_without_office"},
      {decided_own, "decided_own"},
  });
}
std::optional<DeviationFault> fault_of(const AccessGraph& graph,
                                       const policies::Deviation& deviation);

/// Within its dates on `graph.today`, and without fault.
bool is_valid(const AccessGraph& graph, const policies::Deviation& deviation);
/// Does it speak of this finding: code and subject, and object and rule when it names them? Things
/// are named by ref, or by source and id.
bool speaks_of(const policies::Deviation& deviation, const core::Finding& finding);

/// Writes the number of a valid deviation into every finding that it covers.
void mark_covered(const AccessGraph& graph, Findings& findings);

}  // namespace rettesnor::reconcile
