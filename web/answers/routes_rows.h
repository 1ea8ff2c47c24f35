// Sends rows on, asks colleagues, answers for whole persons, and shows the whole picture.
#pragma once

#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> answer_person(RequestContext& context);
core::Result<http::Response> forward_row(RequestContext& context);
core::Result<http::Response> consult_colleague(RequestContext& context);
core::Result<http::Response> show_picture(RequestContext& context);
core::Result<http::Response> show_consultation(RequestContext& context);
core::Result<http::Response> give_advice(RequestContext& context);
core::Result<http::Response> show_reports(RequestContext& context);

}  // namespace rettesnor::web
