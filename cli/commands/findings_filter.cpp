// Reads and applies the filters of `findings`.
#include <algorithm>

#include "cli/commands/findings.h"
#include "cli/commands/findings_filter.h"
#include "cli/severity.h"
#include "core/text.h"
#include "words/findings.h"

namespace rettesnor::cli {
namespace {

bool among(const std::string& value, const std::vector<std::string>& wanted) {
  return std::find(wanted.begin(), wanted.end(), core::fold(value)) != wanted.end();
}

/// The system in a ref: "System/login", "System:Name", or the whole of a system or source.
std::string system_of(const core::Thing& thing) {
  if (thing.kind == "account") return thing.ref.substr(0, thing.ref.find('/'));
  if (thing.kind == "entitlement") return thing.ref.substr(0, thing.ref.find(':'));
  if (thing.kind == "system" || thing.kind == "source") return thing.ref;
  return "";
}

bool is_in_system(const core::Finding& finding, const std::vector<std::string>& systems) {
  const auto value = finding.values.find("s");
  return among(system_of(finding.subject), systems) || among(system_of(finding.object), systems) ||
         (value != finding.values.end() && among(value->second, systems));
}

bool speaks_of(const core::Thing& thing, const std::string& folded) {
  if (core::fold(thing.ref) == folded) return true;
  if (thing.kind == "account" && core::fold(thing.ref).ends_with("/" + folded)) return true;
  return core::fold(thing.label).find(folded) != std::string::npos;
}

bool speaks_of_any(const core::Finding& finding, const std::vector<std::string>& persons) {
  return std::any_of(persons.begin(), persons.end(), [&](const std::string& folded) {
    if (speaks_of(finding.subject, folded) || speaks_of(finding.object, folded)) return true;
    // A rule on an account names its person in the path.
    for (const core::Path& path : finding.paths) {
      for (const core::PathStep& step : path) {
        if (step.kind == "person" && core::fold(step.ref).find(folded) != std::string::npos) {
          return true;
        }
      }
    }
    return false;
  });
}

std::vector<std::string> folded_list(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(core::fold(text));
  return out;
}

}  // namespace

core::Result<FindingFilter> finding_filter(App& app, const Arguments& arguments) {
  FindingFilter filter;
  filter.severities = TRY(severities_named(app, arguments.all("--severity")));
  for (const std::string& code : arguments.all("--code")) {
    const auto words = words::all_finding_words();
    const auto known = std::find_if(words.begin(), words.end(), [&](const auto& row) {
      return core::fold(row.code) == core::fold(code);
    });
    if (known == words.end()) {
      return fail_with(app, core::ErrorKind::invalid_input, Word::findings_unknown_code,
                       Word::findings_unknown_code_next, {{"code", code}});
    }
    filter.codes.push_back(core::fold(code));
  }
  filter.systems = folded_list(arguments.all("--system"));
  filter.persons = folded_list(arguments.all("--person"));
  filter.only_new = arguments.has("--new");
  filter.only_covered = arguments.has("--covered");
  filter.resolved_too = arguments.has("--resolved");
  return filter;
}

std::vector<core::TrackedFinding> filtered(const std::vector<core::TrackedFinding>& all,
                                           const FindingFilter& filter) {
  core::Timestamp newest{};
  for (const auto& tracked : all) newest = std::max(newest, tracked.last_seen);
  std::vector<core::TrackedFinding> out;
  for (const auto& tracked : all) {
    const core::Finding& finding = tracked.finding;
    if (tracked.resolved_at && !filter.resolved_too) continue;
    if (filter.only_covered && finding.covered_by.empty()) continue;
    if (filter.only_new && tracked.first_seen != newest) continue;
    if (!filter.severities.empty() && std::find(filter.severities.begin(), filter.severities.end(),
                                                finding.severity) == filter.severities.end()) {
      continue;
    }
    if (!filter.codes.empty() && !among(finding.code, filter.codes)) continue;
    if (!filter.systems.empty() && !is_in_system(finding, filter.systems)) continue;
    if (!filter.persons.empty() && !speaks_of_any(finding, filter.persons)) continue;
    out.push_back(tracked);
  }
  return out;
}

}  // namespace rettesnor::cli
