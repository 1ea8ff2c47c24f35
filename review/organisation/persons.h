// Who somebody is and what she may, by key, account or name; who stands in for whom.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/kinds.h"
#include "core/campaign.h"
#include "core/result.h"
#include "review/organisation/authority.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

class Change;
class Read;

enum class AccountName : std::uint8_t { login, user_principal_name };

namespace organisation {

/// refused when she may not; not_found when no current person is meant by exactly this key.
core::Result<Authority> authority(const Read& held, const std::string& person);
/// The current person whose account this is ("System/login" or login); a second account is the
/// same person. not_found otherwise.
core::Result<std::string> person_of_login(const Read& held, const std::string& login);
/// The current person whose account this is, by exactly one of its names in exactly that system;
/// a second account is the same person. not_found otherwise.
core::Result<std::string> person_of_account(const Read& held, const std::string& system,
                                            AccountName kind, const std::string& name);
/// By key, by login, or by full name, among current people.
PersonMeant person_meant(const Read& held, const std::string& typed);
/// Name for a person's key; the key itself when nobody knows it any longer.
std::string name_of_person(const Read& held, const std::string& key);

/// Leaders arrange their own; review administrators anybody's. refused: oneself as deputy, a
/// deputy of a deputy, longer than 12 months, a period that is over. A wish with `ended_at` ends,
/// now, the one of the same leader, deputy and first day; not_found when there is none.
core::Result<core::Deputyship> arrange_deputy(const Change& held, const core::Deputyship& wish,
                                              core::Timestamp now);
core::Result<std::vector<core::Deputyship>> deputyships(const Read& held);

/// "da" or "en": how she reads, also mails.
core::Result<void> choose_language(const Change& held, const std::string& language);
/// Writes an event of the program itself or of a person.
core::Result<void> note(const Change& held, audit::Kind kind, const std::string& actor,
                        const std::map<std::string, std::string>& facts, core::Timestamp now);

}  // namespace organisation

}  // namespace rettesnor::review
