// Which lists each check's conclusion from absence needs, and the findings that did not earn
// theirs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// What has to be read whole before a check may say that something is not there.
enum class Needed : std::uint8_t {
  nothing,     ///< concludes from what is there
  people,      ///< everybody that any source tells of: she may have another capacity, or be known
  members,     ///< who else has the right that it speaks of, and what is told of each membership
  attributes,  ///< what is told of the account or right that it speaks of
};

/// Of each check and of each finding about reviewing; a test holds the table complete. Empty for a
/// code that has no row.
std::optional<Needed> needed_by(std::string_view code);

/// Takes out what cannot be known. Costs nothing when all lists are whole.
NotJudged take_out_unearned(const CheckInput& input, Findings& findings);

}  // namespace rettesnor::reconcile
