// What a review asks of one moment again and again, worked out once.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reconcile/observed_facts.h"
#include "review/organisation/holder.h"
#include "review/organisation/moment.h"

namespace rettesnor::review {

using core::Index;
using core::kNone;

/// The rights on each side of a rule on segregation of duties; ascending.
struct SodSides {
  const policies::SodRule* rule;
  std::vector<Index> left;
  std::vector<Index> right;
};

/// Immutable, and keeps its moment alive.
class MomentFacts {
 public:
  explicit MomentFacts(std::shared_ptr<const Moment> moment);

  const Moment& moment() const { return *moment_; }
  const std::shared_ptr<const Moment>& shared() const { return moment_; }
  const reconcile::AccessGraph& graph() const { return moment_->graph; }
  const reconcile::ObservedFacts& observed() const { return observed_; }
  const std::vector<SodSides>& sod() const { return sod_; }
  /// Persons with a current employment in the unit; ascending.
  const std::vector<Index>& staff(Index unit) const { return staff_[unit]; }
  const std::string& key(Index person) const { return keys_[person]; }
  const std::string& entitlement_key(Index entitlement) const {
    return entitlement_keys_[entitlement];
  }
  /// kNone when there is none of that key.
  Index entitlement(const std::string& key) const;
  /// Also by the key that she had before two persons turned out to be her. kNone when nobody has
  /// it.
  Index person(const std::string& key) const;
  /// The same, or an account that is nobody's, or a role; a holder that is not known otherwise.
  Holder holder(const std::string& key) const;
  /// Two keys of one human being, or the same key.
  bool is_same(const std::string& key, const std::string& other) const;
  bool is_current(const std::string& key) const;
  /// Who has the right now because of the role; ascending. Costs a look at everybody who has it.
  std::vector<Index> given_by(Index role, Index entitlement) const;

 private:
  void add_told_keys();

  std::shared_ptr<const Moment> moment_;
  reconcile::ObservedFacts observed_;
  std::vector<SodSides> sod_;
  std::vector<std::vector<Index>> staff_;
  std::vector<std::string> keys_;
  std::vector<std::string> entitlement_keys_;
  std::map<std::string, Index> by_key_;
  std::map<std::string, Index> entitlement_by_key_;
  std::map<std::string, Index> nobodys_;  ///< key of an account → account
  std::map<std::string, Index> roles_;    ///< key of a role → role
};

}  // namespace rettesnor::review
