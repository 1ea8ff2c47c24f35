// The board of findings, notes on them, and orders against them.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_finding_board(RequestContext& context);
core::Result<http::Response> note_finding(RequestContext& context);
/// What a finding is about shall go: asked for where it is seen.
core::Result<http::Response> order_against_finding(RequestContext& context);

}  // namespace rettesnor::web
