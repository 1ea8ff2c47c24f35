// Reads a form that may hold one file: a narrow part of multipart/form-data (RFC 7578), pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace rettesnor::http {

/// A file as somebody sent it. Neither its name nor its content is to be believed.
struct SentFile {
  std::string name;
  std::string bytes;
};

struct MultipartForm {
  std::vector<std::pair<std::string, std::string>> fields;  ///< in the order in which they came
  std::optional<SentFile> file;                             ///< empty: none was chosen
};

/// invalid_input for whatever two programs could read in two ways: a boundary that is missing, odd
/// or not the one of the body, anything before the first part or after the last, a part without a
/// name or with a header other than Content-Disposition and Content-Type, headers of a part beyond
/// 2 KiB, a part that is itself in parts, more than 32 parts, a field of more than 16 KiB, and more
/// than one file.
core::Result<MultipartForm> read_multipart(std::string_view content_type, std::string_view body);

}  // namespace rettesnor::http
