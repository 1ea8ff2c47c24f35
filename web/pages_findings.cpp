// The findings, worst first, with a filter.
#include <map>

#include "core/text.h"
#include "review/finding_text.h"
#include "web/addresses.h"
#include "web/pages_parts.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kShown = 300;

review::TextLanguage text_language(Language language) {
  return language == Language::da ? review::TextLanguage::danish : review::TextLanguage::english;
}

Word severity_word(core::Severity severity) {
  switch (severity) {
    case core::Severity::critical:
      return Word::severity_critical;
    case core::Severity::high:
      return Word::severity_high;
    case core::Severity::medium:
      return Word::severity_medium;
    case core::Severity::low:
      return Word::severity_low;
    case core::Severity::notice:
      return Word::severity_notice;
  }
  return Word::severity_notice;
}

std::string_view badge_of(core::Severity severity) {
  if (severity <= core::Severity::high) return "badge-error";
  return severity == core::Severity::medium ? "badge-warning" : "badge-info";
}

View option(std::string_view value, const std::string& name, const std::string& chosen) {
  return View()
      .exact("option_value", value)
      .exact("option_name", name)
      .flag("option_on", value == chosen);
}

std::vector<View> severity_options(Language language, const FindingsFilter& filter) {
  using core::Severity;
  std::vector<View> all{option("", say(language, Word::filter_any), filter.severity)};
  for (const Severity each :
       {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::notice}) {
    all.push_back(option(core::name_of(each), say(language, severity_word(each)), filter.severity));
  }
  return all;
}

std::vector<View> code_options(Language language, const std::vector<core::TrackedFinding>& findings,
                               const FindingsFilter& filter) {
  std::map<std::string, std::string> titles;
  for (const core::TrackedFinding& each : findings) {
    titles.emplace(review::finding_title(each.finding.code, text_language(language)),
                   each.finding.code);
  }
  if (!filter.code.empty()) {
    titles.emplace(review::finding_title(filter.code, text_language(language)), filter.code);
  }
  std::vector<View> all{option("", say(language, Word::filter_any), filter.code)};
  for (const auto& [title, code] : titles) all.push_back(option(code, title, filter.code));
  return all;
}

bool fits(const core::TrackedFinding& each, const std::string& sentence,
          const FindingsFilter& filter) {
  const core::Finding& finding = each.finding;
  if (!filter.severity.empty() && core::name_of(finding.severity) != filter.severity) return false;
  if (!filter.code.empty() && finding.code != filter.code) return false;
  if (filter.text.empty()) return true;
  const std::string wanted = core::fold(filter.text);
  for (const std::string& text : {finding.subject.label, finding.subject.ref, finding.object.label,
                                  finding.object.ref, sentence}) {
    if (core::fold(text).find(wanted) != std::string::npos) return true;
  }
  return false;
}

View finding_view(const Frame& frame, const core::TrackedFinding& each,
                  const std::string& sentence) {
  const Language language = frame.language;
  const core::Finding& finding = each.finding;
  return View()
      .exact("severity_class", core::name_of(finding.severity))
      .exact("severity_badge", badge_of(finding.severity))
      .exact("severity", say(language, severity_word(finding.severity)))
      .text("finding_title", review::finding_title(finding.code, text_language(language)))
      .text("code", finding.code)
      .text("sentence", sentence, 1000)
      .exact("seen_words",
             say(language, Word::seen_since, {{"date", show_day(frame, each.first_seen)}}))
      .text("rule", finding.rule)
      .exact("covered", finding.covered_by.empty() ? "" : say(language, Word::covered));
}

}  // namespace

std::string findings_page(const Frame& frame, const std::vector<core::TrackedFinding>& findings,
                          const FindingsFilter& filter) {
  const Language language = frame.language;
  std::vector<View> views;
  std::int64_t fitting = 0;
  for (const core::TrackedFinding& each : findings) {
    const std::string sentence = review::finding_sentence(each.finding, text_language(language));
    if (!fits(each, sentence, filter)) continue;
    ++fitting;
    if (views.size() < kShown) views.push_back(finding_view(frame, each, sentence));
  }
  const auto shown = static_cast<std::int64_t>(views.size());
  View view = body_view(frame);
  view.text("text", filter.text, 100)
      .list("severities", severity_options(language, filter))
      .list("codes", code_options(language, findings, filter))
      .exact("count_words", say_count(language, Word::findings_count, fitting))
      .exact("more_words", fitting > shown ? say(language, Word::findings_more,
                                                 {{"shown", show_number(language, shown)}})
                                           : "")
      .list("findings", std::move(views));
  return framed(frame, say(language, Word::findings), "findings", std::move(view));
}

}  // namespace rettesnor::web
