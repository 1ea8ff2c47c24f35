// Where what a thread logs came from, told once for everything that one run does.
#pragma once

#include <map>
#include <string>

namespace rettesnor::store {

/// While it lives, every event that this thread logs carries these facts beside its own, which win
/// where both have one. One at a time on a thread.
class EventOrigin {
 public:
  explicit EventOrigin(std::map<std::string, std::string> facts);
  EventOrigin(const EventOrigin&) = delete;
  EventOrigin& operator=(const EventOrigin&) = delete;
  ~EventOrigin();

  /// Those of this thread; empty when nothing was told.
  static const std::map<std::string, std::string>& facts();
};

}  // namespace rettesnor::store
