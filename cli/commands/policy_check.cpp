// `policy check`: reads a policy and says what is wrong, with file and line.
#include "cli/commands/policy_check.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output/silent_checks.h"
#include "core/text.h"
#include "policies/silent_checks.h"
#include "reconcile/policy_notes.h"
#include "words/error.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;
using policies::Complaint;

json complaint_json(const Complaint& complaint, Language language) {
  return {{"weight", complaint.weight == Complaint::Weight::error ? "error" : "warning"},
          {"file", complaint.origin.file},
          {"line", complaint.origin.line},
          {"path", complaint.path},
          {"reason", words::told(complaint.reason, language)}};
}

void show(Screen& screen, const Complaint& complaint) {
  const bool error = complaint.weight == Complaint::Weight::error;
  Line line = {
      {screen.text(error ? Word::policy_error : Word::check_note),
       error ? Tone::critical : Tone::medium},
      {" " + core::printable(policies::show(complaint, screen.language()), 1000), Tone::plain}};
  screen.paragraph(line, 0, 2);
}

/// What the sources hold, when there are settings and a history; a policy can be checked without.
std::vector<Complaint> against_reality(App& app, const policies::Policy& policy) {
  const auto store = app.store_with_history();
  const auto zone = app.zone();
  if (!store || !zone) return {};
  const auto snapshot = (*store)->latest();
  if (!snapshot || snapshot->sources.empty()) return {};
  return reconcile::policy_notes(
      reconcile::build_access_graph(*snapshot, policy, **zone, app.now()));
}

}  // namespace

core::Result<PolicyCheckOptions> policy_check_options(App&, const Arguments& arguments) {
  PolicyCheckOptions options{.folder = arguments.find("FOLDER")};
  if (arguments.has("--schema")) options.print = PolicyCheckOptions::Print::schema;
  return options;
}

core::Result<ExitCode> run_policy_check(App& app, const PolicyCheckOptions& options) {
  if (options.print == PolicyCheckOptions::Print::schema) {
    app.machine().out << policies::policy_schema();
    return ExitCode::fine;
  }
  const std::string folder = options.folder ? *options.folder : TRY(app.settings())->policy_folder;
  const policies::PolicyReading reading = TRY(policies::read_policy(folder));
  std::vector<Complaint> complaints = reading.complaints;
  if (reading.usable()) {
    const auto more = against_reality(app, reading.policy);
    complaints.insert(complaints.end(), more.begin(), more.end());
  }
  const auto errors = std::count_if(complaints.begin(), complaints.end(), [](const Complaint& c) {
    return c.weight == Complaint::Weight::error;
  });
  const auto warnings = static_cast<std::int64_t>(complaints.size()) - errors;
  const ExitCode code = errors == 0 ? ExitCode::fine : ExitCode::usage;
  if (app.json()) {
    json list = json::array();
    for (const Complaint& complaint : complaints) {
      list.push_back(complaint_json(complaint, app.language()));
    }
    json silent = json::array();
    for (const policies::SilentChecks& checks : policies::silent_checks(reading.policy)) {
      silent.push_back({{"without", checks.without}, {"codes", checks.codes}});
    }
    app.print({{"folder", folder},
               {"errors", errors},
               {"warnings", warnings},
               {"complaints", list},
               {"silent", silent},
               {"fingerprint", reading.policy.fingerprint},
               {"exit_code", static_cast<int>(code)}});
    return code;
  }
  Screen& screen = app.screen();
  for (const Complaint& complaint : complaints) show(screen, complaint);
  const policies::Policy& policy = reading.policy;
  tell_silent_checks(screen, policy);
  if (!complaints.empty()) screen.line();
  screen.say(errors == 0 ? Word::policy_good : Word::policy_bad,
             {{"folder", folder},
              {"errors", screen.count(Word::policy_errors, errors)},
              {"warnings", screen.count(Word::policy_warnings, warnings)}},
             errors == 0 ? Tone::good : Tone::critical);
  const auto n = [&](std::size_t size) { return screen.number(static_cast<std::int64_t>(size)); };
  screen.say(Word::policy_holds, {{"roles", n(policy.roles.size())},
                                  {"sod", n(policy.sod_rules.size())},
                                  {"systems", n(policy.systems.size())},
                                  {"entitlements", n(policy.entitlements.size())},
                                  {"agreements", n(policy.agreements.size())},
                                  {"deviations", n(policy.deviations.size())}});
  return code;
}

}  // namespace rettesnor::cli
