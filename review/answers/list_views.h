// What a reviewer is shown of one person of her list, and a colleague of one row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/campaigns/campaign_views.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

/// One person of a reviewer's list; rows by risk, then system and name.
struct ReviewPage {
  core::Campaign campaign;
  PersonView reviewer;     ///< whose list it is
  bool on_behalf = false;  ///< the reader stands in for the reviewer
  PersonView subject;
  RouteReason route = RouteReason::leader;
  int position = 0;  ///< 1-based in the reviewer's list
  int total = 0;
  std::optional<std::string> previous_subject, next_subject;  ///< keys
  std::vector<ReviewRow> rows;
  /// Kept before, as they were then, and not asked about again; `previous` says when and by whom.
  std::vector<ReviewRow> carried;
  bool signed_off = false;
  /// Asked about the person, and not only about single rows: may see what else she has.
  bool sees_person = false;
  About about = About::people;           ///< what `subject` is
  std::optional<core::Report> reported;  ///< the newest of kind left or not_my_employee, of here
};

/// A right of the person that this reviewer is not asked about.
struct OtherRight {
  ReviewRow row;
  std::string who;     ///< name of who decides, or empty
  std::string reason;  ///< "exempt" (nobody reviews it), "first" (somebody else decides), "carried"
};

/// What became of a person's rights since she was last reviewed.
struct RightChange {
  enum class What : std::uint8_t { granted, removed } what = What::granted;
  std::string ref, name, description, system;
  Sensitivity sensitivity = Sensitivity::ordinary;
  std::optional<core::Timestamp> since;  ///< granted: as far as anybody knows
};

struct PersonChanges {
  std::string campaign_name;             ///< the earlier one; empty: there is none
  std::optional<core::Timestamp> since;  ///< its moment
  std::vector<RightChange> changes;      ///< granted first, then removed, then by system and name
};

/// A question as the colleague sees it.
struct ConsultPage {
  ConsultLine line;
  core::Campaign campaign;
  PersonView subject;
  ReviewRow row;
};

/// What somebody said that IT should hear of.
struct ReportLine {
  core::Report report;
  PersonView subject;
  std::string thing;  ///< how the right or account is called, or empty
  std::string reported_by_name;
};

}  // namespace rettesnor::review
