// Looks up what was typed.
#include "cli/arguments.h"

namespace rettesnor::cli {

std::string Arguments::get(std::string_view name) const {
  return find(name).value_or("");
}

std::optional<std::string> Arguments::find(std::string_view name) const {
  const auto at = values_.find(name);
  if (at == values_.end() || at->second.empty()) return std::nullopt;
  return at->second.front();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto at = values_.find(name);
  return at == values_.end() ? std::vector<std::string>{} : at->second;
}

}  // namespace rettesnor::cli
