// The page of orphaned accounts as a pure function from views to HTML.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/order.h"
#include "review/accounts/orphans.h"
#include "review/organisation/person_view.h"
#include "web/parts/pages.h"
#include "web/parts/render.h"

namespace rettesnor::web {

struct OrphanLists {
  std::vector<review::OrphanLine> work;
  std::vector<review::AcceptedAccount> accepted;
  std::map<std::string, core::OrderId> closing;  ///< orders under way, by "System/login"
};
/// What was written in a form that was refused.
struct OrphanForm {
  std::string account;  ///< Thing::key: its forms stand open
  std::string typed;
  std::string until;
  std::string reason;
};
/// Why somebody must look at it, whose it was, since when; what every page says of one.
View situation_view(Language language, const review::Orphan& orphan,
                    const review::PersonView& person);
std::string orphans_page(const Frame& frame, const OrphanLists& lists, const OrphanForm& written,
                         const std::optional<Problem>& problem);

}  // namespace rettesnor::web
