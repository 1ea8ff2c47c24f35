// What tests need of the machine: a scratch folder, a free port, a process of their own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::test {

/// A new folder under the system's temporary folder, mode 0700, removed with all that is in it.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::string_view name = "rettesnor");
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }
  /// `path()/name` as text.
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// A TCP port that nobody on 127.0.0.1 listens on; given to no other test program while this runs.
int free_port();

/// Throws std::runtime_error when the file cannot be read or written.
std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view bytes);  ///< an hour ago
/// The same with mode 0600.
void write_secret(const std::filesystem::path& file, std::string_view bytes);
/// Dates all files below: an export tells of the moment that it was written.
void date_files(const std::filesystem::path& folder, std::chrono::sys_seconds when);
/// The same of csv and ldif files, a second before `now`.
void date_exports(const std::filesystem::path& folder, std::chrono::sys_seconds now);
/// The same, a second before `now`, for those that write_file() wrote since: the machine's clock is
/// not the test's.
void date_files_written(const std::filesystem::path& folder, std::chrono::sys_seconds now);

using Environment = std::map<std::string, std::string>;  ///< added to our own

struct Ran {
  int exit_code;  ///< 128 + signal when killed by one
  std::string out;
  std::string err;
};
/// Runs to the end. argv[0] is looked up in PATH, also in /usr/sbin. Throws when it cannot start.
Ran run(const std::vector<std::string>& argv, const Environment& environment = {},
        std::string_view standard_input = {});

/// A process that runs beside the test, in a process group of its own, and dies with the test.
class Process {
 public:
  Process() = default;
  /// Output of both kinds goes to `log`. Throws when it cannot start.
  Process(const std::vector<std::string>& argv, const std::filesystem::path& log,
          const Environment& environment = {});
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  pid_t pid() const { return pid_; }
  bool is_running();
  /// To this process alone, by its own pid.
  void send(int signal);
  /// SIGTERM, then SIGKILL to its group after `patience`; waits for the end.
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(5));
  /// SIGKILL at once; waits for the end.
  void kill();

 private:
  pid_t pid_ = -1;
};

/// Asks `done` every few milliseconds; false when `patience` ran out first.
bool wait_until(const std::function<bool()>& done,
                std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace rettesnor::test
