// A reviewer's work: the start page, one person, the whole list, answers, the signature.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_start(Visit& visit);
core::Result<Answer> show_review(Visit& visit);
core::Result<Answer> give_answer(Visit& visit);
core::Result<Answer> answer_green(Visit& visit);
core::Result<Answer> show_task(Visit& visit);
core::Result<Answer> download_deadlines(Visit& visit);
core::Result<Answer> sign_off(Visit& visit);

}  // namespace rettesnor::web
