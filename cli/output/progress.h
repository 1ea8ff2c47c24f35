// One line on the error stream that shows long work going on, and leaves nothing behind.
#pragma once

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/words.h"

namespace rettesnor::cli {

/// Silent when `stream` is null, and for the first half second. The destructor wipes the line.
class ProgressLine {
 public:
  ProgressLine(std::ostream* stream, std::function<double()> stopwatch, Language language,
               std::string title);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::size_t objects, std::string_view what);

 private:
  std::ostream* stream_;
  std::function<double()> stopwatch_;
  Language language_;
  std::string title_;
  double begun_;
  double shown_at_ = -1;
};

}  // namespace rettesnor::cli
