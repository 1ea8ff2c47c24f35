// The few things that all routes do alike.
#include "web/parts/request_context.h"

#include <algorithm>

#include "review/organisation/persons.h"
#include "review/refusal.h"
#include "web/parts/addresses.h"
#include "words/error.h"
#include "words/refusal.h"

namespace rettesnor::web {

http::Response page_answer(std::string html, int status) {
  return {status, {}, "text/html; charset=utf-8", std::move(html)};
}

http::Response see_other(std::string address) {
  return {303, {{"Location", std::move(address)}}, "text/plain; charset=utf-8", ""};
}

int status_of(core::ErrorKind kind) {
  switch (kind) {
    case core::ErrorKind::invalid_input:
      return 400;
    case core::ErrorKind::unauthorized:
      return 401;
    case core::ErrorKind::refused:
      return 403;
    case core::ErrorKind::not_found:
      return 404;
    case core::ErrorKind::conflict:
      return 409;
    case core::ErrorKind::unreachable:
    case core::ErrorKind::corrupt:
    case core::ErrorKind::unsupported:
      return 503;
  }
  return 503;
}

Problem problem_of(Language language, const core::Error& error, std::string entitlement) {
  const int status = status_of(error.kind);
  if (status == 503) return {status, {}, std::move(entitlement)};
  return {status, words::sentence(error, language), std::move(entitlement)};
}

http::Response error_answer(const Frame& frame, const core::Error& error) {
  if (error.kind == core::ErrorKind::unauthorized) return see_other(std::string(kSignIn));
  const Problem problem = problem_of(frame.language, error);
  return page_answer(error_page(frame, problem), problem.status);
}

core::Result<core::CampaignId> campaign_in(const http::Form& fields) {
  const auto number = http::whole_number(fields.get("campaign"));
  if (!number || *number == 0) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::campaign_number_missing);
  }
  return core::CampaignId{*number};
}

core::Result<std::string> person_typed(const RequestContext& context, const std::string& typed) {
  const review::PersonMeant meant =
      review::organisation::person_meant(context.reviews().look(), typed);
  if (meant.candidates == 1) return meant.key;
  if (meant.candidates == 0) {
    return review::refuse(core::ErrorKind::invalid_input, review::Refusal::nobody_meant,
                          {{"who", typed}});
  }
  return review::refuse(core::ErrorKind::invalid_input, review::Refusal::several_meant,
                        {{"who", typed}, {"n", std::to_string(meant.candidates)}});
}

std::string safe_return(const std::string& path) {
  const bool is_ours = path.starts_with('/') && !path.starts_with("//") && path.size() <= 2048 &&
                       std::all_of(path.begin(), path.end(),
                                   [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
  return is_ours ? path : std::string(kStart);
}

}  // namespace rettesnor::web
