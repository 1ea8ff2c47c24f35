// What the answers on one right come to, when one person decides and when two do.
#include "review/campaigns/outcome.h"

namespace rettesnor::review {

std::optional<core::Answer> outcome_of(const std::vector<core::Decision>& versions) {
  std::optional<core::Answer> first;
  std::optional<core::Answer> second;
  for (const core::Decision& decision : versions) {
    (decision.seat == core::Seat::first ? first : second) = decision.answer;
  }
  if (second == core::Answer::remove) return second;
  return first ? first : second;
}

}  // namespace rettesnor::review
