// Who looks into a finding, and what she noted.
#pragma once

#include <string>

#include "core/time.h"

namespace rettesnor::core {

/// Append-only: the newest of a finding says who has it.
struct FindingNote {
  std::string finding;   ///< TrackedFinding::id
  std::string assignee;  ///< Thing::key of a person, or empty: nobody
  std::string text;
  std::string noted_by;  ///< Thing::key of a person
  Timestamp noted_at;
};

}  // namespace rettesnor::core
