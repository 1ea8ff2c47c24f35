// What every command gets: settings, policy, store, zone, clock, screen and language.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/output/progress.h"
#include "cli/output/screen.h"
#include "cli/serving_program.h"
#include "cli/surroundings.h"
#include "core/time.h"
#include "policies/read_policy.h"
#include "policies/settings.h"
#include "store/store.h"

namespace rettesnor::cli {

enum class Format { text, json };
enum class Volume { quiet, normal, verbose };

/// The options that every command understands.
struct Globals {
  std::string settings_path;
  std::optional<std::string> data_folder;  ///< instead of the settings' own
  std::optional<Language> language;
  Format format = Format::text;
  Volume volume = Volume::normal;
  Palette palette = Palette::none;
  std::optional<core::Timestamp> now;
};

core::Result<Globals> globals_from(const Arguments& arguments, const Surroundings& machine);
/// A word for it: "da" "en"; anything else is invalid_input.
core::Result<Language> language_named(std::string_view name);

/// Opens things when they are first asked for, so that `version` needs no settings. One run, one
/// App, one thread. With something lent nothing is opened: that is used, and its policy is the one
/// in force.
class App {
 public:
  /// `lent` outlives it.
  App(Surroundings machine, Globals globals, const ServingProgram* serving = nullptr);

  const Globals& globals() const { return globals_; }
  const Surroundings& machine() const { return machine_; }
  Language language() const { return language_; }
  core::Timestamp now() const { return now_; }
  bool json() const { return globals_.format == Format::json; }
  bool verbose() const { return globals_.volume == Volume::verbose; }

  /// For results that were asked for.
  Screen& screen() { return screen_; }
  /// For what goes on and what to do next: nothing is shown with --quiet or --json.
  Screen& chatter() { return chatter_; }
  /// A line that shows work going on; a terminal only.
  ProgressLine progress(std::string title) const;
  /// The one JSON document of a run with --json.
  void print(const nlohmann::json& document);

  core::Result<const policies::Settings*> settings();
  core::Result<const core::LocalZone*> zone();
  /// The municipality's policy, free of errors; invalid_input lists what is wrong.
  core::Result<std::shared_ptr<const policies::Policy>> policy();
  /// Under a clock that leapt it is read, and everything that would change it is refused.
  core::Result<store::Store*> store();
  core::Result<std::string> data_folder();
  core::Result<std::string> store_path();
  /// Refuses (not_found, with what to do) when nothing was ever read, instead of creating a store.
  core::Result<store::Store*> store_with_history();
  /// Null in a program of its own.
  const ServingProgram* serving() const { return serving_; }

  /// "dd.mm.yyyy" and "yyyy-mm-dd" (the end of that local day), or a moment.
  core::Result<core::Timestamp> moment(const std::string& text);

 private:
  core::Result<void> watch_clock(store::Store& store);

  Surroundings machine_;
  Globals globals_;
  const ServingProgram* serving_;
  Language language_;
  core::Timestamp now_;
  Screen screen_;
  Screen chatter_;
  std::optional<policies::Settings> settings_;
  std::optional<core::LocalZone> zone_;
  std::shared_ptr<const policies::Policy> policy_;
  std::optional<store::Store> store_;
};

/// An error of our own: what happened, and on a second line what to do next.
tl::unexpected<core::Error> fail_with(const App& app, core::ErrorKind kind, Word what, Word next,
                                      Values values = {});

/// invalid_input with the errors of a policy that cannot be used, one a line.
tl::unexpected<core::Error> refuse_policy(const App& app, const policies::PolicyReading& reading,
                                          const std::string& where);

/// Shows an error on the screen or as JSON, and returns the exit code it leads to.
ExitCode show_error(App& app, const core::Error& error);

}  // namespace rettesnor::cli
