// The offices that the policy appoints people to and the program knows.
#pragma once

#include <array>
#include <string_view>

namespace rettesnor::policies {

inline constexpr std::string_view kSecurityLead = "informationssikkerhedsleder";
/// Chefgruppen; who leads the whole, or a unit right below it, is of it without an appointment.
inline constexpr std::string_view kExecutiveGroup = "chefgruppen";
inline constexpr std::string_view kReviewAdministrator = "attesteringsadministrator";
inline constexpr std::string_view kItOperations = "it-drift";
inline constexpr std::string_view kItAuditor = "it-revisor";
inline constexpr std::string_view kAuditor = "revisor";

inline constexpr auto kKnownOffices = std::to_array<std::string_view>(
    {kReviewAdministrator, kExecutiveGroup, "databeskyttelsesraadgiver", kSecurityLead,
     kItOperations, kItAuditor, kAuditor});

}  // namespace rettesnor::policies
