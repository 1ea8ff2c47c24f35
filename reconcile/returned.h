// People who left and seem to be back under another id.
#pragma once

#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// One who is employed here resembles one whom the same source told as employed, and who left or
/// vanished: the same mail and a name that can be hers,
/// or the same name in the same unit. Asked while some account of hers who left is hers by its keys
/// alone: a human's link answers, for each account, whose it is.
struct Returned {
  Index person;  ///< who is here, or is to come
  Index before;  ///< who left
  bool by_mail;
};
/// By (person, before); each `before` once, with the first person that it resembles most.
std::vector<Returned> returned_persons(const AccessGraph& graph);

}  // namespace rettesnor::reconcile
