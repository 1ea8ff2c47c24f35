// Asks the store for the readings around a moment, and builds the two pictures.
#include "cli/as_known.h"

#include <nlohmann/json.hpp>

namespace rettesnor::cli {

core::Result<AsKnown> as_known(App& app, core::Timestamp asked) {
  if (asked > app.now()) {
    const core::LocalZone* zone = TRY(app.zone());
    // The end of today is still to come, and means now.
    if (zone->date_of(asked) > zone->date_of(app.now())) {
      return fail_with(app, core::ErrorKind::invalid_input, Word::as_of_to_come, Word::as_of_next,
                       {{"when", zone->show_date(asked)}});
    }
    asked = app.now();
  }
  store::Store* store = TRY(app.store_with_history());
  AsKnown known{.asked = asked, .before = nullptr, .after = nullptr, .readings = {}};
  known.readings = TRY(store->readings_around(asked));
  if (!store::is_known(known.readings)) {
    const core::LocalZone* zone = TRY(app.zone());
    const auto first = store::first_after(known.readings);
    return fail_with(app, core::ErrorKind::not_found, Word::as_of_before_history, Word::as_of_next,
                     {{"when", zone->show(asked)}, {"first", first ? zone->show(*first) : "–"}});
  }
  known.before = TRY(picture_at(app, asked));
  const auto settled = store::span_around(known.readings, {}).settled;
  if (settled) known.after = TRY(picture_at(app, *settled));
  return known;
}

void show_span(Screen& screen, const AsKnown& known, const store::ReadingSpan& span,
               const core::LocalZone& zone) {
  if (!span.before) {
    screen.say(Word::as_known_unread, {{"first", span.after ? zone.show(*span.after) : "–"}},
               Tone::medium, 2);
  } else if (span.after) {
    screen.say(Word::as_known_between,
               {{"before", zone.show(*span.before)}, {"after", zone.show(*span.after)}},
               Tone::faint, 2);
  } else if (zone.date_of(*span.before) < zone.date_of(known.asked)) {
    screen.say(Word::as_known_last, {{"before", zone.show(*span.before)}}, Tone::medium, 2);
  }
}

std::string changed_words(const Screen& screen, const store::ReadingSpan& span,
                          const core::LocalZone& zone) {
  return screen.text(Word::as_known_changed,
                     {{"before", span.before ? zone.show_date(*span.before) : "–"},
                      {"after", span.after ? zone.show_date(*span.after) : "–"}});
}

nlohmann::json json_of_span(const AsKnown& known, const store::ReadingSpan& span) {
  using nlohmann::json;
  return {{"asked", core::to_iso(known.asked)},
          {"read_before", span.before ? json(core::to_iso(*span.before)) : json()},
          {"read_after", span.after ? json(core::to_iso(*span.after)) : json()}};
}

}  // namespace rettesnor::cli
