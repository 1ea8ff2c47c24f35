// Answers that wait for the same write: whoever gets to the disk first takes along those behind
// her.
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "review/answers/answers.h"
#include "review/organisation/authority.h"

namespace rettesnor::review {

/// One answer and what became of it. Stays with who gives it; the desk only points to it.
struct WaitingAnswer {
  const Authority& who;
  const GivenAnswer& given;
  core::Timestamp at;
  std::optional<core::Result<core::Decision>> outcome;
};

/// Safe from any thread.
class AnswerDesk {
 public:
  void put(WaitingAnswer& answer);
  /// Those that may be kept together: of one campaign, no two about the same right or with the same
  /// key, in the order they came, at most `most`. The others go on waiting. Empty: nobody waits.
  std::vector<WaitingAnswer*> take(std::size_t most);

 private:
  std::mutex mutex_;
  std::vector<WaitingAnswer*> waiting_;
};

}  // namespace rettesnor::review
