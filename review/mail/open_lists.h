// What reviewers still have to do, as reminders need it.
#pragma once

#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/mail.h"
#include "core/time.h"

namespace rettesnor::review {

/// One reviewer's list in an open campaign that is not finished: something has no answer, or it is
/// not signed off.
struct OpenList {
  core::CampaignId campaign{0};
  std::string campaign_name;
  core::Date opened;     ///< local day
  core::Date deadline;   ///< inclusive
  std::string reviewer;  ///< key
  std::string reviewer_name;
  std::vector<std::string> deputies;  ///< keys of those who stand in for her today; ascending
  std::string leader;  ///< key of who is told when she does not answer; empty: nobody
  int items = 0;
  int answered = 0;
};

/// Who can be written to: key, name and mail address. No address: none is known.
struct Addressee {
  std::string key;
  std::string name;
  std::string address;
};

/// A mail as the review administrator sees it.
struct MailView {
  core::Mail mail;  ///< without its message
  std::string name;
};
struct MailBox {
  std::vector<MailView> mails;
  enum class Traffic { going, stopped } traffic = Traffic::going;  ///< as of the last round
};

}  // namespace rettesnor::review
