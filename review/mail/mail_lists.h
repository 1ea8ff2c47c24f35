// Whom the program writes to by itself, and what became of the mails.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "review/mail/open_lists.h"

namespace rettesnor::review {

class Read;

namespace mail {

/// Lists of open campaigns that are not finished; by campaign, then reviewer.
core::Result<std::vector<OpenList>> open_lists(const Read& held);
/// In the order asked for. Who is no longer current has no address.
core::Result<std::vector<Addressee>> addressees(const Read& held,
                                                const std::vector<std::string>& people);
/// Keys, in the order of the policy.
core::Result<std::vector<std::string>> review_administrators(const Read& held);
/// For review administrators; newest first, at most `limit`, all that failed first.
core::Result<MailBox> mails(const Read& held, std::size_t limit);

}  // namespace mail

}  // namespace rettesnor::review
