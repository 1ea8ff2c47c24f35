// A table as the answer to a request: a file to be kept.
#pragma once

#include <string>

#include "core/result.h"
#include "http/exchange.h"
#include "web/parts/table_file.h"

namespace rettesnor::web {

/// A file to be kept, `name` without what it is.
core::Result<http::Response> csv_answer(const TableFile& table, const std::string& name);
core::Result<http::Response> xlsx_answer(const TableFile& table, const std::string& name);

}  // namespace rettesnor::web
