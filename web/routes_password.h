// Signing in with a password: the directory's, or the emergency account's.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> sign_in_with_password(Visit& visit);
core::Result<Answer> break_glass(Visit& visit);

}  // namespace rettesnor::web
