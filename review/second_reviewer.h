// Who decides beside the leader about a right that is privileged or extra sensitive.
#pragma once

#include <string>

#include "review/moment_facts.h"

namespace rettesnor::review {

struct SecondReviewer {
  std::string key;     ///< empty: nobody
  std::string reason;  ///< "owner" "responsible" "security_lead" "nobody"
};

/// The owner of the right's system, else who is responsible for it, else the security lead; a
/// current person, never the subject, `first` or an auditor. By the moment `now`, for a right of
/// `then`.
SecondReviewer second_reviewer_of(const MomentFacts& now, const MomentFacts& then,
                                  Index entitlement, const std::string& subject,
                                  const std::string& first);

}  // namespace rettesnor::review
