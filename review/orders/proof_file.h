// Files that people attach as proof: what may come in, and under which name it is kept.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::review {

/// Made by proof_file() alone.
struct ProofFile {
  std::string name;        ///< safe to save under: its ending is that of the content
  std::string media_type;  ///< as core::OrderFile
  std::string bytes;
};

/// Judges by the bytes, never by the name: PNG, JPEG, PDF or text without control characters, at
/// most core::kLargestOrderFile; else invalid_input. Of the name stays what every system can save,
/// with what looks like a CPR number masked.
core::Result<ProofFile> proof_file(std::string_view name, std::string bytes);

}  // namespace rettesnor::review
