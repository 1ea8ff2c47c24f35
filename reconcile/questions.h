// Answers to the two questions people ask first: what has she got, and who has got this.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"
#include "reconcile/expected_access.h"

namespace rettesnor::reconcile {

/// Everybody that `text` can mean, ascending. The first of these that fits anybody counts: natural
/// id ("System/id" too) or employee number, login ("System/login" too), mail or UPN, whole name; at
/// last names that contain every word of it, folded. Empty when nobody fits.
std::vector<Index> persons_meant(const AccessGraph& graph, std::string_view text);
/// The same for rights: "System:Name" (as it is called now, and as the policy's name is bound),
/// "System/id", natural id or whole name, at last names that contain every word.
std::vector<Index> entitlements_meant(const AccessGraph& graph, std::string_view text);
/// Accounts by "System/login" or "System/id", login or natural id, folded.
std::vector<Index> accounts_meant(const AccessGraph& graph, std::string_view text);

/// One account's way to a right.
struct Holding {
  Index account;
  Index person;                   ///< or kNone
  bool direct;                    ///< a direct member
  std::vector<core::Path> paths;  ///< as explain() orders them
  /// When the membership that the shortest path begins with was seen to begin; empty when it was
  /// there in the first pull of its source.
  std::optional<Timestamp> since;
  const GrantNode* grant;  ///< what the source tells of the direct membership, or null
};

struct PersonAnswer {
  Index person;
  std::vector<Capacity>
      capacities;  ///< employments, mandates, engagements; past and future ones too
  struct Account {
    Index account;
    std::size_t rights;  ///< effective entitlements, usable account or not
  };
  std::vector<Account> accounts;
  struct Right {
    Standing standing;
    std::vector<Holding> holdings;  ///< one per usable account that has it
    std::string_view case_no;       ///< of the authorisation, else of a grant, else empty
  };
  std::vector<Right> rights;  ///< by (system, name)
  std::vector<MissingRight> missing;
};
/// Everything about one person; at most `paths` paths per account and right.
PersonAnswer who(const AccessGraph& graph, const ExpectedAccess& expected, Index person,
                 std::size_t paths = 4);

struct EntitlementAnswer {
  Index entitlement;
  struct Holder {
    Holding holding;
    bool usable;                       ///< the account can be used
    std::optional<Standing> standing;  ///< empty without a person or a usable account
  };
  std::vector<Holder> holders;   ///< by (person, account); those without a person last
  std::vector<Index> members;    ///< entitlements nested directly inside
  std::vector<Index> member_of;  ///< entitlements that it is nested in directly
};
/// Every account that has the right, how, and with what verdict.
EntitlementAnswer access(const AccessGraph& graph, const ExpectedAccess& expected,
                         Index entitlement, std::size_t paths = 4);

}  // namespace rettesnor::reconcile
