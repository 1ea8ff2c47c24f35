// What every way to answer goes through: whether it may be given, and that it is kept once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "review/answers/answers.h"
#include "review/campaigns/campaign_room.h"
#include "store/store.h"

namespace rettesnor::review {

class Authority;

/// How an answer came to be: on its own, with other green ones, or as one word about a person.
enum class AnswerManner : std::uint8_t { single, green, person };

/// Everything that answers::give() checks; the decision that would be kept.
core::Result<core::Decision> checked(const Read& held, const CampaignRoom& in, const Authority& who,
                                     const GivenAnswer& given, AnswerManner manner,
                                     core::Timestamp at);
core::Result<std::vector<core::Decision>> keep(
    const Change& held, CampaignRoom& in, const std::vector<core::Decision>& decisions,
    const std::optional<store::Store::AlsoReported>& also = std::nullopt);

/// The person of a list; refused for a list that is not hers, not_found for who is not in it.
core::Result<const ListedPerson*> listed_for(const CampaignRoom& in, const Authority& who,
                                             const std::string& reviewer,
                                             const std::string& subject);
ConsultLine line_of(const Read& held, const core::Consultation& consultation);

}  // namespace rettesnor::review
