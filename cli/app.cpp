// Opens settings, policy, store and zone when a command first asks for them.
#include "cli/app.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>
#include <streambuf>
#include <utility>

#include "cli/control_request.h"
#include "core/text.h"
#include "http/listening_socket.h"
#include "review/desk.h"
#include "review/organisation/moment.h"
#include "words/refusal.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

constexpr std::size_t kMostComplaints = 10;

/// A stream that nobody reads; each thread has its own.
std::ostream& nowhere() {
  static thread_local std::ostream stream(nullptr);
  return stream;
}

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

Language first_language(const Globals& globals) {
  if (globals.language) return *globals.language;
  // A settings file that cannot be read complains when a command needs it, not here.
  if (const auto settings = policies::read_settings(globals.settings_path)) {
    return words::language_named(settings->language).value_or(Language::danish);
  }
  return Language::danish;
}

/// Another process holds the store, and runs no command for us.
tl::unexpected<core::Error> held(const App& app, const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const bool reachable = http::fits_socket(control_path(folder));
  return fail_with(app, ErrorKind::conflict, Word::store_held,
                   reachable ? Word::store_held_next : Word::store_held_far, {{"path", path}});
}

}  // namespace

Result<Language> language_named(std::string_view name) {
  if (const auto language = words::language_named(name)) return *language;
  return words::refuse(ErrorKind::invalid_input, words::Refusal::language_unknown);
}

Result<Globals> globals_from(const Arguments& arguments, const Surroundings& machine) {
  Globals globals;
  globals.settings_path =
      arguments.find("--settings")
          .value_or(machine.environment("RETTESNOR_SETTINGS").value_or("rettesnor.toml"));
  globals.data_folder = arguments.find("--data");
  if (const auto name = arguments.find("--language")) globals.language = TRY(language_named(*name));
  if (arguments.has("--json")) globals.format = Format::json;
  if (arguments.has("--quiet")) globals.volume = Volume::quiet;
  if (arguments.has("--verbose")) globals.volume = Volume::verbose;
  const bool colourless = arguments.has("--no-color") ||
                          !machine.environment("NO_COLOR").value_or("").empty() ||
                          machine.environment("TERM").value_or("") == "dumb";
  if (machine.out_is_terminal && !colourless) globals.palette = Palette::ansi;
  auto text = arguments.find("--now");
  if (!text) text = machine.environment("RETTESNOR_NOW");
  if (text) {
    globals.now = core::parse_timestamp(*text);
    if (!globals.now) {
      return fail(ErrorKind::invalid_input, words::code_of(Word::error_now_spelling),
                  {{"text", *text}});
    }
  }
  return globals;
}

App::App(Surroundings machine, Globals globals, const ServingProgram* serving)
    : machine_(std::move(machine)),
      globals_(std::move(globals)),
      serving_(serving),
      language_(first_language(globals_)),
      now_(globals_.now ? *globals_.now : machine_.clock()),
      screen_(machine_.out, machine_.out_columns, globals_.palette, language_),
      chatter_(globals_.volume == Volume::quiet || globals_.format == Format::json ? nowhere()
                                                                                   : machine_.out,
               machine_.out_columns, globals_.palette, language_) {}

ProgressLine App::progress(std::string title) const {
  const bool wanted = machine_.err_is_terminal && globals_.volume != Volume::quiet &&
                      globals_.format == Format::text;
  return {wanted ? &machine_.err : nullptr, machine_.stopwatch, language_, std::move(title)};
}

