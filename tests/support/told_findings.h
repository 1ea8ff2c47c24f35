// What the checks say of a town, short enough to compare in one line; and register rows for them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/checks.h"
#include "tests/support/town_builder.h"

namespace rettesnor::test {

/// All findings of a town, as run_checks() gives them.
reconcile::Findings findings_of(const BuiltTown& town);
/// Those with one code.
reconcile::Findings findings_of(const BuiltTown& town, std::string_view code);
/// "subject" or "subject > object" of each finding with the code, in the order of the findings.
/// One that a valid deviation covers ends in " (covered)".
std::vector<std::string> told(const BuiltTown& town, std::string_view code);
/// The only finding with the code; stops the test program when there are none or several.
core::Finding only(const BuiltTown& town, std::string_view code);

/// [[agreement]] on data processing, level 3; `shape` sets what differs.
Piece agreement(std::string_view id, std::string_view vendor, std::string_view from,
                std::string_view to, std::function<void(policies::Agreement&)> shape = nullptr);
/// [[vendor]].
Piece vendor(std::string_view cvr, std::string_view name,
             std::function<void(policies::Vendor&)> shape = nullptr);
/// The persons "ciso" and "chef", who hold the offices that a deviation needs.
Piece deciders();
/// [[deviation]] for one subject, recommended by "n-ciso" and approved by "n-chef"; both decide in
/// their offices.
Piece deviation(std::string_view number, std::string_view code, std::string_view subject,
                std::string_view from, std::string_view to,
                std::function<void(policies::Deviation&)> shape = nullptr);
/// [[threshold]] from 2020 on.
Piece threshold(std::string_view name, std::int64_t value);

}  // namespace rettesnor::test
