// Accounts for everything that a campaign saw, and tells who had access on a date.
#include "web/auditing/pages_auditor.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

#include "core/text.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kPeopleShown = 500;
constexpr std::size_t kLinesShown = 1000;

std::string part_words(Language language, const std::string& reason) {
  if (reason == "asked") return say(language, Word::part_asked);
  if (reason == "nothing_held") return say(language, Word::part_nothing_held);
  if (reason == "carried") return say(language, Word::part_carried);
  if (reason == "review_free") return say(language, Word::part_review_free);
  if (reason == "no_person") return say(language, Word::part_no_person);
  if (reason.empty()) return say(language, Word::part_unexplained);
  return left_out_words(language, reason);
}

View part_view(Language language, const std::string& name, const review::PopulationPart& part) {
  return View()
      .exact("part_name", name)
      .exact("part_persons", show_number(language, part.persons))
      .exact("part_accounts", show_number(language, part.accounts))
      .exact("part_rights", show_number(language, part.rights));
}

review::PopulationPart rest_of(const review::Population& population) {
  review::PopulationPart rest = population.seen;
  for (const review::PopulationPart& part : population.parts) {
    if (part.reason.empty()) continue;
    rest.persons -= part.persons;
    rest.accounts -= part.accounts;
    rest.rights -= part.rights;
  }
  return rest;
}

std::string way_words(const std::vector<core::Path>& paths) {
  std::string out;
  for (const core::Path& path : paths) {
    std::string way;
    for (const core::PathStep& step : path) {
      way += (way.empty() ? "" : " → ") + core::printable(step.ref, 80);
    }
    out += (out.empty() ? "" : "; ") + way;
  }
  return out;
}

/// Between which readings the moment lies, and what that leaves unknown.
std::string span_words(const Frame& frame, const review::AccessThen& then) {
  const Language language = frame.language;
  if (!then.choices.empty()) return {};
  if (!then.read_before) {
    return say(language, Word::then_unread,
               {{"first", then.read_after ? show_moment(frame, *then.read_after) : "–"}});
  }
  const std::string before = show_moment(frame, *then.read_before);
  if (then.read_after) {
    return say(language, Word::then_between,
               {{"before", before}, {"after", show_moment(frame, *then.read_after)}});
  }
  const bool is_same_day =
      frame.zone->date_of(*then.read_before) == frame.zone->date_of(then.moment);
  return is_same_day ? "" : say(language, Word::then_last, {{"before", before}});
}

View then_view(const Frame& frame, const review::AccessThen::Line& line) {
  std::string decided = say(frame.language, Word::decided_never);
  if (line.decision) {
    decided = say(frame.language, Word::decided_short,
                  {{"answer", answer_words(frame.language, *line.decision)},
                   {"who", line.decided},
                   {"when", show_day(frame, line.decision->decided_at)}});
  }
  return View()
      .text("person_name",
            line.person.key.empty() ? say(frame.language, Word::then_no_person) : line.person.name)
      .text("unit", line.person.unit)
      .text("account", line.account)
      .text("right", line.right)
      .exact("way", way_words(line.paths))
      .exact("changed", line.had == review::AccessThen::Line::Had::changed
                            ? say(frame.language, Word::then_changed)
                            : "")
      .exact("decided", decided);
}

