// What a signed-in person may see and decide: a value that is held, made from the organisation and
// from role appointments, never from what a request says.
#pragma once

#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "core/snapshot.h"
#include "review/organisation/roles.h"

namespace rettesnor::reconcile {
struct AccessGraph;
}

namespace rettesnor::review {

/// A person's is made by authority_of() alone. Immutable; make it anew for every request.
class Authority {
 public:
  const std::string& person() const { return person_; }  ///< Thing::key
  const std::string& name() const { return name_; }
  /// What they let her do is for may() to say.
  Roles roles() const { return roles_; }
  /// Leaders she stands in for today; keys of persons, ascending.
  const std::vector<std::string>& stands_in_for() const { return stands_in_for_; }
  /// True for herself and for whom she stands in for.
  bool may_answer_as(const std::string& reviewer) const;
  /// The same for who is asked in an open campaign: a leader there, and so no auditor.
  Authority asked_as_leader() const;
  /// The program's own: no person, who may do no deed.
  static Authority of_nobody() { return {}; }

 private:
  Authority() = default;
  friend core::Result<Authority> authority_of(const reconcile::AccessGraph&,
                                              const std::vector<core::Deputyship>&,
                                              core::Index person);

  std::string person_;
  std::string name_;
  Roles roles_;
  std::vector<std::string> stands_in_for_;
};

/// Everything she may, at graph.now. `deputyships`: all that are kept; those not valid today, or
/// whose deputy or leader is no longer current, count for nothing. refused when she is no current
/// person of the municipality. An appointed auditor gets no other role: who would hold another is
/// no auditor (policy.md A2: incompatible with anything), and the other role stays hers.
core::Result<Authority> authority_of(const reconcile::AccessGraph& graph,
                                     const std::vector<core::Deputyship>& deputyships,
                                     core::Index person);

}  // namespace rettesnor::review
