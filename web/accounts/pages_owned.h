// The page where who owns a system answers about accounts there, from views to HTML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/accounts/orphans.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

/// What was written in a form that was refused.
struct OwnedForm {
  std::int64_t question = 0;
  std::optional<core::OwnerVerdict> verdict;
  std::string words;
  std::string until;
};
enum class Thanks : std::uint8_t { unsaid, said };
std::string owned_page(const Frame& frame, const std::vector<review::OwnerQuestionView>& questions,
                       const OwnedForm& written, Thanks thanks,
                       const std::optional<Problem>& problem);

}  // namespace rettesnor::web
