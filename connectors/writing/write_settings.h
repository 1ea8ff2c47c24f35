// The settings of [source.write]: the credential that takes access away, and how it disables.
#pragma once

#include <string>
#include <vector>

#include "connectors/connector.h"
#include "connectors/directory/directory_settings.h"
#include "core/result.h"

namespace rettesnor::connectors {

struct WriteSettings {
  /// As for reading, but signed in as the writer.
  DirectorySettings directory;
  std::string reader;  ///< who reads, as written in the settings; empty with gssapi
  /// OpenLDAP: what makes an account unable to sign in.
  std::string disable_attribute;
  std::string disable_value;
};

/// refused when there is no [source.write]; invalid_input when it is wrong, when it is the reading
/// credential, or when natural ids are not the directory's immutable ones.
core::Result<WriteSettings> read_write_settings(const SourceSettings& settings);

}  // namespace rettesnor::connectors
