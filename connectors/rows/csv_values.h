// What a cell means: text of a spreadsheet to the one spelling that records use.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/rows/csv_settings.h"
#include "core/record.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// UTF-8 of a cell in the file's encoding, blanks around it cut off. Fails with corrupt for bytes
/// that are no text in that encoding, and for NUL.
core::Result<std::string> cell_text(std::string_view cell, CsvEncoding encoding);

/// The canonical value (core/record.h) of `text`: days, moments, yes/no, closed words. An empty
/// text stays empty. A moment without an offset is local time in `zone`; a day where a moment is
/// asked for is its first second, except `expires`: the last. Fails with invalid_input and the
/// reason.
core::Result<std::string> canonical_value(core::Attribute attribute, core::ObjectClass object_class,
                                          std::string_view text, const core::LocalZone& zone);

/// "2026-10-30 17:00", "30.10.2026 17:00:00", "2026-10-30T17:00:00"; empty on anything else, and
/// for an hour that the clock skipped. Of an hour that comes twice, the first.
std::optional<core::Timestamp> parse_local_moment(std::string_view text,
                                                  const core::LocalZone& zone);

/// A value in quotation marks, safe in a message and cut when it is long.
std::string quoted(std::string_view text);

}  // namespace rettesnor::connectors
