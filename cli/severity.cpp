// Reads severities as people type them.
#include "cli/severity.h"

#include "cli/output/finding_list.h"
#include "core/text.h"

namespace rettesnor::cli {

core::Result<core::Severity> severity_named(const App& app, const std::string& text) {
  const std::string folded = core::fold(text);
  for (const core::Severity severity : kAllSeverities) {
    if (folded == core::name_of(severity) ||
        folded == core::fold(say(Language::danish, word_of(severity))) ||
        folded == core::fold(say(Language::english, word_of(severity)))) {
      return severity;
    }
  }
  return fail_with(app, core::ErrorKind::invalid_input, Word::severity_unknown,
                   Word::severity_unknown_next, {{"text", text}});
}

core::Result<std::vector<core::Severity>> severities_named(const App& app,
                                                           const std::vector<std::string>& texts) {
  std::vector<core::Severity> found;
  for (const std::string& text : texts) {
    std::size_t at = 0;
    while (at <= text.size()) {
      const std::size_t end = std::min(text.find(',', at), text.size());
      found.push_back(TRY(severity_named(app, text.substr(at, end - at))));
      at = end + 1;
    }
  }
  return found;
}

}  // namespace rettesnor::cli
