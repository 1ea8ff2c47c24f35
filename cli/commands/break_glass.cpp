// `break-glass set`: reads the password where nobody sees it, and keeps its hash.
#include "cli/commands/break_glass.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/ways_in.h"
#include "connectors/sign_in/break_glass.h"
#include "core/secret.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;

constexpr std::size_t kLongest = 1024;

/// Switches the terminal's echo off, and back when it goes.
class Unseen {
 public:
  Unseen() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    held_ = true;
    termios without = before_;
    without.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &without);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (held_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool held_ = false;
};

Result<core::Secret> one_line(App& app) {
  std::string line;
  line.reserve(kLongest + 1);  // so that no half of it is left behind when it grows
  for (char c = 0; line.size() <= kLongest && std::cin.get(c) && c != '\n';) line += c;
  if (line.ends_with('\r')) line.pop_back();
  const bool usable = !line.empty() && line.size() <= kLongest;
  core::Secret secret(line);
  explicit_bzero(line.data(), line.size());
  if (usable) return secret;
  return fail_with(app, ErrorKind::invalid_input, Word::break_glass_nothing,
                   Word::break_glass_nothing_next);
}

Result<core::Secret> typed_password(App& app) {
  if (isatty(STDIN_FILENO) == 0) return one_line(app);
  const Unseen unseen;
  const auto ask = [&](Word question) {
    app.machine().err << say(app.language(), question) << " " << std::flush;
    auto typed = one_line(app);
    app.machine().err << "\n";
    return typed;
  };
  core::Secret first = TRY(ask(Word::break_glass_ask));
  const core::Secret second = TRY(ask(Word::break_glass_ask_again));
  if (first.reveal() == second.reveal()) return first;
  return fail_with(app, ErrorKind::invalid_input, Word::break_glass_differ,
                   Word::break_glass_nothing_next);
}

}  // namespace

Result<BreakGlassOptions> break_glass_options(App&, const Arguments&) {
  return BreakGlassOptions{};
}

Result<ExitCode> run_break_glass_set(App& app, const BreakGlassOptions&) {
  const auto settings = TRY(sign_in_settings(app));
  if (!settings || !settings->break_glass) {
    return fail_with(app, ErrorKind::not_found, Word::break_glass_not_set,
                     Word::break_glass_not_set_next);
  }
  const std::string& file = settings->break_glass->file;
  const core::Secret password = TRY(typed_password(app));
  if (const auto written = connectors::write_break_glass(file, password); !written) {
    if (written.error().kind != ErrorKind::invalid_input) return tl::unexpected(written.error());
    return fail_with(app, ErrorKind::invalid_input, Word::break_glass_short,
                     Word::break_glass_short_next,
                     {{"n", std::to_string(connectors::kLeastBreakGlass)}});
  }
  if (app.json()) {
    app.print({{"file", file}, {"person", settings->break_glass->person}});
    return ExitCode::fine;
  }
  app.screen().say(Word::break_glass_done, {{"file", file}}, Tone::good);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
