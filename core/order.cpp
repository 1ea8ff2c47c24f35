// The names of orders' acts, reasons and steps, as events and JSON spell them.
#include "core/order.h"

namespace rettesnor::core {

std::string_view name_of(OrderAct act) {
  switch (act) {
    case OrderAct::remove_member:
      return "remove_member";
    case OrderAct::disable_account:
      return "disable_account";
    case OrderAct::strip_groups:
      return "strip_groups";
    case OrderAct::manual:
      return "manual";
    case OrderAct::choose:
      return "choose";
    case OrderAct::restore:
      return "restore";
  }
  return {};
}

std::string_view name_of(OrderReason reason) {
  switch (reason) {
    case OrderReason::decision:
      return "decision";
    case OrderReason::finding:
      return "finding";
    case OrderReason::leaver:
      return "leaver";
    case OrderReason::incident:
      return "incident";
    case OrderReason::undo:
      return "undo";
  }
  return {};
}

std::string_view name_of(OrderStep::Kind kind) {
  using Kind = OrderStep::Kind;
  switch (kind) {
    case Kind::approved:
      return "approved";
    case Kind::declined:
      return "declined";
    case Kind::cancelled:
      return "cancelled";
    case Kind::intent:
      return "intent";
    case Kind::carried_out:
      return "carried_out";
    case Kind::failed:
      return "failed";
    case Kind::postponed:
      return "postponed";
    case Kind::verified:
      return "verified";
    case Kind::still_effective:
      return "still_effective";
    case Kind::reappeared:
      return "reappeared";
  }
  return {};
}

}  // namespace rettesnor::core
