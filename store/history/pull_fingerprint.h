// One hash over all that a pull says, so that the same pull again needs no comparison.
#pragma once

#include <string>

#include "core/pull.h"

namespace rettesnor::store {

/// SHA-256 over objects, member lists, held objects and completeness, in the order of the pull; its
/// times, rejected rows and the words of its gaps do not count. Equal fingerprints: applying the
/// second right after the first changes nothing. Unequal ones say nothing.
std::string fingerprint_of(const core::Pull& pull);

}  // namespace rettesnor::store
