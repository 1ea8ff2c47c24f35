// Tables as files that a browser keeps.
#include "web/parts/file_answers.h"

namespace rettesnor::web {
namespace {

http::Response file_answer(std::string bytes, std::string_view media_type,
                           const std::string& file) {
  http::Response answer{200, {}, std::string(media_type), std::move(bytes)};
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
  return answer;
}

}  // namespace

core::Result<http::Response> csv_answer(const TableFile& table, const std::string& name) {
  return file_answer(csv_of(table), "text/csv; charset=utf-8", name + ".csv");
}

core::Result<http::Response> xlsx_answer(const TableFile& table, const std::string& name) {
  return file_answer(TRY(xlsx_of(table)),
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     name + ".xlsx");
}

}  // namespace rettesnor::web
