// The JSON Schema of the settings file, made from the table of settings.
#pragma once

#include <string_view>

namespace rettesnor::policies {

/// Draft 7, made once. policies/settings.schema.json holds the same text, for editors.
std::string_view settings_schema();

}  // namespace rettesnor::policies
