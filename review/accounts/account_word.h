// A human's word on an account: whether it may be given, and how it is kept.
#pragma once

#include "core/result.h"
#include "reconcile/access_graph.h"
#include "review/accounts/orphans.h"
#include "store/store.h"

namespace rettesnor::review {

/// Something, and at most 1,000 bytes of it; as valid UTF-8.
core::Result<std::string> told_reason(const std::string& words);
/// May it stand as nobody's until then, for `person` to answer for? invalid_input: the day;
/// conflict: it is somebody's.
core::Result<void> check_acceptance(const reconcile::AccessGraph& graph, core::Index account,
                                    core::Index person, core::Date until);
/// Who says it, why and when is left to fill in.
store::LinkWord link_word(const reconcile::AccessGraph& graph, core::Index account,
                          core::Index person);

}  // namespace rettesnor::review
