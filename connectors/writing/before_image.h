// What an act changed, as canonical JSON that restore() reads back.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace rettesnor::connectors {

/// docs/formats.md, "Before-images".
struct BeforeImage {
  std::string source;
  std::string act;      ///< "remove_member", "disable_account", "strip_groups"
  std::string account;  ///< natural id
  std::string login;    ///< at the time of the act
  struct Change {
    std::string object;  ///< natural id of what was written
    std::string shown;   ///< its name then, for people
    std::string attribute;
    std::vector<std::string> before;  ///< values that were taken away
    std::vector<std::string> after;   ///< values that were put there
  };
  std::vector<Change> changes;
  std::string kept;  ///< natural id of the group that "strip_groups" leaves; mostly empty
};

/// The same image always gives the same bytes. unsupported when a value is not UTF-8.
core::Result<std::string> write_before_image(const BeforeImage& image);
/// corrupt when the text is no such image.
core::Result<BeforeImage> read_before_image(const std::string& text);

}  // namespace rettesnor::connectors
