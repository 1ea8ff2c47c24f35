// The findings as those who mend see them: values, free of markup and of language.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/finding_note.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

/// A finding as those who mend see it.
struct BoardFinding {
  core::TrackedFinding tracked;
  std::string system;  ///< or empty
  std::string unit;    ///< name of the unit of the person, account or unit, or empty
  std::optional<core::FindingNote> note;  ///< the newest
  std::string assignee_name;
  std::string noted_by_name;
  std::vector<core::FindingNote> earlier;  ///< newest first
};

struct FindingBoard {
  std::vector<BoardFinding> findings;  ///< worst first
  std::vector<PersonView> menders;     ///< to whom one can be given, by name
};

}  // namespace rettesnor::review
