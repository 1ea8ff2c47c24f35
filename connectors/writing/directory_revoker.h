// Taking access away in a live directory: found by id, one write, the server's own word.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/writing/before_image.h"
#include "connectors/writing/revoker.h"
#include "connectors/writing/revoking_rules.h"
#include "connectors/writing/writer_session.h"

namespace rettesnor::connectors {

/// Not shared between threads. Keeps its connection between acts.
class DirectoryRevoker final : public Revoker {
 public:
  DirectoryRevoker(WriteSettings settings, std::unique_ptr<RevokingRules> rules);

  core::Result<Standing> look(const Removal& removal) override;
  core::Result<Outcome> carry_out(const Removal& removal) override;
  core::Result<Outcome> restore(const std::string& before_image) override;
  core::Result<std::vector<CheckLine>> check(core::Timestamp now) override;

 private:
  /// not_found when it is not there.
  core::Result<DirectoryObject> must_find(const std::string& natural_id, std::string_view what);
  core::Result<Standing> look_at_member(const DirectoryObject& account, const std::string& group);
  core::Result<std::vector<DirectoryObject>> groups_of(const DirectoryObject& account);

  core::Result<Outcome> remove_member(const DirectoryObject& account, const DirectoryObject& group);
  core::Result<Outcome> remove_held(const DirectoryObject& account, const DirectoryObject& group,
                                    const std::vector<MemberValue>& held);
  core::Result<Outcome> disable(const DirectoryObject& account);
  core::Result<Outcome> strip(const DirectoryObject& account);
  core::Result<std::vector<MemberValue>> held_values(const DirectoryObject& group,
                                                     const DirectoryObject& account);
  core::Result<void> write_sign_in(const DirectoryObject& account, const std::string& attribute,
                                   const std::vector<std::string>& from,
                                   const std::vector<std::string>& to);
  core::Error refusal(const std::string& tried, const DirectoryObject& object,
                      const LdapWriteEnd& end);

  core::Result<Outcome> restore_sign_in(const BeforeImage& image);
  core::Result<Outcome> restore_memberships(const BeforeImage& image);
  core::Result<Outcome> restore_membership(const BeforeImage& image, const DirectoryObject& account,
                                           const BeforeImage::Change& change);

  static void add_removals(BeforeImage& image, const DirectoryObject& group,
                           const std::vector<MemberValue>& held);
  BeforeImage image_of(const char* act, const DirectoryObject& account) const;
  BeforeImage image_of_disabling(const DirectoryObject& account, const SignInState& state) const;

  WriterSession session_;
  std::unique_ptr<RevokingRules> rules_;
};

/// What `check` says of the writing account: can it sign in, what may it write, and what more.
core::Result<std::vector<CheckLine>> check_writer(WriterSession& session);

}  // namespace rettesnor::connectors
