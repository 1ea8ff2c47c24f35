// One line on the error stream that shows long work going on.
#include "cli/output/progress.h"

#include <utility>

#include "cli/output/rich_text.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {
constexpr double kSilentSeconds = 0.5;
constexpr double kSecondsBetween = 0.1;
constexpr std::size_t kColumns = 79;
constexpr std::string_view kWipe = "\r\x1b[K";
}  // namespace

ProgressLine::ProgressLine(std::ostream* stream, std::function<double()> stopwatch,
                           Language language, std::string title)
    : stream_(stream),
      stopwatch_(std::move(stopwatch)),
      language_(language),
      title_(std::move(title)),
      begun_(stopwatch_()) {}

ProgressLine::~ProgressLine() {
  if (stream_ != nullptr && shown_at_ >= 0) *stream_ << kWipe << std::flush;
}

void ProgressLine::show(std::size_t objects, std::string_view what) {
  if (stream_ == nullptr) return;
  const double now = stopwatch_();
  if (now - begun_ < kSilentSeconds) return;
  if (shown_at_ >= 0 && now - shown_at_ < kSecondsBetween) return;
  shown_at_ = now;
  const std::string text = say(language_, Word::progress_line,
                               {{"title", title_},
                                {"n", show_number(language_, static_cast<std::int64_t>(objects))},
                                {"what", core::printable(what, 60)},
                                {"seconds", std::to_string(static_cast<int>(now - begun_))}});
  *stream_ << kWipe << render(cut(line_of(text), kColumns), Palette::none) << std::flush;
}

}  // namespace rettesnor::cli
