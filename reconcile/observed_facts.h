// What the records tell of accounts and vendors beyond the graph, read once for all checks.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// What of a vendor can sign in. Of a vendor are the persons with a current engagement of kind
/// vendor or partner with its CVR, and the accounts whose `vendor` is the CVR.
struct VendorAccess {
  std::string_view cvr;
  std::vector<Index> persons;   ///< ascending
  std::vector<Index> accounts;  ///< usable ones, ascending
};

/// Facts that several checks ask for. 19 bytes an account.
class ObservedFacts {
 public:
  enum Flag : std::uint8_t {
    never_used = 1,
    password_never_expires = 2,
    password_not_required = 4,
    privileged = 8,  ///< holds a privileged entitlement, direct or nested
  };

  explicit ObservedFacts(const AccessGraph& graph);

  std::optional<Timestamp> last_used(Index account) const;
  std::optional<Timestamp> created(Index account) const;
  /// By how many days the last use may be later than told.
  std::int64_t lag_days(Index account) const { return lag_days_[account]; }
  bool has(Index account, Flag flag) const { return (flags_[account] & flag) != 0; }
  /// Whole days from the last use to now, less the lag; from its creation when it was never used.
  /// Empty when the source does not tell.
  std::optional<std::int64_t> certainly_unused_days(Index account) const;
  /// When `inner` became a member of `outer`, when that was after the first pull of their source.
  std::optional<Timestamp> nested_since(Index outer, Index inner) const;
  /// An entitlement that became a member of another and still is.
  struct Nesting {
    Index outer;
    Index inner;
    Timestamp since;
  };
  const std::vector<Nesting>& nestings() const { return nestings_; }  ///< by (outer, inner)
  /// Vendors with at least one usable account, by CVR.
  const std::vector<VendorAccess>& vendors() const { return vendors_; }

 private:
  void read_records(const AccessGraph& graph);
  void mark_privileged(const AccessGraph& graph);
  void gather_vendors(const AccessGraph& graph);
  void gather_nestings(const AccessGraph& graph);

  Timestamp now_;
  std::vector<std::int64_t> last_used_;  ///< seconds; kUntold when not told
  std::vector<std::int64_t> created_;
  std::vector<std::uint16_t> lag_days_;
  std::vector<std::uint8_t> flags_;
  std::vector<std::pair<std::string_view, Index>> told_vendors_;  ///< (CVR, account)
  std::vector<VendorAccess> vendors_;
  std::vector<Nesting> nestings_;
};

}  // namespace rettesnor::reconcile
