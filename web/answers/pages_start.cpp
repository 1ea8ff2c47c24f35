// What waits for a person, and what is said when something cannot be shown.
#include "web/answers/pages_review.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {

using review::Deed;

namespace {

std::string task_state(Language language, const review::Task& task) {
  if (task.sign_off) return say(language, Word::task_signed);
  if (task.campaign.closed_at) return say(language, Word::task_closed);
  if (task.answered == task.items) return say(language, Word::task_ready);
  if (task.answered == 0) return say(language, Word::task_not_begun);
  return say_count(language, Word::task_under_way, task.items - task.answered);
}

View task_view(const Frame& frame, const review::Task& task) {
  const Language language = frame.language;
  const bool done = task.sign_off.has_value() || task.campaign.closed_at.has_value();
  const bool all = task.answered == task.items;
  const std::string list = task_address(task.campaign.id, task.reviewer.key);
  const Word go = all ? Word::go_sign : task.answered == 0 ? Word::go_begin : Word::go_on;
  return View()
      .text("task_name", task.campaign.name)
      .exact("task_address", list)
      .exact("review_address", all ? list : review_address(task.campaign.id, task.reviewer.key))
      .exact("for_whom",
             task.on_behalf ? say(language, Word::for_whom, {{"name", task.reviewer.name}}) : "")
      .exact("task_state", task_state(language, task))
      .exact("progress_words", say(language, Word::progress,
                                   {{"done", show_number(language, task.answered)},
                                    {"all", show_number(language, task.items)}}))
      .exact("people_words", say_count(language, Word::people_count,
                                       static_cast<std::int64_t>(task.subjects.size())))
      .exact("deadline_words",
             done
                 ? say(language, Word::deadline_was, {{"date", core::show(task.campaign.deadline)}})
                 : deadline_words(language, task.campaign.deadline, task.days_left))
      .exact("go_words", say(language, go))
      .exact("second_words",
             task.as_second > 0 ? say_count(language, Word::second_words, task.as_second) : "")
      .number("items", task.items > 0 ? task.items : 1)
      .number("answered", task.answered)
      .flag("overdue", !done && task.days_left < 0)
      .flag("task_open", !done)
      .flag("task_done", done);
}

View more_view(Language language, std::string_view address, Word name, Word words) {
  return View()
      .exact("more_address", address)
      .exact("more_name", say(language, name))
      .exact("more_words", say(language, words));
}

std::vector<View> more_views(const Frame& frame) {
  const Language language = frame.language;
  std::vector<View> all{more_view(language, kMine, Word::nav_mine, Word::more_mine)};
  if (may(frame, Deed::arrange_deputies)) {
    all.push_back(more_view(language, kDeputies, Word::deputies, Word::more_deputies));
  }
  if (may(frame, Deed::open_campaigns)) {
    all.push_back(more_view(language, kCampaigns, Word::campaigns, Word::more_campaigns));
  } else if (may(frame, Deed::see_decisions)) {
    all.push_back(more_view(language, kCampaigns, Word::campaigns, Word::more_decisions));
  } else if (may(frame, Deed::see_all_campaigns)) {
    all.push_back(more_view(language, kCampaigns, Word::campaigns, Word::more_board));
  }
  if (may(frame, Deed::see_mails)) {
    all.push_back(more_view(language, kMails, Word::mails, Word::more_mails));
  }
  if (may(frame, Deed::see_findings)) {
    all.push_back(more_view(language, kFindings, Word::findings, Word::more_findings));
  }
  if (may(frame, Deed::see_orphans)) {
    all.push_back(more_view(language, kOrphans, Word::orphans, Word::more_orphans));
  }
  if (may(frame, Deed::see_reports)) {
    all.push_back(more_view(language, kReports, Word::reports, Word::more_reports));
  }
  if (may(frame, Deed::request_orders)) {
    all.push_back(more_view(language, kOrders, Word::orders, Word::more_orders));
  }
  if (may(frame, Deed::read_log)) {
    all.push_back(more_view(language, kLog, Word::log, Word::more_log));
  }
  return all;
}

std::vector<View> asked_views(const Frame& frame, const std::vector<review::ConsultPage>& asked,
                              std::size_t owned) {
  std::vector<View> views;
  if (owned > 0) {
    views.push_back(View()
                        .exact("ask_address", std::string(kOwned))
                        .exact("ask_title", say_count(frame.language, Word::owned_start,
                                                      static_cast<std::int64_t>(owned)))
                        .exact("ask_words", say(frame.language, Word::owned_start_words)));
  }
  for (const review::ConsultPage& page : asked) {
    views.push_back(View()
                        .exact("ask_address", advise_address(page.line.consultation.id))
                        .text("ask_title", page.subject.name + " · " + shown_name(page.row))
                        .exact("ask_words", say(frame.language, Word::asked_line,
                                                {{"asker", page.line.asked_by_name},
                                                 {"asked", page.line.asked_name}})));
  }
  return views;
}

struct ErrorWords {
  Word heading;
  Word next;
};

ErrorWords error_words(int status) {
  switch (status) {
    case 401:
      return {Word::error_signed_out, Word::error_signed_out_next};
    case 403:
      return {Word::error_refused, Word::error_refused_next};
    case 404:
      return {Word::error_not_found, Word::error_not_found_next};
    case 409:
      return {Word::error_conflict, Word::error_conflict_next};
    default:
      break;
  }
  return status >= 500 ? ErrorWords{Word::error_busy, Word::error_busy_next}
                       : ErrorWords{Word::error_input, Word::error_input_next};
}

}  // namespace

std::string start_page(const Frame& frame, const std::vector<review::Task>& tasks,
                       const std::vector<core::Campaign>& campaigns,
                       const std::vector<review::ConsultPage>& asked, std::size_t owned) {
  View view = body_view(frame);
  std::vector<View> task_views;
  for (const review::Task& task : tasks) task_views.push_back(task_view(frame, task));
  std::vector<View> campaign_views;
  const bool shown = may(frame, Deed::see_all_campaigns);
  for (const core::Campaign& campaign : campaigns) {
    if (!shown) break;
    campaign_views.push_back(
        View()
            .text("campaign_name", campaign.name)
            .exact("campaign_address", campaign_address(kBoard, campaign.id))
            .exact("campaign_kind", campaign_kind_words(frame.language, campaign.kind))
            .exact("campaign_state", campaign_state(frame.language, campaign)));
  }
  view.exact("greeting", say(frame.language, Word::greeting, {{"name", frame.person_name}}))
      .flag("no_tasks", tasks.empty())
      .exact("calendar_address", tasks.empty() ? std::string() : std::string(kCalendar))
      .flag("has_asked", !asked.empty() || owned > 0)
      .list("asked", asked_views(frame, asked, owned))
      .list("tasks", std::move(task_views))
      .flag("has_campaigns", shown && !campaigns.empty())
      .list("campaigns", std::move(campaign_views))
      .list("more", more_views(frame));
  return framed(frame, say(frame.language, Word::nav_start), "start", std::move(view));
}

std::string error_page(const Frame& frame, const Problem& problem) {
  const ErrorWords words = error_words(problem.status);
  View view = body_view(frame);
  view.exact("heading", say(frame.language, words.heading))
      .text("message", problem.message, 600)
      .exact("what_next", say(frame.language, words.next))
      .number("status", problem.status);
  return framed(frame, say(frame.language, words.heading), "error", std::move(view));
}

}  // namespace rettesnor::web
