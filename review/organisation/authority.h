// What a signed-in person may see and decide: a value that is held, made from the organisation and
// from role appointments, never from what a request says.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "core/time.h"
#include "reconcile/access_graph.h"

namespace rettesnor::review {

/// The product's own roles (policy.md A2) as far as they do something here.
enum class ProductRole : std::uint8_t {
  user,                  ///< BRUGER: everybody who is current; sees herself
  leader,                ///< LEDER: leads a unit, or is asked in an open campaign
  review_administrator,  ///< ATTESTERINGSADMIN: opens and closes campaigns, sees the board
  it_operations,         ///< IT-DRIFT: sees findings about accounts and rights
  security_lead,         ///< INFORMATIONSSIKKERHEDSLEDER: sees findings and the board
  auditor                ///< REVISOR: sees everything, changes nothing, holds nothing else
};
std::string_view name_of(ProductRole role);

/// Made by authority_of() alone. Immutable; make it anew for every request.
class Authority {
 public:
  const std::string& person() const { return person_; }  ///< Thing::key
  const std::string& name() const { return name_; }
  bool has(ProductRole role) const { return roles_.contains(role); }
  const std::set<ProductRole>& roles() const { return roles_; }
  /// Leaders she stands in for today; keys of persons, ascending.
  const std::vector<std::string>& stands_in_for() const { return stands_in_for_; }
  /// True for herself and for whom she stands in for.
  bool may_answer_as(const std::string& reviewer) const;

 private:
  friend core::Result<Authority> authority_of(const reconcile::AccessGraph&,
                                              const std::vector<core::Deputyship>&,
                                              core::Index person);
  friend class Recertification;
  /// The same for who is asked in an open campaign: a leader there, and so no auditor.
  Authority asked_as_leader() const;

  std::string person_;
  std::string name_;
  std::set<ProductRole> roles_;
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
