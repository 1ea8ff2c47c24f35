// Names for what a snapshot tells.
#include "core/snapshot.h"

namespace rettesnor::core {

std::string_view name_of(PullOutcome outcome) {
  switch (outcome) {
    case PullOutcome::applied:
      return "applied";
    case PullOutcome::quarantined:
      return "quarantined";
    case PullOutcome::failed:
      return "failed";
    case PullOutcome::released:
      return "released";
    case PullOutcome::rejected:
      return "rejected";
  }
  return "failed";
}

}  // namespace rettesnor::core
