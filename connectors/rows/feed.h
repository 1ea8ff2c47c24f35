// Where rows come from: a file, a query, pages. What rows mean is no concern of a feed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct FeedRow {
  std::int64_t place;     ///< number of its line or item; ascending, 1-based
  core::ErrorCode fault;  ///< why its cells cannot be told apart, and then `cells` is empty
  enum class End : std::uint8_t { whole, cut_off } end;  ///< cut_off: the feed ended inside it
  std::span<const std::string_view> cells;  ///< UTF-8 as far as possible; valid in the call only
};

/// How a feed ended, once all its rows were given.
struct FeedEnd {
  std::optional<core::Timestamp> data_from;  ///< empty: the feed does not tell
  std::optional<std::int64_t> told_rows;     ///< what the feed itself says about their number
  std::vector<std::string> doubts;           ///< why rows may be missing (core::kept)
  std::vector<std::string> notes;            ///< what was left out on purpose (core::kept)
};

/// Gives the names of its columns first and then its rows, each once. Blank rows are no rows: a
/// feed may give them, the engine drops them.
class Feed {
 public:
  virtual ~Feed() = default;
  /// What messages call it: "ansatte.csv", "query grants". May change by open files; ask after
  /// read().
  virtual std::string name() const = 0;
  /// What stands between cells where they are text, and never inside a key; NUL: nothing.
  virtual char separator() const { return '\0'; }
  /// "ansatte.csv line 13", kept (core::kept).
  virtual std::string place_of(std::int64_t place) const = 0;
  /// An Error means that nothing of what was given is to be believed.
  virtual core::Result<FeedEnd> read(const std::function<void(const FeedRow&)>& visit) = 0;
};

}  // namespace rettesnor::connectors
