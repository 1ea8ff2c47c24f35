// Builds the addresses of the web UI; everything that comes from outside is percent-encoded.
#include "web/parts/addresses.h"

#include "core/digest.h"
#include "core/text.h"

namespace rettesnor::web {

namespace {

constexpr std::size_t kLongestBack = 3'000;

}  // namespace

std::string encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved =
        core::is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string review_address(core::CampaignId campaign, std::string_view reviewer,
                           std::string_view subject) {
  std::string address = campaign_address(kReview, campaign) + "&reviewer=" + encode(reviewer);
  if (!subject.empty()) address += "&subject=" + encode(subject);
  return address;
}

std::string picture_address(core::CampaignId campaign, std::string_view reviewer,
                            std::string_view subject, std::string_view view) {
  std::string address = review_address(campaign, reviewer, subject);
  address.replace(0, kReview.size(), kPicture);
  return address + "&view=" + encode(view);
}

std::string advise_address(std::int64_t consultation) {
  return std::string(kAdvise) + "?id=" + std::to_string(consultation);
}

std::string task_address(core::CampaignId campaign, std::string_view reviewer) {
  return campaign_address(kTask, campaign) + "&reviewer=" + encode(reviewer);
}

std::string person_address(std::string_view person) {
  return std::string(kPerson) + "?person=" + encode(person);
}

std::string sign_in_address(std::string_view path, std::string_view back) {
  if (back.empty() || back == kStart) return std::string(path);
  std::string address = std::string(path) + "?back=" + encode(back);
  // What is too long to be asked for is forgotten.
  return address.size() <= kLongestBack ? address : std::string(path);
}

std::string story_address(core::CampaignId campaign, std::string_view subject,
                          std::string_view entitlement) {
  return campaign_address(kStory, campaign) + "&subject=" + encode(subject) +
         "&entitlement=" + encode(entitlement);
}

std::string follow_up_address(core::CampaignId campaign) {
  return std::string(kNewCampaign) + "?follows=" + std::to_string(campaign.value);
}

std::string campaign_address(std::string_view path, core::CampaignId campaign) {
  return std::string(path) + "?campaign=" + std::to_string(campaign.value);
}

std::string order_address(core::OrderId order) {
  return std::string(kOrder) + "?order=" + std::to_string(order.value);
}

std::string order_file_address(core::OrderId order, std::int64_t step) {
  return std::string(kOrderFile) + "?order=" + std::to_string(order.value) +
         "&step=" + std::to_string(step);
}

std::string finding_address(std::string_view finding) {
  return std::string(kFindings) + "?finding=" + encode(finding);
}

std::string row_anchor(std::string_view entitlement) {
  return "r-" + core::to_hex(core::sha256(entitlement), 6);
}

}  // namespace rettesnor::web