void App::print(const nlohmann::json& document) {
  machine_.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

Result<const policies::Settings*> App::settings() {
  if (serving_ != nullptr) return &serving_->settings;
  if (!settings_) {
    if (!exists(globals_.settings_path)) {
      return fail_with(*this, ErrorKind::not_found, Word::error_no_settings,
                       Word::error_no_settings_next, {{"path", globals_.settings_path}});
    }
    settings_ = TRY(policies::read_settings(globals_.settings_path));
  }
  return &*settings_;
}

Result<const core::LocalZone*> App::zone() {
  if (serving_ != nullptr) return &serving_->zone;
  if (!zone_) {
    const policies::Settings* read = TRY(settings());
    zone_ = TRY(core::LocalZone::named(read->timezone));
  }
  return &*zone_;
}

Result<std::shared_ptr<const policies::Policy>> App::policy() {
  if (policy_ == nullptr && serving_ != nullptr) policy_ = serving_->reviews.now()->policy;
  if (policy_ == nullptr) {
    const std::string& folder = TRY(settings())->policy_folder;
    policies::PolicyReading reading = TRY(policies::read_policy(folder));
    if (!reading.usable()) return refuse_policy(*this, reading, folder);
    policy_ = std::make_shared<const policies::Policy>(std::move(reading.policy));
  }
  return policy_;
}

Result<std::string> App::data_folder() {
  if (serving_ != nullptr) return serving_->data_folder;
  return globals_.data_folder ? *globals_.data_folder : TRY(settings())->data_folder;
}

Result<std::string> App::store_path() {
  return (std::filesystem::path(TRY(data_folder())) / "rettesnor.db").string();
}

/// Under a clock that leapt the store is read, and not written.
Result<void> App::watch_clock(store::Store& store) {
  const auto leap = TRY(store.clock_leap(now_));
  if (!leap) return {};
  const core::LocalZone* local = TRY(zone());
  auto why = fail(ErrorKind::refused, core::ErrorCode{"clock_leapt"},
                  {{"now", local->show(leap->now)}, {"newest", local->show(leap->newest)}});
  store.stop_writing(std::move(why).value());
  return {};
}

Result<store::Store*> App::store() {
  if (serving_ != nullptr) return &serving_->store;
  if (!store_) {
    const std::string path = TRY(store_path());
    auto opened = store::Store::open(path);
    if (!opened && opened.error().kind == ErrorKind::conflict) return held(*this, path);
    store_ = TRY(std::move(opened));
    TRY(watch_clock(*store_));
  }
  return &*store_;
}

Result<store::Store*> App::store_with_history() {
  if (serving_ == nullptr && !store_ && !exists(TRY(store_path()))) {
    return fail_with(*this, ErrorKind::not_found, Word::error_no_history,
                     Word::error_no_history_next);
  }
  return store();
}

Result<core::Timestamp> App::moment(const std::string& text) {
  if (const auto moment = core::parse_timestamp(text)) return *moment;
  if (const auto day = core::parse_date(text)) return TRY(zone())->end_of(*day);
  return fail_with(*this, ErrorKind::invalid_input, Word::error_moment, Word::error_moment_next,
                   {{"text", text}});
}

tl::unexpected<core::Error> refuse_policy(const App& app, const policies::PolicyReading& reading,
                                          const std::string& where) {
  std::string message = say(app.language(), Word::error_policy, {{"folder", where}});
  std::size_t shown = 0;
  for (const policies::Complaint& complaint : reading.complaints) {
    if (complaint.weight != policies::Complaint::Weight::error) continue;
    if (++shown <= kMostComplaints) message += "\n" + policies::show(complaint, app.language());
  }
  message += "\n" + say(app.language(), Word::error_policy_next);
  return fail(ErrorKind::invalid_input, std::move(message));
}

tl::unexpected<core::Error> fail_with(const App& app, ErrorKind kind, Word what, Word next,
                                      Values values) {
  static_cast<void>(app);
  core::ErrorValues kept;
  for (const auto& [name, value] : values) kept.emplace(name, value);
  auto error = fail(kind, words::code_of(what), std::move(kept));
  error.value().next = words::code_of(next);
  return error;
}

ExitCode show_error(App& app, const core::Error& error) {
  const ExitCode code = exit_code_of(error.kind);
  std::vector<std::string> lines;
  const std::string said = words::sentence(error, app.language());
  for (std::string_view rest = said; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) lines.push_back(core::printable(rest.substr(0, end), 2000));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (lines.empty()) lines.emplace_back();
  if (app.json()) {
    const std::vector<std::string> details(lines.begin() + 1, lines.end());
    app.print({{"error",
                {{"kind", name_of(error.kind)},
                 {"exit_code", static_cast<int>(code)},
                 {"message", lines.front()},
                 {"details", details}}}});
    return code;
  }
  const Palette palette = app.machine().err_is_terminal ? app.globals().palette : Palette::none;
  Screen screen(app.machine().err, app.machine().out_columns, palette, app.language());
  screen.paragraph({{screen.text(Word::error_label), Tone::critical}, {" " + lines.front()}}, 0, 2);
  for (std::size_t i = 1; i < lines.size(); ++i) screen.paragraph(line_of(lines[i]), 2, 2);
  return code;
}

}  // namespace rettesnor::cli
