// A condition in one plain sentence, Danish and English.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "policies/policy.h"
#include "words/language.h"

namespace rettesnor::policies {

/// What a human calls a unit or a vendor; the id itself when it has no name.
using NameOf = std::function<std::string(Condition::Op op, const std::string& id)>;

/// "Ansat i Jobcenter eller under det, med stillingen socialrådgiver eller vikar, men ikke med
/// funktionen elev." Printable in a terminal; the same condition gives the same sentence.
std::string explain_condition(const Condition& condition, words::Language language,
                              const NameOf& name_of = {});

}  // namespace rettesnor::policies
