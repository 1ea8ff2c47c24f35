// Answers the auditor's questions across campaigns.
#include "web/auditing/routes_auditor.h"

#include "review/auditing/looks.h"
#include "web/auditing/pages_auditor.h"
#include "web/orders/routes_orders.h"
#include "web/parts/addresses.h"
#include "web/parts/file_answers.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

SearchFields search_fields(const http::Form& query) {
  return {query.get("person"), query.get("reviewer"), query.get("system"), query.get("right"),
          query.get("answer"), query.get("from"),     query.get("to"),     query.get("campaign")};
}

Result<std::optional<core::Date>> day_in(const std::string& text) {
  if (text.empty()) return std::optional<core::Date>{};
  const auto day = core::parse_date(text);
  if (day) return std::optional(*day);
  return words::refuse(core::ErrorKind::invalid_input, words::Refusal::day_not_understood);
}

Result<review::DecisionSearch> search_in(const SearchFields& fields) {
  review::DecisionSearch wanted;
  wanted.person = fields.person;
  wanted.reviewer = fields.reviewer;
  wanted.system = fields.system;
  wanted.right = fields.right;
  wanted.answer = core::value_named<core::Answer>(fields.answer);
  wanted.from = TRY(day_in(fields.from));
  wanted.to = TRY(day_in(fields.to));
  wanted.campaign = core::CampaignId{http::whole_number(fields.campaign).value_or(0)};
  return wanted;
}

Result<review::SearchResult> searched(RequestContext& context) {
  const auto wanted = TRY(search_in(search_fields(context.query)));
  return review::auditing::search(context.enter(), wanted, context.now);
}

Result<review::Population> population_of(RequestContext& context) {
  const core::CampaignId campaign = TRY(campaign_in(context.query));
  return review::auditing::population(context.enter(campaign), campaign, context.now);
}

Result<review::AccessThen> asked_then(RequestContext& context, const ThenFields& fields) {
  const auto typed = TRY(day_in(fields.day));
  const core::Date day = typed.value_or(context.server.zone.date_of(context.now));
  if (!fields.right.empty()) {
    return review::auditing::who_had(context.enter(), fields.right, day, context.now);
  }
  return review::auditing::had_what(context.enter(), fields.person, day, context.now);
}

}  // namespace

Result<http::Response> show_search(RequestContext& context) {
  const auto result = TRY(searched(context));
  return page_answer(search_page(context.frame, search_fields(context.query), result));
}

Result<http::Response> download_search_csv(RequestContext& context) {
  const auto result = TRY(searched(context));
  return csv_answer(search_table(context.frame, result), "answers");
}

Result<http::Response> download_search_xlsx(RequestContext& context) {
  const auto result = TRY(searched(context));
  return xlsx_answer(search_table(context.frame, result), "answers");
}

Result<http::Response> show_story(RequestContext& context) {
  const core::CampaignId campaign = TRY(campaign_in(context.query));
  const auto story =
      TRY(review::auditing::story(context.enter(campaign), campaign, context.query.get("subject"),
                                  context.query.get("entitlement"), context.now));
  const std::string cause = std::to_string(campaign.value) + "/" + context.query.get("subject") +
                            "/" + context.query.get("entitlement") + "/";
  return page_answer(story_page(context.frame, story, TRY(orders_because_of(context, cause))));
}

Result<http::Response> show_population(RequestContext& context) {
  return page_answer(population_page(context.frame, TRY(population_of(context))));
}

Result<http::Response> download_population_csv(RequestContext& context) {
  const auto population = TRY(population_of(context));
  return csv_answer(population_table(context.frame, population),
                    "population-" + std::to_string(population.campaign.id.value));
}

Result<http::Response> download_population_xlsx(RequestContext& context) {
  const auto population = TRY(population_of(context));
  return xlsx_answer(population_table(context.frame, population),
                     "population-" + std::to_string(population.campaign.id.value));
}

Result<http::Response> show_then(RequestContext& context) {
  const ThenFields fields{context.query.get("right"), context.query.get("person"),
                          context.query.get("day")};
  if (fields.right.empty() && fields.person.empty()) {
    return page_answer(then_page(context.frame, fields, std::nullopt, std::nullopt));
  }
  const auto then = asked_then(context, fields);
  if (then) return page_answer(then_page(context.frame, fields, *then, std::nullopt));
  const Problem problem = problem_of(context.frame.language, then.error());
  return page_answer(then_page(context.frame, fields, std::nullopt, problem), problem.status);
}

}  // namespace rettesnor::web
