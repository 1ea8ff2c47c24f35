// Looks through one folder; a star stands in the file's name only.
#include "connectors/rows/csv_files.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "connectors/rows/row_dates.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorCode;
using core::ErrorKind;
using core::fail;
using core::Result;

struct Candidate {
  std::string name;
  std::string star;  // what stands in place of the star
  std::optional<core::Date> date;
};

std::optional<core::Date> date_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!core::is_digit(text[at]) || (at > 0 && core::is_digit(text[at - 1]))) continue;
    std::size_t end = at;
    while (end < text.size() &&
           (core::is_digit(text[end]) || text[end] == '-' || text[end] == '.')) {
      ++end;
    }
    while (end > at && !core::is_digit(text[end - 1])) --end;
    std::string_view part = text.substr(at, end - at);
    // "20261102-0615": a time may follow the day.
    for (const std::size_t size : {part.size(), std::size_t{10}, std::size_t{8}}) {
      if (size > part.size()) continue;
      const DateCell cell = read_date(part.substr(0, size), std::nullopt);
      if (cell.fit == DateCell::Fit::certain || cell.fit == DateCell::Fit::either) return cell.day;
    }
  }
  return std::nullopt;
}

/// "2" before "10".
bool comes_before(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (core::is_digit(a[0]) && core::is_digit(b[0])) {
      const auto take = [](std::string_view& text) {
        while (text.size() > 1 && text[0] == '0' && core::is_digit(text[1])) text.remove_prefix(1);
        std::size_t end = 0;
        while (end < text.size() && core::is_digit(text[end])) ++end;
        const std::string_view number = text.substr(0, end);
        text.remove_prefix(end);
        return number;
      };
      const std::string_view left = take(a);
      const std::string_view right = take(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a[0] != b[0]) return a[0] < b[0];
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

}  // namespace

std::optional<core::Date> date_in_name(const std::string& path) {
  return date_in(std::filesystem::path(path).filename().string());
}

Result<ChosenFile> choose_file(const std::string& path, const std::string& full_path) {
  const std::filesystem::path pattern(full_path);
  const std::string name = pattern.filename().string();
  const std::size_t star = name.find('*');
  if (star == std::string::npos) return ChosenFile{full_path, path, {}};
  const std::string before = name.substr(0, star);
  const std::string after = name.substr(star + 1);

  std::vector<Candidate> found;
  std::error_code trouble;
  for (std::filesystem::directory_iterator each(pattern.parent_path(), trouble), end;
       !trouble && each != end; each.increment(trouble)) {
    const std::string file = each->path().filename().string();
    const bool fits = file.size() >= before.size() + after.size() && file.starts_with(before) &&
                      file.ends_with(after) && !file.ends_with(".done");
    if (!fits) continue;
    const std::string filler = file.substr(star, file.size() - before.size() - after.size());
    found.push_back({file, filler, date_in(filler)});
  }
  if (found.empty())
    return fail(ErrorKind::not_found, ErrorCode{"file_none_fits"}, {{"path", path}});
  const auto dated =
      std::ranges::count_if(found, [](const Candidate& c) { return c.date.has_value(); });
  if (dated > 0 && dated < static_cast<std::ptrdiff_t>(found.size())) {
    const auto odd = std::ranges::find_if(found, [](const Candidate& c) { return !c.date; });
    return fail(ErrorKind::conflict, ErrorCode{"file_without_date"},
                {{"path", path}, {"file", core::printable(odd->name, 100)}});
  }
  std::ranges::sort(found, [&](const Candidate& a, const Candidate& b) {
    if (dated > 0 && *a.date != *b.date) return *a.date < *b.date;
    return comes_before(a.star, b.star);
  });
  ChosenFile chosen;
  chosen.full_path = (pattern.parent_path() / found.back().name).string();
  chosen.name = (std::filesystem::path(path).parent_path() / found.back().name).string();
  for (std::size_t i = 0; i + 1 < found.size(); ++i) chosen.ignored.push_back(found[i].name);
  return chosen;
}

}  // namespace rettesnor::connectors
