// Signing in and out, and the language of the pages.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_sign_in(Visit& visit);
core::Result<Answer> sign_in(Visit& visit);
core::Result<Answer> sign_out(Visit& visit);
core::Result<Answer> choose_language(Visit& visit);

}  // namespace rettesnor::web
