// Answers the auditor's questions across campaigns, and takes notes on findings.
#include "web/routes_auditor.h"

#include "core/text.h"
#include "web/addresses.h"
#include "web/pages_auditor.h"
#include "web/routes_orders.h"

namespace rettesnor::web {
namespace {

using core::Result;

Answer file_answer(std::string bytes, std::string_view media_type, const std::string& file) {
  Answer answer{200, {}, std::string(media_type), std::move(bytes)};
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
  return answer;
}

SearchFields search_fields(const Form& query) {
  return {query.get("person"), query.get("reviewer"), query.get("system"), query.get("right"),
          query.get("answer"), query.get("from"),     query.get("to"),     query.get("campaign")};
}

Result<std::optional<core::Date>> day_in(const std::string& text) {
  if (text.empty()) return std::optional<core::Date>{};
  const auto day = core::parse_date(text);
  if (day) return std::optional(*day);
  return core::fail(core::ErrorKind::invalid_input,
                    "Skriv en dag som 02.11.2026 / write a day like 02.11.2026");
}

Result<review::DecisionSearch> search_in(const SearchFields& fields) {
  review::DecisionSearch wanted;
  wanted.person = fields.person;
  wanted.reviewer = fields.reviewer;
  wanted.system = fields.system;
  wanted.right = fields.right;
  wanted.answer = core::answer_named(fields.answer);
  wanted.from = TRY(day_in(fields.from));
  wanted.to = TRY(day_in(fields.to));
  wanted.campaign = core::CampaignId{whole_number(fields.campaign).value_or(0)};
  return wanted;
}

Result<review::SearchResult> searched(Visit& visit) {
  const auto wanted = TRY(search_in(search_fields(visit.query)));
  return visit.reviews().search(visit.reader(), wanted, visit.now);
}

Result<review::Population> population_of(Visit& visit) {
  const core::CampaignId campaign = TRY(campaign_in(visit.query));
  return visit.reviews().population(visit.reader(), campaign, visit.now);
}

Result<review::AccessThen> asked_then(Visit& visit, const ThenFields& fields) {
  const auto typed = TRY(day_in(fields.day));
  const core::Date day = typed.value_or(visit.premises.zone.date_of(visit.now));
  if (!fields.right.empty()) {
    return visit.reviews().who_had(visit.reader(), fields.right, day, visit.now);
  }
  return visit.reviews().had_what(visit.reader(), fields.person, day, visit.now);
}

BoardFilter board_filter(const Form& query) {
  BoardFilter filter;
  filter.plain = {query.get("severity"), query.get("code"), core::fold(query.get("text"))};
  filter.system = query.get("system");
  filter.unit = query.get("unit");
  filter.assignee = query.get("assignee");
  filter.finding = query.get("finding");
  return filter;
}

}  // namespace

Result<Answer> csv_answer(const TableFile& table, const std::string& name) {
  return file_answer(csv_of(table), "text/csv; charset=utf-8", name + ".csv");
}

Result<Answer> xlsx_answer(const TableFile& table, const std::string& name) {
  return file_answer(TRY(xlsx_of(table)),
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     name + ".xlsx");
}

Result<Answer> show_search(Visit& visit) {
  const auto result = TRY(searched(visit));
  return page_answer(search_page(visit.frame, search_fields(visit.query), result));
}

Result<Answer> download_search_csv(Visit& visit) {
  const auto result = TRY(searched(visit));
  return csv_answer(search_table(visit.frame, result), "answers");
}

Result<Answer> download_search_xlsx(Visit& visit) {
  const auto result = TRY(searched(visit));
  return xlsx_answer(search_table(visit.frame, result), "answers");
}

Result<Answer> show_story(Visit& visit) {
  const core::CampaignId campaign = TRY(campaign_in(visit.query));
  const auto story = TRY(visit.reviews().story(visit.reader(), campaign, visit.query.get("subject"),
                                               visit.query.get("entitlement"), visit.now));
  const std::string cause = std::to_string(campaign.value) + "/" + visit.query.get("subject") +
                            "/" + visit.query.get("entitlement") + "/";
  return page_answer(story_page(visit.frame, story, TRY(orders_because_of(visit, cause))));
}

Result<Answer> show_population(Visit& visit) {
  return page_answer(population_page(visit.frame, TRY(population_of(visit))));
}

Result<Answer> download_population_csv(Visit& visit) {
  const auto population = TRY(population_of(visit));
  return csv_answer(population_table(visit.frame, population),
                    "population-" + std::to_string(population.campaign.id.value));
}

Result<Answer> download_population_xlsx(Visit& visit) {
  const auto population = TRY(population_of(visit));
  return xlsx_answer(population_table(visit.frame, population),
                     "population-" + std::to_string(population.campaign.id.value));
}

Result<Answer> show_then(Visit& visit) {
  const ThenFields fields{visit.query.get("right"), visit.query.get("person"),
                          visit.query.get("day")};
  if (fields.right.empty() && fields.person.empty()) {
    return page_answer(then_page(visit.frame, fields, std::nullopt, std::nullopt));
  }
  const auto then = asked_then(visit, fields);
  if (then) return page_answer(then_page(visit.frame, fields, *then, std::nullopt));
  const Problem problem = problem_of(visit.frame.language, then.error());
  return page_answer(then_page(visit.frame, fields, std::nullopt, problem), problem.status);
}

Result<Answer> show_finding_board(Visit& visit) {
  const auto board = TRY(visit.reviews().finding_board(visit.reader()));
  const auto orders = TRY(orders_of_findings(visit, board));
  return page_answer(
      finding_board_page(visit.frame, board, orders, board_filter(visit.query), std::nullopt));
}

Result<Answer> note_finding(Visit& visit) {
  const Form& form = visit.form;
  const auto noted = visit.reviews().note_finding(
      visit.reader(), form.get("finding"), form.get("assignee"), form.get("text"), visit.now);
  if (noted) return see_other(safe_return(form.get("back")));
  const Problem problem = problem_of(visit.frame.language, noted.error());
  const auto board = TRY(visit.reviews().finding_board(visit.reader()));
  const auto orders = TRY(orders_of_findings(visit, board));
  return page_answer(finding_board_page(visit.frame, board, orders, {}, problem), problem.status);
}

}  // namespace rettesnor::web
