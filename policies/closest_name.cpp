// Optimal string alignment distance over folded bytes.
#include "policies/closest_name.h"

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace rettesnor::policies {
namespace {

/// Longer names are not compared: nobody means them by mistake.
constexpr std::size_t kLongest = 200;

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> closest_name(std::string_view name, std::span<const std::string> known) {
  const std::string wanted = core::fold(name);
  if (wanted.empty() || wanted.size() > kLongest) return std::nullopt;
  const std::string* best = nullptr;
  std::size_t fewest = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const auto& candidate : known) {
    if (candidate.size() > kLongest) continue;
    const std::size_t changes = distance(wanted, core::fold(candidate));
    if (changes < fewest) {
      fewest = changes;
      best = &candidate;
    }
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  const auto closest = closest_name(name, known);
  return closest ? "; did you mean `" + core::printable(*closest, 80) + "`?" : std::string();
}

}  // namespace rettesnor::policies
