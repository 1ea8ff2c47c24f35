// Orphaned accounts and whose they are; what a person has, as she and others see it.
#pragma once

#include <string>
#include <vector>

#include "core/owner_question.h"
#include "core/result.h"
#include "review/accounts/access_views.h"
#include "review/accounts/orphans.h"

namespace rettesnor::review {

class Change;
class Read;

namespace accounts {

// Accounts that nobody rightly stands behind: IT, the security lead and auditors see them.
core::Result<std::vector<OrphanLine>> orphans(const Read& held);
/// The same people see which of them may stand; by day, then account.
core::Result<std::vector<AcceptedAccount>> accepted_accounts(const Read& held);
/// IT, from the next refresh() on. refused: herself; not_found: no such account or person;
/// invalid_input: no reason, or a day that has passed or lies beyond kLongestAcceptance;
/// conflict: it is to stand as nobody's, and is somebody's.
core::Result<void> settle_account(const Change& held, const AccountWord& word, core::Timestamp now);

/// IT hands one to who answers for its system. refused: she is that herself; conflict: nobody
/// is, or she was asked and has not answered; not_found: nobody has to look at that account.
core::Result<core::OwnerQuestion> ask_owner(const Change& held, const std::string& account,
                                            const std::string& words, core::Timestamp now);
/// What waits for her word. Everybody may look at what is hers.
core::Result<std::vector<OwnerQuestionView>> questions_to_owner(const Read& held);
/// Everybody's, for the mails about them.
core::Result<std::vector<OwnerQuestionView>> owner_questions(const Read& held);
/// "stands" makes it an accepted account that she answers for, "close" an order at the next
/// Orders::propose(). not_found: it does not wait for her; else as settle_account().
core::Result<void> answer_as_owner(const Change& held, const OwnerReply& reply,
                                   core::Timestamp now);

/// Everybody: what I have, why, and who decided.
core::Result<MyAccess> my_access(const Read& held);
/// Another person's; for whom she leads or is asked about, security lead, IT and auditor. Logged
/// before it is shown, and shown to that person.
core::Result<MyAccess> access_of(const Change& held, const std::string& person,
                                 core::Timestamp now);
/// For the demo's sign-in: a few people worth being, current ones, by name.
std::vector<PersonView> personas(const Read& held);

}  // namespace accounts

}  // namespace rettesnor::review
