// Deadlines as a calendar file, line for line.
#include "web/answers/deadlines_calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Frame frame() {
  Frame frame;
  frame.now = test::moment("2026-11-02T07:00:00Z");
  frame.zone = &test::copenhagen();
  return frame;
}

review::Task task(const std::string& name = "Efterår 2026") {
  review::Task task;
  task.campaign.id = core::CampaignId{3};
  task.campaign.name = name;
  task.campaign.deadline = test::day("2026-12-31");
  task.reviewer.key = "Personale/P0084";
  task.reviewer.name = "Mette Holm";
  task.items = 7;
  task.answered = 2;
  return task;
}

TEST(DeadlinesCalendar, IsOneWholeDayForEachListOverTheYearEndToo) {
  const std::string file = deadlines_calendar(frame(), {task()});
  EXPECT_TRUE(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  EXPECT_TRUE(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nDTSTAMP:20261102T070000Z\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nDTSTART;VALUE=DATE:20261231\r\n"
                              "DTEND;VALUE=DATE:20270101\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nSUMMARY:Frist: Efterår 2026\r\n"));
}

TEST(DeadlinesCalendar, ASignedListIsGoneAndNobodysListIsStillACalendar) {
  review::Task done = task();
  done.sign_off = core::SignOff{};
  EXPECT_THAT(deadlines_calendar(frame(), {done}), Not(HasSubstr("VEVENT")));
  EXPECT_THAT(deadlines_calendar(frame(), {}), HasSubstr("END:VCALENDAR\r\n"));
}

TEST(DeadlinesCalendar, TheSameListHasTheSameUidWhateverWasAnswered) {
  const auto uid_of = [](const review::Task& of) {
    const std::string file = deadlines_calendar(frame(), {of});
    return file.substr(file.find("UID:"), 52);
  };
  review::Task later = task("Efterår, rettet");
  later.answered = 5;
  EXPECT_EQ(uid_of(task()), uid_of(later));
  later.reviewer.key = "Personale/P0085";
  EXPECT_NE(uid_of(task()), uid_of(later));
}

TEST(DeadlinesCalendar, ANameIsEscapedFoldedAndNeverALineOfItsOwn) {
  const std::string evil =
      "A;B,C\\D\r\nEND:VEVENT\nX" + std::string(40, 'o') + "åæøåæøåæøåæøåæøåæø";
  const std::string file = deadlines_calendar(frame(), {task(evil)});
  EXPECT_THAT(file, HasSubstr("SUMMARY:Frist: A\\;B\\,C\\\\D"));
  std::size_t ends = 0;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = file.find("\r\n", begin)) != std::string::npos;
       begin = end + 2) {
    const std::string line = file.substr(begin, end - begin);
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
    EXPECT_NE(static_cast<unsigned char>(line.back()) & 0xC0U, 0xC0U) << "half a letter: " << line;
    if (line == "END:VEVENT") ++ends;
  }
  EXPECT_EQ(begin, file.size());
  EXPECT_EQ(ends, 1U);
}

}  // namespace
}  // namespace rettesnor::web
