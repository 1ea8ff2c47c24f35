// Scratch folders, ports and processes by plain POSIX calls.
#include "tests/support/scratch.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

namespace rettesnor::test {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(const std::vector<char*>& argv, const std::vector<char*>& environment,
                         const std::vector<std::string>& candidates) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::close_range(3, ~0U, 0);
  for (const std::string& program : candidates) {
    ::execve(program.c_str(), argv.data(), environment.data());
  }
  ::_exit(127);
}

struct Prepared {
  std::vector<std::string> texts;
  std::vector<char*> argv;
  std::vector<char*> environment;
  std::vector<std::string> candidates;
};

Prepared prepare(const std::vector<std::string>& argv, const Environment& environment) {
  Prepared p;
  Environment all = environment;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string pair = *at;
    const auto equals = pair.find('=');
    all.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  p.texts = argv;
  for (const auto& [name, value] : all) p.texts.push_back(name + "=" + value);
  for (std::size_t i = 0; i < p.texts.size(); ++i) {
    (i < argv.size() ? p.argv : p.environment).push_back(p.texts[i].data());
  }
  p.argv.push_back(nullptr);
  p.environment.push_back(nullptr);
  if (argv.at(0).find('/') != std::string::npos) {
    p.candidates.push_back(argv[0]);
  } else {
    std::istringstream path(all["PATH"] + ":/usr/sbin:/sbin");
    for (std::string folder; std::getline(path, folder, ':');) {
      p.candidates.push_back(folder + "/" + argv[0]);
    }
  }
  return p;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool is_free(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) give_up("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return bound;
}

}  // namespace

ScratchFolder::ScratchFolder(std::string_view name) {
  std::string pattern =
      (std::filesystem::temp_directory_path() / (std::string(name) + ".XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) give_up("scratch folder " + pattern);
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

int free_port() {
  // Below the ports that the kernel gives to whoever connects, so that no connection of somebody
  // else's takes the port between here and the server that will listen on it. The name in the
  // abstract namespace of sockets keeps it from other test programs until this one ends.
  constexpr int kFirst = 12'000;
  constexpr int kPorts = 18'000;
  static std::mutex one_at_a_time;
  static int next = static_cast<int>(::getpid() * 37L % kPorts);
  const std::lock_guard lock(one_at_a_time);
  for (int attempt = 0; attempt < kPorts; ++attempt) {
    const int port = kFirst + next;
    next = (next + 1) % kPorts;
    const int held = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (held < 0) give_up("socket");
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const std::string text = "rettesnor-test-port-" + std::to_string(port);
    text.copy(name.sun_path + 1, sizeof name.sun_path - 1);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
    if (::bind(held, reinterpret_cast<const sockaddr*>(&name), length) == 0 && is_free(port)) {
      return port;  // `held` stays open on purpose
    }
    ::close(held);
  }
  throw std::runtime_error("no free port on 127.0.0.1");
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) give_up("read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) give_up("write " + file.string());
  out.close();
  // A file that was only just written may still be being written; tests do not wait for it.
  std::filesystem::last_write_time(
      file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
}

namespace {

template <class Wanted>
void date(const std::filesystem::path& folder, std::chrono::sys_seconds when, Wanted is_wanted) {
  timespec moment{};
  moment.tv_sec = static_cast<time_t>(when.time_since_epoch().count());
  const timespec both[] = {moment, moment};
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (each.is_regular_file() && is_wanted(each)) {
      ::utimensat(AT_FDCWD, each.path().c_str(), both, 0);
    }
  }
}

}  // namespace

void date_files(const std::filesystem::path& folder, std::chrono::sys_seconds when) {
  date(folder, when, [](const auto&) { return true; });
}

void date_exports(const std::filesystem::path& folder, std::chrono::sys_seconds now) {
  date(folder, now - std::chrono::seconds(1), [](const auto& each) {
    return each.path().extension() == ".csv" || each.path().extension() == ".ldif";
  });
}

void date_files_written(const std::filesystem::path& folder, std::chrono::sys_seconds now) {
  const auto lately = std::filesystem::file_time_type::clock::now() - std::chrono::hours(48);
  date(folder, now - std::chrono::seconds(1), [&](const auto& each) {
    return each.last_write_time() > lately && each.path().extension() != ".db" &&
           each.path().filename() != "log.jsonl";
  });
}

void write_secret(const std::filesystem::path& file, std::string_view bytes) {
  write_file(file, "");
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  write_file(file, bytes);
}

Ran run(const std::vector<std::string>& argv, const Environment& environment,
        std::string_view standard_input) {
  Prepared p = prepare(argv, environment);
  ScratchFolder folder("rettesnor-run");
  write_file(folder.file("in"), standard_input);
  const int in = ::open(folder.file("in").c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(folder.file("out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int err = ::open(folder.file("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (in < 0 || out < 0 || err < 0) give_up("files for " + argv[0]);
  const pid_t pid = ::fork();
  if (pid < 0) give_up("fork");
  if (pid == 0) {
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    become(p.argv, p.environment, p.candidates);
  }
  for (const int fd : {in, out, err}) ::close(fd);
  const int code = wait_for(pid);
  if (code == 127) throw std::runtime_error("cannot run " + argv[0]);
  return {code, read_file(folder.file("out")), read_file(folder.file("err"))};
}

Process::Process(const std::vector<std::string>& argv, const std::filesystem::path& log,
                 const Environment& environment) {
  Prepared p = prepare(argv, environment);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (out < 0 || in < 0) give_up("log " + log.string());
  pid_ = ::fork();
  if (pid_ < 0) give_up("fork");
  if (pid_ == 0) {
    ::setpgid(0, 0);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    become(p.argv, p.environment, p.candidates);
  }
  ::setpgid(pid_, pid_);
  ::close(out);
  ::close(in);
}

Process::Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    kill();
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

Process::~Process() {
  kill();
}

bool Process::is_running() {
  if (pid_ < 0) return false;
  siginfo_t told{};
  ::waitid(P_PID, static_cast<id_t>(pid_), &told, WEXITED | WNOHANG | WNOWAIT);
  return told.si_pid == 0;
}

void Process::send(int signal) {
  if (pid_ > 0) ::kill(pid_, signal);
}

void Process::stop(std::chrono::milliseconds patience) {
  if (pid_ < 0) return;
  send(SIGCONT);
  send(SIGTERM);
  wait_until([this] { return !is_running(); }, patience);
  kill();
}

void Process::kill() {
  if (pid_ < 0) return;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  wait_for(pid_);
  pid_ = -1;
}

bool wait_until(const std::function<bool()>& done, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace rettesnor::test
