// Fills the placeholders of a catalogue's sentence.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rettesnor::review {

/// `{name}` becomes its value, as it is; one without a value becomes nothing.
std::string filled(std::string_view sentence, const std::map<std::string, std::string>& values);

}  // namespace rettesnor::review
