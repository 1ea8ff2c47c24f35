// Who is signed in, in memory: a restart signs everybody out.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/time.h"
#include "web/sessions/ways_in.h"

namespace rettesnor::web {

/// 256 random bits as 64 hex characters, from the operating system. Throws std::runtime_error when
/// there is no randomness to be had.
std::string random_token();
/// Takes the same time wherever the two differ.
bool same_secret(std::string_view a, std::string_view b);

struct Session {
  std::string person;  ///< key; empty before sign-in, when it only carries the token of the form
  std::string csrf;
  ProviderTies ties = {};
};

/// Safe from any thread. Of an id only its SHA-256 is kept.
class Sessions {
 public:
  static constexpr std::size_t kMost =
      20'000;  ///< then one of nobody goes, else the least recently used

  explicit Sessions(std::chrono::minutes idle = std::chrono::minutes(20),
                    std::chrono::hours longest = std::chrono::hours(10))
      : idle_(idle), longest_(longest) {}

  struct Begun {
    std::string id;  ///< for the cookie, and nowhere else
    Session session;
  };
  /// A new id and a new token, always: sign-in never keeps an id that was there before it.
  Begun begin(const std::string& person, core::Timestamp now, ProviderTies ties = {});
  /// Empty when it is unknown or too old; else it counts as used now.
  std::optional<Session> find(std::string_view id, core::Timestamp now);
  void end(std::string_view id);
  /// All of one person.
  void end_all_of(const std::string& person);
  /// All that hang on the provider's session, or on all of the provider's sessions of the subject
  /// when `session` is empty. Whose they were, each once.
  std::set<std::string> end_of_provider(std::string_view subject, std::string_view session);

 private:
  struct Kept {
    Session session;
    core::Timestamp begun;
    core::Timestamp used;
  };
  bool is_old(const Kept& kept, core::Timestamp now) const;
  void make_room(core::Timestamp now);
  std::chrono::minutes idle_;
  std::chrono::hours longest_;
  std::mutex mutex_;
  std::map<core::Sha256, Kept> kept_;
};

}  // namespace rettesnor::web
