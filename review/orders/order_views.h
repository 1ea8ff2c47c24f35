// What pages and commands show of orders.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.h"
#include "core/named.h"
#include "core/order.h"
#include "review/orders/order_state.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

using core::name_of;

/// What the reader may do with an order now.
struct OrderDeeds {
  enum Deed : std::uint8_t {
    approve = 1,
    decline = 2,
    cancel = 4,
    carry_out = 8,
    report = 16,
    confirm = 32,
    choose = 64,
    undo = 128
  };
  std::uint8_t bits = 0;
  bool has(Deed deed) const { return (bits & deed) != 0; }
};

/// One membership among which an owner chooses.
struct WayView {
  std::string group;                   ///< Thing::ref of the group that is left
  std::string inner;                   ///< of the group that leaves it; empty: the account itself
  std::string path;                    ///< the whole way up to the right
  std::string owner;                   ///< name of who owns the group, or empty
  std::size_t people = 0, rights = 0;  ///< as WayOut
  bool hers = false;                   ///< the reader may choose it
};

/// What a removal asked for because of a finding would take: a right of an account or of a person's
/// accounts, or, without a right, the account as a whole. Keys as in core::Thing; all empty: the
/// finding is about neither.
struct FindingTarget {
  std::string person, account, right;
};
FindingTarget target_of(const core::Finding& finding);

/// What was ordered about what a finding tells of, oldest first, and whether more can be asked for.
struct FindingOrders {
  std::vector<std::pair<core::OrderId, OrderState>> orders;
  FindingTarget target;  ///< empty: the reader cannot ask, or it is under way
};

struct OrderView {
  OrderStory story;
  OrderState state = OrderState::requested;
  PersonView subject;
  std::string requested_by_name;
  std::vector<std::string> step_names;  ///< of the steps' actors
  int approvals = 0, needed = 1;
  bool overdue = false;  ///< not carried out, and the deadline is over
  OrderDeeds deeds;
  std::vector<WayView> ways;                    ///< of one order that is looked at, to choose among
  std::optional<core::TrackedFinding> finding;  ///< the same: because of which it was asked for
};

struct OrderBoard {
  std::vector<OrderView> orders;  ///< open ones by deadline, then closed ones, newest first
  std::optional<core::OrderBrake> brake;
};

struct RunLine {
  core::OrderId order{0};
  enum class Outcome : std::uint8_t {
    done,       ///< written, or already so
    would,      ///< dry run: this is what stands there now
    postponed,  ///< nobody answered: tried again later
    failed,     ///< people must look
    held        ///< not now; the sentence says why
  } outcome = Outcome::held;
  std::string sentence;
};
constexpr auto names_for(const RunLine::Outcome*) {
  using enum RunLine::Outcome;
  return std::to_array<core::Named<RunLine::Outcome>>({
      {done, "done"},
      {would, "would"},
      {postponed, "postponed"},
      {failed, "failed"},
      {held, "held"},
  });
}

}  // namespace rettesnor::review
