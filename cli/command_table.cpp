// The table of commands.
#include "cli/command_table.h"

#include "cli/commands/access.h"
#include "cli/commands/campaign.h"
#include "cli/commands/check.h"
#include "cli/commands/findings.h"
#include "cli/commands/init.h"
#include "cli/commands/link.h"
#include "cli/commands/overview.h"
#include "cli/commands/quarantine.h"
#include "cli/commands/reconcile.h"
#include "cli/commands/serve.h"
#include "cli/commands/sources.h"
#include "cli/commands/sync.h"
#include "cli/commands/who.h"
#include "cli/order_commands.h"
#include "cli/upkeep_commands.h"

namespace rettesnor::cli {
namespace {

using Count = PositionalSpec::Count;

const OptionSpec kAsOf{"--as-of", "DATE", Word::option_as_of};

std::vector<OptionSpec> filters_and(std::vector<OptionSpec> more) {
  constexpr auto kMany = OptionSpec::Count::many;
  std::vector<OptionSpec> options = {
      {"--severity", "LEVEL", Word::option_severity, Completes::severities, kMany},
      {"--code", "CODE", Word::option_code, Completes::nothing, kMany},
      {"--system", "NAME", Word::option_system, Completes::nothing, kMany},
      {"--person", "NAME", Word::option_person, Completes::nothing, kMany},
      {"--new", "", Word::option_new},
      {"--covered", "", Word::option_covered},
      {"--resolved", "", Word::option_resolved},
  };
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

std::vector<CommandSpec> commands_to_start() {
  return {
      {"init",
       Word::section_start,
       Word::summary_init,
       Word::nothing,
       {{"FOLDER", Count::optional, Word::arg_folder_init, Completes::folders}},
       {},
       {"rettesnor init", "rettesnor init /etc/rettesnor"},
       read_and_run<init_options, run_init>,
       StoreUse::none},
      {"check",
       Word::section_start,
       Word::summary_check,
       Word::nothing,
       {{"SOURCE", Count::any, Word::arg_sources, Completes::sources}},
       {},
       {"rettesnor check", "rettesnor check kataloget"},
       read_and_run<check_options, run_check>,
       StoreUse::none},
      {"sync",
       Word::section_start,
       Word::summary_sync,
       Word::details_sync,
       {{"SOURCE", Count::any, Word::arg_sources, Completes::sources}},
       {{"--dry-run", "", Word::option_dry_run},
        {"--raise-limit", "PERCENT", Word::option_raise_limit},
        kBy,
        kReason},
       {"rettesnor sync", "rettesnor sync kataloget --dry-run"},
       read_and_run<sync_options, run_sync>,
       StoreUse::history},
      {"reconcile",
       Word::section_start,
       Word::summary_reconcile,
       Word::details_reconcile,
       {},
       {{"--fail-on", "LEVEL", Word::option_fail_on, Completes::severities}},
       {"rettesnor reconcile", "rettesnor reconcile --quiet --fail-on critical"},
       read_and_run<reconcile_options, run_reconcile>,
       StoreUse::shared},
      {"overview",
       Word::section_start,
       Word::summary_overview,
       Word::nothing,
       {},
       {},
       {"rettesnor overview"},
       read_and_run<overview_options, run_overview>,
       StoreUse::shared},
      {"serve",
       Word::section_start,
       Word::summary_serve,
       Word::details_serve,
       {},
       {{"--address", "ADDRESS", Word::option_address},
        {"--port", "N", Word::option_port},
        {"--certificate", "FILE", Word::option_certificate, Completes::files},
        {"--key", "FILE", Word::option_key, Completes::files},
        {"--name", "HOST", Word::option_name, Completes::nothing, OptionSpec::Count::many},
        {"--no-schedule", "", Word::option_no_schedule},
        {"--demo", "", Word::option_demo}},
       {"rettesnor serve --demo --port 8080"},
       read_and_run<serve_options, run_serve>,
       StoreUse::exclusive},
  };
}

std::vector<CommandSpec> commands_to_ask() {
  return {
      {"findings list",
       Word::section_ask,
       Word::summary_findings_list,
       Word::nothing,
       {},
       filters_and({kLimit}),
       {"rettesnor findings", "rettesnor findings list --severity critical,high --system Kataloget",
        "rettesnor findings list --new --json"},
       read_and_run<findings_list_options, run_findings_list>,
       StoreUse::shared},
      {"findings show",
       Word::section_ask,
       Word::summary_findings_show,
       Word::nothing,
       {{"ID", Count::one, Word::arg_finding}},
       {},
       {"rettesnor findings show 3f2a1b9c"},
       read_and_run<findings_show_options, run_findings_show>,
       StoreUse::shared},
      {"findings export",
       Word::section_ask,
       Word::summary_findings_export,
       Word::nothing,
       {},
       filters_and({{"--output", "FILE", Word::option_output, Completes::files}}),
       {"rettesnor findings export --output fund.csv", "rettesnor findings export --json"},
       read_and_run<findings_export_options, run_findings_export>,
       StoreUse::shared},
      {"who",
       Word::section_ask,
       Word::summary_who,
       Word::details_who,
       {{"PERSON", Count::one, Word::arg_person}},
       {kAsOf},
       {"rettesnor who \"Mette Holm\"", "rettesnor who Kataloget/meho --as-of 30.09.2026"},
       read_and_run<who_options, run_who>,
       StoreUse::shared},
      {"access",
       Word::section_ask,
       Word::summary_access,
       Word::nothing,
       {{"ENTITLEMENT", Count::one, Word::arg_entitlement}},
       {kAsOf},
       {"rettesnor access \"Lønbro:Godkend løn\"", "rettesnor access G_Drift --as-of 30.09.2026"},
       read_and_run<access_options, run_access>,
       StoreUse::shared},
      {"sources",
       Word::section_ask,
       Word::summary_sources,
       Word::nothing,
       {},
       {},
       {"rettesnor sources"},
       read_and_run<sources_options, run_sources>,
       StoreUse::shared},
      {"pulls",
       Word::section_ask,
       Word::summary_pulls,
       Word::nothing,
       {{"SOURCE", Count::optional, Word::arg_source, Completes::sources}},
       {kLimit},
       {"rettesnor pulls kataloget --limit 5"},
       read_and_run<pulls_options, run_pulls>,
       StoreUse::shared},
  };
}

std::vector<CommandSpec> commands_to_decide() {
  const PositionalSpec pull{"N", Count::one, Word::arg_pull};
  return {
      {"quarantine list",
       Word::section_decide,
       Word::summary_quarantine_list,
       Word::nothing,
       {},
       {},
       {"rettesnor quarantine"},
       read_and_run<quarantine_list_options, run_quarantine_list>,
       StoreUse::shared},
      {"quarantine show",
       Word::section_decide,
       Word::summary_quarantine_show,
       Word::nothing,
       {pull},
       {},
       {"rettesnor quarantine show 17"},
       read_and_run<quarantine_show_options, run_quarantine_show>,
       StoreUse::shared},
      {"quarantine release",
       Word::section_decide,
       Word::summary_quarantine_release,
       Word::details_quarantine_decide,
       {pull},
       {kBy, kReason},
       {"rettesnor quarantine release 17 --by meho --reason \"Skolen er lagt sammen\""},
       read_and_run<quarantine_decision, run_quarantine_release>,
       StoreUse::history},
      {"quarantine reject",
       Word::section_decide,
       Word::summary_quarantine_reject,
       Word::details_quarantine_decide,
       {pull},
       {kBy, kReason},
       {"rettesnor quarantine reject 17 --by meho --reason \"Filen var tom\""},
       read_and_run<quarantine_decision, run_quarantine_reject>,
       StoreUse::shared},
      {"campaign list",
       Word::section_decide,
       Word::summary_campaign_list,
       Word::details_campaign,
       {},
       {},
       {"rettesnor campaign"},
       read_and_run<campaign_list_options, run_campaign_list>,
       StoreUse::shared},
      {"campaign open",
       Word::section_decide,
       Word::summary_campaign_open,
       Word::details_campaign,
       {{"NAME", Count::one, Word::arg_campaign_name}},
       {{"--deadline", "DATE", Word::option_deadline},
        {"--kind", "KIND", Word::option_campaign_kind},
        {"--carry", "N", Word::option_carry},
        {"--again", "N", Word::option_again},
        {"--one-reviewer", "", Word::option_one_reviewer},
        kBy},
       {"rettesnor campaign open \"Forår 2027\" --deadline 2027-05-01 --by agrav"},
       read_and_run<campaign_opening, run_campaign_open>,
       StoreUse::shared},
      {"campaign close",
       Word::section_decide,
       Word::summary_campaign_close,
       Word::details_campaign,
       {{"N", Count::one, Word::arg_campaign}},
       {kBy, kReason},
       {"rettesnor campaign close 1 --by agrav --reason \"Fristen er udløbet\""},
       read_and_run<campaign_closing, run_campaign_close>,
       StoreUse::shared},
      {"link",
       Word::section_decide,
       Word::summary_link,
       Word::details_link,
       {{"ACCOUNT", Count::one, Word::arg_account}, {"PERSON", Count::optional, Word::arg_person}},
       {{"--nobody", "", Word::option_nobody}, kBy, kReason},
       {"rettesnor link Kataloget/mesor 10423 --by meho --reason \"Spurgt i går\"",
        "rettesnor link Kataloget/scanner1 --nobody --by meho --reason \"En printer\""},
       read_and_run<link_options, run_link>,
       StoreUse::history},
  };
}

std::vector<CommandSpec> joined() {
  std::vector<CommandSpec> all;
  for (auto part : {commands_to_start(), commands_to_ask(), commands_to_decide(),
                    commands_on_orders(), upkeep_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

std::span<const CommandSpec> all_commands() {
  static const std::vector<CommandSpec> commands = joined();
  return commands;
}

std::span<const OptionSpec> global_options() {
  static const std::vector<OptionSpec> options = {
      {"--settings", "FILE", Word::global_settings, Completes::files},
      {"--data", "FOLDER", Word::global_data, Completes::folders},
      {"--language", "LANG", Word::global_language, Completes::languages},
      {"--json", "", Word::global_json},
      {"--now", "TIMESTAMP", Word::global_now},
      {"--no-color", "", Word::global_no_color},
      {"--quiet", "", Word::global_quiet},
      {"--verbose", "", Word::global_verbose},
      {"--help", "", Word::global_help},
  };
  return options;
}

std::span<const GroupSpec> all_groups() {
  static const std::vector<GroupSpec> groups = {
      {"findings", "findings list", Word::summary_findings},
      {"quarantine", "quarantine list", Word::summary_quarantine},
      {"campaign", "campaign list", Word::summary_campaign},
      {"orders", "orders list", Word::summary_orders},
      {"orphans", "orphans list", Word::summary_orphans_group},
      {"policy", "", Word::summary_policy},
      {"mail", "mail list", Word::summary_mail},
      {"break-glass", "", Word::summary_break_glass},
      {"clock", "", Word::summary_clock},
  };
  return groups;
}

std::string label_of(Language language, std::string_view value_name) {
  struct Row {
    std::string_view name;
    Word label;
  };
  static constexpr Row kRows[] = {
      {"FILE", Word::label_file},       {"FOLDER", Word::label_folder},
      {"LANG", Word::label_language},   {"TIMESTAMP", Word::label_timestamp},
      {"SOURCE", Word::label_source},   {"PERCENT", Word::label_percent},
      {"LEVEL", Word::label_level},     {"CODE", Word::label_code},
      {"NAME", Word::label_name},       {"N", Word::label_number},
      {"ID", Word::label_id},           {"DATE", Word::label_date},
      {"TEXT", Word::label_text},       {"LOGIN", Word::label_login},
      {"PERSON", Word::label_person},   {"ENTITLEMENT", Word::label_entitlement},
      {"ACCOUNT", Word::label_account}, {"DRAFT", Word::label_draft},
      {"SHELL", Word::label_shell},     {"ADDRESS", Word::label_address},
      {"HOST", Word::label_host},       {"GROUP", Word::label_group},
  };
  for (const Row& row : kRows) {
    if (row.name == value_name) return say(language, row.label);
  }
  return std::string(value_name);
}

const CommandSpec* command_named(std::string_view path) {
  for (const CommandSpec& command : all_commands()) {
    if (command.path == path) return &command;
  }
  return nullptr;
}

const GroupSpec* group_named(std::string_view name) {
  for (const GroupSpec& group : all_groups()) {
    if (group.name == name) return &group;
  }
  return nullptr;
}

}  // namespace rettesnor::cli
