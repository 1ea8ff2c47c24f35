// Work on a thread of its own that may be left behind when the program has to end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace rettesnor::service {

/// What `work` gives, or empty when `shall_end` said so first: then its thread goes on, and nobody
/// learns what it did. `work` must own all that it touches.
template <class T>
std::optional<T> run_detached(std::function<T()> work, const std::function<bool()>& shall_end) {
  struct Shared {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<T> result;
  };
  const auto shared = std::make_shared<Shared>();
  std::thread([shared, work = std::move(work)] {
    T result = work();
    const std::lock_guard lock(shared->mutex);
    shared->result.emplace(std::move(result));
    shared->done.notify_all();
  }).detach();
  constexpr std::chrono::milliseconds kLook{100};
  std::unique_lock lock(shared->mutex);
  while (!shared->done.wait_for(lock, kLook, [&] { return shared->result.has_value(); })) {
    if (shall_end && shall_end()) return std::nullopt;
  }
  return std::move(shared->result);
}

}  // namespace rettesnor::service
