// Rows that are written as a part of several changes.
#pragma once

#include "core/campaign.h"
#include "core/result.h"
#include "store/database.h"
#include "store/store.h"

namespace rettesnor::store {

/// Gives it its id.
core::Result<core::Report> insert_report(const Writer& writer, core::Report report);
/// not_found when the account does not exist.
core::Result<void> insert_link(const Writer& writer, const LinkWord& word);

}  // namespace rettesnor::store
