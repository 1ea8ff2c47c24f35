// A password or key: it cannot be printed, compared by accident or left behind in memory.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::core {

/// Owns its bytes and wipes them when it goes. Move-only; no operator<<, no implicit conversion.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  bool empty() const { return bytes_.empty(); }
  /// For the one call that needs it; do not keep the view.
  std::string_view reveal() const { return bytes_; }

  /// From a file that only its owner can read (mode 0600 or tighter, else refused); one trailing
  /// line end is dropped. Limit 64 KiB. The message names the path, never the content.
  static Result<Secret> from_file(const std::string& path);
  /// From the environment. not_found when it is not set.
  static Result<Secret> from_environment(const std::string& variable);

 private:
  void wipe();
  std::string bytes_;
};

}  // namespace rettesnor::core
