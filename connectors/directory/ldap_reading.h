// One full reading of a live directory: pages, ranges, and what nobody told.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "connectors/directory/directory_pull.h"
#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldap_open.h"
#include "connectors/directory/ldap_session.h"
#include "core/pull.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Used once: run(). Not shared between threads.
class LdapReading {
 public:
  LdapReading(const DirectorySettings& settings, const PullRequest& request)
      : settings_(settings), request_(request), pull_(settings, request.now) {}

  core::Result<core::Pull> run();

 private:
  enum class Half { people, groups };
  struct PageCount {
    std::size_t before = 0;
    int barren = 0;
    int number = 0;
  };

  const DirectoryHalf& half_of(Half half) const {
    return half == Half::people ? settings_.people : settings_.groups;
  }
  static core::ObjectClass class_of(Half half) {
    return half == Half::people ? core::ObjectClass::account : core::ObjectClass::entitlement;
  }
  std::size_t taken(Half half) const {
    return half == Half::people ? pull_.account_count() : pull_.group_count();
  }
  std::vector<std::string> attributes(Half half) const;
  std::vector<std::string> bases(Half half) const;

  void read_half(Half half);
  void read_base(Half half, const std::string& base);
  core::Result<void> take(Half half, const DirectoryEntry& entry);
  enum class Next { page, done };
  Next after_page(Half half, const std::string& base, const LdapSearchEnd& end, PageCount& count,
                  std::string& cookie);
  void note_references(Half half, const std::string& base,
                       const std::vector<std::string>& references);
  void follow_ranges();
  void follow(OpenRange range);
  void note_moment();
  void look_at_last_use();
  void read_primary_groups();
  /// An account or a group by its class that the first reading did not tell.
  struct Missing {
    Half half;
    std::string dn;
    std::string natural_id;
  };
  void count_all();
  void count_base(const std::string& base, const std::string& filter);
  void count_entry(const DirectoryEntry& entry);
  std::vector<std::string> outermost_bases() const;
  bool is_in(Half half, const std::string& normal) const;
  void list_filtered(Half half);
  void settle_missing();
  void note_filtered(const Missing& missing);
  std::string filter_of(Half half) const;
  std::vector<std::string> identity() const;
  void look_for_unseen();
  /// Nothing when it was found to be an account or a group.
  core::Result<std::optional<DirectoryPull::Settled>> look_at(const std::string& dn);
  struct Look {
    bool found;  ///< as an account or group
    int code;    ///< how the server ended
  };
  core::Result<Look> look_as(Half half, const std::string& dn);
  core::Result<DirectoryPull::Settled> look_aside(const std::string& dn);
  void note_holes();
  void lose(core::ObjectClass object_class, std::string what, core::Error error);
  std::chrono::steady_clock::duration elapsed() const {
    return std::chrono::steady_clock::now() - begun_;
  }

  const DirectorySettings& settings_;
  const PullRequest& request_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  DirectoryPull pull_;
  OpenDirectory server_;
  std::vector<OpenRange> ranges_;
  std::optional<core::Error> first_error_;
  bool lost_ = false;  // the connection is of no more use
  std::size_t since_progress_ = 0;
  DirectoryPull::Taken last_taken_ = DirectoryPull::Taken::left_out;
  std::vector<Missing> missing_;
  std::size_t more_missing_ = 0;
  std::size_t counted_ = 0;
  MemberIndex filtered_;  // DNs that the settings' filter positively leaves out
  std::array<std::vector<std::string>, 2> normal_bases_;
  std::size_t holes_[2] = {0, 0};
  std::string first_hole_[2];
};

}  // namespace rettesnor::connectors
