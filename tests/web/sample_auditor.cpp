// Builds the sample pages of the auditor and of the findings.
#include "tests/web/sample_views.h"
#include "web/access/pages_access.h"
#include "web/answers/pages_review.h"
#include "web/auditing/pages_auditor.h"
#include "web/campaigns/pages_campaigns.h"
#include "web/findings/pages_findings.h"
#include "web/sign_in/pages_sign_in.h"

namespace rettesnor::test {

namespace {

std::vector<core::TrackedFinding> findings_of(Flavour flavour) {
  std::vector<core::TrackedFinding> out;
  if (flavour == Flavour::minimal) return out;
  const char* codes[] = {"ACC_ORPHAN", "ACC_LEAVER", "NO_SUCH_CODE"};
  for (std::size_t at = 0; at < std::size(codes); ++at) {
    core::TrackedFinding each;
    each.finding.code = sample_text(
        flavour == Flavour::hostile && at == 2 ? flavour : Flavour::full, at, codes[at]);
    each.finding.severity = static_cast<core::Severity>(1 + at * 2);
    each.finding.subject = {"account", "ad/1", "AD/bikra",
                            sample_text(flavour, at, "Birthe (bikra)")};
    each.finding.rule = sample_text(flavour, at, "R-12");
    each.finding.values = {{"k", sample_text(flavour, at, "AD/bikra")},
                           {"s", sample_text(flavour, at + 1, "AD")},
                           {"p", sample_text(flavour, at + 2, "Birthe Kragelund")}};
    each.finding.covered_by = at == 1 ? "d1" : "";
    each.first_seen = sample_frame(web::Language::danish).now - std::chrono::hours(240);
    each.last_seen = sample_frame(web::Language::danish).now;
    out.push_back(each);
  }
  return out;
}

std::vector<review::FoundDecision> found_of(Flavour flavour) {
  std::vector<review::FoundDecision> found;
  const review::RightNow states[] = {review::RightNow::held, review::RightNow::gone,
                                     review::RightNow::unknown};
  for (review::DecisionLine& line : sample_decisions(flavour)) {
    found.push_back({sample_campaign(), std::move(line), sample_text(flavour, 2, "Kassebog"),
                     states[found.size() % 3]});
  }
  return found;
}

review::SearchResult search_of(Flavour flavour) {
  review::SearchResult result;
  if (flavour == Flavour::minimal) return result;
  result.found = found_of(flavour);
  result.campaigns = {sample_campaign()};
  result.systems = {sample_text(flavour, 1, "Kassebog"), sample_text(flavour, 2, "BørnSag")};
  result.looked_through = 1234;
  return result;
}

review::DecisionStory story_of(Flavour flavour) {
  review::DecisionStory story;
  story.campaign = sample_campaign();
  if (flavour == Flavour::minimal) return story;
  const review::ReviewPage page = sample_review(flavour);
  story.subject = page.subject;
  story.reviewer = page.reviewer;
  story.shown = page.rows.front();
  for (review::DecisionLine& line : sample_decisions(flavour)) {
    story.versions.push_back({std::move(line), story.versions.size() % 2 == 0});
  }
  story.elsewhere = found_of(flavour);
  story.now = review::RightNow::gone;
  story.gone_since = sample_frame(web::Language::danish).now;
  return story;
}

review::Population population_of(Flavour flavour) {
  review::Population population;
  population.campaign = sample_campaign();
  if (flavour == Flavour::minimal) return population;
  population.parts = {{"asked", 300, 412, 2700},     {"no_rights", 4, 5, 0},
                      {"not_employed", 21, 30, 120}, {"nothing_held", 2, 0, 0},
                      {"review_free", 0, 0, 330},    {"no_person", 0, 17, 80}};
  population.seen = {"", 327, 464, 3230};
  population.sums_to_zero = flavour == Flavour::full;
  const review::ReviewPage page = sample_review(flavour);
  population.lines = {{page.subject, "asked", sample_text(flavour, 1, "Lone Dalgaard"), 9, 2},
                      {page.reviewer, "not_employed", "", 3, 0}};
  return population;
}

review::AccessThen then_of(Flavour flavour, bool several) {
  review::AccessThen then;
  then.moment = sample_frame(web::Language::danish).now;
  then.title = sample_text(flavour, 1, "Kassebog:Godkend betaling");
  if (several) {
    then.choices = {sample_text(flavour, 2, "Kassebog:Godkend"),
                    sample_text(flavour, 3, "Kassebog:Opret")};
    return then;
  }
  const review::ReviewPage page = sample_review(flavour);
  for (const review::ReviewRow& row : page.rows) {
    then.lines.push_back({page.subject, sample_text(flavour, 1, "AD/bikra"), row.ref, row.paths,
                          sample_text(flavour, 2, "Lone Dalgaard"), row.decision});
  }
  return then;
}

review::FindingBoard board_of(Flavour flavour) {
  review::FindingBoard board;
  const review::ReviewPage page = sample_review(flavour);
  board.menders = {page.subject, page.reviewer};
  for (core::TrackedFinding& tracked : findings_of(flavour)) {
    review::BoardFinding finding;
    finding.system = sample_text(flavour, 1, "Kassebog");
    finding.unit = sample_text(flavour, 2, "Jobcenter Nord");
    tracked.id = std::string(31, '0') + std::to_string(board.findings.size() % 10);
    if (board.findings.size() % 2 == 0) {
      finding.note = core::FindingNote{tracked.id, page.subject.key,
                                       sample_text(flavour, 3, "Ringet til Fjordsoft."), "hr/P0001",
                                       sample_frame(web::Language::danish).now};
      finding.assignee_name = page.subject.name;
      finding.noted_by_name = page.reviewer.name;
    }
    finding.tracked = std::move(tracked);
    board.findings.push_back(std::move(finding));
  }
  return board;
}

/// One that can be asked about, and one that was.
web::FindingOrdersById orders_about(const review::FindingBoard& board) {
  web::FindingOrdersById orders;
  for (const review::BoardFinding& finding : board.findings) {
    review::FindingOrders& of = orders[finding.tracked.id];
    if (orders.size() % 2 == 0) of.target.account = "Kataloget/1";
    if (orders.size() % 3 == 0) {
      of.orders.emplace_back(core::OrderId(3), review::OrderState::requested);
    }
  }
  return orders;
}

}  // namespace

std::vector<SamplePage> sample_auditor_pages(const web::Frame& frame, Flavour flavour) {
  const bool bare = flavour == Flavour::minimal;
  web::SearchFields fields;
  web::ThenFields asked;
  web::BoardFilter filter;
  std::optional<web::Problem> problem;
  if (!bare) {
    fields = {sample_text(flavour, 1, "Birthe"),
              sample_text(flavour, 2, "Lone"),
              "Kassebog",
              sample_text(flavour, 3, "Godkend"),
              "keep",
              "01.10.2026",
              "02.11.2026",
              "7"};
    asked = {sample_text(flavour, 1, "Kassebog:Godkend betaling"), "", "01.10.2026"};
    filter.plain.text = "a";
    problem = web::Problem{404, sample_text(flavour, 2, "Ingen rettighed hed sådan den dag"), ""};
  }
  std::optional<review::AccessThen> then;
  if (!bare) then = then_of(flavour, false);
  const review::FindingBoard board = board_of(flavour);
  web::Frame mender = frame;
  mender.roles.insert(review::ProductRole::it_operations);
  return {
      {"search", search_page(frame, fields, search_of(flavour))},
      {"story", story_page(frame, story_of(flavour), sample_orders(flavour).orders)},
      {"population", population_page(frame, population_of(flavour))},
      {"then", then_page(frame, asked, then, std::nullopt)},
      {"then-person",
       then_page(frame, {"", sample_text(flavour, 1, "Birthe"), ""}, then, std::nullopt)},
      {"then-several", then_page(frame, asked, then_of(flavour, true), std::nullopt)},
      {"then-problem", then_page(frame, asked, std::nullopt, problem)},
      {"findings", finding_board_page(mender, board, orders_about(board), filter, problem)},
  };
}

}  // namespace rettesnor::test