/// The answer, or which answers there could be.
void add_then(View& view, const Frame& frame, const ThenFields& fields,
              const review::AccessThen& then) {
  const Language language = frame.language;
  const bool by_right = !fields.right.empty();
  std::vector<View> choices;
  for (const std::string& choice : then.choices) choices.push_back(View().text("choice", choice));
  std::vector<View> lines;
  for (const auto& line : then.lines) {
    if (lines.size() < kLinesShown) lines.push_back(then_view(frame, line));
  }
  const auto count = std::ranges::count(then.lines, review::AccessThen::Line::Had::had,
                                        &review::AccessThen::Line::had);
  const std::string when = show_moment(frame, then.moment);
  view.text("then_heading",
            then.choices.empty()
                ? say(language, Word::then_title, {{"what", then.title}, {"when", when}})
                : say(language, Word::then_choose),
            400)
      .exact("count_words",
             !then.choices.empty() || lines.empty()
                 ? ""
                 : say_count(language, by_right ? Word::then_count_right : Word::then_count_person,
                             count))
      .list("choices", std::move(choices))
      .flag("has_lines", !lines.empty())
      .flag("by_right", by_right)
      .flag("by_person", !by_right)
      .exact("span", span_words(frame, then))
      .exact("nothing", then.choices.empty() && lines.empty() && then.read_before
                            ? say(language, by_right ? Word::then_nobody : Word::then_nothing)
                            : "")
      .list("lines", std::move(lines));
}

}  // namespace

std::string population_page(const Frame& frame, const review::Population& population) {
  const Language language = frame.language;
  std::vector<View> parts;
  for (const review::PopulationPart& part : population.parts) {
    parts.push_back(part_view(language, part_words(language, part.reason), part));
  }
  std::vector<View> people;
  std::size_t left_out = 0;
  for (const review::PopulationLine& line : population.lines) {
    if (line.reason == "asked") continue;
    if (++left_out > kPeopleShown) continue;
    people.push_back(View()
                         .text("left_name", line.subject.name)
                         .text("left_unit", line.subject.unit)
                         .exact("left_reason", part_words(language, line.reason)));
  }
  View view = body_view(frame);
  view.text("campaign_name", population.campaign.name)
      .exact("campaign_kind", campaign_kind_words(frame.language, population.campaign.kind))
      .exact("lead", say(language, Word::population_lead,
                         {{"when", show_moment(frame, population.campaign.as_of)}}))
      .flag("sums", population.sums_to_zero)
      .flag("does_not_sum", !population.sums_to_zero)
      .list("parts", std::move(parts))
      .list("seen", {part_view(language, say(language, Word::population_seen), population.seen)})
      .list("rest",
            {part_view(language, say(language, Word::population_rest), rest_of(population))})
      .exact("csv_address", campaign_address(kPopulationCsv, population.campaign.id))
      .exact("xlsx_address", campaign_address(kPopulationXlsx, population.campaign.id))
      .exact("more_words",
             left_out > kPeopleShown
                 ? say(language, Word::population_more,
                       {{"shown", show_number(language, static_cast<std::int64_t>(kPeopleShown))}})
                 : "")
      .flag("all_in", left_out == 0)
      .flag("has_left_out", left_out > 0)
      .list("left_out", std::move(people));
  return framed(frame, say(language, Word::population), "population", std::move(view));
}

TableFile population_table(const Frame& frame, const review::Population& population) {
  const auto word = [&](Word each) { return say(frame.language, each); };
  TableFile table;
  table.name = word(Word::population);
  table.head = {word(Word::col_person),  word(Word::col_number),   word(Word::col_unit),
                word(Word::col_part),    word(Word::col_reviewer), word(Word::col_rights),
                word(Word::col_answered)};
  table.rows = population.lines.size();
  table.row = [&frame, &population](std::size_t at) -> std::vector<std::string> {
    const review::PopulationLine& line = population.lines[at];
    return {line.subject.name,
            line.subject.ref,
            line.subject.unit,
            part_words(frame.language, line.reason),
            line.reviewer_name,
            std::to_string(line.rights),
            std::to_string(line.answered)};
  };
  return table;
}

std::string then_page(const Frame& frame, const ThenFields& fields,
                      const std::optional<review::AccessThen>& then,
                      const std::optional<Problem>& problem) {
  View view = body_view(frame, problem);
  view.text("right_typed", fields.right)
      .text("person_typed", fields.person)
      .text("day_typed", fields.day, 20)
      .flag("told", then.has_value());
  add_then(view, frame, fields, then.value_or(review::AccessThen{}));
  return framed(frame, say(frame.language, Word::then), "then", std::move(view));
}

}  // namespace rettesnor::web
