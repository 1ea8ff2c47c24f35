// The commands about the policy, mails and the program itself, as rows of the table of commands.
#include "cli/upkeep_commands.h"

#include "cli/commands/break_glass.h"
#include "cli/commands/clock.h"
#include "cli/commands/completions.h"
#include "cli/commands/mail.h"
#include "cli/commands/policy_accept_name.h"
#include "cli/commands/policy_check.h"
#include "cli/commands/policy_simulate.h"
#include "cli/commands/version.h"

namespace rettesnor::cli {
namespace {

using Count = PositionalSpec::Count;

}  // namespace

std::vector<CommandSpec> upkeep_commands() {
  return {
      {"policy check",
       Word::section_policy,
       Word::summary_policy_check,
       Word::nothing,
       {{"FOLDER", Count::optional, Word::arg_policy_folder, Completes::folders}},
       {{"--schema", "", Word::option_schema}},
       {"rettesnor policy check", "rettesnor policy check --schema > policy.schema.json"},
       read_and_run<policy_check_options, run_policy_check>,
       StoreUse::shared},
      {"policy simulate",
       Word::section_policy,
       Word::summary_policy_simulate,
       Word::details_simulate,
       {{"DRAFT", Count::one, Word::arg_policy_draft, Completes::files}},
       {},
       {"rettesnor policy simulate udkast/roller.toml"},
       read_and_run<policy_simulate_options, run_policy_simulate>,
       StoreUse::shared},
      {"policy accept-name",
       Word::section_policy,
       Word::summary_policy_accept_name,
       Word::details_accept_name,
       {{"NAME", Count::one, Word::arg_policy_name},
        {"RIGHT", Count::optional, Word::arg_entitlement}},
       {kBy, kReason},
       {"rettesnor policy accept-name \"Kassebog:Bogfør\" --by agrav --reason Omdøbt"},
       read_and_run<accept_name_options, run_accept_name>,
       StoreUse::history},
      {"mail list",
       Word::section_mail,
       Word::summary_mail_list,
       Word::nothing,
       {},
       {kLimit},
       {"rettesnor mail", "rettesnor mail list --limit 20 --json"},
       read_and_run<mail_list_options, run_mail_list>,
       StoreUse::shared},
      {"mail show",
       Word::section_mail,
       Word::summary_mail_show,
       Word::nothing,
       {{"N", Count::one, Word::arg_mail}},
       {},
       {"rettesnor mail show 12"},
       read_and_run<mail_show_options, run_mail_show>,
       StoreUse::shared},
      {"mail stop",
       Word::section_mail,
       Word::summary_mail_stop,
       Word::details_mail_stop,
       {},
       {kReason},
       {"rettesnor mail stop --reason \"Forkert frist i kampagnen\""},
       read_and_run<mail_stop_options, run_mail_stop>,
       StoreUse::none},
      {"mail start",
       Word::section_mail,
       Word::summary_mail_start,
       Word::details_mail_stop,
       {},
       {},
       {"rettesnor mail start"},
       read_and_run<mail_start_options, run_mail_start>,
       StoreUse::none},
      {"break-glass set",
       Word::section_other,
       Word::summary_break_glass_set,
       Word::details_break_glass_set,
       {},
       {},
       {"rettesnor break-glass set"},
       read_and_run<break_glass_options, run_break_glass_set>,
       StoreUse::none},
      {"clock accept",
       Word::section_other,
       Word::summary_clock_accept,
       Word::details_clock_accept,
       {},
       {kBy, kReason},
       {"rettesnor clock accept --by meho --reason \"Slukket i tre måneder\""},
       read_and_run<clock_options, run_clock_accept>,
       StoreUse::history},
      {"completions",
       Word::section_other,
       Word::summary_completions,
       Word::nothing,
       {{"SHELL", Count::one, Word::arg_shell}},
       {},
       {"source <(rettesnor completions bash)"},
       read_and_run<completions_options, run_completions>,
       StoreUse::none},
      {"version",
       Word::section_other,
       Word::summary_version,
       Word::nothing,
       {},
       {},
       {"rettesnor version"},
       read_and_run<version_options, run_version>,
       StoreUse::none},
  };
}

}  // namespace rettesnor::cli
