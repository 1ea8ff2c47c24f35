// A reviewer's deadlines as a calendar file.
#include "web/answers/deadlines_calendar.h"

#include <chrono>

#include "core/digest.h"
#include "core/text.h"
#include "web/parts/words.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kMostOctets = 75;

/// RFC 5545 3.3.11. Control characters are gone before it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : core::printable(text, 300)) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

/// RFC 5545 3.1: at most 75 octets a line, never in the middle of a character.
std::string folded(std::string_view line) {
  std::string out;
  std::size_t room = kMostOctets;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out += line.substr(0, end);
    out += "\r\n ";
    line.remove_prefix(end);
    room = kMostOctets - 1;
  }
  out += line;
  return out += "\r\n";
}

std::string day(core::Date date) {
  const std::string iso = core::to_iso(date);  // "2026-12-01"
  return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2);
}

std::string moment(core::Timestamp t) {
  const std::string iso = core::to_iso(t);  // "2026-11-02T07:00:00Z"
  return day(std::chrono::floor<core::Days>(t)) + "T" + iso.substr(11, 2) + iso.substr(14, 2) +
         iso.substr(17, 2) + "Z";
}

std::string event_of(const Frame& frame, const review::Task& task) {
  const core::Campaign& campaign = task.campaign;
  const std::string uid =
      core::to_hex(core::sha256("deadline\n" + std::to_string(campaign.id.value) + "\n" +
                                core::to_iso(campaign.opened_at) + "\n" + task.reviewer.key),
                   16);
  const std::string summary =
      task.on_behalf ? say(frame.language, Word::calendar_behalf,
                           {{"campaign", campaign.name}, {"reviewer", task.reviewer.name}})
                     : say(frame.language, Word::calendar_deadline, {{"campaign", campaign.name}});
  const std::string left =
      say_count(frame.language, Word::calendar_left, task.items - task.answered);
  return folded("BEGIN:VEVENT") + folded("UID:" + uid + "@rettesnor") +
         folded("DTSTAMP:" + moment(frame.now)) +
         folded("DTSTART;VALUE=DATE:" + day(campaign.deadline)) +
         folded("DTEND;VALUE=DATE:" + day(campaign.deadline + core::Days(1))) +
         folded("SUMMARY:" + escaped(summary)) + folded("DESCRIPTION:" + escaped(left)) +
         folded("TRANSP:TRANSPARENT") + folded("END:VEVENT");
}

}  // namespace

std::string deadlines_calendar(const Frame& frame, const std::vector<review::Task>& tasks) {
  std::string out = folded("BEGIN:VCALENDAR") + folded("VERSION:2.0") +
                    folded("PRODID:-//Rettesnor//Rettesnor//DA") + folded("CALSCALE:GREGORIAN") +
                    folded("METHOD:PUBLISH");
  for (const review::Task& task : tasks) {
    if (!task.sign_off) out += event_of(frame, task);
  }
  return out + folded("END:VCALENDAR");
}

}  // namespace rettesnor::web
