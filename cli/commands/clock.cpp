// `clock accept`: a person's word that the machine's clock is right though it leapt.
#include "cli/commands/clock.h"

#include <nlohmann/json.hpp>

#include "cli/lookup.h"
#include "cli/output/json.h"
#include "cli/picture.h"
#include "cli/required.h"

namespace rettesnor::cli {

core::Result<ClockOptions> clock_options(App& app, const Arguments& arguments) {
  ClockOptions options;
  options.by = TRY(required(app, arguments, "--by"));
  options.reason = TRY(required(app, arguments, "--reason"));
  return options;
}

core::Result<ExitCode> run_clock_accept(App& app, const ClockOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const core::LocalZone& zone = *TRY(app.zone());
  const auto leap = TRY(store.clock_leap(app.now()));
  if (!leap && !store.stopped_writing()) {
    app.screen().say(Word::clock_fits, {{"now", zone.show(app.now())}}, Tone::good);
    return ExitCode::fine;
  }
  const auto picture = TRY(picture_now(app));
  const core::Index by = TRY(find_decider(app, picture->graph, options.by));
  const core::Thing decider = thing_of_person(picture->graph, by);
  const core::Timestamp newest = leap ? leap->newest : app.now();
  TRY(store.accept_clock({audit::Kind::clock_accepted,
                          decider.key,
                          {{"now", core::to_iso(app.now())},
                           {"newest", core::to_iso(newest)},
                           {"reason", options.reason}}},
                         app.now()));
  if (app.json()) {
    app.print({{"now", core::to_iso(app.now())},
               {"newest", core::to_iso(newest)},
               {"by", json_of(decider)}});
    return ExitCode::fine;
  }
  app.screen().say(Word::clock_accepted, {{"now", zone.show(app.now())}, {"by", decider.label}},
                   Tone::good);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
