// Puts the files of one csv source together into a Pull whose completeness is the truth.
#pragma once

#include <string>
#include <vector>

#include "connectors/rows/csv_file.h"
#include "connectors/rows/csv_settings.h"
#include "core/pull.h"

namespace rettesnor::connectors {

/// A file of the settings: what it said, or why nothing of it is believed.
struct CsvFileOutcome {
  const CsvFileSettings* settings;
  core::Result<CsvFile> file;
};

/// Rules, in order:
/// - A class is complete when every file of it was read to its end and every row of it had a
/// readable
///   key; otherwise partial, with a gap that names the place.
/// - A bad row with a readable key is held: history keeps what it knew of that object.
/// - Rows of one class with one key: equal rows count once; different rows are all set aside and
///   held. Two employments with one employee number likewise. (Of grants the membership stays: all
///   such rows tell it.)
/// - Capacities tell of persons: for each attribute the first row that tells it counts, in the
/// order
///   person file, employments, mandates, engagements, and by key within each; another word from a
///   later row is noted.
/// - The members of an entitlement are complete when every grant file is, unless a row about that
///   entitlement could not be read.
core::Pull assemble_csv_pull(const std::string& source, core::Timestamp now,
                             const std::vector<CsvFileOutcome>& files);

}  // namespace rettesnor::connectors
