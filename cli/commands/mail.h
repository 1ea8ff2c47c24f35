// `mail`: shows the mails that went out or will, and stops and starts them all.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct MailListOptions {
  std::size_t limit = 30;  ///< 0: all
};
struct MailShowOptions {
  std::int64_t mail = 0;
};
struct MailStopOptions {
  std::string reason;
};
struct MailStartOptions {};

core::Result<MailListOptions> mail_list_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_mail_list(App& app, const MailListOptions& options);
core::Result<MailShowOptions> mail_show_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_mail_show(App& app, const MailShowOptions& options);
core::Result<MailStopOptions> mail_stop_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_mail_stop(App& app, const MailStopOptions& options);
core::Result<MailStartOptions> mail_start_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_mail_start(App& app, const MailStartOptions& options);

}  // namespace rettesnor::cli
