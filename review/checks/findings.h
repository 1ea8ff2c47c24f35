// What is not as it ought to be, found and shown to those who mend.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "core/finding_note.h"
#include "core/result.h"
#include "review/checks/finding_views.h"
#include "store/store.h"

namespace rettesnor::review {

class Change;
class Read;

namespace checks {

/// Of the newest moment: about access and about how it is reviewed, in one list.
core::Result<std::vector<core::Finding>> find(const Read& held);
/// Brings the table of findings to find().
core::Result<store::TrackResult> reconcile(const Change& held, core::Timestamp now);
/// IT, the security lead and auditors.
core::Result<FindingBoard> finding_board(const Read& held);
/// IT and the security lead. An empty assignee gives it back; refused for who does not mend.
core::Result<core::FindingNote> note_finding(const Change& held, const std::string& finding,
                                             const std::string& assignee, const std::string& text,
                                             core::Timestamp now);

}  // namespace checks

}  // namespace rettesnor::review
