// Who sits at the terminal, as the operating system knows it.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>

namespace rettesnor::cli {

/// For the log: "via" (terminal), "os_user" (the account the command runs as), and where the system
/// keeps it "os_login" (the account that signed in, when it is another: somebody who used sudo).
std::map<std::string, std::string> terminal_facts(uid_t user, pid_t process);

/// The name of an account of this machine, or its number.
std::string name_of_user(uid_t user);

}  // namespace rettesnor::cli
