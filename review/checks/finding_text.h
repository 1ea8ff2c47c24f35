// The words of a finding for rooms that do not know the reconciler.
#pragma once

#include <string>
#include <string_view>

#include "core/finding.h"

namespace rettesnor::review {

enum class TextLanguage { danish, english };

/// "Forældreløs konto"; the code itself when it is unknown.
std::string finding_title(std::string_view code, TextLanguage language);
/// The whole sentence with its values, safe to print (not escaped for HTML).
std::string finding_sentence(const core::Finding& finding, TextLanguage language);

}  // namespace rettesnor::review
