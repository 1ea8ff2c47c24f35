// Reads a folder of TOML policy files and refuses nonsense with file, line and reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "policies/policy.h"
#include "words/language.h"

namespace rettesnor::policies {

/// One thing that is wrong in a policy file.
struct Complaint {
  enum class Weight { error, warning } weight = Weight::error;
  Origin origin;
  std::string path;    ///< "role[3].when.all[0].unit"
  std::string reason;  ///< what is wrong and what would be right, as core::kept
};

struct PolicyReading {
  Policy policy;                      ///< usable when no complaint is an error
  std::vector<Complaint> complaints;  ///< ordered by file, line, path
  bool usable() const;
};

/// Reads every *.toml directly in `folder`, in the order of their names, as one policy. Each file
/// is checked against the JSON Schema (policies/policy.schema.json, embedded) and then as a whole:
/// duplicate ids, unknown documents, unknown systems, conditions that nothing can meet
/// (contradictions), agreements that end before they begin, from-dates out of order, a SoD rule
/// with a right on both sides, unknown thresholds, `critical` with min_holders below 2, … Fails
/// with not_found / invalid_input only when there is nothing to read at all.
core::Result<PolicyReading> read_policy(const std::string& folder);
/// The same from texts: (file name, content).
PolicyReading read_policy_texts(const std::vector<std::pair<std::string, std::string>>& files);

/// One line a human reads: "roller.toml:12: role R-03: …".
std::string show(const Complaint& c, words::Language language = words::Language::english);

/// The JSON Schema text, for editors (`policy check --schema`).
std::string_view policy_schema();

}  // namespace rettesnor::policies
