// Frames on the socket between a command in a terminal and the program that serves.
//
// One frame: a letter, the length in four bytes (most significant first), then so many bytes.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::cli {

enum class FrameKind : char {
  ready = 'R',    ///< from the server, first: it listens; empty
  request = 'Q',  ///< a ControlRequest
  output = 'O',   ///< bytes for standard output
  errors = 'E',   ///< bytes for standard error
  exit = 'X',     ///< the exit code in decimal; the last frame
  refusal = 'N',  ///< a ControlRefusal; the last frame
};

struct Frame {
  FrameKind kind;
  std::string bytes;
};

inline constexpr std::size_t kMostFrameBytes = 1U << 20U;

/// unreachable when the other side is gone, or takes nothing for `patience`. The descriptor does
/// not block.
core::Result<void> send_frame(int descriptor, FrameKind kind, std::string_view bytes,
                              std::chrono::milliseconds patience);
/// The whole frame within `patience`; none: however long it takes. unreachable when it does not
/// come, corrupt when it is no frame or too long.
core::Result<Frame> receive_frame(int descriptor,
                                  std::optional<std::chrono::milliseconds> patience);

}  // namespace rettesnor::cli
