// Sends and receives whole frames, or says that it could not.
#include "cli/control_frames.h"
#include "words/refusal.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::fail;
using Clock = std::chrono::steady_clock;
using Patience = std::optional<std::chrono::milliseconds>;

constexpr std::size_t kHeader = 5;

/// Until the socket can be read or written, or nothing happened for so long.
core::Result<void> wait_for(int descriptor, short events, Patience patience) {
  pollfd wanted{descriptor, events, 0};
  for (;;) {
    const int found = poll(&wanted, 1, patience ? static_cast<int>(patience->count()) : -1);
    if (found > 0) return {};
    if (found == 0) return words::refuse(ErrorKind::unreachable, words::Refusal::other_side_slow);
    if (errno != EINTR)
      return words::refuse(ErrorKind::unreachable, words::Refusal::system_trouble,
                           {{"trouble", std::strerror(errno)}});
  }
}

core::Result<std::string> receive(int descriptor, std::size_t length,
                                  std::optional<Clock::time_point> end) {
  std::string bytes(length, '\0');
  std::size_t has = 0;
  while (has < length) {
    Patience left;
    if (end) {
      left = std::chrono::ceil<std::chrono::milliseconds>(*end - Clock::now());
      if (left->count() <= 0)
        return words::refuse(ErrorKind::unreachable, words::Refusal::other_side_slow);
    }
    TRY(wait_for(descriptor, POLLIN, left));
    const ssize_t got = recv(descriptor, bytes.data() + has, length - has, MSG_DONTWAIT);
    if (got == 0) return words::refuse(ErrorKind::unreachable, words::Refusal::other_side_gone);
    if (got > 0) {
      has += static_cast<std::size_t>(got);
    } else if (errno != EAGAIN && errno != EINTR) {
      return words::refuse(ErrorKind::unreachable, words::Refusal::system_trouble,
                           {{"trouble", std::strerror(errno)}});
    }
  }
  return bytes;
}

bool is_kind(char letter) {
  return std::string_view("RQOEXN").find(letter) != std::string_view::npos;
}

}  // namespace

core::Result<void> send_frame(int descriptor, FrameKind kind, std::string_view bytes,
                              std::chrono::milliseconds patience) {
  if (bytes.size() > kMostFrameBytes) {
    return words::refuse(ErrorKind::invalid_input, words::Refusal::command_too_large);
  }
  const auto length = static_cast<std::uint32_t>(bytes.size());
  std::string frame{static_cast<char>(kind)};
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    frame += static_cast<char>((length >> shift) & 0xFFU);
  }
  frame += bytes;
  for (std::string_view rest = frame; !rest.empty();) {
    TRY(wait_for(descriptor, POLLOUT, patience));
    const ssize_t sent = send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
      return words::refuse(ErrorKind::unreachable, words::Refusal::system_trouble,
                           {{"trouble", std::strerror(errno)}});
    }
  }
  return {};
}

core::Result<Frame> receive_frame(int descriptor, Patience patience) {
  std::optional<Clock::time_point> end;
  if (patience) end = Clock::now() + *patience;
  const std::string header = TRY(receive(descriptor, kHeader, end));
  std::size_t length = 0;
  for (std::size_t at = 1; at < kHeader; ++at) {
    length = length << 8U | static_cast<unsigned char>(header[at]);
  }
  if (!is_kind(header[0]) || length > kMostFrameBytes) {
    return words::refuse(ErrorKind::corrupt, words::Refusal::frame_unreadable);
  }
  return Frame{static_cast<FrameKind>(header[0]), TRY(receive(descriptor, length, end))};
}

}  // namespace rettesnor::cli
