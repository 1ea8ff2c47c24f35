// Sends rows on, asks colleagues, answers for whole persons, and shows the whole picture.
#pragma once

#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> answer_person(Visit& visit);
core::Result<Answer> forward_row(Visit& visit);
core::Result<Answer> consult_colleague(Visit& visit);
core::Result<Answer> show_picture(Visit& visit);
core::Result<Answer> show_consultation(Visit& visit);
core::Result<Answer> give_advice(Visit& visit);
core::Result<Answer> show_reports(Visit& visit);

/// The person whom somebody typed: by key, user name or whole name; invalid_input when nobody or
/// several are meant.
core::Result<std::string> person_typed(const Visit& visit, const std::string& typed);

}  // namespace rettesnor::web
