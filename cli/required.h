// Options that a command cannot do without.
#pragma once

#include <string>
#include <string_view>

#include "cli/app.h"

namespace rettesnor::cli {

/// The option's value; invalid_input when it is missing or only spaces.
core::Result<std::string> required(const App& app, const Arguments& arguments,
                                   std::string_view option);

/// The same as a day; invalid_input when it is none.
core::Result<core::Date> required_day(const App& app, const Arguments& arguments,
                                      std::string_view option);

}  // namespace rettesnor::cli
