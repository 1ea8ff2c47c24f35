// A reviewer's work: the start page, one person, the whole list, answers, the signature.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_start(RequestContext& context);
core::Result<http::Response> show_review(RequestContext& context);
core::Result<http::Response> give_answer(RequestContext& context);
core::Result<http::Response> answer_green(RequestContext& context);
core::Result<http::Response> show_task(RequestContext& context);
core::Result<http::Response> download_deadlines(RequestContext& context);
core::Result<http::Response> sign_off(RequestContext& context);

}  // namespace rettesnor::web
