// An order to take access away: what, from whom, why, and every act that was done on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

using OrderId = Id<struct OrderTag>;

/// Who acts in orders beside people.
inline constexpr std::string_view kProgram = "system";
inline constexpr std::string_view kPolicyFile = "policy";

enum class OrderAct : std::uint8_t {
  remove_member = 1,    ///< `account` out of `group`
  disable_account = 2,  ///< never deleted
  strip_groups = 3,     ///< every direct membership of a disabled account
  manual = 4,           ///< a person does it in a system that is not written to
  choose = 5,           ///< comes through nesting: an owner chooses which membership goes
  restore = 6           ///< puts back what `before_image` holds
};
constexpr auto names_for(const OrderAct*) {
  using enum OrderAct;
  return std::to_array<Named<OrderAct>>({
      {remove_member, "remove_member"},
      {disable_account, "disable_account"},
      {strip_groups, "strip_groups"},
      {manual, "manual"},
      {choose, "choose"},
      {restore, "restore"},
  });
}

enum class OrderReason : std::uint8_t {
  decision = 1,  ///< `cause` "campaign/subject/entitlement/version"
  finding = 2,   ///< `cause` the finding's id
  leaver = 3,    ///< `cause` "disable/account" "strip/account"
  incident = 4,  ///< `cause` the incident's number
  undo = 5       ///< `cause` the number of the order that is undone
};
constexpr auto names_for(const OrderReason*) {
  using enum OrderReason;
  return std::to_array<Named<OrderReason>>({
      {decision, "decision"},
      {finding, "finding"},
      {leaver, "leaver"},
      {incident, "incident"},
      {undo, "undo"},
  });
}

/// Append-only: never changed after it was requested. Names things by their sources' immutable ids.
struct Order {
  OrderId id{0};
  OrderAct act = OrderAct::manual;
  std::string source;          ///< that is written to; empty: no source speaks for the system
  std::string system;          ///< the business system
  std::string account;         ///< natural id of the account, or of the group that is the member
  std::string account_ref;     ///< "Kataloget/meho", for reading
  std::string group;           ///< natural id; remove_member only
  std::string group_ref;       ///< "Kataloget:G_Drift"
  std::string expected_login;  ///< what it was decided on; another login: nothing is done
  std::string subject;         ///< Thing::key of the person, or empty: nobody's account
  std::string right;           ///< Thing::key of what must be gone afterwards; empty: the account
  std::string right_ref;
  OrderReason reason = OrderReason::decision;
  std::string cause;
  std::string words;        ///< why, in a person's words
  std::string instruction;  ///< for who does it by hand, or the ways to choose among
  std::string risks;        ///< "privileged bulk", in the order of review::Risk; empty: none
  int approvals = 1;        ///< people who must approve; 0: the policy file does
  std::string before_image;
  Timestamp as_of;     ///< the moment of history it was computed on
  Timestamp deadline;  ///< carried out by then
  std::string requested_by;
  std::string requested_for;  ///< the leader a deputy stood in for, or empty
  Timestamp requested_at;
  std::int64_t event = 0;
};

/// One act on an order. Append-only; numbers are 1, 2, 3, … of each order.
struct OrderStep {
  OrderId order{0};
  std::int64_t number = 0;
  enum class Kind : std::uint8_t {
    approved = 1,
    declined = 2,
    cancelled = 3,
    intent = 4,           ///< on disk before anything is written outside
    carried_out = 5,      ///< `detail`: the before-image, or the proof of who did it by hand
    failed = 6,           ///< refused, unsupported or changed meanwhile: people must look
    postponed = 7,        ///< nobody answered: tried again later
    verified = 8,         ///< a later complete pull does not show it any longer
    still_effective = 9,  ///< one does; `detail`: the path
    reappeared = 10       ///< it was verified, and is back
  } kind = Kind::approved;
  std::string actor;         ///< Thing::key of a person, kProgram or kPolicyFile
  std::string on_behalf_of;  ///< or empty
  Timestamp at;
  std::string words;
  std::string detail;
  std::int64_t event = 0;
};
constexpr auto names_for(const OrderStep::Kind*) {
  using enum OrderStep::Kind;
  return std::to_array<Named<OrderStep::Kind>>({
      {approved, "approved"},
      {declined, "declined"},
      {cancelled, "cancelled"},
      {intent, "intent"},
      {carried_out, "carried_out"},
      {failed, "failed"},
      {postponed, "postponed"},
      {verified, "verified"},
      {still_effective, "still_effective"},
      {reappeared, "reappeared"},
  });
}

/// The newest word on whether anything may be carried out at all.
struct OrderBrake {
  enum class Position : std::uint8_t { released = 0, pulled = 1 } position = Position::released;
  std::string by;
  std::string words;
  Timestamp at;
};

}  // namespace rettesnor::core
