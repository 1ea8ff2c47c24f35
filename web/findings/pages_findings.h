// The board of findings as a page.
#pragma once

#include <optional>
#include <string>

#include "review/auditing/audit_views.h"
#include "review/checks/finding_views.h"
#include "web/orders/pages_orders.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

struct FindingsFilter {
  std::string severity;  ///< name_of(Severity) or empty
  std::string code;
  std::string text;  ///< in subject, object or sentence, folded
};

struct BoardFilter {
  FindingsFilter plain;
  std::string system, unit, assignee;  ///< assignee: a key, or "-" for nobody
  std::string finding;                 ///< this one alone, by its id
};
std::string finding_board_page(const Frame& frame, const review::FindingBoard& board,
                               const FindingOrdersById& orders, const BoardFilter& filter,
                               const std::optional<Problem>& problem);

}  // namespace rettesnor::web
