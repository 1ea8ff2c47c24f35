// Words and views that several pages share.
#include "web/parts/pages_parts.h"

#include <algorithm>

#include "core/text.h"
#include "web/parts/addresses.h"
#include "words/fill.h"

namespace rettesnor::web {

using review::Deed;

namespace {

View door(const Frame& frame, std::string_view address, Word name) {
  const std::string_view here = std::string_view(frame.here).substr(0, frame.here.find('?'));
  return View()
      .exact("door_address", address)
      .exact("door_name", say(frame.language, name))
      .flag("door_here", here == address);
}

std::vector<View> doors(const Frame& frame) {
  std::vector<View> all{door(frame, kStart, Word::nav_start), door(frame, kMine, Word::nav_mine)};
  if (may(frame, Deed::arrange_deputies)) {
    all.push_back(door(frame, kDeputies, Word::deputies));
  }
  if (may(frame, Deed::see_all_campaigns)) {
    all.push_back(door(frame, kCampaigns, Word::campaigns));
  }
  if (may(frame, Deed::see_findings)) all.push_back(door(frame, kFindings, Word::findings));
  if (may(frame, Deed::see_orphans)) all.push_back(door(frame, kOrphans, Word::orphans));
  if (may(frame, Deed::follow_orders)) all.push_back(door(frame, kOrders, Word::orders));
  if (may(frame, Deed::search_answers)) all.push_back(door(frame, kSearch, Word::search));
  if (may(frame, Deed::see_access_then)) all.push_back(door(frame, kThen, Word::then));
  if (may(frame, Deed::see_reports)) all.push_back(door(frame, kReports, Word::reports));
  if (may(frame, Deed::read_log)) all.push_back(door(frame, kLog, Word::log));
  return all;
}

std::string shown_path(const core::Path& path) {
  std::string out;
  for (const core::PathStep& step : path) {
    if (!out.empty()) out += " → ";
    out += core::printable(step.ref, 80);
  }
  return out;
}

std::string since_words(const Frame& frame, const review::ReviewRow& row) {
  if (!row.since) return say(frame.language, Word::since_unknown);
  std::string date = show_day(frame, *row.since);
  if (row.direct) return say(frame.language, Word::direct_since, {{"date", date}});
  // The step before the last is the group through which the right comes.
  if (!row.paths.empty() && row.paths.front().size() >= 3) {
    const core::Path& path = row.paths.front();
    const std::string group = core::printable(path[path.size() - 2].ref, 80);
    return say(frame.language, Word::via, {{"date", date}, {"group", group}});
  }
  return date;
}

std::string words_of_age(const Frame& frame) {
  switch (frame.data_age.known) {
    case review::DataAge::Known::unread:
      return {};
    case review::DataAge::Known::unknown:
      return say(frame.language, Word::facts_of_unknown_age);
    case review::DataAge::Known::from:
      return say(frame.language, Word::data_as_of,
                 {{"when", show_moment(frame, frame.data_age.from)}});
  }
  return {};
}

}  // namespace

std::string use_words(Language language, const review::LastUse& use) {
  if (use.known == review::LastUse::Known::never) return say(language, Word::use_never);
  if (use.known == review::LastUse::Known::unknown || !use.day) {
    return say(language, Word::use_unknown);
  }
  const std::string date = core::show(*use.day);
  if (use.accuracy_days <= 0) return say(language, Word::use_on, {{"date", date}});
  return say(language, Word::use_about,
             {{"date", date}, {"days", std::to_string(use.accuracy_days)}});
}

std::string framed(const Frame& frame, const std::string& title, std::string_view template_name,
                   View body) {
  const Language other = frame.language == Language::danish ? Language::english : Language::danish;
  body.exact("title", title);
  View page;
  page.exact("language", words::short_name(frame.language))
      .exact("title", title)
      .exact("other_language", words::short_name(other))
      .exact("other_language_name", say(frame.language, Word::other_language_name))
      .text("municipality", frame.municipality)
      .text("person_name", frame.person_name)
      .flag("signed_in", !frame.person_name.empty())
      .flag("demo", frame.demo)
      .exact("notice", frame.notice)
      .exact("csrf", frame.csrf)
      .exact("here", frame.here.empty() ? kStart : std::string_view(frame.here))
      .list("doors", doors(frame))
      .exact("data_as_of", words_of_age(frame))
      .markup("body", render(template_name, body, frame.language));
  return render("page", page, frame.language);
}

View body_view(const Frame& frame, const std::optional<Problem>& problem) {
  View view;
  view.exact("csrf", frame.csrf);
  view.text("problem", problem && problem->entitlement.empty() ? problem->message : "", 600);
  return view;
}

bool may(const Frame& frame, Deed deed) {
  return review::may(frame.roles, deed);
}

std::string show_day(const Frame& frame, core::Timestamp moment) {
  return frame.zone->show_date(moment);
}

std::string show_moment(const Frame& frame, core::Timestamp moment) {
  return frame.zone->show(moment);
}

std::string name_or_unknown(const Frame& frame, const std::string& name) {
  return name.empty() ? say(frame.language, Word::unknown_person) : core::printable(name);
}

std::string by_whom(const Frame& frame, const review::DecisionLine& line) {
  if (line.on_behalf_of_name.empty()) return name_or_unknown(frame, line.decided_by_name);
  return say(frame.language, Word::receipt_for,
             {{"who", line.decided_by_name}, {"whom", line.on_behalf_of_name}});
}

View option_view(std::string_view value, const std::string& name, const std::string& chosen) {
  return View()
      .exact("option_value", value)
      .text("option_name", name)
      .flag("option_on", value == chosen);
}

std::string answer_words(Language language, const core::Decision& decision) {
  switch (decision.answer) {
    case core::Answer::keep:
      return say(language, Word::answer_keep);
    case core::Answer::remove:
      return say(language, Word::answer_remove);
    case core::Answer::keep_until:
      return say(language, Word::answer_keep_until,
                 {{"date", decision.until ? core::show(*decision.until) : "?"}});
    case core::Answer::reduce:
      return say(language, Word::answer_reduce);
    case core::Answer::not_mine:
      return say(language, Word::answer_not_mine);
    case core::Answer::dont_know:
      return say(language, Word::answer_dont_know);
  }
  return {};
}

std::string sensitivity_words(Language language, review::Sensitivity sensitivity) {
  switch (sensitivity) {
    case review::Sensitivity::ordinary:
      return {};
    case review::Sensitivity::sensitive:
      return say(language, Word::sensitivity_sensitive);
    case review::Sensitivity::extra_sensitive:
      return say(language, Word::sensitivity_extra);
    case review::Sensitivity::privileged:
      return say(language, Word::sensitivity_privileged);
  }
  return {};
}

std::string verdict_words(Language language, reconcile::Verdict verdict) {
  return say(language, words::named("verdict", reconcile::name_of(verdict)));
}

std::string deadline_words(Language language, core::Date deadline, int days_left) {
  const std::string date = core::show(deadline);
  if (days_left == 0) return say(language, Word::days_today, {{"date", date}});
  if (days_left < 0) return say_count(language, Word::days_over, -days_left, {{"date", date}});
  return say_count(language, Word::days_left, days_left, {{"date", date}});
}

AboutWords words_about(review::About about) {
  switch (about) {
    case review::About::accounts:
      return {Word::step_account, Word::next_account, Word::col_accounts,
              Word::col_account,  Word::col_system,   Word::account_lead};
    case review::About::roles:
      return {Word::step_role, Word::next_role,     Word::list_roles,
              Word::col_role,  Word::col_in_policy, Word::role_lead};
    case review::About::people:
      break;
  }
  return {Word::step,       Word::next_person, Word::col_people,
          Word::col_person, Word::col_unit,    std::nullopt};
}

std::string campaign_kind_words(Language language, std::string_view kind) {
  const auto word = word_named("kind_" + std::string(kind));
  return word ? std::string(say(language, *word)) : std::string(kind);
}

std::string campaign_state(Language language, const core::Campaign& campaign) {
  return words::with_capital(words::state_of(language, campaign));
}

std::string left_out_words(Language language, const std::string& reason) {
  if (reason == "no_rights") return say(language, Word::left_no_rights);
  if (reason == "not_current") return say(language, Word::left_not_current);
  if (reason == "not_employed") return say(language, Word::left_not_employed);
  if (reason == "nobody_to_ask") return say(language, Word::left_nobody);
  if (reason == "other_kind") return say(language, Word::left_other_kind);
  if (reason == "answered_before") return say(language, Word::left_answered_before);
  if (reason == "asked_elsewhere") return say(language, Word::left_asked_elsewhere);
  return say(language, Word::left_other);
}

View left_out_view(const Frame& frame, const review::LeftOut& left_out) {
  return View()
      .text("left_name", left_out.subject.name)
      .text("left_unit", left_out.subject.unit)
      .exact("left_reason", left_out_words(frame.language, left_out.reason));
}

std::string shown_name(const review::ReviewRow& row) {
  const bool is_code = row.name.find('_') != std::string::npos || row.name.empty();
  if (is_code && !row.description.empty()) return row.description;
  return row.name.empty() ? row.ref : row.name;
}

View right_view(const Frame& frame, const review::ReviewRow& row) {
  std::vector<View> paths;
  for (const core::Path& path : row.paths) paths.push_back(View().exact("path", shown_path(path)));
  return View()
      .exact("anchor", row_anchor(row.entitlement_key))
      .text("name", shown_name(row))
      .text("ref", row.ref)
      .text("system", row.system)
      .text("description", shown_name(row) == row.description ? "" : row.description, 600)
      .flag("undescribed", row.description.empty())
      .exact("sensitivity", sensitivity_words(frame.language, row.sensitivity))
      .exact("use_words", use_words(frame.language, row.last_use))
      .exact("since_words", since_words(frame, row))
      .exact("verdict_words", verdict_words(frame.language, row.verdict))
      .text("rule", row.rule)
      .exact("expires_words", row.expires ? core::show(*row.expires) : "")
      .text("case_no", row.case_no.empty()
                           ? ""
                           : say(frame.language, Word::case_no, {{"number", row.case_no}}))
      .flag("has_paths", !row.paths.empty())
      .list("paths", std::move(paths));
}

}  // namespace rettesnor::web
