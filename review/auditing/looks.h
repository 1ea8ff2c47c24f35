// The auditor's questions, the security lead's too; each is logged before it is answered.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "review/auditing/audit_views.h"

namespace rettesnor::review {

class Change;

// A question about one person is shown to that person, as any look at her access is.
namespace auditing {

/// All answers of one campaign. Auditors alone.
core::Result<std::vector<DecisionLine>> decisions(const Change& held, core::CampaignId campaign,
                                                  core::Timestamp now);
/// Newest first; `before` 0 = from the end. Auditors alone.
core::Result<std::vector<core::LoggedEvent>> log(const Change& held, std::int64_t before,
                                                 std::size_t limit, core::Timestamp now);
core::Result<SearchResult> search(const Change& held, const DecisionSearch& wanted,
                                  core::Timestamp now);
/// not_found when the campaign has no such person.
core::Result<DecisionStory> story(const Change& held, core::CampaignId campaign,
                                  const std::string& subject, const std::string& entitlement,
                                  core::Timestamp now);
core::Result<Population> population(const Change& held, core::CampaignId campaign,
                                    core::Timestamp now);
/// At the end of the local day. Both read the right or the person as people write them; what is
/// meant must be one, else `choices` says which there are.
core::Result<AccessThen> who_had(const Change& held, const std::string& right, core::Date day,
                                 core::Timestamp now);
core::Result<AccessThen> had_what(const Change& held, const std::string& person, core::Date day,
                                  core::Timestamp now);

}  // namespace auditing

}  // namespace rettesnor::review
