// `init`: writes settings and a policy to start from, and says what to do next.
#include "cli/commands/init.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace rettesnor::embedded {
std::string_view cli_starter_rettesnor_toml();
std::string_view cli_starter_politik_toml();
}  // namespace rettesnor::embedded

namespace rettesnor::cli {
namespace {

namespace fs = std::filesystem;

struct StarterFile {
  fs::path path;
  std::string text;
};

/// The approval day of the starting policy is today: a guess that the file asks to be corrected.
std::string with_today(std::string_view text, core::Timestamp now) {
  const std::string today = core::to_iso(std::chrono::floor<std::chrono::days>(now));
  constexpr std::string_view kMark = "@TODAY@";
  std::string out(text);
  for (std::size_t at = 0; (at = out.find(kMark, at)) != std::string::npos;) {
    out.replace(at, kMark.size(), today);
  }
  return out;
}

core::Result<void> write(const App& app, const StarterFile& file) {
  std::error_code error;
  fs::create_directories(file.path.parent_path(), error);
  std::ofstream out(file.path, std::ios::binary);
  out << file.text;
  out.flush();
  if (error || !out) {
    return fail_with(app, core::ErrorKind::invalid_input, Word::error_write_file,
                     Word::error_write_file_next, {{"path", file.path.string()}});
  }
  return {};
}

}  // namespace

core::Result<InitOptions> init_options(App&, const Arguments& arguments) {
  return InitOptions{.folder = arguments.find("FOLDER").value_or(".")};
}

core::Result<ExitCode> run_init(App& app, const InitOptions& options) {
  const fs::path folder(options.folder);
  const std::array<StarterFile, 2> files = {
      StarterFile{folder / "rettesnor.toml",
                  with_today(embedded::cli_starter_rettesnor_toml(), app.now())},
      StarterFile{folder / "politik" / "politik.toml",
                  with_today(embedded::cli_starter_politik_toml(), app.now())}};
  for (const StarterFile& file : files) {
    std::error_code error;
    if (fs::exists(file.path, error)) {
      return fail_with(app, core::ErrorKind::conflict, Word::init_exists, Word::init_exists_next,
                       {{"path", file.path.string()}});
    }
  }
  for (const StarterFile& file : files) TRY(write(app, file));
  if (app.json()) {
    app.print({{"files", {files[0].path.string(), files[1].path.string()}}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  screen.say(Word::init_done, {{"folder", folder.string()}}, Tone::good);
  screen.command(files[0].path.string(), Word::init_settings);
  screen.command(files[1].path.string(), Word::init_policy);
  screen.heading(Word::init_next);
  const bool here = folder == ".";
  const std::string settings = here ? "" : " --settings " + files[0].path.string();
  screen.command("${EDITOR:-nano} " + files[0].path.string(), Word::why_edit_settings);
  screen.command("rettesnor check" + settings, Word::why_check_sources);
  screen.command("rettesnor sync" + settings, Word::why_sync);
  screen.command("rettesnor reconcile" + settings, Word::why_reconcile);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
