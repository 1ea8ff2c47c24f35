// Which mails are due now.
#include "review/mail/reminders.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace rettesnor::review {
namespace {

struct StepRow {
  Step step;
  std::string_view name;
  int after_deadline;  ///< days; of the opening: unused
};
constexpr std::array<StepRow, 6> kSteps = {{{Step::opening, "opening", 0},
                                            {Step::days_20, "days_20", -20},
                                            {Step::days_10, "days_10", -10},
                                            {Step::days_3, "days_3", -3},
                                            {Step::overdue, "overdue", 5},
                                            {Step::escalated, "escalated", 7}}};

using SettledMails = std::set<std::tuple<std::string, std::int64_t, std::string, std::string>>;

/// What readers were told: by mails that are through, and by those that still wait as well.
struct Told {
  SettledMails surely;
  SettledMails at_all;
};

Told told_by(const std::vector<core::Mail>& mails) {
  Told told;
  for (const core::Mail& mail : mails) {
    if (mail.state == core::MailState::dropped) continue;
    for (const core::MailAbout& about : mail.about) {
      told.at_all.emplace(mail.person, about.campaign, about.reviewer, about.step);
      if (mail.state == core::MailState::queued) continue;
      told.surely.emplace(mail.person, about.campaign, about.reviewer, about.step);
    }
  }
  return told;
}

/// Everybody who hears about a list at a step, and as what.
std::vector<std::pair<std::string, MailLine::Why>> readers_of(const OpenList& list, Step step) {
  std::vector<std::pair<std::string, MailLine::Why>> readers{{list.reviewer, MailLine::Why::own}};
  for (const std::string& deputy : list.deputies) {
    readers.emplace_back(deputy, MailLine::Why::on_behalf);
  }
  const bool hears_already = std::any_of(readers.begin(), readers.end(), [&](const auto& reader) {
    return reader.first == list.leader;
  });
  if (step == Step::escalated && !list.leader.empty() && !hears_already) {
    readers.emplace_back(list.leader, MailLine::Why::escalated);
  }
  return readers;
}

bool comes_before(const MailLine& a, const MailLine& b) {
  return std::tie(a.list.deadline, a.list.campaign.value, a.why, a.list.reviewer_name,
                  a.list.reviewer) < std::tie(b.list.deadline, b.list.campaign.value, b.why,
                                              b.list.reviewer_name, b.list.reviewer);
}

}  // namespace

std::string_view name_of(Step step) {
  return kSteps[static_cast<std::size_t>(step)].name;
}

Step newest_step(const OpenList& list, core::Date today) {
  Step newest = Step::opening;
  for (const StepRow& row : kSteps) {
    if (row.step == Step::opening) continue;
    const core::Date day = list.deadline + core::Days(row.after_deadline);
    if (day > list.opened && day <= today) newest = row.step;
  }
  return newest;
}

std::vector<DueMail> due_mails(const std::vector<OpenList>& lists,
                               const std::vector<core::Mail>& mails, core::Date today) {
  const Told told = told_by(mails);
  std::map<std::string, DueMail> by_reader;
  std::set<std::string> due_readers;
  for (const OpenList& list : lists) {
    const Step step = newest_step(list, today);
    for (const auto& [reader, why] : readers_of(list, step)) {
      if (reader.empty()) continue;
      DueMail& mail = by_reader[reader];
      mail.person = reader;
      mail.lines.push_back({list, step, why});
      const core::MailAbout about{list.campaign.value, list.reviewer, std::string(name_of(step))};
      const std::tuple place(reader, about.campaign, about.reviewer, about.step);
      if (!told.at_all.contains(place)) due_readers.insert(reader);
      // What a waiting mail would have told is told by this one instead.
      if (!told.surely.contains(place)) mail.about.push_back(about);
    }
  }
  std::vector<DueMail> due;
  for (auto& [reader, mail] : by_reader) {
    if (!due_readers.contains(reader)) continue;
    std::sort(mail.lines.begin(), mail.lines.end(), comes_before);
    due.push_back(std::move(mail));
  }
  return due;
}

bool still_needed(const core::Mail& mail, const std::vector<OpenList>& lists) {
  return std::any_of(mail.about.begin(), mail.about.end(), [&](const core::MailAbout& about) {
    if (about.campaign == 0) return true;
    return std::any_of(lists.begin(), lists.end(), [&](const OpenList& list) {
      if (list.campaign.value != about.campaign || list.reviewer != about.reviewer) return false;
      const bool hears =
          mail.person == list.reviewer || mail.person == list.leader ||
          std::find(list.deputies.begin(), list.deputies.end(), mail.person) != list.deputies.end();
      return hears;
    });
  });
}

}  // namespace rettesnor::review
