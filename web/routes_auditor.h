// The auditor's questions across campaigns, and notes on findings.
#pragma once

#include "web/table_file.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_search(Visit& visit);
core::Result<Answer> download_search_csv(Visit& visit);
core::Result<Answer> download_search_xlsx(Visit& visit);
core::Result<Answer> show_story(Visit& visit);
core::Result<Answer> show_population(Visit& visit);
core::Result<Answer> download_population_csv(Visit& visit);
core::Result<Answer> download_population_xlsx(Visit& visit);
core::Result<Answer> show_then(Visit& visit);
core::Result<Answer> show_finding_board(Visit& visit);
core::Result<Answer> note_finding(Visit& visit);

/// A file to be kept, `name` without what it is.
core::Result<Answer> csv_answer(const TableFile& table, const std::string& name);
core::Result<Answer> xlsx_answer(const TableFile& table, const std::string& name);

}  // namespace rettesnor::web
