// What a cell means: text of a spreadsheet to the one spelling that records use.
#pragma once

#include <string>
#include <string_view>

#include "connectors/rows/row_dates.h"
#include "core/record.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// The canonical value (core/record.h) of `text` that is no date: yes/no, closed words, a CVR
/// number as eight digits. An empty text stays empty. Fails with invalid_input and the reason.
core::Result<std::string> canonical_word(core::Attribute attribute, core::ObjectClass object_class,
                                         std::string_view text);

/// The same of a date. A moment without an offset is local time; a day where a moment is asked for
/// is its first second, except `expires`: the last. Midnight where a day or a moment may stand is
/// the day: databases write days so. The year 9999 is no end.
core::Result<std::string> canonical_date(core::Attribute attribute, const DateCell& cell,
                                         std::string_view text, LocalClock& clock);

/// Either of them, of a text that the settings give.
core::Result<std::string> canonical_value(core::Attribute attribute, core::ObjectClass object_class,
                                          std::string_view text, LocalClock& clock);

}  // namespace rettesnor::connectors
