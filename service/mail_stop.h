// The global stop of mails: a file beside the store, so that it works while `serve` holds the
// store.
#pragma once

#include <optional>
#include <string>

#include "core/result.h"

namespace rettesnor::service {

/// Why mails are stopped, in the words of who did it; empty optional: they are not.
std::optional<std::string> mails_stopped(const std::string& data_folder);
core::Result<void> stop_mails(const std::string& data_folder, const std::string& why);
core::Result<void> start_mails(const std::string& data_folder);

}  // namespace rettesnor::service
