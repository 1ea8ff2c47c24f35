// Asks the system for the names of its accounts.
#include "cli/terminal_user.h"

#include <pwd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <optional>

namespace rettesnor::cli {
namespace {

constexpr std::uint64_t kNobodySignedIn = 4294967295;

/// Kept by the kernel from the sign-in on, through sudo and su.
std::optional<uid_t> signed_in(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/loginuid");
  std::uint64_t user = kNobodySignedIn;
  if (!(file >> user) || user == kNobodySignedIn) return std::nullopt;
  return static_cast<uid_t>(user);
}

}  // namespace

std::string name_of_user(uid_t user) {
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(user, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) {
    return std::to_string(user);
  }
  return found->pw_name;
}

std::map<std::string, std::string> terminal_facts(uid_t user, pid_t process) {
  std::map<std::string, std::string> facts = {{"via", "terminal"}, {"os_user", name_of_user(user)}};
  const auto login = signed_in(process);
  if (login && *login != user) facts["os_login"] = name_of_user(*login);
  return facts;
}

}  // namespace rettesnor::cli
