// Ties the ways in that the settings name to the pages.
#pragma once

#include "cli/app.h"
#include "connectors/sign_in/sign_in_settings.h"
#include "web/sessions/ways_in.h"

namespace rettesnor::cli {

/// invalid_input or not_found says which setting is wrong; secrets and hashes are looked for now,
/// so that a mistake is known before somebody needs to come in.
core::Result<web::WaysIn> ways_in(App& app, const connectors::SignInSettings& settings);

/// The table [sign_in] of the settings, or nothing.
core::Result<std::optional<connectors::SignInSettings>> sign_in_settings(App& app);

}  // namespace rettesnor::cli
