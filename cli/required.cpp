// Asks for options that a command cannot do without.
#include "cli/required.h"

namespace rettesnor::cli {

core::Result<std::string> required(const App& app, const Arguments& arguments,
                                   std::string_view option) {
  const std::string value = arguments.get(option);
  if (value.find_first_not_of(" \t") == std::string::npos) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::required_option,
                     Word::required_option_next, {{"option", std::string(option)}});
  }
  return value;
}

core::Result<core::Date> required_day(const App& app, const Arguments& arguments,
                                      std::string_view option) {
  const std::string text = TRY(required(app, arguments, option));
  if (const auto day = core::parse_date(text)) return *day;
  return fail_with(app, core::ErrorKind::invalid_input, Word::bad_day, Word::bad_day_next,
                   {{"text", text}});
}

}  // namespace rettesnor::cli
