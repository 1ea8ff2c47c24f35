// JSON from another machine: no deeper than it must be, and no name twice.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::connectors {

/// An object; corrupt when it is none, when it nests deeper than 32, or when one object has a name
/// twice (two readers would each believe another). `what` begins the message.
core::Result<nlohmann::json> read_foreign_object(std::string_view text, const std::string& what);

/// The text under `name`; empty when it is absent or no text.
std::string text_in(const nlohmann::json& object, const char* name);

}  // namespace rettesnor::connectors
