// `serve`: the web pages, until somebody stops them.
#pragma once

#include "cli/app.h"

namespace rettesnor::cli {

struct ServeOptions {
  std::string address = "127.0.0.1";
  int port = 8443;  ///< 0: the system chooses
  std::string certificate_file;
  std::string key_file;
  std::vector<std::string> names;  ///< under which a proxy in front is asked
  enum class Demo { off, personas } demo = Demo::off;
  enum class Schedule { off, on } schedule = Schedule::on;  ///< off: no pulls and no mails
};

core::Result<ServeOptions> serve_options(App& app, const Arguments& arguments);
/// Returns when SIGINT or SIGTERM came and every answer that had begun is out. `--demo` is refused
/// on data of a municipality that is not the fixture town.
core::Result<ExitCode> run_serve(App& app, const ServeOptions& options);

}  // namespace rettesnor::cli
